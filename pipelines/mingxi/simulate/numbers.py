"""Numbers of the world: looked up by mechanism and name, each with unit and source."""

from collections.abc import Mapping

from mingxi.declare.errors import BadConfig, nearest
from mingxi.declare.quantity import Quantity

Numbers = Mapping[str, Mapping[str, Quantity]]


def number(numbers: Numbers, mechanism: str, name: str) -> float:
    """Value of one number of the world.

    Parameters
    ----------
    numbers : Numbers
        The files of ``configs/world/`` together: mechanism → name → quantity.
    mechanism, name : str

    Raises
    ------
    BadConfig
        There is no such mechanism or no such number; the message names the nearest.

    Examples
    --------
    >>> world = {"job": {"loss": Quantity(0.01, "share per month", "assumption: low")}}
    >>> number(world, "job", "loss")
    0.01
    """
    try:
        return numbers[mechanism][name].value
    except KeyError:
        raise _missing(numbers, mechanism, name) from None


def _missing(numbers: Numbers, mechanism: str, name: str) -> BadConfig:
    if mechanism not in numbers:
        return BadConfig(
            f"numbers of {mechanism!r}",
            "the world has none",
            f"{nearest(mechanism, numbers)} Add them under configs/world/",
        )
    return BadConfig(
        f"number {name!r} of {mechanism!r}",
        "the world does not give it",
        f"{nearest(name, numbers[mechanism])} Add it under configs/world/ with unit and source",
    )


def members(numbers: Numbers, kind: str) -> tuple[str, ...]:
    """Names of the members of a family such as ``region/…``, sorted.

    Examples
    --------
    >>> one = {"share": Quantity(1.0, "share", "assumption: toy")}
    >>> members({"region/hebei": one, "region/anhui": one, "job": one}, "region")
    ('anhui', 'hebei')
    """
    start = f"{kind}/"
    return tuple(sorted(key.removeprefix(start) for key in numbers if key.startswith(start)))

"""Numbers of the world: looked up by mechanism and name, each with unit and source."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

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


def held(value: float | list[float]) -> Any:
    """A number as an array without dimension, not to be written to; columns take it quicker.

    NumPy makes such an array of a plain float anew at every call, which for the few borrowers of a
    small block costs more than the arithmetic.
    """
    array = np.array(value)
    array.flags.writeable = False
    return array


class HeldNumbers(dict[str, Any]):
    """Numbers, mechanisms or names of one, held from the first time that each is asked for.

    Parameters
    ----------
    given : mapping
    made : callable
        What is held of each.
    """

    def __init__(self, given: Mapping[str, Any], made: Callable[[Any], Any]) -> None:
        super().__init__()
        self._given, self._made = given, made

    def __missing__(self, key: str) -> Any:
        """What is held of ``key``, asked for the first time."""
        self[key] = self._made(self._given[key])
        return self[key]

    def __contains__(self, key: object) -> bool:
        """Whether it is given."""
        return key in self._given

    def __iter__(self) -> Iterator[str]:
        """All that is given, for messages that name the nearest."""
        return iter(self._given)


class _Held(NamedTuple):
    value: Any


def held_numbers(numbers: Numbers) -> HeldNumbers:
    """The same numbers, each `held`.

    Examples
    --------
    >>> world = {"job": {"loss": Quantity(0.01, "share per month", "assumption: low")}}
    >>> number(held_numbers(world), "job", "loss")
    array(0.01)
    """
    return HeldNumbers(
        numbers, lambda own: HeldNumbers(own, lambda quantity: _Held(held(quantity.value)))
    )


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

"""Numbers of a world with overlays on top: a variant by name, and files of one's own."""

from collections.abc import Iterable, Mapping

from mingxi.adapters import config_file
from mingxi.declare.errors import BadConfig, nearest
from mingxi.declare.quantity import Quantity

Numbers = Mapping[str, Mapping[str, Quantity]]

BASE = "base"  # the variant that changes nothing
FOLDER = "variants"
DATED = ("shock/", "notice/", "incident/")  # an overlay may add events of these families


def world_numbers(folder: str, variant: str, overlays: tuple[str, ...]) -> Numbers:
    """Numbers of ``folder`` below the configurations, the variant's and then the overlays' on top.

    Raises
    ------
    BadConfig
        A file is missing or wrong, or names a number that the world does not have.
    """
    numbers = config_file.numbers_from(config_file.config_root() / folder)
    names = overlays if variant == BASE else (_variant(variant), *overlays)
    found: Numbers = numbers
    for name in names:
        found = overlaid(found, config_file.numbers_in(config_file.find_config(name)), name)
    return found


def overlaid(numbers: Numbers, overlay: Numbers, name: str) -> Numbers:
    """The numbers, those of ``overlay`` in place of their namesakes.

    Parameters
    ----------
    numbers, overlay : Numbers
    name : str
        Of the overlay, for messages.

    Raises
    ------
    BadConfig
        The overlay gives a number that the world does not have; only whole dated events (shocks,
        notices, incidents) may be new.

    Examples
    --------
    >>> one, two = Quantity(1.0, "share", "toy"), Quantity(2.0, "share", "toy")
    >>> overlaid({"job": {"loss": one, "found": one}}, {"job": {"loss": two}}, "mine")["job"][
    ...     "loss"
    ... ].value
    2.0
    """
    changed = dict(numbers)
    for mechanism, own in overlay.items():
        known = numbers.get(mechanism)
        if known is None and mechanism.startswith(DATED):
            changed[mechanism] = own
            continue
        if known is None:
            raise _unknown(mechanism, numbers, name)
        for number in own:
            if number not in known:
                raise _unknown(f"{mechanism}.{number}", [f"{mechanism}.{k}" for k in known], name)
        changed[mechanism] = {**known, **own}
    return changed


def variants() -> tuple[str, ...]:
    """Names of the variants that come with Mingxi, base first."""
    files = (config_file.config_root() / FOLDER).glob("[!.]*.yaml")
    return (BASE, *sorted(path.stem for path in files))


def _variant(name: str) -> str:
    if name not in variants():
        raise BadConfig(f"world.variant {name!r}", "there is none", nearest(name, variants()))
    return f"{FOLDER}/{name}.yaml"


def _unknown(asked: str, known: Iterable[str], name: str) -> BadConfig:
    return BadConfig(
        f"{asked} in overlay {name}", "the world has no such number", nearest(asked, known)
    )

"""The sentences of a letter and where they stand."""

from collections.abc import Iterable
from typing import Any

from mingxi.report.bilingual import Both
from mingxi.report.remembered import by_two

Place = tuple[str, Both]  # where a text stands, and the text
_SPOKEN = ("verdict", "checks", "reasons", "helped", "steps", "ours", "borrowing", "how")


def spoken(letter: dict[str, Any]) -> list[Place]:
    """Every text that speaks to the reader in our words, with its place."""
    found: list[Place] = []
    for part in _SPOKEN:
        _collect(letter[part], part, found)
    return [*found, *_fixed(letter["rights"], "rights")]


def prescribed(letter: dict[str, Any]) -> list[Place]:
    """Texts whose words are the law's own, and headings."""
    found = [*_fixed(letter["notices"], "notices")]
    _collect(letter["sections"], "sections", found)
    return found


@by_two
def _fixed(part: list[Any], where: str) -> list[Place]:
    """Texts of a part of the phrasebook, which many letters share."""
    found: list[Place] = []
    _collect(part, where, found)
    return found


def _collect(node: dict[str, Any] | list[Any], where: str, found: list[Place]) -> None:
    if type(node) is dict:
        if "zh" in node:
            found.append((where, node))
            return
        inside: Iterable[tuple[Any, Any]] = node.items()
    else:
        inside = enumerate(node)
    for key, value in inside:
        kind = type(value)
        if kind is dict or kind is list:
            _collect(value, f"{where}.{key}", found)

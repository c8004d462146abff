"""Entries of a parsed policy file, read with checks that name the place."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mingxi.declare.errors import BadConfig, nearest
from mingxi.declare.words import Words


@dataclass(frozen=True)
class Entry:
    """One value of the file and where it stands.

    Parameters
    ----------
    place : str
        For messages, e.g. ``"policy → rules → 3 (risk_line)"``.
    content : object
        As parsed from YAML or JSON.
    """

    place: str
    content: Any

    def part(self, key: object) -> "Entry":
        """Entry under ``key``, which is there."""
        return Entry(f"{self.place} → {key}", self.content[key])

    def named(self, name: str) -> "Entry":
        """Same entry with a name beside its place."""
        return Entry(f"{self.place} ({name})", self.content)

    def fields(self, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> "Fields":
        """Entries by key.

        Raises
        ------
        BadConfig
            It is no mapping, a key is unknown or a required one is missing.
        """
        content = self._mapping()
        known = (*required, *optional)
        for key in content:
            if key not in known:
                todo = nearest(str(key), known) if known else "Take it out: nothing is needed here"
                raise BadConfig(f"{self.place} → {key}", "there is no such key here", todo)
        missing = [key for key in required if key not in content]
        if missing:
            raise BadConfig(
                self.place,
                f"{', '.join(missing)} is missing; found {', '.join(content) or 'nothing'}",
                f"Add {', '.join(missing)}",
            )
        return {key: self.part(key) for key in content}

    def items(self) -> list["Entry"]:
        """Entries of a list, numbered from 1."""
        if not isinstance(self.content, list):
            raise self._wrong("a list")
        return [Entry(f"{self.place} → {i}", one) for i, one in enumerate(self.content, 1)]

    def by_date(self) -> dict[date, "Entry"]:
        """Entries by date, at least one, in order of time."""
        content = self._mapping()
        if not content:
            raise BadConfig(self.place, "it holds no dated value", 'Add e.g. "2023-01-01: 0.1"')
        dated = {Entry(self.place, key).day(): self.part(key) for key in content}
        return dict(sorted(dated.items()))

    def text(self) -> str:
        """Text that is not blank."""
        if not isinstance(self.content, str) or not self.content.strip():
            raise self._wrong("a text")
        return self.content

    def words(self) -> Words:
        """Text under ``zh`` and ``en``; one text alone is what both languages call it."""
        if isinstance(self.content, str):
            return Words(self.text(), self.text())
        fields = self.fields(("zh", "en"))
        return Words(fields["zh"].text(), fields["en"].text())

    def number(self) -> float:
        """Finite number."""
        value = self.content
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not math.isfinite(value)
        ):
            raise self._wrong("a number")
        return float(value)

    def whole(self, least: int) -> int:
        """Whole number of at least ``least``."""
        value = self.content
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            raise self._wrong(f"a whole number from {least} on")
        return value

    def day(self) -> date:
        """Date, as YAML reads it or as ISO text."""
        value = self.content
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            raise self._wrong("a date such as 2023-01-31") from None

    def names(self) -> tuple[str, ...]:
        """Texts of a list, at least one."""
        found = tuple(one.text() for one in self.items())
        if not found:
            raise self._wrong("a list of names")
        return found

    def _mapping(self) -> Mapping[Any, Any]:
        if not isinstance(self.content, Mapping):
            raise self._wrong("keys with values")
        return self.content

    def _wrong(self, wanted: str) -> BadConfig:
        kind = type(self.content).__name__
        return BadConfig(self.place, f"found {self.content!r} ({kind})", f"Write {wanted}")


Fields = dict[str, Entry]


def plain(content: Any) -> Any:
    """Copy of a parsed document that JSON can hold: dates become ISO text, keys text.

    Examples
    --------
    >>> plain({"values": {date(2023, 1, 1): 0.5}, "tiers": ("D",)})
    {'values': {'2023-01-01': 0.5}, 'tiers': ['D']}
    """
    if isinstance(content, Mapping):
        return {plain(key): plain(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [plain(one) for one in content]
    return content.isoformat() if isinstance(content, date) else content

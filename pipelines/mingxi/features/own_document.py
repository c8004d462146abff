"""Parts of a parsed document, each with its place, so that every mistake is named where it is."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from mingxi.declare.errors import BadConfig, BadDeclaration, nearest
from mingxi.declare.words import LANGUAGES, Words


@dataclass(frozen=True)
class Part:
    """One value of a document and where it stands.

    Parameters
    ----------
    place : str
        E.g. ``"table.features[3].ratio"``.
    value : Any
        Mapping, list, text, number or None, as the parser gave it.
    """

    place: str
    value: Any

    def wrong(self, found: str, todo: str) -> BadConfig:
        """Error that names the place."""
        return BadConfig(self.place, found, todo)

    def mapping(self, required: Sequence[str], optional: Sequence[str] = ()) -> dict[str, "Part"]:
        """Parts of a mapping by key; keys without a value count as not given.

        Raises
        ------
        BadConfig
            It is no mapping, holds an unknown key, or lacks a required one.
        """
        known = (*required, *optional)
        parts = {str(key): part for key, part in self.entries()}
        for key in parts:
            if key not in known:
                raise self.wrong(f"key {key!r} is not known", nearest(key, known))
        given = {key: part for key, part in parts.items() if part.value is not None}
        for key in required:
            if key not in given:
                raise self.wrong(f"{key!r} is missing", f"Add {key!r}")
        return given

    def entries(self) -> tuple[tuple[Any, "Part"], ...]:
        """Keys and parts of a mapping whose keys are free."""
        if not isinstance(self.value, dict):
            raise self.wrong(f"it is {_kind(self.value)}", "Write `key: value` lines")
        return tuple((k, Part(f"{self.place}.{k}", v)) for k, v in self.value.items())

    def items(self) -> tuple["Part", ...]:
        """Parts of a list that holds at least one."""
        if not isinstance(self.value, list):
            raise self.wrong(f"it is {_kind(self.value)}", "Write a list")
        if not self.value:
            raise self.wrong("the list is empty", "Name at least one, or leave the key out")
        return tuple(Part(f"{self.place}[{i}]", v) for i, v in enumerate(self.value))

    def text(self) -> str:
        """The value, a text that is not blank."""
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.wrong(f"it is {_kind(self.value)}", "Write a text")
        return self.value

    def number(self) -> float:
        """The value, a finite number."""
        value = self.value
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.wrong(f"it is {_kind(value)}", "Write a number")
        if not math.isfinite(value):
            raise self.wrong(f"it is {value}", "Write a finite number")
        return float(value)

    def whole(self, least: int = 0) -> int:
        """The value, a whole number of at least ``least``."""
        number = self.number()
        if number != int(number) or number < least:
            raise self.wrong(f"it is {number:g}", f"Write a whole number of at least {least}")
        return int(number)

    def one_of(self, names: Iterable[str]) -> str:
        """The value, one of ``names``."""
        known = tuple(names)
        text = self.text()
        if text not in known:
            raise self.wrong(f"{text!r} is not known", nearest(text, known))
        return text

    def words(self) -> Words:
        """The value ``{zh: …, en: …}`` as words with the same blanks."""
        given = self.mapping(LANGUAGES)
        try:
            return Words(given["zh"].text(), given["en"].text())
        except BadDeclaration as error:
            raise self.wrong(error.found, error.todo) from error
        except ValueError as error:  # a brace that is never closed
            raise self.wrong(str(error), "Write blanks as {value:.0f}") from error


def _kind(value: Any) -> str:
    kinds = {dict: "a mapping", list: "a list", bool: f"the word {str(value).lower()}"}
    if isinstance(value, str):
        return f"the text {value!r}" if value.strip() else "an empty text"
    return kinds.get(type(value), "nothing" if value is None else f"the number {value}")

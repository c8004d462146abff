"""Words in Chinese and English that belong together."""

import string
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from mingxi.declare.errors import BadDeclaration

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
Slot = str | int | float


class _Counting(string.Formatter):
    """`str.format`, and ``{value:day|days}`` for the word that goes with a number."""

    def format_field(self, value: Any, format_spec: str) -> Any:
        """One blank as a person reads it."""
        if "|" in format_spec:
            one, many = format_spec.split("|")
            return one if round(float(value)) == 1 else many
        return super().format_field(value, format_spec)


_FORMATTER = _Counting()


def filled(template: str, slots: Mapping[str, Slot]) -> str:
    """``template`` with its blanks filled; a blank ``{n:day|days}`` chooses the word for ``n``.

    Examples
    --------
    >>> filled("{n:.0f} {n:day|days}", {"n": 1.0}), filled("{n:.0f} {n:day|days}", {"n": 0})
    ('1 day', '0 days')
    """
    if "|" not in template:  # nearly always; many times as quick
        return template.format_map(slots)
    return _FORMATTER.vformat(template, (), slots)


def blanks(template: str) -> frozenset[str]:
    """Names of the blanks in ``template``.

    Examples
    --------
    >>> sorted(blanks("{n:.0f} of {total}"))
    ['n', 'total']
    """
    return frozenset(name for _, name, _, _ in string.Formatter().parse(template) if name)


@dataclass(frozen=True)
class Words:
    """One sentence or name in both languages, with the same blanks.

    Parameters
    ----------
    zh, en : str
        Templates in `str.format` notation; blank names must agree, formats may differ. A blank may
        also choose a word by its number: ``{n:day|days}``.

    Raises
    ------
    BadDeclaration
        A language is empty or the blanks differ.

    Examples
    --------
    >>> late = Words("你晚还了 {n:.0f} 天。", "You paid {n:.0f} {n:day|days} late.")
    >>> late.fill("en", n=2), late.fill("en", n=1), late.fill("zh", n=1)
    ('You paid 2 days late.', 'You paid 1 day late.', '你晚还了 1 天。')
    """

    zh: str
    en: str

    def __post_init__(self) -> None:
        if not self.zh.strip() or not self.en.strip():
            raise BadDeclaration(
                f"words {self.zh!r} / {self.en!r}",
                "one language is empty",
                "Write the sentence in both languages",
            )
        if blanks(self.zh) != blanks(self.en):
            raise BadDeclaration(
                f"words {self.zh!r} / {self.en!r}",
                f"blanks differ: {sorted(blanks(self.zh))} and {sorted(blanks(self.en))}",
                "Use the same blanks in both languages",
            )

    @property
    def blanks(self) -> frozenset[str]:
        """Names of the blanks, the same in both languages."""
        return blanks(self.zh)

    def fill(self, language: Language, /, **slots: Slot) -> str:
        """Sentence in ``language`` with every blank filled.

        Raises
        ------
        BadDeclaration
            A blank has no value or NaN: a sentence with an empty slot must not be printed.
        """
        empty = sorted(b for b in self.blanks if slots.get(b) is None or slots[b] != slots[b])
        if empty:
            raise BadDeclaration(
                f"sentence {self.en!r}",
                f"no value for {', '.join(empty)}",
                "Withhold the sentence",
            )
        template: str = getattr(self, language)
        return filled(template, slots)

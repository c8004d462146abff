"""Words in Chinese and English that belong together."""

import string
from dataclasses import dataclass
from typing import Literal, get_args

from mingxi.declare.errors import BadDeclaration

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
Slot = str | int | float


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
        Templates in `str.format` notation; blank names must agree, formats may differ.

    Raises
    ------
    BadDeclaration
        A language is empty or the blanks differ.

    Examples
    --------
    >>> late = Words("你有 {n:.0f} 期还款晚了。", "You paid {n:.0f} instalments late.")
    >>> late.fill("en", n=2)
    'You paid 2 instalments late.'
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
        return template.format(**slots)

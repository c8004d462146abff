"""Names and filled sentences in both languages, fit for JSON and for a page."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from math import isnan
from typing import Any

from mingxi.declare.words import Slot, Words, filled
from mingxi.report.remembered import by_identity

Both = dict[str, str]
Fill = Callable[[Mapping[str, Any]], str]

# control characters and lone surrogates can be neither stored as JSON nor shown
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# marks that turn the direction of the text around them; they show nothing themselves
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SPACE = re.compile(r"\s+")


def printable(text: str) -> str:
    r"""Text in one line without characters that show nothing or turn the line around.

    Examples
    --------
    >>> printable("a\x00b\n\u202ec")
    'a�b c'
    """
    if text.isprintable():  # nearly always; saves three passes
        return text
    return _SPACE.sub(" ", _TURNING.sub("", _UNSHOWABLE.sub("\ufffd", text)))


def storable(text: str) -> str:
    r"""Text as it is, save for halves of characters that no encoding can hold.

    Examples
    --------
    >>> storable("id \ud800 7")
    'id � 7'
    """
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def shortened(text: str, longest: int = 120) -> str:
    """Text of at most ``longest`` characters, its middle left out when it is longer.

    Examples
    --------
    >>> shortened("abcdefghij", 7)
    'abcd…ij'
    """
    if len(text) <= longest:
        return text
    tail = longest // 3
    return f"{text[: longest - tail - 1]}…{text[-tail:]}"


@by_identity
def named(words: Words) -> Both:
    """A name, which has no blanks, in both languages."""
    return {"zh": printable(words.zh), "en": printable(words.en)}


def same(text: str) -> Both:
    """Text that reads alike in both languages: a version, a title, a date."""
    shown = printable(text)
    return {"zh": shown, "en": shown}


def both(words: Words, /, **slots: Any) -> Both:
    """Sentence filled in both languages; a slot may itself hold both languages.

    Raises
    ------
    BadDeclaration
        A blank has no value.

    Examples
    --------
    >>> both(Words("差 {n}", "{n} short"), n=3)
    {'zh': '差 3', 'en': '3 short'}
    """
    in_zh: dict[str, Any] = slots
    in_en: dict[str, Any] = slots.copy()
    for name, value in in_en.items():
        if isinstance(value, dict):
            in_zh[name], in_en[name] = value["zh"], value["en"]
        elif isinstance(value, str) and not value.isprintable():
            in_zh[name] = in_en[name] = printable(value)
    zh, en, needed = _ready(words)
    if not _filled(needed, in_en):
        words.fill("en", **in_en)  # says what is missing
    return {"zh": zh(in_zh), "en": en(in_en)}


def both_if_full(words: Words | None, slots: Mapping[str, Slot]) -> Both | None:
    """Sentence in both languages, or None where there is none or a blank would stay empty."""
    return both(words, **slots) if words is not None and is_full(words, slots) else None


def is_full(words: Words, slots: Mapping[str, Slot]) -> bool:
    """Whether every blank of a sentence has a value that can be read."""
    return _filled(_ready(words)[2], slots)


def blanks_of(words: Words) -> frozenset[str]:
    """Names of the blanks, read once: sentences recur on every letter."""
    return _ready(words)[2]


def _filled(blanks: Iterable[str], slots: Mapping[str, Slot]) -> bool:
    """Whether every blank has a value that can be read."""
    for blank in blanks:
        value = slots.get(blank)
        if value is None or value == "" or (isinstance(value, float) and isnan(value)):
            return False
    return True


@by_identity
def _ready(words: Words) -> tuple[Fill, Fill, frozenset[str]]:
    """What fills each language, without what cannot be shown, and the blanks."""
    return _filling(printable(words.zh)), _filling(printable(words.en)), words.blanks


def _filling(template: str) -> Fill:
    """`filled` of one template, its kind told once."""
    return partial(filled, template) if "|" in template else template.format_map


def capital(text: Both) -> Both:
    """Text that opens a line: the English one with a capital letter."""
    return {"zh": text["zh"], "en": text["en"][:1].upper() + text["en"][1:]}

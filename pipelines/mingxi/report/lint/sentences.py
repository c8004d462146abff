"""Sentences that are too long, or that say nothing."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from mingxi.declare.words import LANGUAGES, Language
from mingxi.records.law import LawProfile
from mingxi.report.lint.fault import Fault
from mingxi.report.lint.texts import Place
from mingxi.report.remembered import by_identity

# words of the trade that no reader should have to know
TRADE: dict[Language, tuple[str, ...]] = {
    "zh": (
        *("风控", "模型", "授信", "多头", "敞口", "变量", "特征", "违约概率", "评分卡"),
        *("综合评分不足", "看起来"),
    ),
    "en": (
        *("shap", "algorithm", "utilization", "utilisation", "delinquency", "derogatory"),
        *("feature", "threshold", "baseline"),
    ),
}
_END = {"zh": re.compile(r"[。！？；]"), "en": re.compile(r"[.!?;:](?=\s|$)")}
_WORD = re.compile(r"[^\s]+")
_MARKS = re.compile(r"[\s，、：“”「」《》（）]")
# a number, a date or a Latin word is read at once, like one character
_AT_ONCE = re.compile(r"[!-~−–¥€£%]+")


@dataclass(frozen=True, eq=False)
class _Limits:
    """What a law asks of sentences; told from others by identity."""

    longest: Mapping[Language, int]
    banned: Mapping[Language, tuple[str, ...]]


@by_identity
def _limits(law: LawProfile) -> _Limits:
    return _Limits(law.longest, law.banned)


def hard_sentences(texts: Iterable[Place], law: LawProfile) -> Iterator[Fault]:
    """Sentences beyond the length of the profile, and banned words in any of them."""
    limits = _limits(law)
    for where, text in texts:
        for kind, language, what in _hard(text["zh"], text["en"], limits):
            yield Fault(kind, f"{where}.{language}", what)


@lru_cache(maxsize=65536)  # most sentences recur on every letter
def _hard(zh: str, en: str, limits: _Limits) -> tuple[tuple[str, Language, str], ...]:
    """Kind of each fault, its language, and what is wrong."""
    found: list[tuple[str, Language, str]] = []
    for language, text in zip(LANGUAGES, (zh, en), strict=True):
        most, long = limits.longest.get(language), _longest(text, language)
        if most is not None and long > most:
            unit = "characters" if language == "zh" else "words"
            found.append(("sentence", language, f"{long} {unit} in a sentence, {most} at most"))
        said = _said(text, limits.banned.get(language, ()), language)
        found += [("banned", language, f"says {word!r}") for word in said]
    return tuple(found)


def _longest(text: str, language: Language) -> int:
    """Words (en) or characters (zh) of the longest sentence."""
    parts = _END[language].split(text)
    if language == "en":
        return max(len(_WORD.findall(part)) for part in parts)
    return max(len(_AT_ONCE.sub("0", _MARKS.sub("", part))) for part in parts)


def _said(text: str, banned: tuple[str, ...], language: Language) -> tuple[str, ...]:
    low = text.lower()
    return tuple(word for word in (*TRADE[language], *banned) if word in low)

"""Sentences that are too long, or that say nothing."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from mingxi.declare.words import LANGUAGES, Language
from mingxi.records.law import LawProfile
from mingxi.report.lint.fault import Fault
from mingxi.report.lint.texts import spoken

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


def hard_sentences(twin: dict[str, Any], law: LawProfile) -> Iterator[Fault]:
    """Sentences beyond the length of the profile, and banned words in any of them."""
    for where, text in spoken(twin):
        for language in LANGUAGES:
            most = law.longest.get(language)
            long = _longest(text[language], language)
            if most is not None and long > most:
                unit = "characters" if language == "zh" else "words"
                found = f"{long} {unit} in a sentence, {most} at most"
                yield Fault("sentence", f"{where}.{language}", found)
            for word in _said(text[language], law.banned.get(language, ()), language):
                yield Fault("banned", f"{where}.{language}", f"says {word!r}")


@lru_cache(maxsize=65536)  # most sentences recur on every letter
def _longest(text: str, language: Language) -> int:
    """Words (en) or characters (zh) of the longest sentence."""
    parts = _END[language].split(text)
    if language == "en":
        return max(len(_WORD.findall(part)) for part in parts)
    return max(len(_AT_ONCE.sub("0", _MARKS.sub("", part))) for part in parts)


@lru_cache(maxsize=65536)
def _said(text: str, banned: tuple[str, ...], language: Language) -> tuple[str, ...]:
    low = text.lower()
    return tuple(word for word in (*TRADE[language], *banned) if word in low)

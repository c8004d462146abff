"""Whether sentences can be read, agree in both languages, and say something (M13 to M15)."""

import re
from collections.abc import Sequence

# Flesch and Kincaid 1975: grade = 0.39 words per sentence + 11.8 syllables per word − 15.59
PER_WORD, PER_SYLLABLE, START = 0.39, 11.8, 15.59
MOST_EN_WORDS, MOST_ZH_CHARACTERS, MOST_ZH_CLAUSES = 22, 40, 2
FEWEST_IN_CLAUSE = 4
BANNED = (
    *(
        "风控",
        "模型",
        "授信",
        "多头",
        "敞口",
        "变量",
        "特征",
        "违约概率",
        "评分卡",
        "综合评分不足",
    ),
    *("SHAP", "algorithm", "utilization", "utilisation", "delinquency", "derogatory", "feature"),
    *("threshold", "baseline", "internal standards"),
)

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_VOWELS = re.compile(r"[aeiouy]+")
_TIME = re.compile(
    r"现在|目前|近|上个?月|这个?月|每月|一天|到|起|前|今|年|期|以后|再|次|还没|已经|"
    r"now|past|last|month|day|date|until|from|by |before|yet|current|time|longer|been|still|open"
)


def english_sentences(text: str) -> list[str]:
    """Sentences of an English text; a dot inside a number ends none.

    Examples
    --------
    >>> english_sentences("It is 2.5. You paid.")
    ['It is 2.5.', 'You paid.']
    """
    return [s for s in re.split(r"(?<=[.!?])\s+", text.strip()) if s]


def chinese_sentences(text: str) -> list[str]:
    """Sentences of a Chinese text."""
    return [s for s in re.split("[。！？]", text.strip()) if s]


def syllables(word: str) -> int:
    """Groups of vowels in a word, a silent final e left out, at least 1; numbers count as 1.

    Examples
    --------
    >>> [syllables(w) for w in ("repay", "late", "months", "2025-12-31")]
    [2, 1, 1, 1]
    """
    letters = re.sub("[^a-z]", "", word.lower())
    if not letters:
        return 1
    found = len(_VOWELS.findall(letters))
    silent = letters.endswith("e") and not letters.endswith(("le", "ee")) and found > 1
    return max(found - silent, 1)


def grade_level(texts: Sequence[str]) -> float:
    """School grade by Flesch and Kincaid over all sentences of ``texts``; NaN of none.

    Examples
    --------
    >>> round(grade_level(["You paid late.", "Your limit is low."]), 1)
    -0.7
    """
    every = [s for text in texts for s in english_sentences(text)]
    words = [word for sentence in every for word in sentence.split()]
    if not words:
        return float("nan")
    per_sentence = len(words) / len(every)
    return PER_WORD * per_sentence + PER_SYLLABLE * _mean_syllables(words) - START


def readable_english(text: str) -> bool:
    """Whether every sentence is short enough and no word is banned."""
    short = all(len(s.split()) <= MOST_EN_WORDS for s in english_sentences(text))
    return short and not banned(text)


def readable_chinese(text: str) -> bool:
    """Whether every sentence is short enough, has few clauses, and no word is banned."""
    every = chinese_sentences(text)
    short = all(len(_CHINESE.findall(s)) <= MOST_ZH_CHARACTERS for s in every)
    return short and all(clauses(s) <= MOST_ZH_CLAUSES for s in every) and not banned(text)


def clauses(sentence: str) -> int:
    """Clauses of a Chinese sentence: parts between commas, of four characters and more.

    A shorter part is a time or a list member, e.g. "到 2026-03-31".

    Examples
    --------
    >>> clauses("先还清欠款，再打开自动扣款")
    2
    >>> clauses("接下来每期按时还，到 2026-03-31，就没有晚还了")
    2
    """
    parts = re.split("[，；：]", sentence)
    return sum(len(_CHINESE.findall(part)) >= FEWEST_IN_CLAUSE for part in parts)


def banned(text: str) -> list[str]:
    """Words that no borrower should have to read."""
    return [word for word in BANNED if word.lower() in text.lower()]


def numbers(text: str) -> list[str]:
    """Numbers of a text in rising order of their digits.

    Examples
    --------
    >>> numbers("2 of 12,500 yuan, 0.5%")
    ['0.5', '12,500', '2']
    """
    return sorted(_NUMBER.findall(text))


def same_numbers(zh: str, en: str) -> bool:
    """Whether two texts carry the same numbers."""
    return numbers(zh) == numbers(en)


def specific(zh: str, en: str) -> bool:
    """Whether a sentence holds a number or a plain fact, a time, and no empty phrase."""
    return bool((_TIME.search(zh) or _TIME.search(en)) and not banned(zh) and not banned(en))


def _mean_syllables(words: Sequence[str]) -> float:
    return sum(syllables(word) for word in words) / len(words)

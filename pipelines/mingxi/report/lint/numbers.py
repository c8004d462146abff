"""Numbers that the two languages do not share."""

import calendar
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from mingxi.report.lint.fault import Fault
from mingxi.report.lint.texts import Place

_NUMBER = re.compile(r"[+−-]?\d+(?:,\d{3})*(?:\.\d+)?%?")
# English names months, Chinese numbers them; the capital tells the month of May from the verb
_MONTHS = {name: str(month) for month, name in enumerate(calendar.month_name) if name}
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})\b")


def unlike_numbers(texts: Iterable[Place]) -> Iterator[Fault]:
    """Texts whose numbers differ between Chinese and English, in any order; months are numbers."""
    for where, text in texts:
        found = _unlike(text["zh"], text["en"])
        if found:
            yield Fault("numbers", where, found)


@lru_cache(maxsize=65536)  # most texts recur
def _unlike(zh: str, en: str) -> str:
    in_zh, in_en = _numbers(zh), _numbers(en)
    return "" if in_zh == in_en else f"zh says {in_zh}, en says {in_en}"


def _numbers(text: str) -> list[str]:
    numbered = _MONTH.sub(lambda name: _MONTHS[name[0]], text)
    return sorted(_NUMBER.findall(numbered))

"""Numbers that the two languages do not share."""

import calendar
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from mingxi.report.lint.fault import Fault
from mingxi.report.lint.texts import printed

_NUMBER = re.compile(r"[+−-]?\d+(?:,\d{3})*(?:\.\d+)?%?")
# English names months, Chinese numbers them; the capital tells the month of May from the verb
_MONTHS = {name: str(month) for month, name in enumerate(calendar.month_name) if name}
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})\b")


def unlike_numbers(twin: dict[str, Any]) -> Iterator[Fault]:
    """Texts whose numbers differ between Chinese and English, in any order; months are numbers."""
    for where, text in printed(twin):
        zh, en = _numbers(text["zh"]), _numbers(text["en"])
        if zh != en:
            yield Fault("numbers", where, f"zh says {list(zh)}, en says {list(en)}")


@lru_cache(maxsize=65536)
def _numbers(text: str) -> tuple[str, ...]:
    numbered = _MONTH.sub(lambda name: _MONTHS[name[0]], text)
    return tuple(sorted(_NUMBER.findall(numbered)))

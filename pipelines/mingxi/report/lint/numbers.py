"""Numbers that the two languages do not share."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from mingxi.report.lint.fault import Fault
from mingxi.report.lint.texts import printed

_NUMBER = re.compile(r"[+−-]?\d+(?:,\d{3})*(?:\.\d+)?%?")


def unlike_numbers(twin: dict[str, Any]) -> Iterator[Fault]:
    """Texts whose numbers differ between Chinese and English, in any order."""
    for where, text in printed(twin):
        zh, en = _numbers(text["zh"]), _numbers(text["en"])
        if zh != en:
            yield Fault("numbers", where, f"zh says {list(zh)}, en says {list(en)}")


@lru_cache(maxsize=65536)
def _numbers(text: str) -> tuple[str, ...]:
    return tuple(sorted(_NUMBER.findall(text)))

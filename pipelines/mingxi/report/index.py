"""Index over many letters: a list that can be searched, one file, works without a server."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import orjson
from markupsafe import Markup

from mingxi.declare.words import LANGUAGES
from mingxi.report.bilingual import Both
from mingxi.report.pages import page, script, stylesheet
from mingxi.report.phrases.index import LABELS
from mingxi.report.readable import whole

WITHOUT_SCRIPT = 200  # lines that stand in the page itself


@dataclass(frozen=True)
class IndexRow:
    """One line of the index.

    Parameters
    ----------
    borrower_id : str
        As shown.
    question : str
        Value of `Question`.
    outcome : mapping of language to str
        Badge of the letter.
    tone : str
        ``good``, ``calm``, ``stop`` or ``wait``.
    amount : mapping of language to str
        Limit with its currency.
    reason : mapping of language to str | None
        First reason; where nothing counts against the person, the first that helped.
    href : str
        Where the letter lies, relative to the index.
    """

    borrower_id: str
    question: str
    outcome: Mapping[str, str]
    tone: str
    amount: Mapping[str, str]
    reason: Mapping[str, str] | None
    href: str

    @classmethod
    def from_letter(cls, letter: Mapping[str, Any], href: str) -> "IndexRow":
        """Line of a whole letter that lies at ``href``."""
        decision, verdict = letter["decision"], letter["verdict"]
        amount: Both = {
            language: f"{whole(decision['limit'])} {decision['currency'][language]}"
            for language in LANGUAGES
        }
        reasons = [*letter["reasons"], *letter["helped"]]
        return cls(
            letter["subject"]["shown"],
            letter["question"],
            verdict["badge"],
            verdict["tone"],
            amount,
            reasons[0]["text"] if reasons else None,
            href,
        )


def index_html(rows: Sequence[IndexRow]) -> str:
    """Page that lists letters; searched and filtered in the page itself, a plain list without.

    A script draws as many lines as are looked at, so that 100,000 letters open at once; without
    it the first of them stand there as they are.

    Parameters
    ----------
    rows : sequence of IndexRow
        In the order to show.
    """
    counts = Counter(row.outcome["en"] for row in rows)
    outcomes = {row.outcome["en"]: row.outcome for row in reversed(rows)}
    return page("index.html").render(
        rows=rows[:WITHOUT_SCRIPT],
        languages=LANGUAGES,
        labels=LABELS,
        outcomes=[(key, outcomes[key], counts[key]) for key in counts],
        total=f"{len(rows):,}",
        link=_link,
        data=_data(rows),
        style=Markup(stylesheet("index.css")),  # noqa: S704  our own files
        script=Markup(script("index.js")),  # noqa: S704
    )


def _data(rows: Sequence[IndexRow]) -> Markup:
    """All rows as JSON columns; what recurs is named once and pointed at."""
    texts: dict[str, _Column] = {name: _Column() for name in ("outcome", "amount", "reason")}
    for row in rows:
        texts["outcome"].add([row.outcome["zh"], row.outcome["en"], row.tone])
        texts["amount"].add([row.amount["zh"], row.amount["en"]])
        reason = row.reason or {"zh": "", "en": ""}
        texts["reason"].add([reason["zh"], reason["en"]])
    columns = {name: {"of": c.of, "at": c.at} for name, c in texts.items()}
    ids = [row.borrower_id for row in rows]
    text = orjson.dumps({"id": ids, "href": [_link(row.href) for row in rows], **columns}).decode()
    # nothing in it can end the element it stands in
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704


class _Column:
    """Different values, and for each row which of them it has."""

    def __init__(self) -> None:
        self.of: list[list[str]] = []
        self.at: list[int] = []
        self._seen: dict[tuple[str, ...], int] = {}

    def add(self, value: list[str]) -> None:
        """Append the value of the next row."""
        at = self._seen.setdefault(tuple(value), len(self.of))
        if at == len(self.of):
            self.of.append(value)
        self.at.append(at)


def _link(href: str) -> str:
    """Relative address; nothing in it can be read as a scheme or another host."""
    return "./" + quote(href, safe="/%.-_~")

"""Index over many letters: a list that can be searched, one file, works without a server."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from mingxi.declare.words import LANGUAGES
from mingxi.report.bilingual import Both
from mingxi.report.pages import page, stylesheet
from mingxi.report.phrases.index import LABELS
from mingxi.report.readable import whole


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
    def from_twin(cls, twin: Mapping[str, Any], href: str) -> "IndexRow":
        """Line of the letter that was drawn from ``twin`` and lies at ``href``."""
        decision, verdict = twin["decision"], twin["verdict"]
        amount: Both = {
            language: f"{whole(decision['limit'])} {decision['currency'][language]}"
            for language in LANGUAGES
        }
        reasons = [*twin["reasons"], *twin["helped"]]
        return cls(
            twin["subject"]["shown"],
            twin["question"],
            verdict["badge"],
            verdict["tone"],
            amount,
            reasons[0]["text"] if reasons else None,
            href,
        )


def index_html(rows: Sequence[IndexRow]) -> str:
    """Page that lists letters; searched and filtered in the page itself, a plain list without.

    Parameters
    ----------
    rows : sequence of IndexRow
        In the order to show; ten thousand are fine.
    """
    outcomes: dict[str, Mapping[str, str]] = {}
    for row in rows:
        outcomes.setdefault(row.outcome["en"], row.outcome)
    counts = Counter(row.outcome["en"] for row in rows)
    return page("index.html").render(
        rows=rows,
        languages=LANGUAGES,
        labels=LABELS,
        outcomes=[(key, words, counts[key]) for key, words in outcomes.items()],
        total=f"{len(rows):,}",
        link=_link,
        style=Markup(stylesheet("index.css")),  # noqa: S704  our own file
    )


def _link(href: str) -> str:
    """Relative address; nothing in it can be read as a scheme or another host."""
    return "./" + quote(href, safe="/%.-_~")

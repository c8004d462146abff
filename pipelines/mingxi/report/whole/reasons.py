"""Reasons of a twin with all that a page shows of them."""

from typing import Any

from mingxi.declare.rule import Decider
from mingxi.report.bilingual import Both, named
from mingxi.report.phrasebook import Phrasebook
from mingxi.report.phrases.labels import DECIDERS
from mingxi.report.readable import signed
from mingxi.report.whole.facts import fact_shown

# deciders whose rules are still the person's own record or papers
OWN: frozenset[Decider] = frozenset({"behaviour", "data"})


def reasons_in_full(
    reasons: list[dict[str, Any]], book: Phrasebook, against: bool
) -> list[dict[str, Any]]:
    """Reasons of a twin with all that a page shows of them.

    Parameters
    ----------
    reasons : list of dict
        From `told`.
    book : Phrasebook
    against : bool
        The list is of what counts against the person. A reason that raised the limit is never
        shown as one against.
    """
    return [
        {
            **reason,
            "rank": rank,
            "decided_by": named(DECIDERS[reason["decider"]]),
            "own": reason["decider"] in OWN,
            "against": against and reason["amount"] <= 0,
            "amount_shown": signed(reason["amount"]),
            "because": _because(reason, book),
            **_fact_in_full(reason["fact"], book),
        }
        for rank, reason in enumerate(reasons, start=1)
    ]


def _because(reason: dict[str, Any], book: Phrasebook) -> Both | None:
    concept = book.concepts.get(reason["key"]) if reason["source"] == "concept" else None
    return concept["because"] if concept else None


def _fact_in_full(fact: dict[str, Any] | None, book: Phrasebook) -> dict[str, Any]:
    if fact is None:
        return {"fact": None, "reference_name": None}
    feature = book.features[fact["key"]]
    shown = fact_shown(feature, fact["value"], fact["reference"], book)
    return {"fact": {**feature, **shown}, "reference_name": fact["reference_name"]}

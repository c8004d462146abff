"""M4b to M4d: nobody is told of a record that decided nothing."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from mingxi.evaluate.explanations.metric import Metric
from mingxi.evaluate.explanations.shares import share
from mingxi.recipes.decided import decided, questions
from mingxi.recipes.decisions import Before, Record, decisions
from mingxi.recipes.graded import Graded
from mingxi.records.decision import Decision, Question
from mingxi.records.law import LAWLESS

# ceilings that are the same for everybody in a region, a trade or the country
COMMON_CEILINGS = frozenset({"regional_ceiling", "industry_ceiling", "legal_ceiling"})
POSTING = "repayment_not_posted"
OF_A_LIMIT = frozenset({Question.LIMIT_LOW, Question.UNCHANGED, Question.LIMIT_REDUCED})
# people on whom only the method is changed; assumption: some hundred limits fall among them
METHOD_ROWS = 1_000


def blame(graded: Graded) -> Iterator[Metric]:
    """Shares of people of whose record nothing is told, where it decided nothing.

    Under a ceiling common to a region, a trade or the country; where today's record is put in the
    place of last time's, so that only our method and the rules changed; and where a repayment is
    on its way, which alone is told. A kind of which nobody is here is left out.
    """
    held, posting = [], []
    for one in graded.decisions:
        decided_by = {r.rule.key for r in one.rulings if r.binding or r.jointly}
        if one.limit > 0 and decided_by & COMMON_CEILINGS and one.question in OF_A_LIMIT:
            held.append(not _personal(one))
        if one.question is Question.CANNOT_REDRAW and POSTING in decided_by:
            posting.append(any(r.key == POSTING for r in one.reasons) and not _personal(one))
    method = [not _personal(one) for one in _method_alone(graded)]
    for key, name, yes in (
        ("M4b", "held by a common ceiling: nothing of the record told", held),
        ("M4c", "only the method changed: nothing of the record told", method),
        ("M4d", "repaid, not posted: that is told, nothing of the record", posting),
    ):
        if yes:
            yield Metric(key, name, share(np.array(yes)), 1.0, "least", len(yes))


def _personal(one: Decision) -> bool:
    return any(reason.source == "concept" for reason in one.reasons)


def _method_alone(graded: Graded) -> list[Decision]:
    """Limits that fall when the earlier method decided on the very same record."""
    n, found = len(graded.decisions), graded.found
    if found.earlier is None or found.earlier is found.model:
        return []
    rows: NDArray[np.int64] = np.unique(
        np.linspace(0, n - 1, min(METHOD_ROWS, n)).astype(np.int64)
    )
    some, here = graded.snapshot.rows(rows), np.arange(len(rows))
    before = Before(some, decided(found.earlier, some), here)
    now = decided(found.model, some)
    asked = questions(now, before.rulings, here, some.applications)
    fell = np.flatnonzero(asked == Question.LIMIT_REDUCED.value)
    if not len(fell):
        return []
    told = decisions(
        found,
        some.rows(fell),
        asked[fell],
        Before(some, before.rulings, fell),
        Record(LAWLESS, {}, {}),
    )
    return [one for one in told if one.limit > 0]

"""Rows decided by a decision model: scores, policy, and the question each outcome raises."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingxi.explain.ledger import whole
from mingxi.models.credit_limit import proposed_limit
from mingxi.models.default_risk import pd_12m
from mingxi.policy.rulings import limits, outcomes, rulings
from mingxi.policy.trace import Trace
from mingxi.recipes.decision_model import DecisionModel
from mingxi.records.application import Applications
from mingxi.records.decision import Question
from mingxi.records.feature_table import FeatureTable
from mingxi.records.rulings import Rulings

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]

# a repayment this recent makes "cannot draw" a question about drawing again; assumption: one month
REDRAW_DAYS = 31


@dataclass(frozen=True)
class Snapshot:
    """Borrowers as known on a decision day.

    Parameters
    ----------
    table : FeatureTable
    applications : Applications
        The same borrowers in the same order.
    """

    table: FeatureTable
    applications: Applications

    def rows(self, keep: NDArray[Any]) -> "Snapshot":
        """The borrowers that ``keep`` (mask or positions) selects."""
        return Snapshot(self.table.rows(keep), self.applications.rows(keep))


def decided(model: DecisionModel, snapshot: Snapshot) -> Rulings:
    """Decision trace of every borrower of a snapshot."""
    return rulings(snapshot.applications, *_scores(model, snapshot), model.policy)


def outcome(model: DecisionModel, snapshot: Snapshot, scale: float = 1.0) -> Trace:
    """The same limits without who decided: quicker, for replaying many rows.

    ``scale`` multiplies what the limit model proposes, before the policy answers.
    """
    risk, proposed = _scores(model, snapshot)
    return outcomes(snapshot.applications, risk, np.rint(scale * proposed), model.policy)


def outcome_of(model: DecisionModel, snapshot: Snapshot, proposed: FloatArray) -> Trace:
    """The same where something else proposes the limits, money, shape (n,)."""
    risk = pd_12m(model.risk, snapshot.table)
    return outcomes(snapshot.applications, risk, np.rint(proposed), model.policy)


def shown_limits(model: DecisionModel, snapshot: Snapshot) -> IntArray:
    """Those limits alone, shape (n,): nothing is asked that only a draw would meet."""
    return limits(snapshot.applications, *_scores(model, snapshot), model.policy)


def _scores(model: DecisionModel, snapshot: Snapshot) -> tuple[FloatArray, FloatArray]:
    proposed = proposed_limit(model.limit, model.limit_rows(snapshot.table))
    return pd_12m(model.risk, snapshot.table), whole(proposed).astype(np.float64)


def questions(
    now: Rulings, before: Rulings | None, position: IntArray, applications: Applications
) -> NDArray[np.str_]:
    """The question that each outcome raises, shape (n,).

    Parameters
    ----------
    now : Rulings
    before : Rulings | None
        Decisions of the review before.
    position : ndarray of shape (n,)
        Row of each borrower in ``before``; −1: not decided on then.
    applications : Applications
    """
    seen = position >= 0
    last = np.where(seen, before.limit[position] if before is not None else 0, 0)
    repaid = applications.get("repaid_on", np.datetime64("NaT"))
    since = (np.datetime64(applications.on, "D") - repaid).astype("timedelta64[D]")
    just_repaid = ~np.isnat(since) & (since <= np.timedelta64(REDRAW_DAYS, "D"))
    used = applications.get("has_line", False)
    blocked = (now.limit > 0) & ~now.draw_open & used
    return np.select(
        [
            (now.limit == 0) & (last == 0),
            blocked & just_repaid,
            blocked,
            seen & (now.limit < last),
            seen & (last > 0) & (now.limit > last),
            seen & (last > 0),
        ],
        [
            Question.NOT_OPENED.value,
            Question.CANNOT_REDRAW.value,
            Question.CANNOT_DRAW.value,
            Question.LIMIT_REDUCED.value,
            Question.LIMIT_ROSE.value,
            Question.UNCHANGED.value,
        ],
        default=Question.LIMIT_LOW.value,
    )

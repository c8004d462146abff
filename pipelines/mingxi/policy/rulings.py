"""The policy's answer: from default risk and proposed limit to the limit shown."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.rule import Layer
from mingxi.policy.ablation import Deciding, deciding
from mingxi.policy.answer import Answer
from mingxi.policy.in_force import InForce, in_force, rounding_unit
from mingxi.policy.policy import Policy
from mingxi.policy.proposal import proposal_of
from mingxi.policy.trace import Trace, trace
from mingxi.records.application import Applications
from mingxi.records.rulings import IntArray, RulingColumn, Rulings

FloatArray = NDArray[np.float64]


def rulings(
    applications: Applications, pd_12m: FloatArray, proposed: FloatArray, policy: Policy
) -> Rulings:
    """Decision trace of n people under the policy in force on ``applications.on``.

    Parameters
    ----------
    applications : Applications
    pd_12m : ndarray of shape (n,)
        12-month default probability, in [0, 1].
    proposed : ndarray of shape (n,)
        Proposed limit, money; rounded to whole units. A model may propose less than nothing: the
        rounding step lifts that to 0, so that the trace still adds up from what was proposed.
    policy : Policy

    Raises
    ------
    BadData
        A shape is wrong, a value is not a number or no probability, or a standing fact is missing.
    BadConfig
        A number of the policy has no value on that day.
    """
    on = applications.on
    rules, unit = in_force(policy, on), rounding_unit(policy, on)
    proposal = proposal_of(applications, pd_12m, proposed, policy)
    seen = trace(rules, proposal, unit)
    decided = deciding(rules, proposal, unit, seen)
    said = np.rint(proposed).astype(np.int64)
    return Rulings(
        on=on,
        borrower_id=applications.borrower_id,
        pd_12m=proposal.pd_12m,
        tier=proposal.tier,
        proposed=said,
        columns=tuple(_column(i, one, seen, decided) for i, one in enumerate(rules)),
        rounding=seen.rounding + (proposal.limit - said),
        limit=seen.limit,
        outstanding=applications.get("outstanding", 0).astype(np.int64),
        pending=applications.get("pending", 0).astype(np.int64),
        available=seen.available,
        draw_open=seen.draw_open,
    )


def outcomes(
    applications: Applications, pd_12m: FloatArray, proposed: FloatArray, policy: Policy
) -> Trace:
    """Same limits, amounts available and open draws as `rulings`, without who decided: quicker."""
    proposal = proposal_of(applications, pd_12m, proposed, policy)
    on = applications.on
    return trace(in_force(policy, on), proposal, rounding_unit(policy, on))


def limits(
    applications: Applications, pd_12m: FloatArray, proposed: FloatArray, policy: Policy
) -> IntArray:
    """Same limits as `rulings`, shape (n,): gates to draw have no say in them."""
    proposal = proposal_of(applications, pd_12m, proposed, policy)
    on = applications.on
    rules = [r for r in in_force(policy, on) if r.rule.what.layer is not Layer.DRAW_GATE]
    return trace(rules, proposal, rounding_unit(policy, on)).limit


def _column(i: int, one: InForce, seen: Trace, decided: Deciding) -> RulingColumn:
    answer, terms = seen.answers[i], one.terms
    return RulingColumn(
        rule=one.rule.what,
        reference=terms.reference,
        unit=one.rule.needs.unit,
        value=answer.value,
        threshold=answer.threshold,
        passed=answer.passed,
        effect=seen.effects[i],
        binding=decided.binding[i],
        jointly=decided.jointly[i],
        slots=_slots(one, answer),
        effective_from=terms.effective_from,
        review_by=terms.review_by,
    )


def _slots(one: InForce, answer: Answer) -> Mapping[str, NDArray[Any]]:
    n = len(answer.passed)
    dated = {name: np.full(n, text) for name, text in one.terms.slots.items()}
    filled = {**dated, **answer.slots}
    return {name: filled[name] for name in sorted(one.rule.blanks)}

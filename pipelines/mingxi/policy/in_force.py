"""Which rules act on a day, and what they go by."""

from dataclasses import dataclass
from datetime import date

from mingxi.policy.catalogue import RULES
from mingxi.policy.clause import Clause, Terms
from mingxi.policy.limit_step import next_review
from mingxi.policy.policy import Policy
from mingxi.policy.policy_rule import PolicyRule


@dataclass(frozen=True)
class InForce:
    """One rule on one day.

    Parameters
    ----------
    rule : PolicyRule
    terms : Terms
    """

    rule: PolicyRule
    terms: Terms


def in_force(policy: Policy, on: date) -> tuple[InForce, ...]:
    """Rules that act on ``on``, in the order of the policy, with their numbers on that day.

    Raises
    ------
    BadConfig
        A number has no value yet on that day.
    """
    return tuple(
        InForce(RULES[clause.key], _terms(clause, policy, on))
        for clause in policy.clauses
        if clause.in_force(on)
    )


def rounding_unit(policy: Policy, on: date) -> int:
    """Unit of the limits shown on ``on``."""
    return int(policy.rounding.on(on).value)


def _terms(clause: Clause, policy: Policy, on: date) -> Terms:
    review = next_review(on, policy)
    stated = clause.review_by
    return Terms(
        on=on,
        numbers={name: number.on(on) for name, number in clause.numbers.items()},
        reference=clause.reference,
        scope=clause.scope,
        effective_from=clause.effective_from,
        effective_until=clause.effective_until,
        review_by=review if stated is not None and stated < on else stated,
        next_review=review,
        rounding=rounding_unit(policy, on),
        symbol=policy.symbol,
    )

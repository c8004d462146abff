"""Answers of all gates and caps for n applications: the decision trace as columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.feature import Unit
from mingxi.declare.quantity import Reference
from mingxi.declare.rule import Rule

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class RulingColumn:
    """One rule's answers.

    Parameters
    ----------
    rule : Rule
    reference : Reference
        Where the rule comes from.
    unit : Unit
        Unit of ``value`` and ``threshold``.
    value, threshold : ndarray of shape (n,)
        What was looked at and what it was held against (float64; flags as 0/1, NaN not known).
    passed : ndarray of shape (n,)
        Gate: it lets through. Cap: it does not lower the limit.
    effect : ndarray of shape (n,)
        Change of the limit by this step, money ≤ 0; 0 for draw gates.
    binding : ndarray of shape (n,)
        Taking this step alone away would change what the person sees.
    jointly : ndarray of shape (n,)
        The step stops or lowers together with others so that removing one alone changes nothing.
    slots : mapping of str to ndarray of shape (n,)
        Values for the blanks of the rule's sentences (numbers, or text such as dates).
    effective_from, review_by : date | None
    """

    rule: Rule
    reference: Reference
    unit: Unit
    value: NDArray[np.float64]
    threshold: NDArray[np.float64]
    passed: BoolArray
    effect: IntArray
    binding: BoolArray
    jointly: BoolArray
    slots: Mapping[str, NDArray[Any]]
    effective_from: date | None = None
    review_by: date | None = None


@dataclass(frozen=True)
class Rulings:
    """The policy's whole answer for n applications.

    Identity, for every row: ``proposed + Σ effect + rounding == limit``, in whole money units.

    Parameters
    ----------
    on : date
    borrower_id : ndarray of shape (n,)
    pd_12m : ndarray of shape (n,)
        Calibrated 12-month default probability.
    tier : ndarray of shape (n,)
        Risk tier "A" (safest) … "E".
    proposed : ndarray of shape (n,)
        Limit model's proposal rounded to the money unit; may be below 0.
    columns : tuple of RulingColumn
        Gates to open, then caps, then gates to draw, in the order of the policy.
    rounding : ndarray of shape (n,)
        Rounding step: down to the policy's unit, and up to 0 for a proposal below 0.
    limit : ndarray of shape (n,)
        Limit shown; 0 when a gate to open stops.
    outstanding, pending, available : ndarray of shape (n,)
        ``available = max(0, limit − outstanding − pending)``.
    draw_open : ndarray of shape (n,)
        All gates to draw pass and a line is open.
    """

    on: date
    borrower_id: NDArray[Any]
    pd_12m: NDArray[np.float64]
    tier: NDArray[np.str_]
    proposed: IntArray
    columns: tuple[RulingColumn, ...]
    rounding: IntArray
    limit: IntArray
    outstanding: IntArray
    pending: IntArray
    available: IntArray
    draw_open: BoolArray

    def __len__(self) -> int:
        return len(self.borrower_id)

    def gap(self) -> IntArray:
        """Yuan that the trace fails to account for, shape (n,): zero, always."""
        effects = sum((c.effect for c in self.columns), np.zeros(len(self), dtype=np.int64))
        return self.limit - (self.proposed + effects + self.rounding)

"""What a rule may look at."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingxi.records.application import Applications
from mingxi.records.rulings import IntArray

Array = NDArray[Any]


@dataclass(frozen=True)
class Situation:
    """Standing facts, risk and the limit so far of n people.

    Parameters
    ----------
    applications : Applications
    pd_12m : ndarray of shape (n,)
        12-month default probability.
    tier : ndarray of shape (n,)
        "A" … "E".
    limit : ndarray of shape (n,)
        int64, whole money units: the proposal lowered by the caps before this rule; for gates to
        draw, the limit shown.
    """

    applications: Applications
    pd_12m: NDArray[np.float64]
    tier: NDArray[np.str_]
    limit: IntArray

    def __len__(self) -> int:
        return len(self.limit)

    def __getitem__(self, fact: str) -> Array:
        """Values of a standing fact, shape (n,); `BadData` names a fact that is not there."""
        return self.applications[fact]

    @property
    def free(self) -> IntArray:
        """Limit − outstanding − pending, shape (n,): below zero where more is owed."""
        owed = self.applications.get("outstanding", 0) + self.applications.get("pending", 0)
        return np.asarray(self.limit - owed, dtype=np.int64)

    def at(self, limit: IntArray) -> "Situation":
        """Same people with another limit so far."""
        return replace(self, limit=limit)

    def rows(self, keep: Array) -> "Situation":
        """Situation of the people that ``keep`` (mask or positions) selects."""
        return Situation(
            self.applications.rows(keep), self.pd_12m[keep], self.tier[keep], self.limit[keep]
        )

"""Decisions on a limit, with what was known before each and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.errors import BadData
from mingxi.records.feature_table import FeatureTable

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class LimitRows:
    """n decisions of the lender who lent before.

    Parameters
    ----------
    table : FeatureTable
        What was known on the day, the line as it was before the decision.
    proposal : ndarray of shape (n,)
        What that lender proposed before anything was left to chance, money > 0.
    limit : ndarray of shape (n,)
        What it then gave, money > 0.
    lot : ndarray of shape (n,)
        Logarithm of the mean limit over the proposal in the year that followed: 0 where nothing
        was left to chance. Months count by how much of the year came after them.
    default : ndarray of shape (n,)
        1 where the line came to default in time, else 0.
    balance : ndarray of shape (n,)
        Mean balance before a default in the year that followed, money.
    exposure : ndarray of shape (n,)
        What was owed when the default came, less what is left then of what was owed before the
        decision: no limit changes that; money, 0 without a default.
    traits : mapping of str to ndarray of str, shape (n,)
        Groups that a budget may be set for, by family: region, segment.

    Raises
    ------
    BadData
        A column has another length than the table.
    """

    table: FeatureTable
    proposal: FloatArray
    limit: FloatArray
    lot: FloatArray
    default: FloatArray
    balance: FloatArray
    exposure: FloatArray
    traits: Mapping[str, NDArray[np.str_]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, values in self._columns().items():
            if values.shape != (len(self.table),):
                raise BadData(
                    f"decisions on limits: column {name!r}",
                    f"it has shape {values.shape} for {len(self.table)} rows",
                    "Give one value per decision",
                )

    def __len__(self) -> int:
        return len(self.table)

    @property
    def mean_limit(self) -> FloatArray:
        """Mean limit of the year that followed, money, shape (n,): later lots count too."""
        return np.asarray(self.proposal * np.exp(self.lot))

    def _columns(self) -> dict[str, FloatArray]:
        own = [f.name for f in fields(self) if f.name not in ("table", "traits")]
        return {name: getattr(self, name) for name in own}

    def rows(self, keep: NDArray[Any]) -> "LimitRows":
        """The decisions that ``keep`` (mask or positions) selects."""
        some = {name: values[keep] for name, values in self._columns().items()}
        traits = {name: values[keep] for name, values in self.traits.items()}
        return replace(self, table=self.table.rows(keep), traits=traits, **some)

    def of(self, borrower_id: NDArray[Any], until: str) -> "LimitRows":
        """Decisions on these borrowers up to the end of the month ``until``."""
        mine = np.isin(self.table.borrower_id, np.unique(borrower_id))
        return self.rows(mine & (self.table.month <= until))

    def group(self, name: str) -> NDArray[np.bool_]:
        """Members of the group ``"all"`` or ``"family:member"``, shape (n,).

        Raises
        ------
        BadData
            There is no such family, or nobody in it.
        """
        if name == "all":
            return np.ones(len(self), dtype=bool)
        family, _, member = name.partition(":")
        inside = self.traits.get(family, np.zeros(len(self), dtype=str)) == member
        if not member or not inside.any():
            raise BadData(
                f"borrowers of the group {name!r}",
                "there are none",
                f"Write all, or one of {', '.join(f'{f}:…' for f in sorted(self.traits))}",
            )
        return np.asarray(inside)

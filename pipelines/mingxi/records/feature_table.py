"""The matrix that models learn from and explanations speak of."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.errors import BadData, ModelMismatch, nearest
from mingxi.declare.feature import Concept, Feature

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class FeatureTable:
    """Features of n snapshots in declared order.

    Parameters
    ----------
    features : tuple of Feature, length p
        The order is the order of the columns of ``values`` and is stored with every model.
    concepts : tuple of Concept
        Every feature's concept is among them; their order is the order of the players.
    values : ndarray of shape (n, p)
        float64; NaN is "unknown"; nominal features hold level numbers 0, 1, …
    borrower_id : ndarray of shape (n,)
        int64 for the synthetic world, str for own tables.
    month : ndarray of shape (n,)
        Snapshot month as text, ``""`` for tables without time.
    privileged : ndarray of shape (n, q) | None
        What is known of past rows beyond the features, NaN unknown; taught with, never scored.

    Raises
    ------
    BadData
        Shapes disagree, there is no row, or a feature names a concept that is not declared.
    """

    features: tuple[Feature, ...]
    concepts: tuple[Concept, ...]
    values: FloatArray
    borrower_id: NDArray[np.generic]
    month: NDArray[np.str_]
    privileged: FloatArray | None = None

    def __post_init__(self) -> None:
        if self.values.shape != (len(self.borrower_id), len(self.features)):
            raise BadData(
                "feature table",
                f"{self.values.shape} values for {len(self.borrower_id)} rows and "
                f"{len(self.features)} features",
                "Every row needs every declared feature",
            )
        known = {c.key for c in self.concepts}
        lost = [f.key for f in self.features if f.concept not in known]
        if lost:
            raise BadData(
                f"features {lost}",
                "their concept is not declared",
                f"Declare it, or use one of {sorted(known)}",
            )

    def __len__(self) -> int:
        return len(self.borrower_id)

    @property
    def keys(self) -> tuple[str, ...]:
        """Feature keys in column order."""
        return tuple(f.key for f in self.features)

    def column(self, key: str) -> FloatArray:
        """Values of one feature, shape (n,)."""
        return self.values[:, self.keys.index(key)]

    def groups(self) -> NDArray[np.int64]:
        """Concept number of each feature, shape (p,): who plays for which column."""
        order = {c.key: i for i, c in enumerate(self.concepts)}
        return np.array([order[f.concept] for f in self.features], dtype=np.int64)

    def rows(self, keep: NDArray[np.generic]) -> "FeatureTable":
        """Table of the rows that ``keep`` (mask or positions) selects."""
        return FeatureTable(
            self.features,
            self.concepts,
            self.values[keep],
            self.borrower_id[keep],
            self.month[keep],
            None if self.privileged is None else self.privileged[keep],
        )

    def columns(self, keys: Sequence[str]) -> "FeatureTable":
        """Table of the features ``keys``, in that order.

        Raises
        ------
        ModelMismatch
            One of them is not there; the nearest is named.
        """
        for key in keys:
            if key not in self.keys:
                raise ModelMismatch(
                    f"feature {key!r}",
                    f"it is not in the table of {len(self.keys)}",
                    nearest(key, self.keys),
                )
        at = [self.keys.index(key) for key in keys]
        return FeatureTable(
            tuple(self.features[i] for i in at),
            self.concepts,
            np.ascontiguousarray(self.values[:, at]),
            self.borrower_id,
            self.month,
            self.privileged,
        )

    def leading(self, keys: Sequence[str]) -> "FeatureTable":
        """Table of the first columns, which must be ``keys`` in that order.

        What stands after them belongs to another model.

        Raises
        ------
        ModelMismatch
        """
        if len(keys) >= len(self.features):
            self.check_order(keys)
            return self
        first = self.columns(self.keys[: len(keys)])
        first.check_order(keys)
        used = {f.concept for f in first.features}
        concepts = tuple(c for c in self.concepts if c.key in used)
        return replace(first, concepts=concepts)

    def check_order(self, keys: Sequence[str]) -> None:
        """Refuse rows whose columns are not exactly ``keys`` in that order.

        LightGBM predicts on re-ordered columns without an error.

        Raises
        ------
        ModelMismatch
        """
        if tuple(keys) != self.keys:
            wrong = [f"{a} ≠ {b}" for a, b in zip(keys, self.keys, strict=False) if a != b]
            raise ModelMismatch(
                f"a model of {len(keys)} features",
                f"rows of {len(self.keys)} features; first differences: {wrong[:3]}",
                "Build the rows with the same feature list as the model",
            )


def stacked(tables: Sequence[FeatureTable]) -> FeatureTable:
    """Rows of several tables with the same features, in order."""
    first = tables[0]
    for table in tables[1:]:
        table.check_order(first.keys)
    beyond = [t.privileged for t in tables if t.privileged is not None]
    return FeatureTable(
        first.features,
        first.concepts,
        np.concatenate([t.values for t in tables]),
        np.concatenate([t.borrower_id for t in tables]),
        np.concatenate([t.month for t in tables]),
        np.concatenate(beyond) if len(beyond) == len(tables) else None,
    )

"""Borrower histories as arrays, and what of them is known at a snapshot."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.errors import BadData, nearest
from mingxi.records.columns import FIXED, MONTHLY

Array = NDArray[Any]


@dataclass(frozen=True)
class Histories:
    """Histories of n borrowers over consecutive months, as recorded.

    Parameters
    ----------
    months : tuple of str
        ``"2023-01"`` ...; time is the last axis of every monthly array.
    fixed : mapping of str to ndarray of shape (n,)
        Columns of `mingxi.records.columns.FIXED`.
    monthly : mapping of str to ndarray of shape (n, months)
        Columns of `mingxi.records.columns.MONTHLY`.

    Raises
    ------
    BadData
        A column is missing or has another shape; the message names it.
    """

    months: tuple[str, ...]
    fixed: Mapping[str, Array]
    monthly: Mapping[str, Array]

    def __post_init__(self) -> None:
        n = len(self.fixed["borrower_id"]) if "borrower_id" in self.fixed else 0
        for column in (*FIXED, *MONTHLY):
            held = self.fixed if column.grain == "fixed" else self.monthly
            if column.name not in held:
                raise BadData(
                    f"column {column.name!r} of the histories",
                    f"it is missing among {len(held)} {column.grain} columns",
                    "Make the table again with `mingxi generate`, or add the column",
                )
            shape = (n,) if column.grain == "fixed" else (n, len(self.months))
            if held[column.name].shape != shape:
                raise BadData(
                    f"column {column.name!r} of the histories",
                    f"its shape is {held[column.name].shape}, not {shape}",
                    "Every borrower needs one row for every month",
                )

    def __len__(self) -> int:
        return len(self.fixed["borrower_id"])

    @property
    def borrower_id(self) -> NDArray[np.int64]:
        """Borrower numbers, shape (n,)."""
        return self.fixed["borrower_id"]

    def __getitem__(self, name: str) -> Array:
        """Monthly column ``name``, shape (n, months)."""
        if name not in self.monthly:
            raise BadData(f"monthly column {name!r}", "there is none", nearest(name, self.monthly))
        return self.monthly[name]

    def last(self, name: str, months: int = 1) -> Array:
        """Last ``months`` months of a monthly column, shape (n, ≤ months)."""
        return self[name][:, -months:]

    def month_index(self, month: str) -> int:
        """Position of ``month`` in this history.

        Raises
        ------
        BadData
            The month lies outside the history.
        """
        if month not in self.months:
            raise BadData(
                f"month {month!r}",
                f"the histories run from {self.months[0]} to {self.months[-1]}",
                "Choose a month inside that range",
            )
        return self.months.index(month)

    def known_at(self, month: str) -> "Histories":
        """What a lender knows at the end of ``month``: later months cut, lagged columns shifted.

        A column with a lag of k months shows at position m the value of month m − k; the first k
        positions repeat the earliest value, which is the oldest report there is.
        """
        end = self.month_index(month) + 1
        lag = {c.name: c.known_after_months for c in MONTHLY}
        monthly = {
            name: _shifted(values[:, :end], lag.get(name, 0))
            for name, values in self.monthly.items()
        }
        return Histories(self.months[:end], self.fixed, monthly)

    def rows(self, keep: Array) -> "Histories":
        """Histories of the borrowers that ``keep`` (mask or positions) selects."""
        return Histories(
            self.months,
            {name: values[keep] for name, values in self.fixed.items()},
            {name: values[keep] for name, values in self.monthly.items()},
        )


def _shifted(values: Array, lag: int) -> Array:
    if lag == 0:
        return values
    early = np.repeat(values[:, :1], min(lag, values.shape[1]), axis=1)
    return np.concatenate([early, values[:, : values.shape[1] - early.shape[1]]], axis=1)

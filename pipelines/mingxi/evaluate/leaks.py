"""Columns that tell too much, or nothing: found before anybody trusts a model of them."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from mingxi.evaluate.discrimination import auc

FloatArray = NDArray[np.float64]

# a single fact known at an application reaches 0.6 to 0.7 on the three public tables here; 0.75
# is what late payments of the last month reach for the next: above 0.85 look twice
ALONE = 0.85
N_BINS = 20
# as many rows of one value that all ended alike are no luck where fewer than half do
SURE_ROWS = 30


@dataclass(frozen=True)
class Finding:
    """Something about one column.

    Parameters
    ----------
    kind : {"tells alone", "is certain", "constant"}
        It alone tells defaulters apart too well; one value of it always ends in default; it says
        the same of everybody.
    key : str
    value : float
        AUC, rows with that value, or the constant value.
    """

    kind: Literal["tells alone", "is certain", "constant"]
    key: str
    value: float


def findings(keys: tuple[str, ...], values: FloatArray, y: FloatArray) -> tuple[Finding, ...]:
    """Findings about the columns of a table, in column order.

    Parameters
    ----------
    keys : tuple of str, length p
    values : ndarray of shape (n, p)
        NaN is a value of its own.
    y : ndarray of shape (n,)
        1 default, 0 none; both occur.

    Examples
    --------
    >>> y = (np.arange(400) % 4 == 0).astype(float)
    >>> paid_back = np.where(y == 1, 3.0, 10.0)
    >>> [f.kind for f in findings(("paid_back",), paid_back[:, None], y)]
    ['tells alone']
    >>> [f.kind for f in findings(("policy",), np.ones((400, 1)), y)]
    ['constant']
    """
    found = (_finding(key, column, y) for key, column in zip(keys, values.T, strict=True))
    return tuple(f for f in found if f is not None)


def _finding(key: str, column: FloatArray, y: FloatArray) -> Finding | None:
    known = column[~np.isnan(column)]
    if len(known) == 0 or (len(known) == len(column) and np.ptp(known) == 0):
        return Finding("constant", key, float(known[0]) if len(known) else float("nan"))
    group = _groups(column)
    rows = np.bincount(group).astype(np.float64)
    bad = np.bincount(group, weights=y)
    alone = auc(y, (bad / np.maximum(rows, 1))[group])
    if alone >= ALONE:
        return Finding("tells alone", key, alone)
    certain = (bad == rows) & (rows >= SURE_ROWS)
    if y.mean() < 0.5 and certain.any():
        return Finding("is certain", key, float(rows[certain].max()))
    return None


def _groups(column: FloatArray) -> NDArray[np.int64]:
    """Group of each row: its value where there are few, else its twentieth; missing is one."""
    known = column[~np.isnan(column)]
    cuts = np.unique(known)
    if len(cuts) > N_BINS:
        cuts = np.unique(np.quantile(known, np.linspace(0, 1, N_BINS + 1)[1:-1]))
    place = np.searchsorted(cuts, column) + 1
    return np.where(np.isnan(column), 0, place).astype(np.int64)

"""Limits and approvals by group, and whether those who would pay are treated alike."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

FEWEST = 30  # assumption: shares of fewer people say nothing


@dataclass(frozen=True)
class Treated:
    """How n people were treated, all of shape (n,).

    Parameters
    ----------
    held : ndarray
        Had a line before; the others apply for one.
    limit : ndarray
        Limit given, money; 0: none.
    opened : ndarray
        Has a line after it.
    good : ndarray
        Would not have defaulted, had they all had a line.
    """

    held: BoolArray
    limit: FloatArray
    opened: BoolArray
    good: BoolArray


@dataclass(frozen=True)
class GroupLimits:
    """One group; NaN where it holds fewer than `FEWEST` people of the kind.

    Parameters
    ----------
    by, group : str
        ``"city_tier"``, ``"T1"``.
    people : int
    limit : float
        Mean limit of those who held a line.
    good_limit : float
        The same of those who would not have defaulted: equal opportunity of limits.
    approved : float
        Share of the applicants who got a line.
    good_approved : float
        The same of those who would not have defaulted: equal opportunity of approvals.
    """

    by: str
    group: str
    people: int
    limit: float
    good_limit: float
    approved: float
    good_approved: float


def group_limits(by: str, group: NDArray[Any], treated: Treated) -> tuple[GroupLimits, ...]:
    """Every group in the order of its name.

    Parameters
    ----------
    by : str
    group : ndarray of shape (n,)
    treated : Treated

    Examples
    --------
    >>> yes, no = np.ones(60, dtype=bool), np.zeros(60, dtype=bool)
    >>> found = group_limits("tier", np.repeat(["a", "b"], 30),
    ...                      Treated(yes, np.repeat([100.0, 300.0], 30), yes, yes))
    >>> [(g.group, g.limit) for g in found]
    [('a', 100.0), ('b', 300.0)]
    """
    found = []
    for name in np.unique(group):
        mine = group == name
        held, new = mine & treated.held, mine & ~treated.held
        found.append(
            GroupLimits(
                by,
                str(name),
                int(mine.sum()),
                _mean(treated.limit, held),
                _mean(treated.limit, held & treated.good),
                _mean(treated.opened, new),
                _mean(treated.opened, new & treated.good),
            )
        )
    return tuple(found)


def _mean(values: NDArray[Any], keep: BoolArray) -> float:
    return float(values[keep].mean()) if keep.sum() >= FEWEST else float("nan")

"""Limits in money: how they are spread and how close two sets of them are."""

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.errors import BadData

FloatArray = NDArray[np.float64]

QUANTILES = (5, 10, 25, 50, 75, 90, 95)


def limit_distribution(limit: FloatArray) -> dict[str, float]:
    """Rows, mean, lowest, highest and quantiles of the known limits, money; NaN without one.

    Returns
    -------
    dict
        ``rows``, ``mean``, ``lowest``, ``highest``, ``p05``, ``p10``, ``p25``, ``median``,
        ``p75``, ``p90``, ``p95``.
    """
    known = limit[np.isfinite(limit)]
    names = ["median" if q == 50 else f"p{q:02d}" for q in QUANTILES]
    if not known.size:
        nothing = dict.fromkeys(("mean", "lowest", "highest", *names), float("nan"))
        return {"rows": 0.0, **nothing}
    return {
        "rows": float(known.size),
        "mean": float(known.mean()),
        "lowest": float(known.min()),
        "highest": float(known.max()),
        **dict(zip(names, np.percentile(known, QUANTILES).tolist(), strict=True)),
    }


def limit_fit(target: FloatArray, limit: FloatArray) -> dict[str, float]:
    """How well ``limit`` reproduces ``target``; rows with NaN are left out.

    Returns
    -------
    dict
        ``rows``; ``r2``, share of the target's variance (NaN where targets do not vary); ``mae``,
        mean absolute gap, money; ``mean_gap``, mean of limit − target, money.

    Raises
    ------
    BadData
        Shapes disagree.

    Examples
    --------
    >>> limit_fit(np.array([1000.0, 3000.0]), np.array([1500.0, 2500.0]))
    {'rows': 2.0, 'r2': 0.75, 'mae': 500.0, 'mean_gap': 0.0}
    """
    if target.shape != limit.shape:
        raise BadData(
            "targets and limits",
            f"their shapes are {target.shape} and {limit.shape}",
            "Give one limit per target",
        )
    known = np.isfinite(target) & np.isfinite(limit)
    if not known.any():
        return {"rows": 0.0, **dict.fromkeys(("r2", "mae", "mean_gap"), float("nan"))}
    gap = limit[known] - target[known]
    varies = float(((target[known] - target[known].mean()) ** 2).sum())
    return {
        "rows": float(gap.size),
        "r2": 1.0 - float((gap**2).sum()) / varies if varies > 0 else float("nan"),
        "mae": float(np.abs(gap).mean()),
        "mean_gap": float(gap.mean()),
    }


def share_at_bounds(limit: FloatArray, low: float, high: float) -> tuple[float, float]:
    """Shares of the known limits at or below ``low`` and at or above ``high``; NaN without one.

    Examples
    --------
    >>> share_at_bounds(np.array([500.0, 800.0, 200000.0, 200000.0]), 500.0, 200000.0)
    (0.25, 0.5)
    """
    known = limit[np.isfinite(limit)]
    if not known.size:
        return float("nan"), float("nan")
    return float((known <= low).mean()), float((known >= high).mean())

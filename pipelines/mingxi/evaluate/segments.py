"""Whether a model holds in every part of the book, not only on the whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from mingxi.evaluate.by_person import auc_with_error, level_with_error, slope_with_error

FloatArray = NDArray[np.float64]
StrArray = NDArray[np.str_]

LEAST = 10.0  # defaults stated of a segment shown alone; assumption: fewer tell nothing of it
# people who defaulted, below which a slope and an AUC are not told; with 14 their errors measured
# 7 % and 29 % too small, with 28 3 % and 12 %
FEW = 20
CHANCE = 0.05  # that any segment of a model that holds everywhere is said to be off
# nearer is not worth a warning, however sure; assumption: a tenth of a level or a slope
MATTERS = {"level": 0.1, "slope": 0.1, "AUC": 0.02}
OTHERS = "all others"


@dataclass(frozen=True)
class Measured:
    """A measure and its standard error, NaN where it cannot be taken."""

    value: float
    error: float

    def apart(self, wanted: float, matters: float, sure: float) -> bool:
        """Whether it lies further off than matters, and than so many standard errors."""
        return abs(self.value - wanted) > max(matters, sure * self.error)


UNKNOWN = Measured(float("nan"), float("nan"))


@dataclass(frozen=True)
class Segment:
    """One part of the book.

    Parameters
    ----------
    name : str
    rows, defaults : int
    stated, came_true : float
        Rates.
    level : Measured
        Defaults that came over defaults that were stated.
    slope : Measured
        Of the outcome on the stated log-odds; not known where fewer than `FEW` people defaulted.
    auc : Measured
        Not known either then.
    """

    name: str
    rows: int
    defaults: int
    stated: float
    came_true: float
    level: Measured
    slope: Measured
    auc: Measured


def segments(
    label: StrArray, y: FloatArray, pd_12m: FloatArray, person: NDArray[Any]
) -> tuple[Segment, ...]:
    """Parts of the book by name; those with few defaults to expect are one, and come last.

    What is expected decides, not what came: or parts without a default would hide.

    Parameters
    ----------
    label : ndarray of str, shape (n,)
        Part of each row.
    y : ndarray of shape (n,)
        1 default, 0 none, NaN not known: such rows are left out.
    pd_12m : ndarray of shape (n,)
    person : ndarray of shape (n,)
        Whose row it is.

    Examples
    --------
    >>> label, y = np.repeat([*"abcd"], [500, 400, 5, 4]), np.tile([0.0, 0.0, 1.0], 303)
    >>> [(s.name, s.rows) for s in segments(label, y, np.full(909, 0.3), np.arange(909))]
    [('a', 500), ('b', 400), ('all others', 9)]
    """
    known = np.isfinite(y)
    names, whose = np.unique(label[known], return_inverse=True)
    y, pd_12m, person = y[known], pd_12m[known], person[known]
    expected = np.bincount(whose, pd_12m, minlength=len(names))
    shown = expected >= LEAST
    if (~shown).sum() == 1:  # one alone need not lose its name
        shown[:] = True
    found = [
        _segment(str(names[i]), whose == i, (y, pd_12m, person)) for i in np.flatnonzero(shown)
    ]
    if not shown.all():
        found.append(_segment(OTHERS, ~shown[whose], (y, pd_12m, person)))
    return tuple(found)


def off(found: Mapping[str, tuple[Segment, ...]]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Measures of a segment that are off by more than chance makes of so many, by (kind, name).

    A level or a slope is off when it is not 1, an AUC when it lies below the mean of its kind. The
    more is looked at, the further off something must be (Bonferroni).

    Parameters
    ----------
    found : mapping of kind to tuple of Segment
    """
    looked_at = len(MATTERS) * sum(len(parts) for parts in found.values())
    sure = float(norm.isf(CHANCE / 2 / max(looked_at, 1)))
    out = {}
    for kind, parts in found.items():
        usual = _usual(parts)
        for part in parts:
            wanted = {
                "level": (part.level, 1.0),
                "slope": (part.slope, 1.0),
                "AUC": (part.auc, max(usual, part.auc.value)),  # a better one is not off
            }
            wrong = tuple(n for n, (m, w) in wanted.items() if m.apart(w, MATTERS[n], sure))
            if wrong:
                out[kind, part.name] = wrong
    return out


def _usual(parts: tuple[Segment, ...]) -> float:
    """Mean AUC of the parts that have one, each counting by its defaults."""
    known = [p for p in parts if np.isfinite(p.auc.value)]
    if not known:
        return float("nan")
    return float(np.average([p.auc.value for p in known], weights=[p.defaults for p in known]))


def _segment(
    name: str, mine: NDArray[np.bool_], rows: tuple[FloatArray, FloatArray, NDArray[Any]]
) -> Segment:
    y, stated, person = (column[mine] for column in rows)
    level, slope, area = Measured(*level_with_error(y, stated, person)), UNKNOWN, UNKNOWN
    if len(np.unique(person[y == 1])) >= FEW:
        slope = Measured(*slope_with_error(y, stated, person))
        area = Measured(*auc_with_error(y, stated, person))
    rates = (float(stated.mean()), float(y.mean()))
    return Segment(name, len(y), int(y.sum()), *rates, level, slope, area)

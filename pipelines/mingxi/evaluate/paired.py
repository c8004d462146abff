"""Two scores on the same people: is one better than the other by more than chance."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

FloatArray = NDArray[np.float64]

NOISE = 1.96  # standard errors within which a difference is called noise: 95 of 100 times


@dataclass(frozen=True)
class Gap:
    """By how much one score is better than another, and the standard error of that."""

    gap: float
    error: float

    @property
    def beyond_noise(self) -> bool:
        """Whether the first score is better by more than chance would make it."""
        return self.gap > NOISE * self.error


def auc_gap(y: FloatArray, first: FloatArray, second: FloatArray, person: NDArray[Any]) -> Gap:
    """AUC of ``first`` less AUC of ``second``, paired on the same rows.

    A row's say in an AUC is the share of the other class that it is ranked right against. The
    error adds up the differences of these says person by person: the rows of one are not
    independent.

    Parameters
    ----------
    y : ndarray of shape (n,)
        1 default, 0 none; both occur.
    first, second : ndarray of shape (n,)
        Higher means riskier.
    person : ndarray of shape (n,)
        Whose row it is.

    References
    ----------
    DeLong, DeLong & Clarke-Pearson (Biometrics 1988); by persons: Obuchowski (Biometrics 1997).

    Examples
    --------
    >>> y, who = np.array([0.0, 1.0, 0.0, 1.0]), np.arange(4)
    >>> auc_gap(y, np.array([0.1, 0.8, 0.2, 0.9]), np.array([0.1, 0.8, 0.9, 0.2]), who).gap
    0.5
    """
    says = placements(y, first) - placements(y, second)
    bad = y == 1
    gap = float(says[bad].mean())
    # each class is centred on the gap and weighs one in all
    pull = (says - gap) / np.where(bad, bad.sum(), (~bad).sum())
    return Gap(gap, float(spread(pull[:, None], person)[0, 0] ** 0.5))


def log_loss_gap(
    y: FloatArray, first: FloatArray, second: FloatArray, person: NDArray[Any]
) -> Gap:
    """Log loss of ``second`` less that of ``first``, paired on the same rows.

    The error adds up the rows person by person.

    Parameters
    ----------
    y : ndarray of shape (n,)
        1 default, 0 none.
    first, second : ndarray of shape (n,)
        Probabilities in (0, 1).
    person : ndarray of shape (n,)
        Whose row it is.
    """
    lost = [-np.log(np.where(y == 1, p, 1 - p)) for p in (first, second)]
    more = lost[1] - lost[0]
    pull = (more - more.mean()) / len(y)
    return Gap(float(more.mean()), float(spread(pull[:, None], person)[0, 0] ** 0.5))


def placements(y: FloatArray, score: FloatArray) -> FloatArray:
    """Share of the other class that each row is ranked right against, ties half, shape (n,).

    Parameters
    ----------
    y : ndarray of shape (n,)
        1 default, 0 none; both occur.
    score : ndarray of shape (n,)
        Higher means riskier.
    """
    bad = y == 1
    among_all = rankdata(score)
    says = np.empty(len(y))
    n_bad, n_good = int(bad.sum()), int((~bad).sum())
    says[bad] = (among_all[bad] - rankdata(score[bad])) / n_good
    says[~bad] = 1 - (among_all[~bad] - rankdata(score[~bad])) / n_bad
    return says


def spread(pull: FloatArray, person: NDArray[Any]) -> FloatArray:
    """Sum over persons of the squares of what their rows pull together, shape (k, k).

    Parameters
    ----------
    pull : ndarray of shape (n, k)
        What each row pulls an estimate by.
    person : ndarray of shape (n,)
        Whose row it is.

    Examples
    --------
    >>> spread(np.array([[1.0], [2.0], [-1.0]]), np.array([7, 7, 8]))
    array([[10.]])
    """
    _, whose = np.unique(person, return_inverse=True)
    sums = np.column_stack([np.bincount(whose, column) for column in pull.T])
    return np.array([[(one * other).sum() for other in sums.T] for one in sums.T])

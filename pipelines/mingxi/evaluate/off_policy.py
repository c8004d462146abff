"""What another policy would have brought, from decisions that were partly drawn by lot.

A lender that draws some of its decisions by lot, and writes down with which chance, can tell what
a policy is worth that it has never used. A model of the outcome says what each limit would bring;
where the drawn limit is the one that the policy would give, the model's error is added, weighted
by how seldom that happens. The mean is right if the chances are, whatever the model says.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.errors import BadData

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True)
class Logged:
    """Decisions of the past, one row each; k actions.

    Parameters
    ----------
    person : ndarray of shape (n,)
        Whose decision.
    action : ndarray of shape (n,)
        Number of the action that was taken.
    propensity : ndarray of shape (n, k)
        Chance of each action, as written down when it was drawn; 0 where it could not be.
    outcome : ndarray of shape (n,)
        What came of it.
    expected : ndarray of shape (n, k)
        What a model says of each action. For each row it must have learned from other people.

    Raises
    ------
    BadData
        Shapes disagree, or an action was taken that could not be.
    """

    person: NDArray[Any]
    action: IntArray
    propensity: FloatArray
    outcome: FloatArray
    expected: FloatArray

    def __post_init__(self) -> None:
        n = len(self.person)
        fits = self.action.shape == self.outcome.shape == (n,)
        fits = fits and self.propensity.shape == self.expected.shape
        if not n or not fits or len(self.propensity) != n:
            raise BadData(
                "logged decisions",
                f"{n} people, propensities of shape {self.propensity.shape}",
                "Give one row per decision and one column per action",
            )
        taken = self.propensity[np.arange(n), self.action]
        if not (taken > 0).all():
            raise BadData(
                "logged decisions",
                f"{int((taken <= 0).sum())} took an action whose chance is 0",
                "Write down the chance with which each action was drawn",
            )


def doubly_robust(logged: Logged, chosen: IntArray) -> FloatArray:
    """Estimated outcome of each decision under a policy; their mean is its value, shape (n,).

    Parameters
    ----------
    logged : Logged
    chosen : ndarray of shape (n,)
        Action that the policy would take; one whose chance was above 0.

    Raises
    ------
    BadData
        The policy takes an action that was never tried there: no data speak of it.

    References
    ----------
    Dudík, Langford & Li, "Doubly robust policy evaluation and learning" (ICML 2011).

    Examples
    --------
    A model that is right is left alone; one that is wrong is set right where the lot allows it:

    >>> one = Logged(np.array([1]), np.array([0]), np.array([[0.5, 0.5]]), np.array([10.0]),
    ...              np.array([[8.0, 3.0]]))
    >>> doubly_robust(one, np.array([0])).tolist(), doubly_robust(one, np.array([1])).tolist()
    ([12.0], [3.0])
    """
    row = np.arange(len(chosen))
    chance = logged.propensity[row, chosen]
    if not (chance > 0).all():
        raise BadData(
            "value of a policy",
            f"{int((chance <= 0).sum())} of its actions were never tried in such a place",
            "Let it choose among the actions that were drawn",
        )
    met = (logged.action == chosen) / chance
    error = logged.outcome - logged.expected[row, logged.action]
    return np.asarray(logged.expected[row, chosen] + met * error)


@dataclass(frozen=True)
class Estimate:
    """A mean with a range.

    Parameters
    ----------
    value, low, high, error : float
        ``error`` is one standard error.
    """

    value: float
    low: float
    high: float
    error: float

    def covers(self, truth: float) -> bool:
        """Whether the range holds ``truth``."""
        return self.low <= truth <= self.high


def clustered_mean(
    scores: FloatArray,
    person: NDArray[Any],
    seed: int,
    level: float = 0.95,
    repeats: int = 400,
) -> Estimate:
    """Mean over decisions, its range from drawing whole people with replacement.

    Decisions on one person are not independent; people are.

    Parameters
    ----------
    scores, person : ndarray of shape (n,)
    seed : int
    level : float
        Share of repetitions whose range should hold the truth.
    repeats : int
    """
    _, whose = np.unique(person, return_inverse=True)
    total, count = np.bincount(whose, scores), np.bincount(whose).astype(np.float64)
    drawn = np.random.Generator(np.random.Philox(seed))
    people = len(total)
    means = np.empty(repeats)
    for i in range(repeats):
        weight = np.bincount(drawn.integers(0, people, people), minlength=people)
        means[i] = (weight @ total) / (weight @ count)
    tail = (1.0 - level) / 2.0
    low, high = np.quantile(means, [tail, 1.0 - tail]).tolist()
    return Estimate(float(scores.mean()), low, high, float(means.std(ddof=1)))

"""Curves of the limit over one item at a time, through the whole decision."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.feature import Actionable, Feature
from mingxi.explain.recourse import MOST_MOVED, Confirm, Outcome, confirmed
from mingxi.records.decision import Attribution, Fact, Lever

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]
MOST_LEVERS = 5
POINTS = 9  # values tried per item; assumption: enough to see a step, few enough to read
_WHOLE = frozenset({"count", "days", "months", "points"})
_SIZED = _WHOLE | {"money", "share", "ratio"}


def levers(
    found: Attribution,
    row: FloatArray,
    columns: Mapping[str, int],
    replay: Callable[[FloatArray], Outcome],
    confirm: Confirm | None = None,
) -> tuple[Lever, ...]:
    """Items that the person can change, with the limit that each of some values would give.

    At most five, one per concept, those that weigh most against the person first; everything else
    stays as it is. An item that moves nothing is left out, and one whose best value most models
    learned from other borrowers do not confirm (where today's is best: that the worst is worse).

    Parameters
    ----------
    found : Attribution
        Of the limit, or of the risk where that decided.
    row : ndarray of shape (p,)
        The person's values.
    columns : mapping of str to int
        Place of each feature in ``row``.
    replay : callable
        Changed rows (n, p) → limits after models, gates, caps and rounding.
    confirm : Confirm | None
        Asked about two values of each; None: nobody confirms.
    """
    chosen = _chosen(found, columns)
    if not chosen:
        return ()
    tried = [_values(fact) for fact in chosen]
    place = np.repeat([columns[f.feature.key] for f in chosen], [len(v) for v in tried])
    rows = np.repeat(row[None, :], len(place), axis=0)
    rows[np.arange(len(rows)), place] = np.concatenate(tried)
    answer = replay(rows)
    parts = np.split(np.arange(len(rows)), np.cumsum([len(v) for v in tried])[:-1])
    curves = [
        _Curve(fact, values, answer.limit[part], part)
        for fact, values, part in zip(chosen, tried, parts, strict=True)
        if np.ptp(answer.limit[part]) > 0
    ]
    if confirm is not None and curves:
        others = confirm(rows[np.concatenate([one.ends() for one in curves])])
        opens = curves[0].limits[curves[0].today] == 0
        sure = confirmed(others[:, ::2], others[:, 1::2], opens=opens)
        curves = [one for one, known in zip(curves, sure, strict=True) if known]
    return tuple(one.lever() for one in curves)


@dataclass(frozen=True, eq=False)
class _Curve:
    """Limits over the values of one item; ``rows``: where these are among the rows replayed."""

    fact: Fact
    values: FloatArray
    limits: IntArray
    rows: IntArray

    @property
    def today(self) -> int:
        """Place of today's value."""
        return int(np.flatnonzero(self.values == self.fact.value)[0])

    def ends(self) -> IntArray:
        """Row of today, and of the best value; of the worst and today, where today is best."""
        best = self._nearest(self.limits.max())
        if self.limits[best] > self.limits[self.today]:
            return self.rows[[self.today, best]]
        return self.rows[[self._nearest(self.limits.min()), self.today]]

    def _nearest(self, limit: int) -> int:
        """Of the values with that limit the one nearest to today's."""
        away = np.abs(self.values - self.fact.value)
        return int(np.argmin(np.where(self.limits == limit, away, np.inf)))

    def lever(self) -> Lever:
        """The curve as it is told."""
        points = zip(self.values.tolist(), self.limits.tolist(), strict=True)
        return Lever(self.fact.feature, self.fact.value, tuple(points))


def _chosen(found: Attribution, columns: Mapping[str, int]) -> list[Fact]:
    sign = -1.0 if found.target == "limit" else 1.0
    best: list[Fact] = []
    for factor in sorted(found.factors, key=lambda f: (-sign * f.push, f.concept.key)):
        facts = [f for f in factor.facts if _movable(f.feature, columns) and f.value == f.value]
        if facts and len(best) < MOST_LEVERS:
            best.append(max(facts, key=lambda f: (sign * f.push, f.feature.key)))
    return best


def _movable(feature: Feature, columns: Mapping[str, int]) -> bool:
    return (
        feature.actionable is Actionable.BY_BORROWER
        and feature.unit in _SIZED
        and not feature.categories
        and feature.key in columns
    )


def _values(fact: Fact) -> FloatArray:
    """Values around today's and that of the comparison, today's among them."""
    now = fact.value
    theirs = fact.reference_value if np.isfinite(fact.reference_value) else now
    reach = max(abs(now - theirs), abs(now) / 2, _step(fact))
    low, high = min(now, theirs) - reach / 2, max(now, theirs) + reach / 2
    unit = fact.feature.unit
    if unit in MOST_MOVED:  # no further than people get while the estimate holds
        low, high = now - MOST_MOVED[unit], now + MOST_MOVED[unit]
    if unit == "share":  # nobody tries more than all of it; today's value stays, whatever it is
        low, high = min(low, 1.0), min(high, 1.0)
    values = np.linspace(max(low, 0.0) if min(now, theirs) >= 0 else low, high, POINTS)
    values = np.round(values / _step(fact)) * _step(fact)
    nearest = int(np.argmin(np.abs(values - now)))
    values[nearest] = now
    return np.unique(values)


def _step(fact: Fact) -> float:
    """Steps in which values are tried: whole things, whole hundreds, whole per cents."""
    if fact.feature.unit in _WHOLE:
        return 1.0
    return 100.0 if fact.feature.unit == "money" else 0.01

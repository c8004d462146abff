"""Curves of the limit over one item at a time, through the whole decision."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.feature import Actionable, Feature
from mingxi.explain.recourse import Outcome
from mingxi.records.decision import Attribution, Fact, Lever

FloatArray = NDArray[np.float64]
MOST_LEVERS = 5
POINTS = 9  # values tried per item; assumption: enough to see a step, few enough to read
# nobody moves further than this while the estimate holds; measured: of outside scores 95 % move by
# less than 10 points in 3 months
_WITHIN_REACH = {"points": 20.0}
_WHOLE = frozenset({"count", "days", "months", "points"})
_SIZED = _WHOLE | {"money", "share", "ratio"}


def levers(
    found: Attribution,
    row: FloatArray,
    columns: Mapping[str, int],
    replay: Callable[[FloatArray], Outcome],
) -> tuple[Lever, ...]:
    """Items that the person can change, with the limit that each of some values would give.

    At most five, one per concept, those that weigh most against the person first; everything else
    stays as it is. An item that moves nothing is left out.

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
    """
    chosen = _chosen(found, columns)
    tried = [_values(fact) for fact in chosen]
    if not tried:
        return ()
    rows = np.repeat(row[None, :], sum(map(len, tried)), axis=0)
    place = [
        columns[f.feature.key] for f, values in zip(chosen, tried, strict=True) for _ in values
    ]
    rows[np.arange(len(rows)), place] = np.concatenate(tried)
    limits = np.split(replay(rows).limit, np.cumsum([len(v) for v in tried])[:-1])
    return tuple(
        Lever(fact.feature, fact.value, tuple(zip(v.tolist(), map(int, limit), strict=True)))
        for fact, v, limit in zip(chosen, tried, limits, strict=True)
        if len(set(limit.tolist())) > 1
    )


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
    if unit in _WITHIN_REACH:
        low, high = now - _WITHIN_REACH[unit], now + _WITHIN_REACH[unit]
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

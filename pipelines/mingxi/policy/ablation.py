"""Which steps decided: each is left out, and the rest is computed again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.rule import Layer
from mingxi.policy.in_force import InForce
from mingxi.policy.situation import Situation
from mingxi.policy.trace import Trace, answer_of, trace
from mingxi.records.rulings import BoolArray

Rows = NDArray[np.intp]
Changes = Callable[[BoolArray, Rows], BoolArray]


@dataclass(frozen=True)
class Deciding:
    """Which of k steps decided for n people.

    Parameters
    ----------
    binding : ndarray of shape (k, n)
        Leaving out this step alone changes the limit, the amount available or whether drawing is
        open.
    jointly : ndarray of shape (k, n)
        Not binding, but one of a smallest set of two or more steps that changes what is seen when
        the whole set is left out. Of two equal ceilings the second has no effect of its own and
        still decides jointly.
    """

    binding: BoolArray
    jointly: BoolArray


def deciding(rules: Sequence[InForce], proposal: Situation, unit: int, seen: Trace) -> Deciding:
    """Binding and jointly deciding steps of a trace.

    Gates to open and caps make the limit together and are one family; gates to draw are another.
    """

    def changes(away: BoolArray, rows: Rows) -> BoolArray:
        """Whether leaving out the steps of each column changes what that person sees."""
        found: BoolArray = np.asarray(away.any(axis=0))
        some, rows = np.flatnonzero(found), rows[found]
        if len(rows):
            again = trace(rules, proposal.rows(rows), unit, away[:, found])
            found[some] = (
                (again.limit != seen.limit[rows])
                | (again.available != seen.available[rows])
                | (again.draw_open != seen.draw_open[rows])
            )
        return found

    failing, everyone = seen.failing, np.arange(len(proposal))
    binding = np.zeros_like(failing)
    for i in range(len(rules)):
        binding[i] = changes(_only(i, failing), everyone)
    could = (failing | _at_proposal(rules, proposal)) & ~binding
    draws = np.array([one.rule.what.layer is Layer.DRAW_GATE for one in rules], dtype=np.bool_)
    jointly = np.zeros_like(failing)
    for family in (draws, ~draws):
        together = could & family[:, None]
        together &= together.sum(axis=0) > 1
        together &= changes(together, everyone)
        rows = np.flatnonzero(together.any(axis=0))
        jointly[:, rows] |= _in_smallest_sets(together[:, rows], rows, changes)
    return Deciding(binding, jointly)


def _only(step: int, failing: BoolArray) -> BoolArray:
    away = np.zeros_like(failing)
    away[step] = failing[step]
    return away


def _at_proposal(rules: Sequence[InForce], proposal: Situation) -> BoolArray:
    """Caps that would lower the proposal itself.

    Of two equal ceilings only the first lowers; the second decides just as much.
    """
    lowers = np.zeros((len(rules), len(proposal)), dtype=np.bool_)
    for i, one in enumerate(rules):
        if one.rule.what.layer is Layer.CAP:
            lowers[i] = ~answer_of(one, proposal).passed
    return lowers


def _in_smallest_sets(sets: BoolArray, rows: Rows, changes: Changes, first: int = 0) -> BoolArray:
    """Members of the smallest sets that change what is seen, inside sets that do.

    Leaving out more never undoes a change, because no step raises a limit. So a member is needed
    when the others change nothing without it; where the needed ones suffice, they are the only
    smallest set; where not, the search goes on without each of the rest. Members are given up in
    rising order from ``first`` on, so that no set is met twice.
    """
    members = [int(i) for i in np.flatnonzero(sets.any(axis=1))]
    needed = np.zeros_like(sets)
    for i in members:
        needed[i] = sets[i] & ~changes(_without(i, sets), rows)
    settled = changes(needed, rows)
    found = needed & settled
    for i in members:
        unsettled = sets[i] & ~needed[i] & ~settled
        if i >= first and unsettled.any():
            less = _without(i, sets[:, unsettled])
            found[:, unsettled] |= _in_smallest_sets(less, rows[unsettled], changes, i + 1)
    return found


def _without(step: int, sets: BoolArray) -> BoolArray:
    """Sets of those who have the step, less the step; empty for the others."""
    less: BoolArray = sets & sets[step]
    less[step] = False
    return less

"""Shapley interaction of two concepts, one row against one row, over leaves as bits."""

# numba has no type stubs: its decorators are untyped and compiled signatures are left bare
# mypy: disable-error-code="no-untyped-def, untyped-decorator, no-any-return"
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from mingxi.explain.leaf_sets import MOST_SLOTS, met_words, pack_word

Array = NDArray[Any]


@njit(cache=True, nogil=True)
def interact(sets: Any, bins: Array, past: Array, weights: Any, out: Array) -> None:
    """Interaction of every pair of players, added to ``out`` (n, players, players).

    Both halves of a pair receive half; the diagonal is left for what remains of each player's own
    contribution.

    Parameters
    ----------
    sets : LeafSets
    bins, past : ndarray of shape (columns, n)
    weights : (same, other)
        `pair_weights`.
    """
    n = len(out)
    ours = np.empty((MOST_SLOTS, n), dtype=np.uint32)
    theirs = np.empty((MOST_SLOTS, n), dtype=np.uint32)
    for k in range(len(sets.packs) - 1):
        slots = sets.slots[sets.packs[k].slot : sets.packs[k + 1].slot]
        for s in range(len(slots)):
            met_words(sets, sets.packs[k].slot + s, bins, ours[s])
            met_words(sets, sets.packs[k].slot + s, past, theirs[s])
        value = sets.value[sets.packs[k].leaf : sets.packs[k + 1].leaf]
        for i in range(n):
            still = pack_word(sets, k)
            for s in range(len(slots)):
                still &= ours[s, i] | theirs[s, i]
            for leaf in range(len(value)):
                if (still >> np.uint32(leaf)) & np.uint32(1):
                    bit = np.uint32(1) << np.uint32(leaf)
                    sides = (ours[: len(slots), i] & bit != 0, theirs[: len(slots), i] & bit != 0)
                    _pairs(value[leaf], sides, slots, weights, out[i])


@njit(cache=True, nogil=True)
def _pairs(value, sides, slots, weights, out):
    same, other = weights
    bound = np.flatnonzero(sides[0] ^ sides[1])
    a = np.count_nonzero(sides[0][bound])
    b = len(bound) - a
    for at, s in enumerate(bound):
        for r in bound[at + 1 :]:
            if sides[0][s] != sides[0][r]:
                share = other[a, b]
            else:
                share = same[a, b] if sides[0][s] else same[b, a]
            out[slots[s].player, slots[r].player] += value * share / 2
            out[slots[r].player, slots[s].player] += value * share / 2

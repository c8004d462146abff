"""One row against one row, over leaves as bits; the score of a row comes from the same words."""

# numba has no type stubs: its decorators are untyped and compiled signatures are left bare
# mypy: disable-error-code="no-untyped-def, untyped-decorator, no-any-return"
from typing import Any

import numpy as np
from numba import njit
from numba.cpython.unsafe.numbers import trailing_zeros
from numpy.typing import NDArray

from mingxi.explain.leaf_sets import MOST_SLOTS, WIDTH, met_words, pack_word

Array = NDArray[Any]


@njit(cache=True, nogil=True)
def score(sets: Any, bins: Array, out: Array) -> None:
    """Add the value of the leaf that each row reaches in every tree, in the order of the trees."""
    reached, met = np.empty(len(out), dtype=np.uint32), np.empty(len(out), dtype=np.uint32)
    for k in range(len(sets.packs) - 1):
        reached[:] = pack_word(sets, k)
        for slot in range(sets.packs[k].slot, sets.packs[k + 1].slot):
            met_words(sets, slot, bins, met)
            for i in range(len(out)):
                reached[i] &= met[i]
        _add_reached(sets.value[sets.packs[k].leaf :], reached, out)


@njit(cache=True, nogil=True)
def walk(sets: Any, bins: Array, past: Array, weights: Array, out: Any) -> None:
    """Contributions of each row against its partner, added to ``out`` = (push, scores, earlier).

    Parameters
    ----------
    sets : LeafSets
    bins, past : ndarray of shape (columns, n)
    weights : ndarray
        `leaf_weights`.
    out : (push of shape (n, players), scores of shape (n,), the partners' scores of shape (n,))
    """
    push, scores, earlier = out
    n = len(push)
    ours = np.empty((MOST_SLOTS, n), dtype=np.uint32)
    theirs = np.empty((MOST_SLOTS, n), dtype=np.uint32)
    words = np.empty((3, n), dtype=np.uint32)
    differ = np.empty(n, dtype=np.uint64)
    count = np.zeros((WIDTH, 2), dtype=np.int64)
    worth = np.empty((WIDTH, 2))
    for k in range(len(sets.packs) - 1):
        slots = sets.slots[sets.packs[k].slot : sets.packs[k + 1].slot]
        value = sets.value[sets.packs[k].leaf : sets.packs[k + 1].leaf]
        _meet(sets, k, bins, past, (ours, theirs, words))
        _add_reached(value, words[1], scores)
        _add_reached(value, words[2], earlier)
        _differing(ours, theirs, words, differ, len(slots))
        for i in range(n):
            if differ[i]:
                _count(ours[:, i], theirs[:, i], words[0, i], differ[i], count)
                _weigh(value, words[0, i], count, weights, worth)
                _share((ours[:, i], theirs[:, i]), words[0, i], differ[i], worth, slots, push[i])


@njit(cache=True, nogil=True)
def _add_reached(value, reached, out):
    for i in range(len(out)):
        word = reached[i]
        while word:  # one leaf of every tree in the pack, in their order
            out[i] += value[trailing_zeros(word)]
            word &= word - np.uint32(1)


@njit(cache=True, nogil=True)
def _meet(sets, k, bins, past, into):
    """Words of every slot for both rows; leaves that both can reach together, and each alone."""
    ours, theirs, words = into
    words[:] = pack_word(sets, k)
    first = sets.packs[k].slot
    for slot in range(first, sets.packs[k + 1].slot):
        mine, other = ours[slot - first], theirs[slot - first]
        met_words(sets, slot, bins, mine)
        met_words(sets, slot, past, other)
        for i in range(len(mine)):
            words[0, i] &= mine[i] | other[i]
            words[1, i] &= mine[i]
            words[2, i] &= other[i]


@njit(cache=True, nogil=True)
def _differing(ours, theirs, words, differ, n_slots):
    """Leave open only leaves that need both rows; say which slots differ on them, as bits."""
    differ[:] = 0
    for i in range(len(differ)):
        words[0, i] &= ~(words[1, i] & words[2, i])
    for s in range(n_slots):
        for i in range(len(differ)):
            if (ours[s, i] ^ theirs[s, i]) & words[0, i]:
                differ[i] |= np.uint64(1) << np.uint64(s)


@njit(cache=True, nogil=True)
def _count(ours, theirs, still, differ, count):
    """How many players of each open leaf are bound to the row, and to its partner."""
    while differ:
        s = trailing_zeros(differ)
        differ &= differ - np.uint64(1)
        word = ours[s] & ~theirs[s] & still
        while word:
            count[trailing_zeros(word), 0] += 1
            word &= word - np.uint32(1)
        word = theirs[s] & ~ours[s] & still
        while word:
            count[trailing_zeros(word), 1] += 1
            word &= word - np.uint32(1)


@njit(cache=True, nogil=True)
def _weigh(value, still, count, weights, worth):
    """What a player on either side of each open leaf receives; counts start anew."""
    while still:
        leaf = trailing_zeros(still)
        still &= still - np.uint32(1)
        a, b = count[leaf]
        worth[leaf, 0] = value[leaf] * weights[a, b]
        worth[leaf, 1] = value[leaf] * weights[b, a]
        count[leaf] = 0


@njit(cache=True, nogil=True)
def _share(sides, still, differ, worth, slots, push):
    ours, theirs = sides
    while differ:
        s = trailing_zeros(differ)
        differ &= differ - np.uint64(1)
        part = 0.0
        word = ours[s] & ~theirs[s] & still
        while word:
            part += worth[trailing_zeros(word), 0]
            word &= word - np.uint32(1)
        word = theirs[s] & ~ours[s] & still
        while word:
            part -= worth[trailing_zeros(word), 1]
            word &= word - np.uint32(1)
        push[slots[s].player] += part

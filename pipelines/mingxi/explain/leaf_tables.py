"""One row against a set, for deep trees: two numbers per leaf and pattern of failed conditions.

Of the d players on the way to a leaf with value v, let C be those whose conditions the row fails,
and D those whose conditions a member of the set fails. Only members with C ∩ D = ∅ matter; with
a = |D|, b = |C| each player in D earns v (a−1)! b! / (a+b)! and each in C loses
v a! (b−1)! / (a+b)!. Since (a−1)! b! / (a+b)! = ∫ tᵃ⁻¹ (1−t)ᵇ dt on [0, 1], sums over members
become sums of z_t(C) = Σ tᵃ⁻¹ over the members that fit, and Gauss-Legendre with ⌈d/2⌉ points is
exact. So E(C) = v ∫ (1−t)ᵇ z_t(C) and F(C) = v ∫ (1−t)ᵇ⁻¹ z_t(C) say everything: a player outside
C receives E(C) − F(C + j), one inside C receives E(C) − F(C) − v h / b, where h is the share of
the set that reaches the leaf. A table has 2·2ᵈ numbers where d·2ᵈ would be plain.

Leaves with too many players for a table keep the distinct D of the set instead.
"""

# numba has no type stubs: its decorators are untyped and compiled signatures are left bare
# mypy: disable-error-code="no-untyped-def, untyped-decorator, no-any-return"
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numba.cpython.unsafe.numbers import trailing_zeros
from numpy.typing import NDArray

from mingxi.explain.leaf_sets import LeafSets, met_words

Array = NDArray[Any]
FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


# a table of more players takes seconds to fill, far more than lists cost
MOST_TABLED = 14


class LeafTables(NamedTuple):
    """Prepared leaves of one forest, one set of players and one set of people.

    Parameters
    ----------
    sets : LeafSets
    first_place : ndarray of shape (leaves + 1,)
        Range of each leaf in ``place``.
    place : ndarray
        Slots, counted within the pack, of the players on each leaf's path.
    first_entry : ndarray of shape (leaves + 1,)
        Range of each leaf in ``table``; empty for a leaf with a list instead.
    table : ndarray
        F of every pattern, then E of every pattern, leaf after leaf.
    first_listed : ndarray of shape (leaves + 1,)
        Range of each leaf in ``pattern`` and ``share``; empty for a leaf with a table.
    pattern, share : ndarray
        Distinct failed patterns of the set, and how much of the set has each.
    reached : ndarray of shape (leaves,)
        v h: leaf value times the share of the set that reaches the leaf.
    """

    sets: LeafSets
    first_place: IntArray
    place: IntArray
    first_entry: IntArray
    table: FloatArray
    first_listed: IntArray
    pattern: NDArray[np.uint64]
    share: FloatArray
    reached: FloatArray


def leaf_tables(sets: LeafSets, bins: Array, most_bytes: int) -> LeafTables:
    """Tables of the leaves in ``sets`` against the people with ``bins`` (columns, m).

    Leaves with the fewest players come first; those that no longer fit into ``most_bytes`` get
    lists.
    """
    first_place, place = _places(sets)
    players = np.diff(first_place)
    tabled = players <= min(most_players(players, most_bytes), MOST_TABLED)
    first_entry = _ranges(np.where(tabled, 2 << np.where(tabled, players, 0), 0))
    table, reached = np.zeros(first_entry[-1]), np.zeros(len(players))
    points = gauss(int(players.max(initial=0)))
    listed: list[tuple[Array, Array]] = []
    for k in range(len(sets.packs) - 1):
        first = int(sets.packs["leaf"][k])
        failed = _failed(sets, first_place, place, k, bins)
        for leaf in range(first, first + len(failed)):
            mine, value = failed[leaf - first], float(sets.value[leaf])
            reached[leaf] = value * float((mine == 0).mean())
            if tabled[leaf]:
                entries = table[first_entry[leaf] : first_entry[leaf + 1]]
                _fill(entries, mine, value, points)
            else:
                listed.append(np.unique(mine, return_counts=True))
    lengths = np.zeros(len(players), dtype=np.int64)
    lengths[~tabled] = [len(pattern) for pattern, _ in listed]
    pattern = np.concatenate([np.zeros(0, dtype=np.uint64), *(p for p, _ in listed)])
    share = np.concatenate([np.zeros(0), *(n / bins.shape[1] for _, n in listed)])
    return LeafTables(
        sets, first_place, place, first_entry, table, _ranges(lengths), pattern, share, reached
    )


def most_players(players: IntArray, most_bytes: int) -> int:
    """Largest number of players for which all leaves up to it have tables within the bytes."""
    counts = np.bincount(players, minlength=1)
    total = np.cumsum(counts * 16.0 * 2.0 ** np.arange(len(counts)))
    return int(np.searchsorted(total, most_bytes, side="right")) - 1


def gauss(degree: int) -> FloatArray:
    """Points and weights on [0, 1], exact for polynomials below ``degree``, shape (2, points)."""
    points, weights = np.polynomial.legendre.leggauss(max((degree + 1) // 2, 1))
    return np.array([(points + 1) / 2, weights / 2])


def _ranges(lengths: IntArray) -> IntArray:
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)


@njit(cache=True, nogil=True)
def look_up_leaves(found: LeafTables, bins: Array, weights: Array, push: Array) -> None:
    """Add the contributions of rows with ``bins`` (columns, n) to ``push`` (players, n)."""
    for k in range(len(found.sets.packs) - 1):
        look_up_pack(found, k, bins, weights, push)


@njit(cache=True, nogil=True)
def look_up_pack(found: LeafTables, k: int, bins: Array, weights: Array, push: Array) -> None:
    """Add what the leaves of one pack contribute; see `look_up_leaves`."""
    sets, n = found.sets, push.shape[1]
    failed, some = np.empty(n, dtype=np.uint64), np.empty((2, n))
    first_leaf = sets.packs[k].leaf
    slots = sets.slots[sets.packs[k].slot : sets.packs[k + 1].slot]
    words = _words(sets, k, bins)
    for leaf in range(first_leaf, sets.packs[k + 1].leaf):
        places = found.place[found.first_place[leaf] : found.first_place[leaf + 1]]
        if len(places) == 0:
            continue
        _fail(words, places, np.uint32(leaf - first_leaf), failed, some[1])
        if found.first_listed[leaf + 1] > found.first_listed[leaf]:
            _add_listed(found, leaf, (failed, weights), (places, slots), push)
        else:
            table = found.table[found.first_entry[leaf] : found.first_entry[leaf + 1]]
            _add_tabled(table, found.reached[leaf], (failed, some), (places, slots), push)


@njit(cache=True, nogil=True)
def _words(sets, k, bins):
    """Leaves of one pack whose conditions on each player the rows meet, shape (slots, n)."""
    first, last = sets.packs[k].slot, sets.packs[k + 1].slot
    words = np.empty((last - first, bins.shape[1]), dtype=np.uint32)
    for slot in range(first, last):
        met_words(sets, slot, bins, words[slot - first])
    return words


@njit(cache=True, nogil=True)
def _places(sets):
    """Slots of the players on each leaf's path: those with a test that can close the leaf."""
    first = np.zeros(len(sets.value) + 1, dtype=np.int64)
    for fill in range(2):
        place = np.empty(first[-1], dtype=np.int64)
        at = 0
        for k in range(len(sets.packs) - 1):
            first_slot, last_slot = sets.packs[k].slot, sets.packs[k + 1].slot
            for leaf in range(sets.packs[k].leaf, sets.packs[k + 1].leaf):
                bit = np.uint32(1) << np.uint32(leaf - sets.packs[k].leaf)
                for slot in range(first_slot, last_slot):
                    if not _always_met(sets, slot) & bit:
                        if fill:
                            place[at] = slot - first_slot
                        at += 1
                first[leaf + 1] = at
    return first, place


@njit(cache=True, nogil=True)
def _always_met(sets, slot):
    word = np.uint32(0xFFFFFFFF)
    for k in range(sets.slots[slot].test, sets.slots[slot + 1].test):
        word &= sets.tests[k].left & sets.tests[k].right
    return word


@njit(cache=True, nogil=True)
def _failed(sets, first_place, place, k, bins):
    """Players whose conditions each row fails, as bits by place, for every leaf of one pack."""
    n, first_leaf = bins.shape[1], sets.packs[k].leaf
    words = _words(sets, k, bins)
    out = np.empty((sets.packs[k + 1].leaf - first_leaf, n), dtype=np.uint64)
    for leaf in range(len(out)):
        mine = place[first_place[first_leaf + leaf] : first_place[first_leaf + leaf + 1]]
        _fail(words, mine, np.uint32(leaf), out[leaf], np.empty(n))
    return out


@njit(cache=True, nogil=True)
def _fail(words, places, leaf, failed, count):
    """Players whose conditions each row fails, as bits by place, and how many they are."""
    failed[:] = 0
    count[:] = 0.0
    for j in range(len(places)):
        word, place = words[places[j]], np.uint64(j)
        for i in range(len(failed)):
            fails = ((word[i] >> leaf) & np.uint32(1)) ^ np.uint32(1)
            failed[i] |= np.uint64(fails) << place
            count[i] += fails


@njit(cache=True, nogil=True)
def _fill(entries, failed, value, points):
    size = len(entries) // 2
    bits = np.zeros(size, dtype=np.int64)
    share = np.zeros(size)
    for i in range(len(failed)):
        share[np.uint64(size - 1) ^ failed[i]] += 1.0
    for met in range(size):
        bits[met] = bits[met >> 1] + (met & 1)
        share[met] /= len(failed)
    z = np.empty(size)
    for q in range(points.shape[1]):
        t, weight = points[0, q], points[1, q]
        for met in range(size):  # nobody is bound to the row where the set meets everything
            a = bits[size - 1] - bits[met]
            z[met] = share[met] * t ** (a - 1) if a > 0 and share[met] else 0.0
        _sum_over_supersets(z)
        for c in range(size):
            if c:
                entries[c] += value * weight * (1 - t) ** (bits[c] - 1) * z[c]
            entries[size + c] += value * weight * (1 - t) ** bits[c] * z[c]


@njit(cache=True, nogil=True)
def _sum_over_supersets(z):
    step = 1
    while step < len(z):
        for block in range(0, len(z), 2 * step):
            for c in range(block, block + step):
                z[c] += z[c + step]
        step *= 2


@njit(cache=True, nogil=True)
def _add_tabled(table, reached, rows, players, push):
    failed, some = rows
    places, slots = players
    size = np.uint64(len(table) // 2)
    fewer, more = table[:size], table[size:]
    for i in range(len(failed)):
        some[0, i] = more[failed[i]]
    loss = some[1]  # so far: how many players fail
    for i in range(len(failed)):
        loss[i] = reached / loss[i] if loss[i] else 0.0
    for j in range(len(places)):
        bit, mine = np.uint64(1) << np.uint64(j), push[slots[places[j]].player]
        for i in range(len(failed)):
            # inside C this is E(C) − F(C) − v h / b, and outside it E(C) − F(C + j)
            mine[i] += some[0, i] - fewer[failed[i] | bit] - (loss[i] if failed[i] & bit else 0.0)


@njit(cache=True, nogil=True)
def _bits(word):
    n = 0
    while word:
        word &= word - np.uint64(1)
        n += 1
    return n


@njit(cache=True, nogil=True)
def _add_listed(found, leaf, rows, players, push):
    failed, weights = rows
    places, slots = players
    first, last = found.first_listed[leaf], found.first_listed[leaf + 1]
    patterns, share = found.pattern[first:last], found.share[first:last] * found.sets.value[leaf]
    meets, sizes = _who_meets(patterns, len(places))
    gain = np.empty(len(places))
    for i in range(len(failed)):
        gain[:] = 0.0
        lost, b = 0.0, _bits(failed[i])
        for w in range(meets.shape[1]):
            fits = _who_fits(meets, w, failed[i], len(patterns))
            while fits:
                k = 64 * w + trailing_zeros(fits)
                fits &= fits - np.uint64(1)
                lost += share[k] * weights[b, sizes[k]]
                part, theirs = share[k] * weights[sizes[k], b], patterns[k]
                while theirs:
                    gain[trailing_zeros(theirs)] += part
                    theirs &= theirs - np.uint64(1)
        for j in range(len(places)):
            mine = push[slots[places[j]].player]
            mine[i] += -lost if (failed[i] >> np.uint64(j)) & np.uint64(1) else gain[j]


@njit(cache=True, nogil=True)
def _who_meets(patterns, n_places):
    """Members of a list that meet the conditions of each place, as bits, and sizes of all."""
    meets = np.zeros((n_places, (len(patterns) + 63) // 64), dtype=np.uint64)
    sizes = np.zeros(len(patterns), dtype=np.int64)
    for k in range(len(patterns)):
        sizes[k] = _bits(patterns[k])
        for j in range(n_places):
            if not (patterns[k] >> np.uint64(j)) & np.uint64(1):
                meets[j, k // 64] |= np.uint64(1) << np.uint64(k % 64)
    return meets, sizes


@njit(cache=True, nogil=True)
def _who_fits(meets, w, failed, n):
    """Members, in one word, that meet everything that a row fails."""
    fits = ~np.uint64(0)
    if 64 * w + 64 > n:
        fits >>= np.uint64(64 * w + 64 - n)
    while failed:
        fits &= meets[trailing_zeros(failed), w]
        failed &= failed - np.uint64(1)
    return fits

"""Leaves as bits of a word: a split becomes one AND for up to 32 leaves at once.

A *pack* holds up to 32 leaves, of one large tree or of several small ones: the game of a sum of
leaves is the sum of the games of its leaves, so a forest may be cut anywhere. For every player of
a pack, the word of a row has the bits of those leaves whose conditions on the player's features
the row meets.

References
----------
Lucchese et al. 2015, "QuickScorer" (leaves as bits; theirs finds the one leaf a row reaches).
"""

# numba has no type stubs: its decorators are untyped and compiled signatures are left bare
# mypy: disable-error-code="no-untyped-def, untyped-decorator, no-any-return"
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from mingxi.declare.errors import ModelMismatch
from mingxi.explain.forest import Forest
from mingxi.explain.quantiser import Quantiser

Array = NDArray[Any]

WIDTH = 32  # leaves of a pack
MOST_SLOTS = 64  # players of a pack: also bits of a word
# one test: the leaves of the pack that stay possible when a row goes left, and right
TEST = np.dtype(
    [("column", np.int64), ("cut", np.uint16), ("left", np.uint32), ("right", np.uint32)]
)
# where a pack's slots and leaves begin; the last record closes the ranges
PACK = np.dtype([("slot", np.int64), ("leaf", np.int64)])
# one player of one pack, and where its tests begin
SLOT = np.dtype([("player", np.int64), ("test", np.int64)])


class LeafSets(NamedTuple):
    """Leaves of a forest in packs, with the tests of every player on them.

    Parameters
    ----------
    packs : ndarray of PACK, shape (packs + 1,)
    slots : ndarray of SLOT, shape (slots + 1,)
    tests : ndarray of TEST
    value : ndarray of shape (leaves,)
        Leaf values, from left to right within a tree, trees in their order.
    """

    packs: Array
    slots: Array
    tests: Array
    value: NDArray[np.float64]


class Spans(NamedTuple):
    """Where the wanted leaves of a forest lie, counted from left to right, trees in their order.

    Parameters
    ----------
    node : ndarray of shape (nodes, 3)
        First place below each node, first place on its right, place after its last.
    end : ndarray of shape (trees,)
        Place after the last of each tree.
    leaf : ndarray
        Leaf number at each place.
    """

    node: NDArray[np.int64]
    end: NDArray[np.int64]
    leaf: NDArray[np.int64]


def spans_of(model: Forest, wanted: NDArray[np.bool_]) -> Spans:
    """Places of the ``wanted`` leaves of ``model``."""
    node, end = _spans(model.trees, model.nodes, wanted)
    return Spans(node, end, _order(model.trees, model.nodes, wanted))


def leaf_sets(
    model: Forest, bins: Quantiser, groups: NDArray[np.int64], wanted: NDArray[np.bool_]
) -> LeafSets:
    """Packs of the ``wanted`` leaves of ``model``, as full as can be, with ``groups`` as players.

    Raises
    ------
    ModelMismatch
        One path has more distinct players than a word has bits.
    """
    spans = spans_of(model, wanted)
    width = WIDTH
    while width:
        found = packed(model, bins, groups, spans, _edges(spans.end.tolist(), width))
        if np.diff(found.packs["slot"]).max(initial=0) <= MOST_SLOTS:
            return found
        width //= 2
    raise ModelMismatch(
        f"Shapley values over at most {MOST_SLOTS} distinct players on a path",
        "a path of the model has more",
        "Group the features into concepts, or train trees of less depth",
    )


def packed(
    model: Forest,
    bins: Quantiser,
    groups: NDArray[np.int64],
    spans: Spans,
    edges: NDArray[np.int64],
) -> LeafSets:
    """Packs with the leaves from each of ``edges`` to the next, at most 32."""
    whose = groups[model.nodes["feature"]]
    packs, slots, node, left, right = _packed(
        model.trees["first_node"], spans.node, spans.end, edges, whose
    )
    tests = np.zeros(len(node), dtype=TEST)
    tests["column"], tests["cut"] = bins.column[node], bins.cut[node]
    tests["left"], tests["right"] = left, right
    return LeafSets(packs, slots, tests, model.leaf[spans.leaf])


@njit(cache=True, nogil=True)
def met_words(sets: Any, slot: int, bins: Array, met: Array) -> None:
    """Leaves whose conditions on one player each row meets, as bits, into ``met`` (n,)."""
    met[:] = np.uint32(0xFFFFFFFF)
    for k in range(sets.slots[slot].test, sets.slots[slot + 1].test):
        test = sets.tests[k]
        column, cut, left, right = bins[test.column], test.cut, test.left, test.right
        for i in range(len(met)):
            met[i] &= left if column[i] <= cut else right


@njit(cache=True, nogil=True)
def pack_word(sets: Any, pack: int) -> np.uint32:
    """Bits of all leaves of one pack."""
    leaves = sets.packs[pack + 1].leaf - sets.packs[pack].leaf
    return np.uint32(0xFFFFFFFF) >> np.uint32(WIDTH - leaves)


@njit(cache=True, nogil=True)
def _spans(trees, nodes, wanted):
    """First, middle and last place of the wanted leaves below each node; last of each tree."""
    spans = np.zeros((len(nodes), 3), dtype=np.int64)
    ends = np.zeros(len(trees) - 1, dtype=np.int64)
    start = 0
    for t in range(len(trees) - 1):
        first, last = trees[t].first_node, trees[t + 1].first_node
        for at in range(last - 1, first - 1, -1):  # children come after their parents
            left = _below(nodes[at].left, spans, wanted)
            spans[at, 1], spans[at, 2] = left, left + _below(nodes[at].right, spans, wanted)
        ends[t] = start + _below(trees[t].root, spans, wanted)
        for at in range(first, last):
            spans[at] += start if at == first else 0
            if nodes[at].left >= 0:
                spans[nodes[at].left] += spans[at, 0]
            if nodes[at].right >= 0:
                spans[nodes[at].right] += spans[at, 1]
        start = ends[t]
    return spans, ends


@njit(cache=True, nogil=True)
def _below(child, spans, wanted):
    return spans[child, 2] if child >= 0 else np.int64(wanted[~child])


@njit(cache=True, nogil=True)
def _order(trees, nodes, wanted):
    """Numbers of the wanted leaves, from left to right, trees in their order."""
    order = np.empty(wanted.sum(), dtype=np.int64)
    waiting = np.empty(len(nodes) + 1, dtype=np.int64)
    n = 0
    for t in range(len(trees) - 1):
        waiting[0] = trees[t].root
        top = 1
        while top > 0:
            top -= 1
            at = waiting[top]
            if at >= 0:
                waiting[top], waiting[top + 1] = nodes[at].right, nodes[at].left
                top += 2
            elif wanted[~at]:
                order[n] = ~at
                n += 1
    return order


def _edges(ends: list[int], width: int) -> NDArray[np.int64]:
    """Place where each pack begins, and the end; a tree that fits is not divided."""
    edges = [0]
    start = 0
    for end in ends:
        if end - edges[-1] > width and start > edges[-1]:
            edges.append(start)
        while end - edges[-1] > width:
            edges.append(edges[-1] + width)
        start = end
    return np.array([*edges, start] if start > edges[-1] else edges, dtype=np.int64)


@njit(cache=True, nogil=True)
def _packed(nodes_of, spans, ends, edges, whose):
    """Packs, their slots, and node, left word and right word of every test."""
    touched = [_touching(spans, nodes_of, ends, edges[k : k + 2]) for k in range(len(edges) - 1)]
    n = 0
    for some in touched:
        n += len(some)
    packs, slots = np.zeros(len(edges), dtype=PACK), np.zeros(n + 1, dtype=SLOT)
    node = np.zeros(n, dtype=np.int64)
    left, right = np.zeros(n, dtype=np.uint32), np.zeros(n, dtype=np.uint32)
    test, slot = 0, 0
    for k, mine in enumerate(touched):
        packs[k].slot, packs[k].leaf = slot, edges[k]
        width = edges[k + 1] - edges[k]
        for at in mine[np.argsort(whose[mine], kind="mergesort")]:
            if slot == packs[k].slot or slots[slot - 1].player != whose[at]:
                slots[slot].player, slots[slot].test = whose[at], test
                slot += 1
            start, middle, end = spans[at] - edges[k]
            node[test] = at
            # going left closes the leaves on the right, and the other way round
            left[test] = ~_word(middle, end, width)
            right[test] = ~_word(start, middle, width)
            test += 1
    packs[len(edges) - 1].slot, packs[len(edges) - 1].leaf = slot, edges[-1]
    slots[slot].test = test
    return packs, slots[: slot + 1], node, left, right


@njit(cache=True, nogil=True)
def _touching(spans, first_node, ends, edge):
    """Nodes with wanted leaves from one edge to the next."""
    first = np.searchsorted(ends, edge[0], side="right")
    last = np.searchsorted(ends, edge[1], side="left") + 1
    some = spans[first_node[first] : first_node[last]]
    return first_node[first] + np.flatnonzero((some[:, 0] < edge[1]) & (some[:, 2] > edge[0]))


@njit(cache=True, nogil=True)
def _word(start, stop, width):
    """Word with the bits from ``start`` up to ``stop``, within ``width``."""
    word = 0
    for bit in range(max(start, 0), min(stop, width)):
        word |= 1 << bit
    return np.uint32(word)

"""One row against a set, for trees of ordinary depth: one table for many leaves.

Neighbouring leaves share most of their conditions. A *group* is a range of leaves below one split;
where a row lies between the cuts of the group's splits is one number, its state, and a table says
what every player receives in that state. A row then costs a few comparisons and one look-up per
player and group, instead of one per player and leaf.
"""

# numba has no type stubs: its decorators are untyped and compiled signatures are left bare
# mypy: disable-error-code="no-untyped-def, untyped-decorator, no-any-return"
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from mingxi.explain.forest import Forest
from mingxi.explain.leaf_sets import WIDTH, LeafSets, packed, spans_of
from mingxi.explain.leaf_tables import leaf_tables, look_up_pack
from mingxi.explain.quantiser import Quantiser
from mingxi.explain.weights import leaf_weights

Array = NDArray[Any]
FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

# one step of a row's state: ``states += weight`` where ``bins[column] > cut``
STEP = np.dtype([("column", np.int64), ("cut", np.uint16), ("weight", np.uint16)])

# measured: work of one cut, and of one group, beside that of one player's look-up
_CUT, _GROUP = 0.3, 2.0
_ALONE = 100.0  # work of a leaf that fits no group; more than any group


class GroupTables(NamedTuple):
    """Groups of one forest, prepared for one set of players and one set of people.

    Parameters
    ----------
    first_step : ndarray of shape (groups + 1,)
        Range of each group in ``steps``.
    steps : ndarray of STEP
    first_player : ndarray of shape (groups + 1,)
        Range of each group in ``player``.
    player : ndarray
    first_entry : ndarray of shape (groups + 1,)
        Range of each group in ``table``.
    table : ndarray
        Contribution to each player in each state, player after player.
    """

    first_step: IntArray
    steps: Array
    first_player: IntArray
    player: IntArray
    first_entry: IntArray
    table: FloatArray


class Grouping(NamedTuple):
    """Leaves in groups, and which leaves fit none.

    Parameters
    ----------
    sets : LeafSets
        One pack per group.
    states : ndarray of shape (groups,)
    alone : ndarray of bool, shape (leaves,)
        Leaves of the forest without a group.
    """

    sets: LeafSets
    states: IntArray
    alone: NDArray[np.bool_]


def grouping(model: Forest, bins: Quantiser, groups: IntArray, most_states: int) -> Grouping:
    """Cheapest division of every tree into groups of at most ``most_states``."""
    everything = spans_of(model, np.ones(len(model.leaf), dtype=np.bool_))
    whose = groups[model.nodes["feature"]]
    tests = (bins.column, bins.cut, whose)
    ranges = _divided(
        model.trees, model.nodes, everything.node, everything.end, tests, most_states
    )
    alone = np.zeros(len(model.leaf), dtype=np.bool_)
    alone[everything.leaf[ranges[ranges[:, 1] == 0, 0]]] = True
    spans = spans_of(model, ~alone)
    edges = np.concatenate([[0], np.cumsum(ranges[:, 1])[ranges[:, 1] > 0]]).astype(np.int64)
    sets = packed(model, bins, groups, spans, edges)
    return Grouping(sets, ranges[ranges[:, 1] > 0, 2], alone)


def table_bytes(found: Grouping) -> int:
    """Bytes that the tables of a grouping need."""
    return int((found.states * np.diff(found.sets.packs["slot"])).sum()) * 8


def group_tables(found: Grouping, columns: int, bins: Array) -> GroupTables:
    """Tables of every group against the people with ``bins`` (columns, m)."""
    sets = found.sets
    leaves = leaf_tables(sets, bins, 1 << 62)
    weights = leaf_weights()
    tables, steps = [np.zeros(0)], [np.zeros(0, dtype=STEP)]
    players = [np.zeros(0, dtype=np.int64)]
    for k in range(len(sets.packs) - 1):
        slots = sets.slots[sets.packs[k]["slot"] : sets.packs[k + 1]["slot"] + 1]
        mine = _steps(sets.tests[slots["test"][0] : slots["test"][-1]])
        push = np.zeros((int(slots["player"][:-1].max(initial=0)) + 1, int(found.states[k])))
        look_up_pack(leaves, k, _states(mine, columns, push.shape[1]), weights, push)
        steps.append(mine)
        players.append(slots["player"][:-1])
        tables.append(push[slots["player"][:-1]].ravel())
    return GroupTables(
        _ranges(steps),
        np.concatenate(steps),
        _ranges(players),
        np.concatenate(players),
        _ranges(tables),
        np.concatenate(tables),
    )


@njit(cache=True, nogil=True)
def look_up_groups(found: GroupTables, bins: Array, push: Array) -> None:
    """Add the contributions of rows with ``bins`` (columns, n) to ``push`` (players, n)."""
    states = np.empty(push.shape[1], dtype=np.uint16)
    for k in range(len(found.first_step) - 1):
        states[:] = 0
        for s in range(found.first_step[k], found.first_step[k + 1]):
            column, cut = bins[found.steps[s].column], found.steps[s].cut
            weight = found.steps[s].weight
            for i in range(len(states)):
                states[i] += weight if column[i] > cut else np.uint16(0)
        first, last = found.first_player[k], found.first_player[k + 1]
        tables = found.table[found.first_entry[k] : found.first_entry[k + 1]]
        size = len(tables) // max(last - first, 1)
        for j in range(last - first):
            mine, table = push[found.player[first + j]], tables[j * size : (j + 1) * size]
            for i in range(len(states)):
                mine[i] += table[states[i]]


def _ranges(parts: list[Array]) -> IntArray:
    return np.cumsum([len(part) for part in parts]).astype(np.int64)


def _steps(tests: Array) -> Array:
    """Distinct cuts of a group, by column, with the weight that numbers the states densely."""
    pairs = np.unique(tests[["column", "cut"]])
    steps = np.zeros(len(pairs), dtype=STEP)
    steps["column"], steps["cut"] = pairs["column"], pairs["cut"]
    weight = 1
    for column, cuts in zip(*np.unique(pairs["column"], return_counts=True), strict=True):
        steps["weight"][pairs["column"] == column] = weight
        weight *= int(cuts) + 1
    return steps


def _states(steps: Array, columns: int, n: int) -> Array:
    """Bins (columns, n) of one row in each of ``n`` states."""
    bins = np.zeros((columns, n), dtype=np.uint16)
    state = np.arange(n)
    for column in np.unique(steps["column"]):
        mine = steps[steps["column"] == column]
        place = state // int(mine["weight"][0]) % (len(mine) + 1)
        bins[column] = np.concatenate([[0], mine["cut"].astype(np.int64) + 1])[place]
    return bins


@njit(cache=True, nogil=True)
def _divided(trees, nodes, spans, ends, tests, most_states):
    """Ranges of leaves: first place, leaves (0: fits no group), states; trees in their order."""
    out = np.zeros((ends[-1], 3), dtype=np.int64)
    n = 0
    start = 0
    for t in range(len(trees) - 1):
        first, last = trees[t].first_node, trees[t + 1].first_node
        some = (
            spans[first:last],
            tests[0][first:last],
            tests[1][first:last],
            tests[2][first:last],
        )
        alone, joined = _joined(nodes[first:last], first, some, (start, ends[t]), most_states)
        a = start
        while a < ends[t]:
            out[n] = a, np.int64(alone[a - start] > 0), alone[a - start]
            for at in range(len(joined)):  # parents come first: the highest split wins
                if joined[at] and spans[first + at, 0] == a:
                    out[n] = a, spans[first + at, 2] - a, joined[at]
                    break
            a += max(out[n, 1], 1)
            n += 1
        start = ends[t]
    return out[:n]


@njit(cache=True, nogil=True)
def _joined(nodes, first, tests, places, most_states):
    """States of each leaf on its own (0: too many), and of each split worth joining (else 0)."""
    spans, start = tests[0], places[0]
    alone = np.zeros(places[1] - start, dtype=np.int64)
    leaf_work = np.empty(len(alone))
    for p in range(len(alone)):
        alone[p], leaf_work[p] = _work(tests, start + p, start + p + 1, most_states)
    joined, best = np.zeros(len(nodes), dtype=np.int64), np.empty(len(nodes))
    for at in range(len(nodes) - 1, -1, -1):
        parts = 0.0
        for child, place in ((nodes[at].left, spans[at, 0]), (nodes[at].right, spans[at, 1])):
            parts += leaf_work[place - start] if child < 0 else best[child - first]
        best[at] = parts
        if spans[at, 2] - spans[at, 0] <= WIDTH:
            states, work = _work(tests, spans[at, 0], spans[at, 2], most_states)
            if states and work <= parts:
                joined[at], best[at] = states, work
    return alone, joined


@njit(cache=True, nogil=True)
def _work(tests, a, b, most_states):
    """States of the leaves from ``a`` to ``b`` as one group (0: too many), and work per row."""
    spans, column, cut, whose = tests
    touching = np.flatnonzero((spans[:, 0] < b) & (spans[:, 2] > a))
    pairs = np.unique(column[touching] * 65536 + cut[touching])
    players = len(np.unique(whose[touching]))
    states, here = 1, 1
    for k in range(len(pairs)):
        same = k > 0 and pairs[k] // 65536 == pairs[k - 1] // 65536
        states = states if same else states * here
        here = here + 1 if same else 2
        if states * here > most_states:
            return 0, _ALONE
    return states * here, players + _CUT * len(pairs) + _GROUP

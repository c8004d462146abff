"""Compiled loops behind `mingxi.explain.contributions`; arrays in, arrays out."""

# numba has no type stubs: its decorators are untyped and compiled signatures are left bare
# mypy: disable-error-code="no-untyped-def, untyped-decorator, no-untyped-call, no-any-return"
from dataclasses import dataclass
from functools import cache
from math import factorial
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from mingxi.explain.forest import Forest, goes_left

Array = NDArray[Any]
FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

# one condition on the way to a leaf: which node, which side, and the player's place on this path
TEST = np.dtype([("node", np.int32), ("left", np.bool_), ("place", np.int32)])
# one leaf: where its conditions, its players and its table begin
WAY = np.dtype([("first_test", np.int64), ("first_player", np.int64), ("first_entry", np.int64)])

_DEEPEST = 64
_BLOCK = 512  # rows that go through a tree together


@dataclass(frozen=True)
class Paths:
    """Conditions on the way to every leaf, by player.

    Parameters
    ----------
    ways : ndarray of WAY, shape (leaves + 1,)
        The last record closes the ranges.
    tests : ndarray of TEST
    player : ndarray
        Player numbers of each leaf's path.
    """

    ways: Array
    tests: Array
    player: IntArray

    @property
    def n_entries(self) -> int:
        """Table entries that all leaves together need."""
        return int(self.ways["first_entry"][-1])


@cache
def leaf_weights() -> FloatArray:
    """``w[a, b] = (a−1)! b! / (a+b)!`` for a ≥ 1, shape (65, 65).

    The share of a leaf's value that each of the a players bound to the row earns when b players
    are bound to the reference; by symmetry each of those b players loses ``w[b, a]``.
    """
    out = np.zeros((_DEEPEST + 1, _DEEPEST + 1))
    for a in range(1, _DEEPEST + 1):
        for b in range(_DEEPEST + 1):
            out[a, b] = factorial(a - 1) * factorial(b) / factorial(a + b)
    return out


def paths(model: Forest, groups: IntArray) -> Paths:
    """Conditions of every leaf of ``model``, features gathered into players."""
    conditions: list[list[tuple[int, bool]]] = [[] for _ in range(len(model.leaf))]
    for root in model.trees["root"][:-1].tolist():
        stack: list[tuple[int, list[tuple[int, bool]]]] = [(root, [])]
        while stack:
            at, way = stack.pop()
            if at < 0:
                conditions[~at] = way
                continue
            stack.append((int(model.nodes["left"][at]), [*way, (at, True)]))
            stack.append((int(model.nodes["right"][at]), [*way, (at, False)]))
    whose = groups[model.nodes["feature"]]
    players = [sorted({int(whose[at]) for at, _ in way}) for way in conditions]
    ways = np.zeros(len(conditions) + 1, dtype=WAY)
    ways["first_test"][1:] = np.cumsum([len(way) for way in conditions])
    ways["first_player"][1:] = np.cumsum([len(who) for who in players])
    # a path of very many players needs no table: it is never built, so its size is capped
    ways["first_entry"][1:] = np.cumsum([(1 << min(len(who), 40)) * len(who) for who in players])
    tests = np.array(
        [
            (at, left, who.index(int(whose[at])))
            for way, who in zip(conditions, players, strict=True)
            for at, left in way
        ],
        dtype=TEST,
    )
    return Paths(ways, tests, np.array([g for who in players for g in who], dtype=np.int64))


@njit(cache=True, nogil=True)
def walk_pairs(trees, nodes, levels, leaf, rows, past, groups, weights):
    """Contributions of each row against its partner in ``past``, shape (n, players)."""
    push = np.zeros((len(rows), groups.max() + 1))
    waiting = np.empty(len(nodes) + 1, dtype=np.int64)
    ours = np.empty(len(waiting), dtype=np.uint64)
    theirs = np.empty(len(waiting), dtype=np.uint64)
    for i in range(len(rows)):
        for t in range(len(trees) - 1):
            waiting[0], ours[0], theirs[0] = trees[t].root, np.uint64(0), np.uint64(0)
            top = 1
            while top > 0:
                top -= 1
                at, mine, other = waiting[top], ours[top], theirs[top]
                while at >= 0:
                    node = nodes[at]
                    to_left = goes_left(rows[i, node.feature], node, levels)
                    past_left = goes_left(past[i, node.feature], node, levels)
                    player = np.uint64(1) << np.uint64(groups[node.feature])
                    if to_left != past_left and not mine & player:
                        if other & player:
                            to_left = past_left
                        else:  # both ways are open: keep the partner's for later
                            waiting[top] = node.left if past_left else node.right
                            ours[top], theirs[top] = mine, other | player
                            top += 1
                            mine |= player
                    at = node.left if to_left else node.right
                if mine | other:
                    _pay(push[i], leaf[~at], mine, other, weights)
    return push


@njit(cache=True, nogil=True)
def _pay(push, value, mine, other, weights):
    """Share a leaf's value among the players bound to the row and those bound to its partner."""
    a, b = 0, 0
    for g in range(len(push)):
        a += (mine >> np.uint64(g)) & np.uint64(1)
        b += (other >> np.uint64(g)) & np.uint64(1)
    for g in range(len(push)):
        if (mine >> np.uint64(g)) & np.uint64(1):
            push[g] += value * weights[a, b]
        elif (other >> np.uint64(g)) & np.uint64(1):
            push[g] -= value * weights[b, a]


@njit(cache=True, nogil=True)
def _turns(tree, next_tree, nodes, levels, rows, turns):
    """Side that every row takes at every node of one tree, whether it gets there or not."""
    for at in range(tree.first_node, next_tree.first_node):
        node = nodes[at]
        for i in range(len(rows)):
            turns[at - tree.first_node, i] = goes_left(rows[i, node.feature], node, levels)


@njit(cache=True, nogil=True)
def _met(way, next_way, first_node, tests, turns, met):
    """Players of one leaf's path whose conditions each row meets, as bits by place."""
    places = next_way.first_player - way.first_player
    met[:] = (1 << places) - 1
    for k in range(way.first_test, next_way.first_test):
        test = tests[k]
        for i in range(len(met)):
            if turns[test.node - first_node, i] != test.left:
                met[i] &= ~(1 << test.place)


@njit(cache=True, nogil=True)
def leaf_tables(trees, nodes, levels, leaf, ways, tests, reference, weights):
    """Contributions for every leaf and every pattern of players met, flat.

    Entry ``first_entry + pattern · d + j`` is what player j of that leaf's path receives when the
    row meets the conditions of the players in ``pattern``, averaged over the reference set.
    """
    table = np.zeros(ways[-1].first_entry)
    turns = np.empty((_most_nodes(trees), len(reference)), dtype=np.bool_)
    met = np.empty(len(reference), dtype=np.int64)
    for t in range(len(trees) - 1):
        _turns(trees[t], trees[t + 1], nodes, levels, reference, turns)
        for at in range(trees[t].first_leaf, trees[t + 1].first_leaf):
            way, after = ways[at], ways[at + 1]
            _met(way, after, trees[t].first_node, tests, turns, met)
            _fill(table, way, after, leaf[at], met, weights)
    return table


@njit(cache=True, nogil=True)
def _fill(table, way, next_way, value, met, weights):
    d = next_way.first_player - way.first_player
    everybody = (1 << d) - 1
    count = np.zeros(1 << d)
    for i in range(len(met)):
        count[met[i]] += 1.0 / len(met)
    for had in range(1 << d):  # players whose conditions the reference meets
        if count[had] == 0.0:
            continue
        for has in range(1 << d):  # … and the row
            if (has | had) == everybody:
                entry = way.first_entry + has * d
                part = value * count[had]
                _pay_places(table[entry : entry + d], part, has & ~had, had & ~has, weights)


@njit(cache=True, nogil=True)
def _pay_places(entries, value, mine, other, weights):
    a, b = 0, 0
    for j in range(len(entries)):
        a += (mine >> j) & 1
        b += (other >> j) & 1
    for j in range(len(entries)):
        if (mine >> j) & 1:
            entries[j] += value * weights[a, b]
        elif (other >> j) & 1:
            entries[j] -= value * weights[b, a]


@njit(cache=True, nogil=True)
def look_up(trees, nodes, levels, ways, tests, player, table, rows, n_players):
    """Contributions of each row from the prepared tables, shape (n, n_players)."""
    # rows go in blocks through one tree after the other, so that a tree's table stays in cache
    push = np.zeros((n_players, len(rows)))
    turns = np.empty((_most_nodes(trees), _BLOCK), dtype=np.bool_)
    met = np.empty(_BLOCK, dtype=np.int64)
    for start in range(0, len(rows), _BLOCK):
        block = rows[start : start + _BLOCK]
        for t in range(len(trees) - 1):
            _turns(trees[t], trees[t + 1], nodes, levels, block, turns)
            for at in range(trees[t].first_leaf, trees[t + 1].first_leaf):
                way, after = ways[at], ways[at + 1]
                d = after.first_player - way.first_player
                _met(way, after, trees[t].first_node, tests, turns, met[: len(block)])
                for j in range(d):
                    mine = push[player[way.first_player + j]]
                    for i in range(len(block)):
                        mine[start + i] += table[way.first_entry + met[i] * d + j]
    return push.T.copy()


@njit(cache=True, nogil=True)
def _most_nodes(trees):
    most = 1
    for t in range(len(trees) - 1):
        most = max(most, trees[t + 1].first_node - trees[t].first_node)
    return most

"""Exact Shapley values with concepts as players: the only door to attribution.

Two games. *One row against one row* ("yourself last time"): leaves are bits of a word, and only
leaves that need both rows are visited. *One row against a frozen set* ("people just approved"):
what the set does at the leaves is counted once, so explaining a row costs the same however large
the set is. Numbers, missing values and nominal splits are all taken as LightGBM takes them.

Limits: linear leaves, averaged trees and several outputs are refused (`forest`); a path may hold
64 distinct players at most (`leaf_sets`); leaves with so many players that their tables would not
fit into memory keep the distinct members of the set instead, which costs more per row, and more
with a larger set (`leaf_tables`).

References
----------
Shapley 1953. The weights (a−1)! b! / (a+b)! follow from the game of one leaf, which pays its value
when every player bound to the row is in and every player bound to the reference is out.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.errors import BadData, ModelMismatch
from mingxi.explain.forest import Forest
from mingxi.explain.group_tables import (
    Grouping,
    GroupTables,
    group_tables,
    grouping,
    look_up_groups,
    table_bytes,
)
from mingxi.explain.leaf_sets import LeafSets, leaf_sets
from mingxi.explain.leaf_tables import LeafTables, leaf_tables, look_up_leaves
from mingxi.explain.pair_interactions import interact
from mingxi.explain.pair_walk import score, walk
from mingxi.explain.quantiser import Bins, Quantiser, binned, quantiser
from mingxi.explain.weights import leaf_weights, pair_weights

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

# measured: fewer states make more groups, more states make tables that leave the cache
MOST_STATES = (1024, 256, 64)
# tables of one reference set; a forest of 300 trees with 31 leaves needs 40 MB of the first kind
MOST_GROUP_BYTES = 128_000_000
MOST_LEAF_BYTES = 1_000_000_000
# rows that go through a tree together: their bits stay in the nearest cache, or the tables' pieces
# are used often enough before they are displaced
_PAIR_BLOCK, _SET_BLOCK = 256, 4096


@dataclass(frozen=True)
class Contributions:
    """``base + push.sum(axis=1) == output`` for every row.

    Parameters
    ----------
    base : ndarray of shape (n,)
        Model output of the reference row, or mean over the reference set.
    push : ndarray of shape (n, players)
        A player that does not differ from the reference has exactly 0.0.
    output : ndarray of shape (n,)
    """

    base: FloatArray
    push: FloatArray
    output: FloatArray


@dataclass(frozen=True)
class ReferenceSet:
    """A frozen set of people to compare with, prepared for one model and one set of players.

    Parameters
    ----------
    model : Forest
    rows : ndarray of shape (m, p)
    groups : ndarray of shape (p,)
        Player of each feature.
    base : float
        Mean model output over the set.
    grouped : GroupTables
        Contributions by state, for leaves that share a table.
    apart : LeafTables
        The leaves that do not.
    """

    model: Forest
    rows: FloatArray
    groups: IntArray
    base: float
    grouped: GroupTables
    apart: LeafTables


def against_one(
    model: Forest, rows: FloatArray, past_rows: FloatArray, groups: IntArray, threads: int = 1
) -> Contributions:
    """Shapley values of each row against its own earlier row.

    Parameters
    ----------
    model : Forest
    rows, past_rows : ndarray of shape (n, p)
    groups : ndarray of shape (p,)
        Player (concept) number of each feature, 0 … players − 1.
    threads : int

    Raises
    ------
    ModelMismatch, BadData
        Columns, players or shapes do not fit the model.
    """
    bins, sets = _paired(model, rows, past_rows, groups)
    push = np.zeros((len(rows), _players(groups)))
    output, base = np.zeros(len(rows)), np.zeros(len(rows))

    def part(some: slice) -> None:
        """Fill the rows of one slice."""
        now, past = _bins(bins, rows[some]), _bins(bins, past_rows[some])
        walk(sets, now, past, leaf_weights(), (push[some], output[some], base[some]))

    _in_blocks(part, len(rows), _PAIR_BLOCK, threads)
    return _checked(Contributions(base, push, output))


def interactions_against_one(
    model: Forest, rows: FloatArray, past_rows: FloatArray, groups: IntArray, threads: int = 1
) -> FloatArray:
    """Shapley interactions of each row against its earlier row, shape (n, players, players).

    Half of a pair's interaction stands on either side of the diagonal, and a row of the matrix
    adds up to that player's contribution: the same layout as shap's. Parameters and errors as in
    `against_one`.
    """
    bins, sets = _paired(model, rows, past_rows, groups)
    out = np.zeros((len(rows), _players(groups), _players(groups)))

    def part(some: slice) -> None:
        """Fill the rows of one slice."""
        now, past = _bins(bins, rows[some]), _bins(bins, past_rows[some])
        interact(sets, now, past, pair_weights(), out[some])

    _in_blocks(part, len(rows), _PAIR_BLOCK, threads)
    push = against_one(model, rows, past_rows, groups, threads).push
    diagonal = np.arange(out.shape[1])
    out[:, diagonal, diagonal] = push - out.sum(axis=2)
    return out


def interactions_against_many(
    reference: ReferenceSet, rows: FloatArray, threads: int = 1
) -> FloatArray:
    """Mean interactions of each row over the reference set, shape (n, players, players).

    Every member is walked, so the time grows with the set: for single reports, not for books.
    """
    each = [
        interactions_against_one(
            reference.model,
            np.repeat(row[None, :], len(reference.rows), axis=0),
            reference.rows,
            reference.groups,
            threads,
        ).mean(axis=0)
        for row in rows
    ]
    k = _players(reference.groups)
    return np.array(each).reshape(len(rows), k, k)


def reference_set(model: Forest, rows: FloatArray, groups: IntArray) -> ReferenceSet:
    """People to compare with, counted once so that explaining a row does not depend on how many.

    Parameters
    ----------
    model : Forest
    rows : ndarray of shape (m, p)
        At least one row.
    groups : ndarray of shape (p,)

    Raises
    ------
    ModelMismatch, BadData
        Columns or players do not fit the model, or there is no row.
    """
    if len(rows) == 0:
        raise BadData("reference set", "it has no row", "Choose a wider group to compare with")
    _check(model, rows, groups)
    bins, _ = _prepared(model, groups)
    theirs = _bins(bins, rows)
    chosen = _affordable(model, bins, groups)
    return ReferenceSet(
        model,
        rows,
        groups,
        float(raw_scores(model, rows).mean()),
        group_tables(chosen, len(bins.feature), theirs),
        leaf_tables(leaf_sets(model, bins, groups, chosen.alone), theirs, MOST_LEAF_BYTES),
    )


def against_many(reference: ReferenceSet, rows: FloatArray, threads: int = 1) -> Contributions:
    """Shapley values of each row against the whole reference set (mean over its members).

    Parameters
    ----------
    reference : ReferenceSet
    rows : ndarray of shape (n, p)
    threads : int

    Raises
    ------
    ModelMismatch
        Columns do not fit the model.
    """
    _check(reference.model, rows, reference.groups)
    bins, sets = _prepared(reference.model, reference.groups)
    push, output = np.zeros((len(rows), _players(reference.groups))), np.zeros(len(rows))

    def part(some: slice) -> None:
        """Fill the rows of one slice."""
        now = _bins(bins, rows[some])
        mine = np.zeros((push.shape[1], now.shape[1]))
        look_up_groups(reference.grouped, now, mine)
        look_up_leaves(reference.apart, now, leaf_weights(), mine)
        push[some] = mine.T
        score(sets, now, output[some])

    _in_blocks(part, len(rows), _SET_BLOCK, threads)
    return _checked(Contributions(np.full(len(rows), reference.base), push, output))


def raw_scores(model: Forest, rows: FloatArray) -> FloatArray:
    """Sum of leaf values of each row, shape (n,): LightGBM's raw prediction, to the bit."""
    groups = np.zeros(len(model.keys), dtype=np.int64)
    _check(model, rows, groups)
    bins, sets = _prepared(model, groups)
    out = np.zeros(len(rows))
    for start in range(0, len(rows), _SET_BLOCK):
        some = slice(start, start + _SET_BLOCK)
        score(sets, _bins(bins, rows[some]), out[some])
    return out


def refuse_other_columns(model: Forest, keys: Sequence[str]) -> None:
    """Nothing, if ``keys`` are the model's features in its order.

    Raises
    ------
    ModelMismatch
        They are not; LightGBM itself would score such rows without a word.
    """
    if tuple(keys) != model.keys:
        pairs = zip(keys, model.keys, strict=False)
        odd = next((f"{a!r} where {b!r} is due" for a, b in pairs if a != b), "another number")
        raise ModelMismatch(
            f"rows with the {len(model.keys)} features of the model, in its order",
            f"{len(keys)} columns: {odd}",
            "Order the columns as the model's features",
        )


# what depends on the model alone, kept while the model lives: bins, and leaves by players
_known: WeakKeyDictionary[Forest, tuple[Quantiser, dict[bytes, LeafSets]]] = WeakKeyDictionary()


def _prepared(model: Forest, groups: IntArray) -> tuple[Quantiser, LeafSets]:
    if model not in _known:
        _known[model] = quantiser(model), {}
    bins, by_players = _known[model]
    key = groups.tobytes()
    if key not in by_players:
        everything = np.ones(len(model.leaf), dtype=np.bool_)
        by_players[key] = leaf_sets(model, bins, groups, everything)
    return bins, by_players[key]


def _affordable(model: Forest, bins: Quantiser, groups: IntArray) -> Grouping:
    for states in MOST_STATES:
        found = grouping(model, bins, groups, states)
        if table_bytes(found) <= MOST_GROUP_BYTES:
            return found
    return grouping(model, bins, groups, 0)  # every leaf apart


def _paired(
    model: Forest, rows: FloatArray, past_rows: FloatArray, groups: IntArray
) -> tuple[Quantiser, LeafSets]:
    if rows.shape != past_rows.shape:
        raise BadData(
            "rows to compare", f"shapes {rows.shape} and {past_rows.shape}", "Pair them one to one"
        )
    _check(model, rows, groups)
    return _prepared(model, groups)


def _bins(bins: Quantiser, rows: FloatArray) -> Bins:
    # one layout and one kind of number, so that only one form of the loop is ever compiled
    found: Bins = binned(bins, np.array(rows, dtype=np.float64, order="C"))
    return found


def _players(groups: IntArray) -> int:
    return int(groups.max(initial=-1)) + 1


def _in_blocks(part: Callable[[slice], None], n: int, block: int, threads: int) -> None:
    # rows are independent, so any division gives the same bits
    size = max(1, min(block, -(-n // max(threads, 1))))
    blocks = [slice(a, min(a + size, n)) for a in range(0, n, size)]
    if threads <= 1 or len(blocks) < 2:
        for some in blocks:
            part(some)
        return
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(part, blocks))


def _check(model: Forest, rows: FloatArray, groups: IntArray) -> None:
    if rows.ndim != 2 or rows.shape[1] != len(model.keys) or len(groups) != len(model.keys):
        raise ModelMismatch(
            f"a model of {len(model.keys)} features",
            f"rows of shape {rows.shape} and {len(groups)} group numbers",
            "Give the model's own columns in its own order",
        )


def _checked(found: Contributions) -> Contributions:
    gap = np.abs(found.base + found.push.sum(axis=1) - found.output)
    scale = 1.0 + np.abs(found.output) + np.abs(found.push).sum(axis=1)
    assert np.all(gap <= 1e-9 * scale), f"attribution does not add up: {gap.max()}"
    return found

"""Exact Shapley values with concepts as players: the only door to attribution.

Two games. *One row against one row* ("yourself last time"): every tree is walked once; a split at
which both rows go the same way is followed, any other one binds its player to one of the two rows.
*One row against a frozen set* ("people just approved"): per leaf, the patterns of satisfied
conditions in the set are counted once, so a row costs one table look-up per leaf however large the
set is.

References
----------
Shapley 1953. The weights (a−1)! b! / (a+b)! follow from the game of one leaf, which pays its value
when every player bound to the row is in and every player bound to the reference is out.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.errors import BadData, ModelMismatch
from mingxi.explain import kernels
from mingxi.explain.forest import Forest, raw_scores

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

MAX_PLAYERS = 64  # players of a path are kept as bits of one machine word
MAX_TABLE_ENTRIES = 16_000_000  # 128 MB of float64; above it each reference row is walked instead


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
    paths : kernels.Paths
        Conditions of every leaf, by player.
    table : ndarray or None
        Contributions per leaf and pattern; None when it would not fit, then rows are walked.
    """

    model: Forest
    rows: FloatArray
    groups: IntArray
    base: float
    paths: kernels.Paths
    table: FloatArray | None


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
    if rows.shape != past_rows.shape:
        raise BadData(
            "rows to compare", f"shapes {rows.shape} and {past_rows.shape}", "Pair them one to one"
        )
    _check(model, rows, groups)
    now, past = np.ascontiguousarray(rows), np.ascontiguousarray(past_rows)

    def part(some: slice) -> FloatArray:
        return _walk(model, now[some], past[some], groups)

    push = _in_parts(part, len(rows), threads)
    return _checked(Contributions(raw_scores(model, past), push, raw_scores(model, now)))


def reference_set(model: Forest, rows: FloatArray, groups: IntArray) -> ReferenceSet:
    """People to compare with, counted once so that explaining a row does not depend on how many.

    Parameters
    ----------
    model : Forest
    rows : ndarray of shape (m, p)
        At least one row.
    groups : ndarray of shape (p,)
    """
    if len(rows) == 0:
        raise BadData("reference set", "it has no row", "Choose a wider group to compare with")
    _check(model, rows, groups)
    frozen = np.ascontiguousarray(rows)
    paths = kernels.paths(model, groups)
    table = None
    if paths.n_entries <= MAX_TABLE_ENTRIES:
        table = kernels.leaf_tables(
            model.trees,
            model.nodes,
            model.levels,
            model.leaf,
            paths.ways,
            paths.tests,
            frozen,
            kernels.leaf_weights(),
        )
    return ReferenceSet(
        model, frozen, groups, float(raw_scores(model, frozen).mean()), paths, table
    )


def against_many(reference: ReferenceSet, rows: FloatArray, threads: int = 1) -> Contributions:
    """Shapley values of each row against the whole reference set (mean over its members).

    Parameters
    ----------
    reference : ReferenceSet
    rows : ndarray of shape (n, p)
    threads : int
    """
    _check(reference.model, rows, reference.groups)
    now = np.ascontiguousarray(rows)

    def part(some: slice) -> FloatArray:
        if reference.table is None:
            return _walked(reference, now[some])
        return _looked_up(reference, reference.table, now[some])

    push = _in_parts(part, len(rows), threads)
    base = np.full(len(rows), reference.base)
    return _checked(Contributions(base, push, raw_scores(reference.model, now)))


def _looked_up(reference: ReferenceSet, table: FloatArray, rows: FloatArray) -> FloatArray:
    model, paths = reference.model, reference.paths
    push: FloatArray = kernels.look_up(
        model.trees,
        model.nodes,
        model.levels,
        paths.ways,
        paths.tests,
        paths.player,
        table,
        rows,
        int(reference.groups.max()) + 1,
    )
    return push


def _walked(reference: ReferenceSet, rows: FloatArray) -> FloatArray:
    push = np.zeros((len(rows), int(reference.groups.max()) + 1))
    for i, row in enumerate(rows):
        repeated = np.repeat(row[None, :], len(reference.rows), axis=0)
        push[i] = _walk(reference.model, repeated, reference.rows, reference.groups).mean(axis=0)
    return push


def _walk(model: Forest, rows: FloatArray, past: FloatArray, groups: IntArray) -> FloatArray:
    push: FloatArray = kernels.walk_pairs(
        model.trees,
        model.nodes,
        model.levels,
        model.leaf,
        rows,
        past,
        groups,
        kernels.leaf_weights(),
    )
    return push


def _in_parts(part: Callable[[slice], FloatArray], n: int, threads: int) -> FloatArray:
    # rows are independent, so any division gives the same bits
    if threads <= 1 or n < 2 * threads:
        return part(slice(0, n))
    edges = np.linspace(0, n, threads + 1).astype(int).tolist()
    with ThreadPoolExecutor(threads) as pool:
        parts = list(pool.map(part, [slice(a, b) for a, b in pairwise(edges)]))
    return np.concatenate(parts)


def _check(model: Forest, rows: FloatArray, groups: IntArray) -> None:
    if rows.ndim != 2 or rows.shape[1] != len(model.keys) or len(groups) != len(model.keys):
        raise ModelMismatch(
            f"a model of {len(model.keys)} features",
            f"rows of shape {rows.shape} and {len(groups)} group numbers",
            "Give the model's own columns in its own order",
        )
    if len(groups) and int(groups.max()) >= MAX_PLAYERS:
        raise ModelMismatch(
            f"Shapley values for {int(groups.max()) + 1} players",
            f"at most {MAX_PLAYERS} are possible",
            "Group the features into concepts",
        )


def _checked(found: Contributions) -> Contributions:
    gap = np.abs(found.base + found.push.sum(axis=1) - found.output)
    scale = 1.0 + np.abs(found.output) + np.abs(found.push).sum(axis=1)
    assert np.all(gap <= 1e-9 * scale), f"attribution does not add up: {gap.max()}"
    return found

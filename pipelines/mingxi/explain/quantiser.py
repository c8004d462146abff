"""Rows as small whole numbers: every split of a forest becomes ``bin ≤ cut``."""

# numba has no type stubs: its decorators are untyped and compiled signatures are left bare
# mypy: disable-error-code="no-untyped-def, untyped-decorator, no-any-return"
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from mingxi.declare.errors import ModelMismatch
from mingxi.explain.forest import Forest

Array = NDArray[Any]
Bins = NDArray[np.uint16]

_ZERO = float(np.float32(1e-35))  # LightGBM's kZeroThreshold, a float: |x| up to it is zero
_NOMINAL, _DEFAULT_LEFT = 1, 2  # bits of a node's kind; bits 2–3: missing is 0 none 1 zero 2 NaN
_MOST_CUTS = np.iinfo(np.uint16).max


class Quantiser(NamedTuple):
    """Columns of bins, and the test of every node in terms of them.

    A number's column is a feature with one way to treat missing values; its bin is the count of
    the model's thresholds below the value, missing values take the first or the last bin. A
    nominal column is one set of levels: bin 0 for levels that go left, 1 for all others. No
    rounding takes place: two values share a bin only if no split tells them apart.

    Parameters
    ----------
    feature, kind : ndarray of shape (columns,)
        Feature number, and the nodes' kind bits.
    first : ndarray of shape (columns, 2)
        Range of each column in ``edges`` (numbers) or ``words`` (levels).
    edges : ndarray
        Thresholds, ascending within a column.
    words : ndarray of uint32
        Bitsets of levels that go left.
    column, cut : ndarray of shape (nodes,)
        A row goes left at a node when ``bins[column] <= cut``.
    """

    feature: NDArray[np.int64]
    kind: NDArray[np.int64]
    first: NDArray[np.int64]
    edges: NDArray[np.float64]
    words: NDArray[np.uint32]
    column: NDArray[np.int64]
    cut: NDArray[np.uint16]


def quantiser(model: Forest) -> Quantiser:
    """Bins of ``model``.

    Raises
    ------
    ModelMismatch
        A feature has more thresholds than 16 bits can number.
    """
    nodes = model.nodes
    keys = [
        (int(n["feature"]), int(n["kind"]), _level_words(model, n) if n["kind"] & _NOMINAL else ())
        for n in nodes
    ]
    found = sorted(set(keys))
    number = {key: i for i, key in enumerate(found)}
    column = np.array([number[key] for key in keys], dtype=np.int64)
    cut = np.zeros(len(nodes), dtype=np.uint16)
    parts: list[Array] = []
    for i, (_, kind, words) in enumerate(found):
        if kind & _NOMINAL:
            parts.append(np.array(words, dtype=np.uint32))
            continue
        mine = column == i
        edges = np.unique(nodes["threshold"][mine])
        _refuse_too_many(len(edges))
        cut[mine] = np.searchsorted(edges, nodes["threshold"][mine])
        parts.append(edges)
    kinds = np.array([kind for _, kind, _ in found], dtype=np.int64)
    sizes = np.array([len(part) for part in parts], dtype=np.int64)
    nominal = kinds & _NOMINAL == 1
    # numbers and levels have arrays of their own; a column's range lies in the one it uses
    starts = np.where(nominal, np.cumsum(sizes * nominal), np.cumsum(sizes * ~nominal)) - sizes
    return Quantiser(
        np.array([feature for feature, _, _ in found], dtype=np.int64),
        kinds,
        np.c_[starts, starts + sizes].astype(np.int64),
        _joined(parts, ~nominal, np.float64),
        _joined(parts, nominal, np.uint32),
        column,
        cut,
    )


@njit(cache=True, nogil=True)
def binned(found: Any, rows: Array) -> Bins:
    """Bins of rows, shape (columns, n)."""
    out = np.empty((len(found.feature), len(rows)), dtype=np.uint16)
    for c in range(len(found.feature)):
        start, stop = found.first[c]
        if found.kind[c] & 1:
            _set_bins(found.words[start:stop], rows[:, found.feature[c]], out[c])
        else:
            _number_bins(found.edges[start:stop], found.kind[c], rows[:, found.feature[c]], out[c])
    return out


@njit(cache=True, nogil=True)
def _number_bins(edges, kind, values, out):
    missing = (kind >> 2) & 3
    at_missing = 0 if kind & _DEFAULT_LEFT else len(edges)
    for i in range(len(values)):
        value = values[i]
        if (np.isnan(value) and missing != 2) or abs(value) <= _ZERO:
            value = 0.0
        if np.isnan(value) or (missing == 1 and value == 0.0):
            out[i] = at_missing
            continue
        below, left = 0, len(edges)
        while left > 0:  # thresholds below the value
            half = (left + 1) >> 1
            below += half if edges[below + half - 1] < value else 0
            left -= half
        out[i] = below


@njit(cache=True, nogil=True)
def _set_bins(words, values, out):
    for i in range(len(values)):
        out[i] = 1
        if values[i] > -1 and values[i] < 32 * len(words):
            level = int(values[i])
            out[i] = 1 - ((words[level >> 5] >> (level & 31)) & 1)


def _level_words(model: Forest, node: Any) -> tuple[int, ...]:
    words = model.levels[node["levels_from"] : node["levels_to"]].tolist()
    while words and words[-1] == 0:
        words.pop()
    return tuple(words)


def _joined(parts: list[Array], chosen: Array, kind: Any) -> Array:
    some = [part for part, wanted in zip(parts, chosen, strict=True) if wanted]
    return np.concatenate([np.zeros(0, dtype=kind), *some])


def _refuse_too_many(cuts: int) -> None:
    if cuts > _MOST_CUTS:
        raise ModelMismatch(
            "bins of 16 bits",
            f"a feature of the model has {cuts} thresholds",
            f"Train with max_bin up to {_MOST_CUTS}",
        )

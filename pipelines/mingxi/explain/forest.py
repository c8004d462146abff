"""A LightGBM model as flat arrays, read from its text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.errors import ModelMismatch

Array = NDArray[Any]
FloatArray = NDArray[np.float64]

# one record per split; a child below zero is the leaf ``~child``
NODE = np.dtype(
    [
        ("threshold", np.float64),  # go left if value ≤ threshold (numbers)
        ("feature", np.int32),
        (
            "kind",
            np.int32,
        ),  # bit 0 nominal, bit 1 default left, bits 2–3 missing: 0 none 1 zero 2 NaN
        ("left", np.int32),
        ("right", np.int32),
        ("levels_from", np.int32),  # nominal: range of bitset words whose levels go left
        ("levels_to", np.int32),
    ]
)
# one record per tree: its first node (``~leaf`` for a tree of one leaf) and where its parts begin
TREE = np.dtype([("root", np.int32), ("first_node", np.int32), ("first_leaf", np.int32)])


@dataclass(frozen=True, eq=False)
class Forest:
    """All trees of one model.

    Parameters
    ----------
    keys : tuple of str
        Feature names in column order.
    trees : ndarray of TREE, shape (trees + 1,)
        The last record closes the ranges.
    nodes : ndarray of NODE, shape (nodes,)
    levels : ndarray of uint32
        Bitset words of the nominal splits.
    leaf : ndarray of shape (leaves,)
        Leaf values, in the unit of the raw score.
    """

    keys: tuple[str, ...]
    trees: Array
    nodes: Array
    levels: NDArray[np.uint32]
    leaf: FloatArray


def forest(booster_text: str) -> Forest:
    """Flat form of a model that LightGBM saved as text.

    Raises
    ------
    ModelMismatch
        The model averages trees, has several outputs, or linear leaves: its score is not a plain
        sum of leaf values, so Shapley values per leaf would be wrong.
    """
    head, *blocks = booster_text.split("\nTree=")
    fields = _fields(head)
    _refuse_unless_additive(head, fields, blocks)
    parts = [_fields(block) for block in blocks]
    trees = np.zeros(len(parts) + 1, dtype=TREE)
    n_leaves = np.array([int(p["num_leaves"]) for p in parts], dtype=np.int64)
    trees["first_leaf"][1:] = np.cumsum(n_leaves)
    trees["first_node"][1:] = np.cumsum(n_leaves - 1)
    trees["root"] = np.where(np.append(n_leaves, 1) > 1, trees["first_node"], ~trees["first_leaf"])
    words = [_numbers(p, "cat_threshold").astype(np.uint32) for p in parts]
    first_word = np.cumsum([0, *map(len, words)])
    nodes = [_nodes(p, trees[i], int(first_word[i])) for i, p in enumerate(parts)]
    return Forest(
        keys=tuple(fields["feature_names"].split()),
        trees=trees,
        nodes=np.concatenate([np.zeros(0, dtype=NODE), *nodes]),
        levels=np.concatenate([np.zeros(0, dtype=np.uint32), *words]),
        leaf=np.concatenate([np.zeros(0), *(_numbers(p, "leaf_value") for p in parts)]),
    )


def _fields(block: str) -> dict[str, str]:
    return dict(line.split("=", 1) for line in block.splitlines() if "=" in line)


def _numbers(part: Mapping[str, str], name: str) -> FloatArray:
    return np.array(part.get(name, "").split(), dtype=np.float64)


def _refuse_unless_additive(head: str, fields: Mapping[str, str], blocks: list[str]) -> None:
    found = None
    if int(fields.get("num_tree_per_iteration", "1")) != 1:
        found = "it has several outputs"
    elif "average_output" in head.split():
        found = "it averages its trees (boosting=rf)"
    elif any("is_linear=1" in block for block in blocks):
        found = "it has linear leaves (linear_tree)"
    if found:
        raise ModelMismatch(
            "exact Shapley values of a LightGBM model",
            found,
            "Train a plain boosted model (gbdt, one output, constant leaves)",
        )


def _nodes(part: Mapping[str, str], tree: Any, first_word: int) -> Array:
    """Splits of one tree, children and bitset words renumbered for the whole forest."""
    nodes = np.zeros(int(part["num_leaves"]) - 1, dtype=NODE)
    if len(nodes) == 0:
        return nodes
    for ours, theirs in (
        ("feature", "split_feature"),
        ("threshold", "threshold"),
        ("kind", "decision_type"),
    ):
        nodes[ours] = _numbers(part, theirs)
    for side in ("left", "right"):
        child = _numbers(part, f"{side}_child").astype(np.int64)
        leaf = ~(~child + tree["first_leaf"])
        nodes[side] = np.where(child >= 0, child + tree["first_node"], leaf)
    nominal = nodes["kind"] & 1 == 1
    if nominal.any():
        bounds = _numbers(part, "cat_boundaries").astype(np.int64) + first_word
        which = nodes["threshold"][nominal].astype(np.int64)
        nodes["levels_from"][nominal] = bounds[which]
        nodes["levels_to"][nominal] = bounds[which + 1]
    return nodes

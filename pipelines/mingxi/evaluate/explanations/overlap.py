"""How alike two lists of reasons are (M7)."""

from collections.abc import Sequence

import numpy as np


def jaccard(one: Sequence[str], other: Sequence[str]) -> float:
    """Common members over all members; 1 for two empty lists.

    Examples
    --------
    >>> jaccard(["a", "b"], ["b", "c"])
    0.3333333333333333
    """
    first, second = set(one), set(other)
    return len(first & second) / len(first | second) if first | second else 1.0


def mean_overlap(pairs: Sequence[tuple[Sequence[str], Sequence[str]]]) -> float:
    """Mean Jaccard index over pairs of lists; NaN of none."""
    return float(np.mean([jaccard(a, b) for a, b in pairs])) if pairs else float("nan")


def first_agreement(pairs: Sequence[tuple[Sequence[str], Sequence[str]]]) -> float:
    """Share of pairs with the same first member, among those where both have one."""
    both = [(a[0], b[0]) for a, b in pairs if a and b]
    return float(np.mean([a == b for a, b in both])) if both else float("nan")

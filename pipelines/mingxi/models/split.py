"""Who is learned from and who is only judged: split by borrower and by time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.errors import BadConfig, BadData

BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class SplitPlan:
    """How rows are divided.

    Parameters
    ----------
    train_months, oot_months : tuple of str
        Snapshot months to learn from and, later, to judge out of time. For outcomes of h months
        leave h months between the last of one and the first of the other, or the newest training
        outcomes were not known yet on the first judged day. Not read for tables without time.
    holdout_share : float
        Share of borrowers never learned from, in (0, 1).
    seed : int

    Raises
    ------
    BadConfig
        The share lies outside (0, 1), or a month to judge is not later than every month to learn.
    """

    train_months: tuple[str, ...]
    oot_months: tuple[str, ...]
    holdout_share: float = 0.25
    seed: int = 0

    def __post_init__(self) -> None:
        share = self.holdout_share
        if not 0.0 < share < 1.0:
            raise BadConfig("holdout_share", f"it is {share}", "Use a share between 0 and 1")
        # "YYYY-MM" sorts as text in the order of time
        if self.train_months and self.oot_months:
            last, first = max(self.train_months), min(self.oot_months)
            if last >= first:
                raise BadConfig(
                    "months out of time",
                    f"{first} is not later than the training month {last}",
                    "Judge only on months after all training months",
                )


@dataclass(frozen=True)
class Split:
    """Rows of the three parts, each a mask of shape (n,).

    ``test`` holds held-out borrowers in the training months; ``oot`` holds them later, and
    everybody who was not there yet in the training months.
    """

    train: BoolArray
    test: BoolArray
    oot: BoolArray


def borrower_parts(
    borrower_id: NDArray[Any], shares: Sequence[float], seed: int
) -> NDArray[np.int64]:
    """Part number of each row, shape (n,): all rows of one borrower fall into one part.

    Part 0 takes the first of ``shares``, part 1 the second …, the last part the rest of the
    borrowers. Depends on the set of borrowers and the seed, never on the order of rows.

    Parameters
    ----------
    borrower_id : ndarray of shape (n,)
        Whole numbers or text.
    shares : sequence of float
        Share of the borrowers in each part but the last; every part gets at least one borrower.
    seed : int

    Raises
    ------
    BadData
        Fewer borrowers than parts.

    Examples
    --------
    >>> borrower_parts(np.array([7, 8, 7, 9, 8]), [0.5], seed=1).tolist()
    [0, 0, 0, 1, 0]
    """
    ids, row_borrower = np.unique(borrower_id, return_inverse=True)
    if len(ids) <= len(shares):
        raise BadData(
            f"a division into {len(shares) + 1} parts",
            f"there are {len(ids)} borrowers",
            "Provide more borrowers",
        )
    part_of_place = np.full(len(ids), len(shares), dtype=np.int64)
    start = 0
    for part, share in enumerate(shares):
        spare = len(ids) - start - (len(shares) - part)  # one borrower for each later part
        stop = start + min(max(1, round(share * len(ids))), spare)
        part_of_place[start:stop] = part
        start = stop
    part_of_borrower = np.empty_like(part_of_place)
    part_of_borrower[np.random.default_rng(seed).permutation(len(ids))] = part_of_place
    return part_of_borrower[row_borrower]


def redrawn(
    borrower_id: NDArray[Any], seed: int, among: NDArray[Any] | None = None
) -> NDArray[np.int64]:
    """Positions of the rows of borrowers drawn with repetition, each with all its rows.

    As many are drawn as there are to draw from.

    Parameters
    ----------
    borrower_id : ndarray of shape (n,)
    seed : int
    among : ndarray | None
        Those who are drawn from, all of ``borrower_id`` among them; None: these alone. Two tables
        redrawn among the same people hold the same people.

    Examples
    --------
    >>> ids = np.array([7, 8, 7, 9])
    >>> ids[redrawn(ids, seed=1)].tolist()
    [8, 8, 9]
    >>> ids[redrawn(ids[:3], seed=1, among=ids)].tolist()
    [8, 8]
    """
    who = np.unique(borrower_id if among is None else among)
    rng = np.random.default_rng(seed)
    times = np.bincount(rng.integers(0, len(who), len(who)), minlength=len(who))
    return np.repeat(np.arange(len(borrower_id)), times[np.searchsorted(who, borrower_id)])


def split(borrower_id: NDArray[Any], month: NDArray[np.str_], plan: SplitPlan) -> Split:
    """Masks of the rows to learn from, to test on and to test on out of time.

    Parameters
    ----------
    borrower_id : ndarray of shape (n,)
    month : ndarray of shape (n,)
        Snapshot months; ``""`` everywhere means a table without time: then ``oot`` is empty.
    plan : SplitPlan

    Raises
    ------
    BadData
        A part that the plan asks for has no row.
    """
    held_out = borrower_parts(borrower_id, [plan.holdout_share], plan.seed) == 0
    timeless = bool(np.all(month == ""))
    early = np.full(len(month), True) if timeless else np.isin(month, plan.train_months)
    late = np.full(len(month), False) if timeless else np.isin(month, plan.oot_months)
    train = early & ~held_out
    learned = np.isin(borrower_id, np.unique(borrower_id[train]))
    parts = Split(train, early & held_out, late & ~learned)
    _check_filled(parts, with_oot=bool(plan.oot_months) and not timeless)
    return parts


def _check_filled(parts: Split, with_oot: bool) -> None:
    for name in ("train", "test", *(("oot",) if with_oot else ())):
        if not getattr(parts, name).any():
            raise BadData(
                f"rows of part {name!r}",
                "there are none",
                "Check the months of the plan against the months of the table",
            )

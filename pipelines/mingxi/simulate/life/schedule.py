"""The schedule ladder: principal that falls due in the coming months, in fen.

``ladder[:, k]`` falls due k + 1 months after the running month; ``unpaid[:, j]`` fell due j months
ago and has not been paid. Principal owed is the sum of both. Both lie column by column in memory
(order "F"), so that sums over their columns are quick.
"""

import numpy as np

from mingxi.simulate.life.rungs import add_instalments
from mingxi.simulate.month import Array, Columns, IntArray, Month

TERMS = (3, 6, 12)
LONGEST = TERMS[-1]
UNPAID_MONTHS = 9  # charge-off comes at the seventh unpaid instalment; two more for late posting


def instalments_due(at: Month, state: Columns) -> Columns:
    """Schedule moved on by one month: what falls due now is the first unpaid column.

    A written-off claim stays as it is: nothing falls due any more.
    """
    live, written_off = ~state["charged_off"], state["charged_off"].nonzero()[0]
    ladder, unpaid = state["ladder"], state["unpaid"]
    next_ladder = np.zeros_like(ladder)
    next_ladder[:, :-1] = ladder[:, 1:]
    next_unpaid = np.zeros_like(unpaid)
    next_unpaid[:, 1:] = unpaid[:, :-1]
    next_unpaid[:, 0] = ladder[:, 0]
    next_ladder[written_off] = ladder[written_off]  # few, most months
    next_unpaid[written_off] = unpaid[written_off]
    return {
        "ladder": next_ladder,
        "unpaid": next_unpaid,
        "due_fen": np.where(live, next_unpaid[:, 0], 0),
    }


def instalments(amount: IntArray, term: IntArray, at_end: Array) -> IntArray:
    """Principal instalments of new loans, fen, shape (n, 12).

    Equal ones, of which the last takes the remainder, or all of it with the last one where
    ``at_end`` is not 0.

    Examples
    --------
    >>> instalments(np.array([100, 100]), np.array([3, 3]), np.array([0, 1]))[:, :4].tolist()
    [[33, 33, 34, 0], [0, 0, 100, 0]]
    """
    plan = np.zeros((LONGEST, len(amount)), dtype=np.int64)
    add_instalments(plan, np.arange(len(amount)), amount, term, at_end)
    return plan.T

"""What may be done to the world: the same people, the same noise, one behaviour changed."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.errors import BadConfig, nearest

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

BEHAVIOURS: dict[str, str] = {
    "stop_churn": "neither repays early to borrow again nor borrows within seven days of repaying",
    "autopay_on": "has switched automatic repayment on",
    "no_new_lenders": "opens no loan and asks for none elsewhere",
    "no_high_risk_use": "moves no loan money to investments",
    "complete_profile": "has every profile item filled in and valid papers",
    "pay_on_time": "pays every instalment, and what is overdue, on its day",
    "double_limit": "the lender grants twice the limit it decided",
    "halve_limit": "the lender grants half the limit it decided",
}
WITHOUT = "without:"


@dataclass(frozen=True)
class Intervention:
    """One behaviour changed, or one mechanism taken away.

    Parameters
    ----------
    behaviour : str
        A key of `BEHAVIOURS`, or ``"without:<mechanism key>"`` such as ``"without:L03"``.
    from_month, to_month : int
        First and last month index, both included.
    borrower_ids : tuple of int | None
        Whom it concerns; None: everybody.
    """

    behaviour: str
    from_month: int
    to_month: int
    borrower_ids: tuple[int, ...] | None = None


def checked(do: tuple[Intervention, ...], mechanisms: Iterable[str]) -> tuple[Intervention, ...]:
    """The same interventions, every behaviour known.

    Raises
    ------
    BadConfig
        A behaviour or mechanism is unknown; the message names the nearest.

    Examples
    --------
    >>> checked((Intervention("stop_churn", 3, 9),), ["L03"])[0].from_month
    3
    """
    known = {*BEHAVIOURS, *(WITHOUT + key for key in mechanisms)}
    for one in do:
        if one.behaviour not in known:
            raise BadConfig(
                f"intervention {one.behaviour!r}",
                "the world knows no such behaviour",
                nearest(one.behaviour, known),
            )
    return do


def does(
    do: tuple[Intervention, ...], behaviour: str, month: int, borrower_id: IntArray
) -> BoolArray:
    """Who shows ``behaviour`` in ``month``, shape (n,).

    Examples
    --------
    >>> one = Intervention("autopay_on", 2, 4, (11,))
    >>> does((one,), "autopay_on", 3, np.array([10, 11]))
    array([False,  True])
    """
    who = np.zeros(len(borrower_id), dtype=bool)
    for one in do:
        if one.behaviour == behaviour and one.from_month <= month <= one.to_month:
            if one.borrower_ids is None:
                who[:] = True
            else:
                who |= np.isin(borrower_id, one.borrower_ids)
    return who

"""What may be done to the world: the same people, the same noise, one behaviour changed."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.errors import BadConfig, nearest
from mingxi.declare.words import Words

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class Behaviour:
    """Something that may be done.

    Parameters
    ----------
    meaning : Words
        One line on who does what.
    value : str
        Unit of the value that goes with it, "" for none.
    once : bool
        It happens in the first month only, and not in every month of the time.
    """

    meaning: Words
    value: str = ""
    once: bool = False


BEHAVIOURS: dict[str, Behaviour] = {
    "stop_churn": Behaviour(
        Words(
            "不再提前还款后马上再借，还款七天内不借款",
            "neither repays early to borrow again nor borrows within seven days of repaying",
        )
    ),
    "fewer_draws": Behaviour(
        Words("每月最多借这么多次", "takes at most this many loans in a month"), "count"
    ),
    "autopay_on": Behaviour(Words("打开自动还款", "has switched automatic repayment on")),
    "no_new_lenders": Behaviour(Words("不在其他机构新借款", "opens no loan with another lender")),
    "no_inquiries": Behaviour(
        Words(
            "不向其他机构申请，因此也没有新借款",
            "asks no other lender for a loan, and so opens none",
        )
    ),
    "close_lenders": Behaviour(
        Words(
            "还清其他机构中金额最小的几笔，钱来自家人或积蓄",
            "pays off this many of the smallest loans elsewhere, from savings or family",
        ),
        "count",
        once=True,
    ),
    "no_instalment_spending": Behaviour(
        Words("消费都付全款，不用分期", "pays for purchases in full, nothing on instalments")
    ),
    "no_high_risk_use": Behaviour(Words("不把借款转去投资", "moves no loan money to investments")),
    "complete_profile": Behaviour(
        Words(
            "补齐资料，证件有效，确认新的风险提示",
            "has every profile item filled in, valid papers and the newest risk notice confirmed",
        )
    ),
    "pay_on_time": Behaviour(
        Words("每期都按时还", "pays every instalment, and what is overdue, on its day")
    ),
    "pay_off_overdue": Behaviour(
        Words(
            "有逾期就在当月全部还清",
            "whenever something is overdue, pays it and this month's instalment in the month",
        )
    ),
    "appeal": Behaviour(
        Words(
            "信用报告有错就提出异议", "disputes a wrong mark in the credit report, if there is one"
        )
    ),
    "set_limit": Behaviour(
        Words("机构从这时起给这么多额度", "the lender grants this limit while the line is open"),
        "CNY",
    ),
    "double_limit": Behaviour(
        Words("机构给出所定额度的两倍", "the lender grants twice the limit it decided")
    ),
    "halve_limit": Behaviour(
        Words("机构给出所定额度的一半", "the lender grants half the limit it decided")
    ),
}
WITHOUT = "without:"


@dataclass(frozen=True)
class Intervention:
    """One behaviour changed, or one mechanism taken away.

    Parameters
    ----------
    behaviour : str
        A key of `BEHAVIOURS`, or ``"without:<mechanism key>"`` such as ``"without:L12"`` (no
        regional tightening).
    from_month, to_month : int
        First and last month index, both included.
    borrower_ids : tuple of int | None
        Whom it concerns; None: everybody.
    value : float | None
        How much, in the behaviour's unit; None where it has none.

    Raises
    ------
    BadConfig
        A value is missing, not wanted, or negative.
    """

    behaviour: str
    from_month: int
    to_month: int
    borrower_ids: tuple[int, ...] | None = None
    value: float | None = None

    def __post_init__(self) -> None:
        known = BEHAVIOURS.get(self.behaviour)
        unit = known.value if known else ""
        wanted = (self.value is None) == (unit == "")
        if wanted and (self.value is None or 0.0 <= self.value < float("inf")):
            return
        raise BadConfig(
            f"intervention {self.behaviour!r} with value {self.value}",
            f"it takes a value ≥ 0 in {unit}" if unit else "it takes no value",
            "Give it as `value=`" if unit else "Leave the value out",
        )

    def touches(self, month: int) -> bool:
        """Whether it is done in ``month``."""
        known = BEHAVIOURS.get(self.behaviour)
        if known is not None and known.once:
            return month == self.from_month
        return self.from_month <= month <= self.to_month


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
    for one in _now(do, behaviour, month):
        who |= _whom(one, borrower_id)
    return who


def asked(
    do: tuple[Intervention, ...], behaviour: str, month: int, borrower_id: IntArray
) -> FloatArray | None:
    """Value of ``behaviour`` in ``month``, shape (n,), NaN for those who do not show it.

    None if nobody does. Where two interventions give a value, the later one counts.

    Examples
    --------
    >>> one = Intervention("set_limit", 2, 4, (11,), 5000)
    >>> asked((one,), "set_limit", 3, np.array([10, 11]))
    array([  nan, 5000.])
    """
    found = _now(do, behaviour, month)
    if not found:
        return None
    values = np.full(len(borrower_id), np.nan)
    for one in found:
        values[_whom(one, borrower_id)] = one.value
    return values


def _now(do: tuple[Intervention, ...], behaviour: str, month: int) -> list[Intervention]:
    return [one for one in do if one.behaviour == behaviour and one.touches(month)]


def _whom(one: Intervention, borrower_id: IntArray) -> BoolArray:
    if one.borrower_ids is None:
        return np.ones(len(borrower_id), dtype=bool)
    return np.asarray(np.isin(borrower_id, one.borrower_ids))

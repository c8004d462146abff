"""Features of the concept *borrowing rhythm* (reason codes B01 and B09)."""

from mingxi.declare.declared import declared
from mingxi.declare.feature import Actionable, Direction, Feature
from mingxi.declare.words import Words
from mingxi.features.monthly_income import income_3m
from mingxi.features.origins import OUR_RECORDS, WITH_INCOME
from mingxi.features.unknowns import NO_INCOME, NO_INCOME_CODE, NO_LINE, NO_LINE_CODE
from mingxi.features.windows import FEN_PER_YUAN, line_months, or_zero, share, total
from mingxi.records.feature_table import FloatArray
from mingxi.records.histories import Histories


@declared(
    Feature(
        key="n_draws_3m",
        name=Words("近 3 个月借款次数", "Loans taken, past 3 months"),
        unit="count",
        on_risk=Direction.RAISES,
        on_limit=Direction.LOWERS,
        concept="borrow_repay_cycles",
        origin=OUR_RECORDS,
        actionable=Actionable.BY_BORROWER,
        code="B01",
        if_adverse=Words(
            "近 3 个月你在这里借了 {value:.0f} 次。",
            "You borrowed here {value:.0f} {value:time|times} in the past 3 months.",
        ),
        if_favourable=Words(
            "近 3 个月你在这里借了 {value:.0f} 次。",
            "You borrowed here {value:.0f} {value:time|times} in the past 3 months.",
        ),
        if_missing=NO_LINE,
        missing_code=NO_LINE_CODE,
        step=Words(
            "有需要再借，几笔小额并成一笔。3 个月不超过 {target:.0f} 次，{date} 起会算进去。",
            "Borrow only when you need to and combine small loans; with at most {target:.0f} "
            "in 3 months, it counts from {date}.",
        ),
        fades_after_months=3,
        adverse_from=1.0,
        witnesses=("L03", "B04"),
    )
)
def n_draws_3m(known: Histories) -> FloatArray:
    """Draws of the last 3 months, shape (n,)."""
    return total(line_months(known, "n_draws", 3))


@declared(
    Feature(
        key="n_reborrows_3m",
        name=Words("近 3 个月刚还又借的次数", "Loans soon after a repayment, past 3 months"),
        unit="count",
        on_risk=Direction.RAISES,
        on_limit=Direction.LOWERS,
        concept="borrow_repay_cycles",
        origin=OUR_RECORDS,
        actionable=Actionable.BY_BORROWER,
        code="B01",
        if_adverse=Words(
            "近 3 个月你有 {value:.0f} 次在还款后 7 天内又借。",
            "In the past 3 months you borrowed again within 7 days of a repayment "
            "{value:.0f} {value:time|times}.",
        ),
        if_favourable=Words(
            "近 3 个月你在还款后 7 天内又借的次数是 {value:.0f}。",
            "In the past 3 months you borrowed again within 7 days of a repayment "
            "{value:.0f} {value:time|times}.",
        ),
        if_missing=NO_LINE,
        missing_code=NO_LINE_CODE,
        step=Words(
            "还款后有需要再借，不要马上再借。{date} 起会算进去。",
            "After a repayment, borrow again only when you need to; it counts from {date}.",
        ),
        fades_after_months=3,
        adverse_from=1.0,
        witnesses=("L03",),
    )
)
def n_reborrows_3m(known: Histories) -> FloatArray:
    """Draws within 7 days of a repayment in the last 3 months, shape (n,)."""
    return total(line_months(known, "n_reborrows", 3))


@declared(
    Feature(
        key="n_reborrows_12m",
        name=Words("近 12 个月刚还又借的次数", "Loans soon after a repayment, past 12 months"),
        unit="count",
        on_risk=Direction.RAISES,
        on_limit=Direction.LOWERS,
        concept="borrow_repay_cycles",
        origin=OUR_RECORDS,
        actionable=Actionable.WITH_TIME,
        code="B01",
        if_adverse=Words(
            "近 12 个月你有 {value:.0f} 次在还款后 7 天内又借。",
            "In the past 12 months you borrowed again within 7 days of a repayment "
            "{value:.0f} {value:time|times}.",
        ),
        if_favourable=Words(
            "近 12 个月你在还款后 7 天内又借的次数是 {value:.0f}。",
            "In the past 12 months you borrowed again within 7 days of a repayment "
            "{value:.0f} {value:time|times}.",
        ),
        if_missing=NO_LINE,
        missing_code=NO_LINE_CODE,
        step=Words(
            "还款后不马上再借，到 {date}，这些次数都离开近 12 个月。",
            "Leave some time after each repayment; by {date} these are older than 12 months.",
        ),
        fades_after_months=12,
        adverse_from=1.0,
        witnesses=("L03",),
    )
)
def n_reborrows_12m(known: Histories) -> FloatArray:
    """Draws within 7 days of a repayment in the last 12 months, shape (n,)."""
    return total(line_months(known, "n_reborrows", 12))


@declared(
    Feature(
        key="drawn_to_income_3m",
        name=Words("近 3 个月借款相当于几个月收入", "Borrowed in 3 months, in months of income"),
        unit="ratio",
        on_risk=Direction.RAISES,
        on_limit=Direction.LOWERS,
        concept="borrow_repay_cycles",
        origin=WITH_INCOME,
        actionable=Actionable.BY_BORROWER,
        code="B09",
        if_adverse=Words(
            "近 3 个月你在这里借的钱，约等于 {value:.1f} 个月的收入。",
            "What you borrowed here in the past 3 months is about {value:.1f} months of income.",
        ),
        if_favourable=Words(
            "近 3 个月你在这里借的钱，约为一个月收入的 {value:.0%}。",
            "What you borrowed here in the past 3 months is about {value:.0%} of a month's "
            "income.",
        ),
        if_missing=NO_INCOME,
        missing_code=NO_INCOME_CODE,
        step=Words(
            "接下来少借一些。3 个月借款不超过 {target:.1f} 个月的收入，{date} 起会算进去。",
            "Borrow less for now; at no more than {target:.1f} months of income in 3 months, "
            "it counts from {date}.",
        ),
        fades_after_months=3,
        # shown with one digit: from 0.1 on
        adverse_from=0.1,
        witnesses=("L03", "L05"),
    )
)
def drawn_to_income_3m(known: Histories) -> FloatArray:
    """Amount drawn in the last 3 months over monthly income, shape (n,); NaN: income unknown."""
    drawn = or_zero(total(line_months(known, "drawn_fen", 3)))
    return share(drawn / FEN_PER_YUAN, income_3m(known))

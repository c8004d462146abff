"""Features of the concept *what borrowed money was used for* (reason codes F01 and F02)."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.feature import Actionable, Direction, Feature
from mingxi.declare.words import Words
from mingxi.features.origins import OUR_RECORDS
from mingxi.features.unknowns import NO_LINE, NO_LINE_CODE
from mingxi.features.windows import FEN_PER_YUAN, above, line_months, total
from mingxi.records.feature_table import FloatArray
from mingxi.records.histories import Histories


@declared(
    Feature(
        key="investment_share_3m",
        name=Words("近 3 个月转往投资的借款占比", "Share of loans moved to investment, 3 months"),
        unit="share",
        on_risk=Direction.RAISES,
        on_limit=Direction.LOWERS,
        concept="use_of_funds",
        origin=OUR_RECORDS,
        actionable=Actionable.BY_BORROWER,
        code="F01",
        if_adverse=Words(
            "近 3 个月，有相当于你借款 {value:.0%} 的钱转到了投资用途。",
            "In the past 3 months, money equal to {value:.0%} of what you borrowed moved to "
            "investments.",
        ),
        if_favourable=Words(
            "近 3 个月，转到投资用途的钱相当于你借款的 {value:.0%}。",
            "In the past 3 months, money equal to {value:.0%} of what you borrowed moved to "
            "investments.",
        ),
        if_missing=NO_LINE,
        missing_code=NO_LINE_CODE,
        step=Words(
            "请不要用借来的钱投资，到 {date}，这些转账都离开近 3 个月。",
            "Please do not invest borrowed money; by {date} these transfers "
            "are older than 3 months.",
        ),
        fades_after_months=3,
        adverse_from=0.01,
        witnesses=("L06", "B12", "B11"),
        source="interim rules on internet loans, 2020: loan money may not go to investments",
    )
)
def investment_share_3m(known: Histories) -> FloatArray:
    """Loan money moved to investment over money drawn, last 3 months, shape (n,).

    0 when nothing was drawn; may exceed 1 when money drawn earlier moved.
    """
    return _share_of_draws(known, "high_risk_out_fen", 3)


@declared(
    Feature(
        key="investment_out_6m",
        name=Words("近 6 个月转往投资的金额", "Amount moved to investment, past 6 months"),
        unit="money",
        on_risk=Direction.RAISES,
        on_limit=Direction.LOWERS,
        concept="use_of_funds",
        origin=OUR_RECORDS,
        actionable=Actionable.BY_BORROWER,
        code="F01",
        if_adverse=Words(
            "近 6 个月，有 {value:,.0f} 元借款转到了投资用途。",
            "In the past 6 months, {value:,.0f} yuan of loan money moved to investments.",
        ),
        if_favourable=Words(
            "近 6 个月，转到投资用途的借款是 {value:,.0f} 元。",
            "In the past 6 months, {value:,.0f} yuan of loan money moved to investments.",
        ),
        if_missing=NO_LINE,
        missing_code=NO_LINE_CODE,
        step=Words(
            "请不要用借来的钱投资，到 {date}，这些转账都离开近 6 个月。",
            "Please do not invest borrowed money; by {date} these transfers "
            "are older than 6 months.",
        ),
        fades_after_months=6,
        adverse_from=1.0,
        witnesses=("L06", "B12", "B11"),
    )
)
def investment_out_6m(known: Histories) -> FloatArray:
    """Loan money moved to investment in the last 6 months, yuan, shape (n,)."""
    return total(line_months(known, "high_risk_out_fen", 6)) / FEN_PER_YUAN


@declared(
    Feature(
        key="linked_share_3m",
        name=Words(
            "近 3 个月转往关联账户的借款占比",
            "Share of loans moved to linked accounts, past 3 months",
        ),
        unit="share",
        on_risk=Direction.RAISES,
        on_limit=Direction.LOWERS,
        concept="use_of_funds",
        origin=OUR_RECORDS,
        actionable=Actionable.BY_BORROWER,
        code="F02",
        if_adverse=Words(
            "近 3 个月，有相当于你借款 {value:.0%} 的钱转到了关联账户。",
            "In the past 3 months, money equal to {value:.0%} of what you borrowed moved to "
            "linked accounts.",
        ),
        if_favourable=Words(
            "近 3 个月，转到关联账户的钱相当于你借款的 {value:.0%}。",
            "In the past 3 months, money equal to {value:.0%} of what you borrowed moved to "
            "linked accounts.",
        ),
        if_missing=NO_LINE,
        missing_code=NO_LINE_CODE,
        step=Words(
            "尽量直接用借款付账，少转到关联账户。{date} 起会算进去。",
            "Pay sellers directly and move less to linked accounts; it counts from {date}.",
        ),
        fades_after_months=3,
        adverse_from=0.01,
        witnesses=("L07",),
    )
)
def linked_share_3m(known: Histories) -> FloatArray:
    """Loan money moved to linked accounts over money drawn, last 3 months, shape (n,).

    0 when nothing was drawn; may exceed 1 when money drawn earlier moved.
    """
    return _share_of_draws(known, "linked_out_fen", 3)


@declared(
    Feature(
        key="n_linked_out_12m",
        name=Words(
            "近 12 个月转往关联账户的月数", "Months with transfers to linked accounts, past 12"
        ),
        unit="count",
        on_risk=Direction.RAISES,
        on_limit=Direction.LOWERS,
        concept="use_of_funds",
        origin=OUR_RECORDS,
        actionable=Actionable.WITH_TIME,
        code="F02",
        if_adverse=Words(
            "近 12 个月里，你有 {value:.0f} 个月把借款转到了关联账户。",
            "In {value:.0f} of the past 12 months, loan money of yours moved to linked accounts.",
        ),
        if_favourable=Words(
            "近 12 个月里，你把借款转到关联账户的月数是 {value:.0f}。",
            "In {value:.0f} of the past 12 months, loan money of yours moved to linked accounts.",
        ),
        if_missing=NO_LINE,
        missing_code=NO_LINE_CODE,
        step=Words(
            "少把借款转到关联账户，到 {date}，这些月份都离开近 12 个月。",
            "Move less loan money to linked accounts; by {date} "
            "these months are older than 12 months.",
        ),
        fades_after_months=12,
        adverse_from=1.0,
        witnesses=("L07",),
    )
)
def n_linked_out_12m(known: Histories) -> FloatArray:
    """Months of the last 12 with loan money moved to linked accounts, shape (n,)."""
    return total(above(line_months(known, "linked_out_fen", 12), 0.0))


def _share_of_draws(known: Histories, moved: str, months: int) -> FloatArray:
    drawn = total(line_months(known, "drawn_fen", months))
    # nothing drawn: a share of nothing cannot count against anybody
    amount = np.where(drawn == 0, 0.0, total(line_months(known, moved, months)))
    return amount / np.where(drawn == 0, 1.0, drawn)

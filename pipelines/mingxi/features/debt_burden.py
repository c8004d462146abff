"""Features of the concept *repayment burden* (reason codes B06 and B07)."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.feature import Actionable, Direction, Feature
from mingxi.declare.words import Words
from mingxi.features.monthly_income import income_3m
from mingxi.features.origins import OUR_RECORDS, WITH_INCOME
from mingxi.features.unknowns import NO_INCOME, NO_INCOME_CODE
from mingxi.features.windows import (
    FEN_PER_YUAN,
    REPORT_MONTHS,
    latest,
    latest_known,
    line_months,
    mean,
    or_zero,
    person_months,
    report_months,
    rise,
    share,
    total,
)
from mingxi.records.feature_table import FloatArray
from mingxi.records.histories import Histories


def dues_3m(known: Histories) -> FloatArray:
    """Instalments due with us and elsewhere, mean of 3 months, yuan per month, shape (n,).

    What cannot be seen (no line, no credit file) counts as nothing.
    """
    own = or_zero(mean(line_months(known, "due_fen", 3)))
    elsewhere = or_zero(mean(report_months(known, "bureau_due_fen", 3)))
    return (own + elsewhere) / FEN_PER_YUAN


@declared(
    Feature(
        key="dues_to_income_3m",
        name=Words("月还款占收入比例", "Repayments as a share of income"),
        unit="share",
        on_risk=Direction.RAISES,
        on_limit=Direction.LOWERS,
        concept="debt_burden",
        origin=WITH_INCOME,
        actionable=Actionable.BY_BORROWER,
        code="B06",
        if_adverse=Words(
            "就我们看到的，你每月要还的钱约占收入的 {value:.0%}。",
            "From what we can see, about {value:.0%} of your income goes to repayments.",
        ),
        if_favourable=Words(
            "就我们看到的，你每月要还的钱约占收入的 {value:.0%}。",
            "From what we can see, about {value:.0%} of your income goes to repayments.",
        ),
        if_missing=NO_INCOME,
        missing_code=NO_INCOME_CODE,
        step=Words(
            "把每月要还的钱降到收入的 {target:.0%} 以内，{date} 起会算进去。",
            "Bring your monthly repayments down to {target:.0%} of your income; "
            "it counts from {date}.",
        ),
        fades_after_months=4,
        # shown as a whole percentage: from 1 % on
        adverse_from=0.01,
        witnesses=("L05", "B02"),
        source="debt service to income, as banks assess ability to repay",
    )
)
def dues_to_income_3m(known: Histories) -> FloatArray:
    """Monthly dues here and elsewhere over monthly income, shape (n,); NaN: income unknown."""
    return share(dues_3m(known), income_3m(known))


@declared(
    Feature(
        key="debt_to_income",
        name=Words("欠款相当于几个月收入", "Debt, in months of income"),
        unit="ratio",
        on_risk=Direction.RAISES,
        on_limit=Direction.LOWERS,
        concept="debt_burden",
        origin=WITH_INCOME,
        actionable=Actionable.BY_BORROWER,
        code="B06",
        if_adverse=Words(
            "就我们看到的，你在各处的欠款约等于 {value:.1f} 个月的收入。",
            "From what we can see, your debts here and elsewhere are about {value:.1f} months "
            "of income.",
        ),
        if_favourable=Words(
            "就我们看到的，你在各处的欠款约为一个月收入的 {value:.0%}。",
            "From what we can see, your debts here and elsewhere are about {value:.0%} of a "
            "month's income.",
        ),
        if_missing=NO_INCOME,
        missing_code=NO_INCOME_CODE,
        step=Words(
            "把欠款总额降到 {target:.1f} 个月的收入以内，{date} 起会算进去。",
            "Bring your debts down to {target:.1f} months of income; it counts from {date}.",
        ),
        fades_after_months=2,
        adverse_from=0.1,
        witnesses=("L05", "L04"),
    )
)
def debt_to_income(known: Histories) -> FloatArray:
    """Debt here and elsewhere over monthly income, in months, shape (n,).

    What is still owed on a closed line is owed all the same.
    """
    own = or_zero(latest(person_months(known, "balance_fen", 1)))
    elsewhere = or_zero(latest_known(report_months(known, "bureau_debt_fen", REPORT_MONTHS)))
    return share((own + elsewhere) / FEN_PER_YUAN, income_3m(known))


@declared(
    Feature(
        key="outside_debt_rise_6m",
        name=Words("近 6 个月其他欠款的增加", "Rise of debt elsewhere, past 6 months"),
        unit="ratio",
        on_risk=Direction.RAISES,
        on_limit=Direction.LOWERS,
        concept="debt_burden",
        origin=WITH_INCOME,
        actionable=Actionable.WITH_TIME,
        code="B06",
        if_adverse=Words(
            "近 6 个月你在其他机构的欠款增加了，约等于 {value:.1f} 个月的收入。",
            "Your debt with other lenders grew by about {value:.1f} months of income "
            "in the past 6 months.",
        ),
        if_favourable=Words(
            "近 6 个月你在其他机构新增的欠款，约为一个月收入的 {value:.0%}。",
            "What your debt with other lenders grew by in the past 6 months is about "
            "{value:.0%} of a month's income.",
        ),
        if_missing=NO_INCOME,
        missing_code=NO_INCOME_CODE,
        step=Words(
            "不再增加其他欠款，到 {date}，近 6 个月就没有新增了。",
            "Add no debt elsewhere; by {date} the past 6 months show no rise.",
        ),
        fades_after_months=7,
        adverse_from=0.1,
        witnesses=("L04", "L05"),
    )
)
def outside_debt_rise_6m(known: Histories) -> FloatArray:
    """Net rise of debt elsewhere over 6 months in months of income, at least 0, shape (n,)."""
    grown = or_zero(rise(report_months(known, "bureau_debt_fen", 7)))
    return share(grown / FEN_PER_YUAN, income_3m(known))


@declared(
    Feature(
        key="instalment_share_6m",
        name=Words("近 6 个月分期消费占比", "Share of purchases in instalments, past 6 months"),
        unit="share",
        on_risk=Direction.RAISES,
        on_limit=Direction.LOWERS,
        concept="debt_burden",
        origin=OUR_RECORDS,
        actionable=Actionable.BY_BORROWER,
        code="B07",
        if_adverse=Words(
            "近 6 个月你在这里的消费有 {value:.0%} 用了分期。",
            "{value:.0%} of your purchases here in the past 6 months were in instalments.",
        ),
        if_favourable=Words(
            "近 6 个月你在这里的消费有 {value:.0%} 用了分期。",
            "{value:.0%} of your purchases here in the past 6 months were in instalments.",
        ),
        if_missing=Words(
            "近 6 个月我们没有看到你在这里的消费，这一项没有可看的。",
            "We have seen no purchases of yours here in the past 6 months, so there is nothing "
            "to look at.",
        ),
        missing_code="H02",
        step=Words(
            "手头够的时候先付全款，少开新的分期。降到 {target:.0%}，{date} 起会算进去。",
            "Pay in full when you can and start fewer new plans; at {target:.0%}, "
            "it counts from {date}.",
        ),
        fades_after_months=6,
        adverse_from=0.01,
        witnesses=("L05",),
    )
)
def instalment_share_6m(known: Histories) -> FloatArray:
    """Spending put on instalments over all spending, last 6 months, shape (n,).

    Rounded to a hundredth of a per cent; NaN when nothing was spent.
    """
    on_plans = person_months(known, "instalment_spend_fen", 6)
    spent = person_months(known, "spend_fen", 6)
    # a month counts on both sides or on none: what was lost must not make a share larger
    both = ~np.isnan(on_plans + spent)
    on_plans, spent = (np.where(both, values, np.nan) for values in (on_plans, spent))
    # what the fen of single purchases round to is no change of a habit
    return np.minimum(np.round(share(total(on_plans), total(spent)), 4), 1.0)

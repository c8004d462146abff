"""Features of the concept *income and papers* (reason codes K01, K02, K03, K05 and A05)."""

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.declared import declared
from mingxi.declare.feature import Actionable, Direction, Feature
from mingxi.declare.words import Words
from mingxi.features.debt_burden import dues_3m
from mingxi.features.monthly_income import income_3m
from mingxi.features.origins import ESTIMATE, PAPERS, SEEN, WITH_INCOME
from mingxi.features.unknowns import NO_INCOME, NO_INCOME_CODE, NOT_A_CUSTOMER
from mingxi.features.windows import (
    FEN_PER_YUAN,
    latest,
    latest_known,
    mean,
    person_months,
    share,
)
from mingxi.records.feature_table import FloatArray
from mingxi.records.histories import Histories

# assumption: a spread or a change over fewer months than this says nothing
FEWEST_MONTHS = 3

FEW_INCOMES = Words(
    "你的收入信息还不够多，我们看不出它稳不稳定。",
    "We know too few of your monthly incomes to see how steady they are.",
)
NOTHING_SEEN = Words(
    "最近两个月我们没有看到你的收入。",
    "We did not see any income of yours arrive in the past two months.",
)


@declared(
    Feature(
        key="monthly_income_3m",
        name=Words("估计月收入", "Estimated monthly income"),
        unit="money",
        on_risk=Direction.LOWERS,
        on_limit=Direction.RAISES,
        concept="income",
        origin=ESTIMATE,
        actionable=Actionable.NOT,
        code="K05",
        if_adverse=Words(
            "按我们的估计，你近 3 个月平均月收入约 {value:,.0f} 元。",
            "We estimate your average monthly income over the past 3 months at about "
            "{value:,.0f} yuan.",
        ),
        if_favourable=Words(
            "按我们的估计，你近 3 个月平均月收入约 {value:,.0f} 元。",
            "We estimate your average monthly income over the past 3 months at about "
            "{value:,.0f} yuan.",
        ),
        if_missing=NO_INCOME,
        missing_code=NO_INCOME_CODE,
        witnesses=("L05", "B02"),
    )
)
def monthly_income_3m(known: Histories) -> FloatArray:
    """Mean income estimate of the last 3 months, yuan per month, shape (n,)."""
    return income_3m(known)


@declared(
    Feature(
        key="income_seen_1m",
        name=Words("最近看到的月收入", "Monthly income seen last"),
        unit="money",
        on_risk=Direction.LOWERS,
        on_limit=Direction.RAISES,
        concept="income",
        origin=SEEN,
        actionable=Actionable.NOT,
        code="K05",
        if_adverse=Words(
            "近两个月里，我们最后一次看到的月收入是 {value:,.0f} 元。",
            "In the past two months, the monthly income we saw last was {value:,.0f} yuan.",
        ),
        if_favourable=Words(
            "近两个月里，我们最后一次看到的月收入是 {value:,.0f} 元。",
            "In the past two months, the monthly income we saw last was {value:,.0f} yuan.",
        ),
        if_missing=NOTHING_SEEN,
        missing_code=NO_INCOME_CODE,
        witnesses=("L05", "B02"),
        source="wages that stop show at once; an estimate over months shows them late",
    )
)
def income_seen_1m(known: Histories) -> FloatArray:
    """Income that arrived in the snapshot month, or else the month before, yuan, shape (n,).

    One month may be lost on its way to us; two without income are told as nothing seen, NaN.
    """
    return latest_known(person_months(known, "inflow_fen", 2)) / FEN_PER_YUAN


@declared(
    Feature(
        key="income_seen_drop_1m",
        name=Words("最近看到的月收入下降", "Fall of the income seen last"),
        unit="share",
        on_risk=Direction.RAISES,
        on_limit=Direction.LOWERS,
        concept="income",
        origin=SEEN,
        actionable=Actionable.NOT,
        code="K01",
        if_adverse=Words(
            "近两个月里最后看到的月收入，和之前一年的平均相比低了约 {value:.0%}。",
            "In the past two months we last saw a monthly income about {value:.0%} below your "
            "average of the year before.",
        ),
        if_favourable=Words(
            "近两个月里最后看到的月收入，和之前一年的平均相比，低了约 {value:.0%}。",
            "In the past two months we last saw a monthly income lower than your average of the "
            "year before by about {value:.0%}.",
        ),
        if_missing=Words(
            "最近或之前的月收入看到得不够，没法比较。",
            "We did not see enough of your recent or earlier monthly incomes to compare them.",
        ),
        missing_code=NO_INCOME_CODE,
        adverse_from=0.01,
        witnesses=("L05", "B02"),
    )
)
def income_seen_drop_1m(known: Histories) -> FloatArray:
    """Fall of the income seen last against the 12 months before, share ≥ 0, shape (n,).

    NaN when no income was seen in two months, or fewer than 3 of the earlier months are known.
    """
    earlier = person_months(known, "inflow_fen", 12, skip=1)
    ratio = share(latest_known(person_months(known, "inflow_fen", 2)), mean(earlier))
    return np.where(_enough(earlier), np.maximum(1.0 - ratio, 0.0), np.nan)


@declared(
    Feature(
        key="income_left_3m",
        name=Words("还款后剩下的月收入", "Monthly income left after repayments"),
        unit="money",
        on_risk=Direction.LOWERS,
        on_limit=Direction.RAISES,
        concept="income",
        origin=WITH_INCOME,
        actionable=Actionable.NOT,
        code="K01",
        if_adverse=Words(
            "每月还完我们看到的各处欠款，你的收入大约还剩 {value:,.0f} 元。",
            "From what we can see, about {value:,.0f} yuan of your monthly income is left "
            "after repayments.",
        ),
        if_favourable=Words(
            "每月还完我们看到的各处欠款，你的收入大约还剩 {value:,.0f} 元。",
            "From what we can see, about {value:,.0f} yuan of your monthly income is left "
            "after repayments.",
        ),
        if_missing=NO_INCOME,
        missing_code=NO_INCOME_CODE,
        witnesses=("L05", "B02"),
    )
)
def income_left_3m(known: Histories) -> FloatArray:
    """Monthly income minus dues here and elsewhere, yuan, at least 0, shape (n,)."""
    return np.maximum(income_3m(known) - dues_3m(known), 0.0)


@declared(
    Feature(
        key="income_spread_12m",
        name=Words("近 12 个月收入波动", "Swings of income, past 12 months"),
        unit="share",
        on_risk=Direction.RAISES,
        on_limit=Direction.LOWERS,
        concept="income",
        origin=ESTIMATE,
        actionable=Actionable.WITH_TIME,
        code="K03",
        if_adverse=Words(
            "近 12 个月你的月收入高低不一，波动约为平均的 {value:.0%}。",
            "Your monthly income went up and down in the past 12 months, by about {value:.0%} "
            "of its average.",
        ),
        if_favourable=Words(
            "近 12 个月你的月收入波动约为平均的 {value:.0%}。",
            "Your monthly income moved by about {value:.0%} of its average in the past 12 months.",
        ),
        if_missing=NO_INCOME,
        missing_code=NO_INCOME_CODE,
        step=Words(
            "收入平稳以后，到 {date} 这一项就不再算进去。",
            "Once your income is steady, this stops counting by {date}.",
        ),
        fades_after_months=12,
        adverse_from=0.01,
        witnesses=("L05",),
    )
)
def income_spread_12m(known: Histories) -> FloatArray:
    """Standard deviation over mean of the known incomes of 12 months, shape (n,).

    NaN only where no income is known. A single known month shows no swing, which counts as none:
    were it unknown, trees could like the unknown better than the steadiest income.
    """
    incomes = person_months(known, "income_fen", 12)
    centre = mean(incomes)
    spread = np.sqrt(mean((incomes - centre[:, None]) ** 2))
    return share(spread, centre)


@declared(
    Feature(
        key="income_drop_3m",
        name=Words("近 3 个月收入下降", "Fall of income, past 3 months"),
        unit="share",
        on_risk=Direction.RAISES,
        on_limit=Direction.LOWERS,
        concept="income",
        origin=ESTIMATE,
        actionable=Actionable.NOT,
        code="K01",
        if_adverse=Words(
            "按我们的估计，你近 3 个月的收入比之前低了约 {value:.0%}。",
            "We estimate that your income of the past 3 months is about {value:.0%} lower than "
            "before.",
        ),
        if_favourable=Words(
            "按我们的估计，你近 3 个月的收入和之前相比，低了约 {value:.0%}。",
            "We estimate that, against the months before, your income of the past 3 months is "
            "lower by about {value:.0%}.",
        ),
        if_missing=FEW_INCOMES,
        missing_code=NO_INCOME_CODE,
        adverse_from=0.01,
        witnesses=("L05", "B02"),
    )
)
def income_drop_3m(known: Histories) -> FloatArray:
    """Fall of the mean income of 3 months against the 9 months before, share ≥ 0, shape (n,).

    NaN when fewer than 3 of the earlier months are known.
    """
    earlier = person_months(known, "income_fen", 9, skip=3)
    ratio = share(mean(person_months(known, "income_fen", 3)), mean(earlier))
    return np.where(_enough(earlier), np.maximum(1.0 - ratio, 0.0), np.nan)


@declared(
    Feature(
        key="income_verified",
        name=Words("收入已证明", "Income is documented"),
        unit="flag",
        on_risk=Direction.LOWERS,
        on_limit=Direction.RAISES,
        concept="income",
        origin=PAPERS,
        actionable=Actionable.BY_BORROWER,
        code="K02",
        if_adverse=Words(
            "我们还没有你的收入证明。",
            "We do not have proof of your income yet.",
        ),
        if_favourable=Words(
            "你的收入有证明。",
            "Your income is documented.",
        ),
        if_missing=NOT_A_CUSTOMER,
        step=Words(
            "上传收入证明，{date} 起会算进去。",
            "Upload proof of your income; it counts from {date}.",
        ),
        fades_after_months=1,
        adverse_from=0.0,
        witnesses=("L10",),
    )
)
def income_verified(known: Histories) -> FloatArray:
    """1 when income is documented in the snapshot month, else 0, shape (n,)."""
    return latest(person_months(known, "income_verified", 1))


@declared(
    Feature(
        key="profile_items_missing",
        name=Words("缺少的资料项数", "Profile items missing"),
        unit="count",
        on_risk=Direction.RAISES,
        on_limit=Direction.LOWERS,
        concept="income",
        origin=PAPERS,
        actionable=Actionable.BY_BORROWER,
        code="A05",
        if_adverse=Words(
            "你的资料还差 {value:.0f} 项。",
            "Your profile still lacks {value:.0f} {value:item|items}.",
        ),
        if_favourable=Words(
            "你的资料缺 {value:.0f} 项。",
            "Your profile lacks {value:.0f} {value:item|items}.",
        ),
        if_missing=NOT_A_CUSTOMER,
        step=Words(
            "补齐资料，{date} 起会算进去。",
            "Add what is missing; it counts from {date}.",
        ),
        fades_after_months=1,
        adverse_from=1.0,
        witnesses=("L10", "B14"),
    )
)
def profile_items_missing(known: Histories) -> FloatArray:
    """Profile items that are missing in the snapshot month, shape (n,)."""
    return latest(person_months(known, "profile_items_missing", 1))


def _enough(incomes: FloatArray) -> NDArray[np.bool_]:
    return np.asarray((~np.isnan(incomes)).sum(axis=1) >= FEWEST_MONTHS)

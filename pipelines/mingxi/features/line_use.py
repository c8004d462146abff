"""Features of the concept *use of this line* (reason code B08)."""

from mingxi.declare.declared import declared
from mingxi.declare.feature import Actionable, Direction, Feature
from mingxi.declare.words import Words
from mingxi.features.origins import OUR_RECORDS
from mingxi.features.unknowns import NO_LINE, NO_LINE_CODE
from mingxi.features.windows import above, latest, line_months, mean, share, total
from mingxi.records.feature_table import FloatArray
from mingxi.records.histories import Histories

# assumption: nine tenths is what a person would call nearly full
NEARLY_FULL = 0.9

LEAN_LESS = Words(
    "把已用额度降到 {target:.0%} 或更低，{date} 起会算进去。",
    "Bring your used amount down to {target:.0%} of your limit or less; it counts from {date}.",
)


@declared(
    Feature(
        key="line_use_now",
        name=Words("现在已用额度比例", "Share of the limit in use now"),
        unit="share",
        on_risk=Direction.RAISES,
        on_limit=Direction.LOWERS,
        concept="line_use",
        origin=OUR_RECORDS,
        actionable=Actionable.BY_BORROWER,
        code="B08",
        if_adverse=Words(
            "月底时，你用着额度的 {value:.0%}。",
            "At the end of the month you had {value:.0%} of your limit in use.",
        ),
        if_favourable=Words(
            "月底时，你用着额度的 {value:.0%}。",
            "At the end of the month you had {value:.0%} of your limit in use.",
        ),
        if_missing=NO_LINE,
        missing_code=NO_LINE_CODE,
        step=LEAN_LESS,
        fades_after_months=1,
        adverse_from=0.01,
        witnesses=("L05",),
    )
)
def line_use_now(known: Histories) -> FloatArray:
    """Balance over limit at the end of the snapshot month, shape (n,); NaN without a limit."""
    return latest(_use(known, 1))


@declared(
    Feature(
        key="line_use_6m",
        name=Words(
            "近 6 个月平均已用额度比例", "Average share of the limit in use, past 6 months"
        ),
        unit="share",
        on_risk=Direction.RAISES,
        on_limit=Direction.LOWERS,
        concept="line_use",
        origin=OUR_RECORDS,
        actionable=Actionable.BY_BORROWER,
        code="B08",
        if_adverse=Words(
            "近 6 个月你平均用着额度的 {value:.0%}。",
            "In the past 6 months you had {value:.0%} of your limit in use on average.",
        ),
        if_favourable=Words(
            "近 6 个月你平均用着额度的 {value:.0%}。",
            "In the past 6 months you had {value:.0%} of your limit in use on average.",
        ),
        if_missing=NO_LINE,
        missing_code=NO_LINE_CODE,
        step=Words(
            "把已用额度保持在 {target:.0%} 以内，6 个月的平均到 {date} 就会降下来。",
            "Keep what you use at {target:.0%} of your limit or less; the 6-month average has "
            "come down by {date}.",
        ),
        fades_after_months=6,
        adverse_from=0.01,
        witnesses=("L05",),
    )
)
def line_use_6m(known: Histories) -> FloatArray:
    """Mean of balance over limit in the last 6 months, shape (n,)."""
    return mean(_use(known, 6))


@declared(
    Feature(
        key="n_nearly_full_6m",
        name=Words("近 6 个月额度几乎用满的月数", "Months with the line nearly full, past 6"),
        unit="count",
        on_risk=Direction.RAISES,
        on_limit=Direction.LOWERS,
        concept="line_use",
        origin=OUR_RECORDS,
        actionable=Actionable.BY_BORROWER,
        code="B08",
        if_adverse=Words(
            "近 6 个月里，有 {value:.0f} 个月底你用了 90% 以上的额度。",
            "At {value:.0f} of the past 6 month ends, more than 90% of your limit was in use.",
        ),
        if_favourable=Words(
            "近 6 个月里，你用了 90% 以上额度的月底有 {value:.0f} 个。",
            "At {value:.0f} of the past 6 month ends, more than 90% of your limit was in use.",
        ),
        if_missing=NO_LINE,
        missing_code=NO_LINE_CODE,
        step=Words(
            "让已用额度保持在 90% 以下，到 {date}，这些月份都离开近 6 个月。",
            "Keep your used amount below 90% of your limit; by {date} "
            "these months are older than 6 months.",
        ),
        fades_after_months=6,
        adverse_from=1.0,
        witnesses=("L05",),
    )
)
def n_nearly_full_6m(known: Histories) -> FloatArray:
    """Month ends of the last 6 with more than 90 % of the limit in use, shape (n,)."""
    return total(above(_use(known, 6), NEARLY_FULL))


def _use(known: Histories, months: int) -> FloatArray:
    balance = line_months(known, "balance_fen", months)
    return share(balance, line_months(known, "limit_fen", months))

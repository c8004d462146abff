"""Features of the concept *outside credit score* (reason code A04)."""

from mingxi.declare.declared import declared
from mingxi.declare.feature import Actionable, Direction, Feature
from mingxi.declare.words import Words
from mingxi.features.origins import OUTSIDE_SCORE
from mingxi.features.unknowns import NO_SCORE, NOT_RECEIVED_CODE
from mingxi.features.windows import highest, latest_known, person_months
from mingxi.records.feature_table import FloatArray
from mingxi.records.histories import Histories


@declared(
    Feature(
        key="outside_score",
        name=Words("外部信用分", "Outside credit score"),
        unit="points",
        on_risk=Direction.LOWERS,
        on_limit=Direction.RAISES,
        concept="outside_score",
        origin=OUTSIDE_SCORE,
        actionable=Actionable.BY_BORROWER,
        code="A04",
        if_adverse=Words(
            "你现在的外部信用分是 {value:.0f}。",
            "Your outside credit score is now {value:.0f}.",
        ),
        if_favourable=Words(
            "你现在的外部信用分是 {value:.0f}。",
            "Your outside credit score is now {value:.0f}.",
        ),
        if_missing=NO_SCORE,
        missing_code=NOT_RECEIVED_CODE,
        step=Words(
            "看看外部信用分里哪一项最弱，先改那一项。到 {target:.0f} 分以后，{date} 起会算进去。",
            "See which part of your outside score is weakest and work on it; once the score "
            "reaches {target:.0f}, it counts from {date}.",
        ),
        # a score moves slowly: see the pace of points in explain/recourse.py
        fades_after_months=3,
        witnesses=("L11",),
    )
)
def outside_score(known: Histories) -> FloatArray:
    """Latest outside score of the last 3 months, 350 to 950 points, shape (n,)."""
    return latest_known(person_months(known, "outside_score", 3))


@declared(
    Feature(
        key="outside_score_drop_3m",
        name=Words("近 3 个月外部信用分下降", "Fall of the outside score, past 3 months"),
        unit="points",
        on_risk=Direction.RAISES,
        on_limit=Direction.LOWERS,
        concept="outside_score",
        origin=OUTSIDE_SCORE,
        actionable=Actionable.WITH_TIME,
        code="A04",
        if_adverse=Words(
            "你的外部信用分比近 3 个月里最高时低了 {value:.0f} 分。",
            "Your outside credit score is {value:.0f} {value:point|points} below its highest "
            "of the past 3 months.",
        ),
        if_favourable=Words(
            "你的外部信用分近 3 个月没怎么下降，和最高时相差 {value:.0f} 分。",
            "Your outside credit score has held: {value:.0f} {value:point|points} off its highest "
            "of the past 3 months.",
        ),
        if_missing=NO_SCORE,
        missing_code=NOT_RECEIVED_CODE,
        step=Words(
            "信用分不再下降，到 {date}，这一项就不再算进去。",
            "If your score falls no further, this stops counting by {date}.",
        ),
        fades_after_months=4,
        adverse_from=1.0,
        witnesses=("L11",),
    )
)
def outside_score_drop_3m(known: Histories) -> FloatArray:
    """Highest outside score of the last 3 months minus the score now, points, shape (n,)."""
    # the score of three months ago is four month ends back
    scores = person_months(known, "outside_score", 4)
    return highest(scores) - latest_known(scores)

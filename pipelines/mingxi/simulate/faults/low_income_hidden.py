"""Incomes that are not given because they are low (MNAR)."""

from mingxi.declare.declared import declared
from mingxi.declare.fault import Fault
from mingxi.declare.words import Words
from mingxi.simulate.faults.change import Change, Found
from mingxi.simulate.faults.observed import Observed, rows_of

KEY = "low_income_hidden"
FEN_PER_YUAN = 100.0


@declared(
    Fault(
        key=KEY,
        name=Words("偏低而未提供的收入", "Low incomes not given"),
        happens=Words(
            "收入低于某个数的人有半年没有收入数据。",
            "For half a year there is no income of somebody who earns less than a bound.",
        ),
        kind="missing not at random",
        touches=(("months", "income_fen"),),
        depends_on=("income_fen", "income_verified"),
        turned_by=("share",),
        when_read=Words("记为未知", "Read as unknown"),
        mended_by="borrower",
        source="Rubin 1976, Inference and missing data: missing because of the value itself",
    )
)
def low_income_hidden(seen: Observed) -> Found:
    """Low incomes that are hidden for a half-year."""
    share, bound = seen.number(KEY, "share"), seen.number(KEY, "below")
    if share <= 0:
        return
    low = seen.months("income_fen") < bound * FEN_PER_YUAN  # false where it is unknown anyway
    hit = (seen.luck_of_half_years(KEY) < share) & low
    hit = hit & ~seen.months("income_verified") & seen.customer()
    yield Change("months", "income_fen", rows_of(hit), None)

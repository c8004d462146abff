"""Credit reports that are not found because the file is short (MNAR)."""

from mingxi.declare.declared import declared
from mingxi.declare.fault import Fault
from mingxi.declare.words import Words
from mingxi.records.columns import MONTHLY
from mingxi.simulate.faults.change import Change, Found
from mingxi.simulate.faults.observed import Observed, rows_of

KEY = "thin_file_missing"
REPORT = tuple(c.name for c in MONTHLY if c.name.startswith("bureau_"))


@declared(
    Fault(
        key=KEY,
        name=Words("查不到的短信用记录", "Thin credit files not found"),
        happens=Words(
            "信用记录还短的人有半年查不到信用报告。",
            "For half a year no credit report is found of somebody whose record is short.",
        ),
        kind="missing not at random",
        touches=tuple(("months", column) for column in REPORT),
        depends_on=("bureau_file_months",),
        turned_by=("share",),
        when_read=Words("记为未知", "Read as unknown"),
        mended_by="platform",
        source="assumption: short files are matched to a person less reliably",
    )
)
def thin_file_missing(seen: Observed) -> Found:
    """Reports of thin files that are not found for a half-year."""
    share, thin = seen.number(KEY, "share"), seen.number(KEY, "below_months")
    if share <= 0:
        return
    age = seen.months("bureau_file_months")
    rows = rows_of((seen.luck_of_half_years(KEY) < share) & (age > 0) & (age < thin))
    for column in REPORT:
        yield Change("months", column, rows, None)

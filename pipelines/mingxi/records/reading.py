"""How recorded columns are read: which months may be missing, and what a value can be.

A column that is named here arrives as float64 with NaN where nothing is known; in the files it is
null (NaN where it has decimals). What is not plausible is read as unknown: a wrong figure must not
count for or against anybody.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from mingxi.records.columns import Column

OWN_PAST = "own past"
FEN = 100.0  # per yuan


@dataclass(frozen=True)
class Plausible:
    """Bounds between which a value can be true, both included.

    Parameters
    ----------
    lowest, highest : float
        In the unit of the column; a ratio where ``against`` names something.
    against : str
        ``""``: the value itself. `OWN_PAST`: its ratio to the median of the person's known
        positive values of the 12 months before, where there are at least 3. Else a column: the
        ratio to that column in the same month, where both are positive.
    why : str
        Source, or ``"assumption: why"``.
    """

    lowest: float
    highest: float
    against: str
    why: str


def _between(lowest: float, highest: float, why: str) -> Plausible:
    return Plausible(lowest, highest, "", why)


_COUNTS = _between(0.0, 1_000.0, "assumption: no person's report counts a thousand")

READINGS: Mapping[str, tuple[Plausible, ...]] = {
    "spend_fen": (
        _between(0.0, 1_000_000 * FEN, "assumption: a million a month is no consumer's spending"),
        Plausible(0.0, 50.0, OWN_PAST, "assumption: months of one person differ less"),
    ),
    "n_scenes": (_between(0.0, 100.0, "assumption: no list has more kinds of spending"),),
    "active_days": (_between(0.0, 31.0, "a month has at most 31 days"),),
    "income_fen": (
        _between(100 * FEN, 150_000 * FEN, "assumption: monthly incomes of consumer credit"),
        Plausible(1 / 30, 30.0, OWN_PAST, "assumption: incomes of one person differ less"),
    ),
    "outside_score": (_between(350.0, 950.0, "scale of the score"),),
    "bureau_lenders": (_COUNTS,),
    "bureau_small_lenders": (_COUNTS,),
    "bureau_debt_fen": (
        Plausible(
            1.0, 500.0, "bureau_due_fen", "a month's dues are part of the debt, not a trace"
        ),
    ),
    "bureau_due_fen": (),
    "bureau_inquiries": (_COUNTS,),
    "bureau_late": (_COUNTS,),
    "bureau_guarantees": (_COUNTS,),
    "bureau_guarantee_fen": (),
    "bureau_file_months": (_between(0.0, 1_200.0, "assumption: no file is older than a century"),),
}

# a report is new when this has grown since the month before; what an old one says of its last
# month says nothing of this one
FILE_AGE = "bureau_file_months"
OF_THE_MONTH = ("bureau_inquiries",)


def dtype_read(column: Column) -> str:
    """NumPy dtype in which a column arrives.

    Examples
    --------
    >>> from mingxi.records.columns import MONTHLY
    >>> [(c.name, c.dtype, dtype_read(c)) for c in MONTHLY if c.name in ("dpd", "outside_score")]
    [('dpd', 'int16', 'int16'), ('outside_score', 'int16', 'float64')]
    """
    return "float64" if column.name in READINGS else column.dtype

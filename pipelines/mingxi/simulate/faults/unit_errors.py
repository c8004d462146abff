"""Amounts in the wrong unit: fen taken for yuan, or thousands for ones."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.fault import Fault
from mingxi.declare.words import Words
from mingxi.simulate.faults.change import Change, Found
from mingxi.simulate.faults.observed import Observed, part_of_luck, rows_of, second_luck

KEY = "unit_errors"
COLUMNS = ("income_fen", "bureau_debt_fen")
TIMES, OVER = 100, 1000  # fen for yuan; thousands of yuan for yuan


@declared(
    Fault(
        key=KEY,
        name=Words("单位错误", "Unit errors"),
        happens=Words(
            "金额被乘以 100（分当成元）或除以 1000（千元当成元）。",
            "An amount is 100 times too large (fen taken for yuan) or 1,000 times too small "
            "(thousands taken for yuan).",
        ),
        kind="wrong value",
        touches=tuple(("months", column) for column in COLUMNS),
        depends_on=(),
        turned_by=("share",),
        when_read=Words("超出可信范围，记为未知", "Outside the plausible range: read as unknown"),
        mended_by="platform",
        source="assumption: two units of account meet in every feed of amounts",
    )
)
def unit_errors(seen: Observed) -> Found:
    """Incomes and outside debts in the wrong unit."""
    share, too_large = seen.number(KEY, "share"), seen.number(KEY, "too_large")
    if share <= 0:
        return
    luck = seen.luck(KEY)
    for i, column in enumerate(COLUMNS):
        own = part_of_luck(luck, i, len(COLUMNS))
        amount = seen.months(column)
        rows = rows_of(np.asarray((amount > 0) & (own < share)))
        held = amount.ravel()[rows]
        large = second_luck(own.ravel()[rows]) < too_large
        yield Change("months", column, rows, np.where(large, held * TIMES, held // OVER))

"""What a table of a world is, and the columns that several of them share."""

from dataclasses import dataclass
from typing import Literal

from mingxi.declare.words import Words
from mingxi.records.columns import Column

Layer = Literal["observed", "truth"]


@dataclass(frozen=True)
class Table:
    """One table of a world.

    Parameters
    ----------
    name : str
    layer : {"observed", "truth"}
        What a lender has, or what only the simulator knows.
    row : Words
        What one row is.
    columns : tuple of Column
        In their order.
    """

    name: str
    layer: Layer
    row: Words
    columns: tuple[Column, ...]


def column(name: str, dtype: str, unit: str, zh: str, en: str) -> Column:
    """A column of an event table or of the truth."""
    return Column(name, "event", dtype, unit, Words(zh, en))


MONTH = column(
    "month", "int16", "month", "月份序号，0 为第一个月", "Month index, 0 is the first month"
)
EVENT = column(
    "event_id",
    "int64",
    "id",
    "事件编号，重复送达时相同",
    "Number of the event, the same if delivered twice",
)
PURPOSE = column("purpose", "str", "name", "声明的用途", "What it is said to be for")
ASKED_ON = column("attempted_on", "date", "day", "申请日期", "Day of the request")

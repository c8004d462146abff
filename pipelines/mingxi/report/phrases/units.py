"""How a value of each unit is read aloud."""

from mingxi.declare.feature import Unit
from mingxi.declare.words import Words

UNKNOWN = Words("未知", "not known")
YES = Words("是", "yes")
NO = Words("否", "no")

MANY: dict[Unit, Words] = {
    "days": Words("{n} 天", "{n} days"),
    "months": Words("{n} 个月", "{n} months"),
    "share": Words("{n}%", "{n}%"),
    "points": Words("{n} 分", "{n} points"),
}
# English names one thing in the singular
ONE: dict[Unit, Words] = {
    "days": Words("{n} 天", "{n} day"),
    "months": Words("{n} 个月", "{n} month"),
    "points": Words("{n} 分", "{n} point"),
}
# the distance between two shares, in place of the per cent sign
POINTS_APART = Words(" 个百分点", " percentage points")

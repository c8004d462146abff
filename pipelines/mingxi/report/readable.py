"""Numbers as people read them: the same digits in both languages."""

from collections.abc import Callable
from functools import lru_cache
from math import isfinite

from mingxi.declare.feature import Unit
from mingxi.declare.words import Words
from mingxi.report.bilingual import Both, named, printable, same
from mingxi.report.phrases.units import MANY, NO, ONE, POINTS_APART, UNKNOWN, YES
from mingxi.report.remembered import by_identity

MINUS = "−"
# decimals shown at most; enough to tell people apart, few enough to read
_DECIMALS: dict[Unit, int] = {"ratio": 2, "share": 1, "money": 0, "points": 0}
_MOST_DECIMALS = 6


def whole(amount: int) -> str:
    """Amount with separators and a true minus sign.

    Examples
    --------
    >>> whole(12600), whole(-50)
    ('12,600', '−50')
    """
    return f"{amount:,}".replace("-", MINUS)


def signed(amount: int) -> str:
    """Amount with its sign written out; zero has none.

    Examples
    --------
    >>> signed(1200), signed(-3400), signed(0)
    ('+1,200', '−3,400', '0')
    """
    return f"{amount:+,}".replace("-", MINUS) if amount else "0"


def number_or_none(value: float) -> float | None:
    """Number fit for JSON: None where it is unknown or endless."""
    return float(value) if isfinite(value) else None


def value_text(value: float, unit: Unit, currency: Words, levels: tuple[str, ...] = ()) -> Both:
    """Value of a feature or a ruling with its unit.

    Parameters
    ----------
    value : float
        NaN reads "not known".
    unit : Unit
    currency : Words
        Name of the money unit.
    levels : tuple of str
        Names of the levels of a nominal feature.

    Examples
    --------
    >>> value_text(0.684, "share", Words("元", "yuan"))
    {'zh': '68%', 'en': '68%'}
    >>> value_text(1.0, "days", Words("元", "yuan"))
    {'zh': '1 天', 'en': '1 day'}
    """
    return texts(currency)(float(value), unit, levels)


def distance_texts(value: float, needed: float, unit: Unit, currency: Words) -> tuple[Both, ...]:
    """Value, needed value and what lies between, with the decimals it takes to tell them apart.

    A value that just misses a bar must never be shown as if it had reached it.

    Examples
    --------
    >>> [t["en"] for t in distance_texts(0.2004, 0.2, "share", Words("元", "yuan"))]
    ['20.04%', '20%', '0.04 percentage points']
    """
    # sentences tell a share with one decimal; the row beside them tells the same
    first = () if unit == "share" else (None,)
    for decimals in (*first, 1, 2, 3, 4, 5, _MOST_DECIMALS):
        yours, bar = (_value_text(float(v), unit, currency, (), decimals) for v in (value, needed))
        if yours != bar:
            break
    # the difference of what is shown, so that a reader's own sum agrees
    apart = abs(_read(yours[1]) - _read(bar[1])) / (100 if unit == "share" else 1)
    zh, en = _value_text(apart, unit, currency, (), _MOST_DECIMALS)
    if unit == "share":
        zh, en = (t.replace("%", w) for t, w in ((zh, POINTS_APART.zh), (en, POINTS_APART.en)))
    return _pair(yours), _pair(bar), {"zh": zh, "en": en}


@by_identity
def texts(currency: Words) -> Callable[[float, Unit, tuple[str, ...]], Both]:
    """`value_text` in one currency, remembered: medians of a reference recur on every letter."""

    @lru_cache(maxsize=65536)
    def text(value: float, unit: Unit, levels: tuple[str, ...]) -> Both:
        """A value in both languages."""
        return _pair(_value_text(value, unit, currency, levels, None))

    return text


def _pair(texts: tuple[str, str]) -> Both:
    return {"zh": texts[0], "en": texts[1]}


def _read(text: str) -> float:
    """Number at the start of a text made here."""
    digits = text.split(" ")[0].rstrip("%").replace(",", "").replace(MINUS, "-")
    return float(digits)


def _value_text(
    value: float, unit: Unit, currency: Words, levels: tuple[str, ...], decimals: int | None
) -> tuple[str, str]:
    found = _named_value(value, unit, levels)
    if found is None:
        found = _measured(value, unit, currency, decimals)
    return found["zh"], found["en"]


def _named_value(value: float, unit: Unit, levels: tuple[str, ...]) -> Both | None:
    if not isfinite(value):
        return named(UNKNOWN)
    if unit == "flag":
        return named(YES if value else NO)
    if levels and 0 <= int(value) < len(levels):
        return same(levels[int(value)])
    return None


def _measured(value: float, unit: Unit, currency: Words, decimals: int | None) -> Both:
    if unit == "share":
        value *= 100
    if decimals is None:
        decimals = 0 if unit == "share" and abs(value) >= 10 else _DECIMALS.get(unit, 1)
        # a small chance is not none
        while value and not round(value, decimals) and decimals < _MOST_DECIMALS:
            decimals += 1
    n = _digits(value, decimals)
    if unit == "money":
        return {"zh": f"{n} {printable(currency.zh)}", "en": f"{n} {printable(currency.en)}"}
    words = (ONE if n == "1" else MANY).get(unit, MANY.get(unit))
    return same(n) if words is None else {"zh": words.zh.format(n=n), "en": words.en.format(n=n)}


def _digits(value: float, decimals: int) -> str:
    text = f"{value:,.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace("-", MINUS)

"""One feature of an own table, declared without code: a `Feature` record and its source."""

import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from mingxi.declare.codes.registry import CODES
from mingxi.declare.errors import BadConfig, BadDeclaration, nearest
from mingxi.declare.feature import Actionable, Direction, Feature, Unit
from mingxi.declare.words import LANGUAGES, Slot, Words
from mingxi.features.own_columns import OwnRows
from mingxi.features.own_document import Part
from mingxi.features.own_expressions import (
    VOCABULARY,
    ColumnValue,
    Expression,
    columns_of,
    operation,
)
from mingxi.records.feature_table import FloatArray

Role = Literal["risk", "limit"]

REQUIRED = ("key", "name", "concept", "unit", "on_risk", "actionable", "code", "if_adverse")
OPTIONAL = (
    "on_limit",
    "if_favourable",
    "if_missing",
    "missing_code",
    "step",
    "fades_after_months",
    "adverse_from",
    "source",
    "categories",
    "clip",
    "used_for",
)
SOURCES = ("column", *VOCABULARY)


@dataclass(frozen=True)
class OwnFeature:
    """A declared feature and how its values come about.

    Parameters
    ----------
    place : str
        Where it is declared.
    what : Feature
    found : Expression
        What it is worked out from.
    low, high : float
        Values outside are set to these.
    used_for : tuple of Role
        Models that may read it.
    """

    place: str
    what: Feature
    found: Expression
    low: float
    high: float
    used_for: tuple[Role, ...]

    @property
    def columns(self) -> tuple[ColumnValue, ...]:
        """Columns of the table that it reads."""
        return columns_of(self.found)

    def values(self, rows: OwnRows) -> FloatArray:
        """Values for all rows, shape (n,); NaN is unknown; level numbers for nominal features."""
        if self.what.categories:
            return rows.levels(self.columns[0], self.what.categories)
        return np.asarray(np.clip(rows.values(self.found), self.low, self.high))


def own_feature(part: Part) -> OwnFeature:
    """Feature that a part of a document declares.

    Raises
    ------
    BadConfig
        A key is unknown or missing, a value has the wrong type, a sentence has wrong blanks.
    """
    given = part.mapping(REQUIRED, (*OPTIONAL, *SOURCES))
    low, high = _clip(given.get("clip"))
    with _placed(part):
        what = _feature(given)
    _check_sentences(part, what)
    return OwnFeature(part.place, what, _source(part, given), low, high, _used_for(given))


def _feature(given: dict[str, Part]) -> Feature:
    unit: Unit = given["unit"].one_of(get_args(Unit))  # type: ignore[assignment]  # one of Unit
    return Feature(
        key=_matching(given["key"], r"[A-Za-z]\w*", "letters, digits and underscores"),
        name=given["name"].words(),
        unit=unit,
        on_risk=_direction(given["on_risk"]),
        on_limit=_direction(given["on_limit"]) if "on_limit" in given else Direction.EITHER,
        concept=given["concept"].text(),
        actionable=Actionable(given["actionable"].one_of(a.value for a in Actionable)),
        code=_code(given["code"]),
        if_adverse=given["if_adverse"].words(),
        if_favourable=_words(given.get("if_favourable")),
        if_missing=_words(given.get("if_missing")),
        step=_words(given.get("step")),
        fades_after_months=_whole(given.get("fades_after_months")),
        source=given["source"].text() if "source" in given else "declared for this table",
        missing_code=_code(given["missing_code"]) if "missing_code" in given else "K02",
        categories=_categories(given.get("categories")),
        adverse_from=given["adverse_from"].number() if "adverse_from" in given else None,
    )


def _direction(part: Part) -> Direction:
    return Direction(part.one_of(d.value for d in Direction))


def _code(part: Part) -> str:
    code = _matching(part, r"[A-Z]\d\d", "a letter and two digits, such as R01")
    if code not in CODES:
        raise part.wrong(f"there is no code {code!r}", nearest(code, CODES))
    return code


def _matching(part: Part, pattern: str, wanted: str) -> str:
    text = part.text()
    if not re.fullmatch(pattern, text, flags=re.ASCII):
        raise part.wrong(f"it is {text!r}", f"Write {wanted}")
    return text


def _words(part: Part | None) -> Words | None:
    return None if part is None else part.words()


def _whole(part: Part | None) -> int:
    return 0 if part is None else part.whole()


def _categories(part: Part | None) -> tuple[str, ...]:
    if part is None:
        return ()
    names = tuple(item.text() for item in part.items())
    if len(set(names)) < len(names):
        raise part.wrong("a category stands twice", "Name each once")
    return names


def _clip(part: Part | None) -> tuple[float, float]:
    if part is None:
        return -math.inf, math.inf
    ends = part.items()
    if len(ends) != 2:
        raise part.wrong(
            f"it has {len(ends)} entries", "Write [lowest, highest]; null leaves open"
        )
    low = -math.inf if ends[0].value is None else ends[0].number()
    high = math.inf if ends[1].value is None else ends[1].number()
    if low >= high:
        raise part.wrong(f"{low:g} is not below {high:g}", "Write [lowest, highest]")
    return low, high


def _used_for(given: dict[str, Part]) -> tuple[Role, ...]:
    if "used_for" not in given:
        return get_args(Role)
    part = given["used_for"]
    roles = [item.one_of(get_args(Role)) for item in part.items()]
    if "risk" not in roles:
        raise part.wrong(f"it is {roles}", "The risk model reads every feature: add 'risk'")
    return tuple(role for role in get_args(Role) if role in roles)


def _source(part: Part, given: dict[str, Part]) -> Expression:
    named = [key for key in SOURCES if key in given]
    if len(named) != 1:
        found = f"it names {', '.join(named)}" if named else "it says not what it is made of"
        raise part.wrong(found, f"Give exactly one of {', '.join(SOURCES)}")
    source = given[named[0]]
    if named[0] != "column":
        if "categories" in given:
            raise part.wrong("categories need a column", "Write `column: …` or drop categories")
        return operation(named[0], source)
    return ColumnValue(source.place, source.text())


def _check_sentences(part: Part, what: Feature) -> None:
    """Refuse sentences that could not be printed: they are filled once with a number."""
    slots: dict[str, Slot] = {"value": 1.0, "target": 1.0, "date": "2026-01-31"}
    for name in ("if_adverse", "if_favourable", "if_missing", "step"):
        words = getattr(what, name)
        if words is None:
            continue
        place = Part(f"{part.place}.{name}", None)
        if what.categories and "value" in words.blanks:
            raise place.wrong("a nominal value has no number", "Write it without {value}")
        for language in LANGUAGES:
            try:
                words.fill(language, **slots)
            except (ValueError, LookupError) as error:
                raise place.wrong(
                    f"{getattr(words, language)!r} cannot be filled ({error})",
                    "Write blanks as {value:.0f}",
                ) from error


@contextmanager
def _placed(part: Part) -> Iterator[None]:
    """Errors of a declaration, told with the place in the document."""
    try:
        yield
    except BadConfig:
        raise
    except BadDeclaration as error:
        raise part.wrong(error.found, error.todo) from error


def unknown_concept(feature: OwnFeature, known: tuple[str, ...]) -> BadConfig:
    """Error of a feature that names no declared concept."""
    return BadConfig(
        f"{feature.place}.concept",
        f"{feature.what.concept!r} is not declared",
        nearest(feature.what.concept, known),
    )

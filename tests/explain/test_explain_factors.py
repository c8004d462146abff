"""Contributions become records that say what is known, and only that."""

from math import isnan

import numpy as np

from mingxi.declare.feature import Actionable, Concept, Direction, Feature
from mingxi.declare.words import Words
from mingxi.explain.factors import RowPushes, attribution
from mingxi.records.decision import ReferenceGroup

CONCEPT = Concept("reviews", Words("审核", "reviews"), Words("因为", "because"))


def column(unknown_at):
    return Feature(
        key="earlier",
        name=Words("以前", "earlier"),
        unit="share",
        on_risk=Direction.LOWERS,
        on_limit=Direction.RAISES,
        concept="reviews",
        actionable=Actionable.NOT,
        code="M10",
        if_adverse=Words("是 {value:.0%}。", "It was {value:.0%}."),
        unknown_at=unknown_at,
    )


def told(unknown_at, value, theirs):
    row = np.array([7.0])
    pushes = RowPushes(0.0, 7.0, row, row, np.array([value]), np.array([theirs]))
    group = ReferenceGroup("yourself_last_time", Words("你", "you"), 1, "")
    found = attribution(
        "limit", group, pushes, (0, np.array([7]), 7), ([CONCEPT], [column(unknown_at)])
    )
    (fact,) = found.factors[0].facts
    assert fact.push == 7.0
    return fact


def test_a_value_that_stands_for_nothing_known_is_told_as_unknown():
    fact = told(1.0, 1.0, 0.75)
    assert isnan(fact.value)
    assert fact.reference_value == 0.75
    assert isnan(told(1.0, 0.75, 1.0).reference_value)


def test_any_other_value_is_told_as_it_is():
    assert told(1.0, 1.01, 0.75).value == 1.01
    assert told(None, 1.0, 0.75).value == 1.0

"""Absence is told as what it is: nobody has a record, or it did not reach us."""

from dataclasses import replace
from datetime import date

from sample_features import LATE
from sample_parts import reason

from mingxi.declare.words import Words
from mingxi.explain.absence import by_report

NOBODY = replace(
    reason(LATE, "late_12m", -900, 0.4),
    code="H01",
    words=Words("查不到。", "None found."),
    slots={},
    evidence={"missing": "late_12m"},
)


def test_a_report_that_did_not_come_is_not_called_a_missing_record():
    (told,) = by_report([NOBODY], date(2025, 8, 31))
    assert told.code == "M09"
    assert "2025-08-31" in told.words.fill("en", **told.slots)
    assert told.evidence["missing"] == "late_12m"


def test_who_has_no_record_is_told_so():
    assert by_report([NOBODY], None) == (NOBODY,)


def test_other_reasons_are_left_as_they_are():
    known = replace(NOBODY, evidence={"feature": "late_12m", "value": 3})
    behaviour = replace(NOBODY, code="R01")
    assert by_report([known, behaviour], date(2025, 8, 31)) == (known, behaviour)

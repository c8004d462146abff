"""States name their causes; remarks are said where the facts carry them and nowhere else."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingxi.declare.codes.registry import CODES
from mingxi.declare.words import LANGUAGES, Words
from mingxi.explain.notes import Line, Standing, remarks, states
from mingxi.records.decision import Attribution, Concept, Factor, ReferenceGroup

ON = date(2025, 12, 31)
GROUP = ReferenceGroup("just_approved", Words("刚好获批的人", "people just approved"), 500, "ab")
NOW = Standing(
    on=ON,
    symbol="¥",
    limit=12_000,
    before=12_000,
    draw_open=True,
    has_line=True,
    limit_when_asked=0,
    reviewed_on=None,
    report_on=None,
    data_as_of=ON,
    verified=True,
    assets_verified=False,
    no_path=False,
)
REFUSED = replace(NOW, limit=0, before=None, has_line=False, draw_open=False)


def risk(*pushes: float) -> Attribution:
    factors = tuple(
        Factor(Concept(str(i), Words("甲", "a"), Words("。", ".")), push, 0, ())
        for i, push in enumerate(pushes)
    )
    return Attribution("risk", GROUP, -3.0, -3.0 + sum(pushes), 0, 0, factors)


def codes(now: Standing, line: Line | None = None, *pushes: float) -> list[str]:
    return [n.code for n in remarks(now, line, risk(*pushes)) if n.code != "A06"]


def test_that_contacts_and_location_are_not_used_is_always_said() -> None:
    for now in (NOW, REFUSED):
        assert "A06" in [n.code for n in remarks(now, None, risk(0.1))]


@given(
    limit=st.sampled_from([0, 500, 12_000]),
    asked=st.sampled_from([0, 12_000, 20_000]),
    has_line=st.booleans(),
    draw_open=st.booleans(),
    causes=st.lists(st.sampled_from(sorted(CODES)), max_size=5),
)
def test_a_state_stands_only_beside_a_cause(
    limit: int, asked: int, has_line: bool, draw_open: bool, causes: list[str]
) -> None:
    now = replace(NOW, limit=limit, limit_when_asked=asked, has_line=has_line, draw_open=draw_open)
    every = {"T01": causes, "T02": causes, "T03": causes, "T04": causes}
    found, withheld = states(now, every)
    real = [c for c in causes if not CODES[c].is_state]
    assert bool(found) <= bool(real)
    assert not (found and withheld)
    for note in found:
        assert note.causes == tuple(dict.fromkeys(real))[:2]
        for language in LANGUAGES:
            text = note.words.fill(language, **note.slots)
            assert all(getattr(CODES[c].name, language) in text for c in note.causes)
    kinds = {n.code for n in found} or {w[:3] for w in withheld}
    assert ("T04" in kinds) == (limit < asked)
    assert len(kinds & {"T01", "T02", "T03"}) == (limit == 0 or not draw_open)


def test_a_review_is_told_where_a_limit_moved() -> None:
    assert codes(replace(NOW, before=20_000)) == ["M02"]
    assert codes(NOW) == codes(replace(NOW, before=0)) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"report_on": date(2025, 11, 30)}, []),
        ({"report_on": date(2025, 11, 16)}, []),
        ({"report_on": date(2025, 11, 15)}, ["M04"]),
        ({"data_as_of": date(2025, 12, 30)}, ["M04"]),
    ],
)
def test_only_information_older_than_usual_is_called_old(change: dict, told: list[str]) -> None:
    assert codes(replace(NOW, **change)) == told


def test_the_oldest_information_dates_the_remark() -> None:
    old = replace(NOW, report_on=date(2025, 9, 30), data_as_of=date(2025, 11, 30))
    (note,) = [n for n in remarks(old, None, risk(0.1)) if n.code == "M04"]
    assert note.slots == {"date": "2025-09-30"}


def test_being_verified_is_told_to_those_who_just_got_a_line() -> None:
    assert codes(replace(NOW, before=None)) == ["M05"]
    assert codes(replace(NOW, before=None, verified=False)) == []


def test_close_is_within_a_twentieth_of_the_line_and_never_shown_as_met() -> None:
    assert codes(REFUSED, Line(0.126, 0.12), 1.0) == ["M07"]
    assert codes(REFUSED, Line(0.1261, 0.12), 1.0) == []
    (note,) = [n for n in remarks(REFUSED, Line(0.12001, 0.12), risk(1.0)) if n.code == "M07"]
    assert "12.1%" in note.words.fill("en", **note.slots)


def test_signals_conflict_where_as_much_speaks_for_as_against() -> None:
    line = Line(0.3, 0.12)
    assert codes(REFUSED, line, 1.0, -0.9) == ["M06"]
    assert codes(REFUSED, line, 1.0, -0.89) == []
    assert codes(REFUSED, None, 1.0, -0.9) == []


def test_a_person_who_looked_and_assets_are_told_where_there_are_any() -> None:
    assert codes(replace(REFUSED, assets_verified=True), Line(0.3, 0.12), 1.0) == ["K04"]
    assert codes(replace(NOW, assets_verified=True)) == []
    assert codes(replace(NOW, reviewed_on=date(2025, 12, 20))) == ["M08"]
    assert codes(replace(NOW, reviewed_on=date(2026, 1, 20))) == []
    assert codes(replace(REFUSED, no_path=True)) == ["N01"]

"""The caseworker sees all of the twin: rules, values, sources, dates, versions."""

import re
from copy import deepcopy

import pytest
from page_reader import read
from read_back import read_back

from mingxi.records.decision import Question
from mingxi.report.casework import casework_html
from mingxi.report.whole.letter import whole_of


def test_every_rule_and_every_feature_is_there(each):
    made = whole_of(each)
    page = read(casework_html(made))
    assert page.misplaced == []
    for language in ("zh", "en"):
        seen = page.text(language)
        for rule in made["rules"].values():
            assert rule["key"] in seen
            assert rule["reference"]["article"][language] in seen
            assert rule["reference"]["read_on"] in seen
        for feature in made["features"].values():
            assert feature["key"] in seen
            assert feature["source"] in seen
        for version in ("run", "data_hash", "config_hash", "method_version"):
            assert made["versions"][version] in seen


def test_what_was_not_told_is_told_here(decisions):
    html = casework_html(whole_of(decisions[Question.LIMIT_REDUCED]))
    assert html.count("spending: no fact of it is worse than the reference") == 2


def test_deciding_rules_are_marked(decisions):
    html = casework_html(whole_of(decisions[Question.LIMIT_REDUCED]))
    marked = re.findall(r'<tr class="bind[^"]*"><td><code>cap<br>(\w+)', html)
    assert marked == ["region_cap", "region_cap"], "one per language"


def test_it_is_drawn_from_the_twin_and_its_phrasebook_alone(each):
    made = whole_of(each)
    assert casework_html(read_back(each)) == casework_html(made)


def test_it_asks_for_nothing_and_runs_nothing(each):
    html = casework_html(whole_of(each))
    assert not re.search(r"https?://|url\(|@import|<script|\bsrc=", html)


@pytest.mark.parametrize("text", ["<b>x</b>", '"><svg onload=x>'])
def test_hostile_text_is_text(each, text):
    made = deepcopy(whole_of(each))
    made["versions"]["run"] = made["rulings"][0]["unit"] = text
    page = read(casework_html(made))
    assert not [t for t, a in page.tags if t == "b" or "onload" in a]

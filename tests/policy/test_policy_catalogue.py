"""What every rule owes, whatever it checks."""

import re
from datetime import date

import numpy as np
import pytest
from policy_people import Person, day, decided, only

from mingxi.declare.declared import Declared
from mingxi.declare.rule import Layer
from mingxi.declare.words import LANGUAGES, Words
from mingxi.policy.catalogue import RULES
from mingxi.policy.policy_rule import PolicyRule
from mingxi.records.rulings import RulingColumn

ON = date(2025, 12, 31)
BANNED = (
    *(
        "风控",
        "模型",
        "授信",
        "多头",
        "敞口",
        "变量",
        "特征",
        "违约概率",
        "评分卡",
        "综合评分不足",
    ),
    *("看起来", "SHAP", "algorithm", "utilization", "utilisation", "delinquency", "derogatory"),
    *("feature", "threshold", "baseline"),
)
GROUPS = {"group", "law", "funds", "system"}

# for every rule, people whom it stops or lowers
FAILING: dict[str, list[Person]] = {
    "of_age": [{"of_age": False, "has_line": False}],
    "residence": [{"resident": False, "has_line": False}],
    "legal_list": [{"on_legal_list": True}],
    "duplicate_account": [{"other_account": True, "has_line": False}],
    "request_complete": [{"request_items_missing": n, "has_line": False} for n in (1, 9)],
    "details_verified": [{"details_unverified": n, "has_line": False} for n in (1, 4)],
    "dispute_open": [{"dispute_open": True, "has_line": False}],
    "court_record": [{"court_record_on": day(d)} for d in ("2025-12-31", "2019-02-01")],
    "identity_papers": [{"identity_valid": False, "has_line": False}],
    "profile_complete": [{"profile_items_missing": n, "has_line": False} for n in (3, 7)],
    "serious_overdue": [{"days_past_due": n} for n in (60, 400)],
    "risk_line": [{"pd_12m": p} for p in (np.nextafter(0.12, 1), 0.1206, 0.5, 1.0)],
    "income_multiple": [{"monthly_income": x} for x in (0.0, 1_234.56)],
    "income_unknown": [{"monthly_income": float("nan")}],
    "product_ceiling": [{"proposed": 250_000.0}],
    "tier_ceiling": [{"pd_12m": p, "proposed": 150_000.0} for p in (0.02, 0.04, 0.08, 0.11)],
    "industry_ceiling": [{"industry": "catering", "proposed": 50_000.0}],
    "regional_ceiling": [{"region": r} for r in ("yunnan", "guizhou", "liaoning")],
    "general_tightening": [{"pd_12m": 0.08}],
    "legal_ceiling": [{"proposed": 250_000.0}],
    "product_minimum": [{"proposed": x} for x in (-1.0, 0.0, 499.0)],
    "identity": [{"identity_valid": False}],
    "consent": [{"consent_missing": True}],
    "overdue": [{"days_past_due": n} for n in (1, 45)],
    "other_product_overdue": [{"other_product_days": n} for n in (1, 45)],
    "purpose": [{"purpose": p} for p in ("property", "securities", "futures", "equity")],
    "use_of_funds": [{"use_proof_due": True}],
    "anomaly": [{"anomaly": True}],
    "velocity": [{"draws_this_month": n} for n in (5, 30)],
    "submissions": [{"submissions_busiest_day": 6}],
    "bureau_hit": [{"inquiries_last_month": 5}],
    "tier_draw_amount": [{"requested_amount": n, "pd_12m": 0.11} for n in (3_001, 90_000)],
    "tier_draw_number": [{"draws_this_month": n, "pd_12m": 0.08} for n in (4, 30)],
    "region_period": [{"region": "gansu"}],
    "funds": [{"funds_short": True}],
    "repayment_not_posted": [{"repaid_on": day("2025-12-30"), "posted_on": day("2026-01-02")}],
    "system": [{"system_incident": True}],
    "network": [{"network_incident": True}],
    "review_error": [{"review_error": True}],
    "nothing_available": [{"outstanding": 19_950}, {"outstanding": 50_000, "pending": 10}],
}

every_rule = pytest.mark.parametrize("key", RULES)


def failing(key: str) -> RulingColumn:
    """Column of people that the rule stops, each beside a clean one."""
    people = [person for one in FAILING[key] for person in (one, {})]
    under = only([key])
    (column,) = decided(people, ON, under).columns
    assert column.passed.tolist() == [False, True] * len(FAILING[key])
    return column


def spoken(one: PolicyRule) -> list[Words]:
    return [words for words in (one.what.reason, one.what.step, one.what.ours) if words]


def sentences(key: str) -> list[tuple[str, str]]:
    """All filled sentences for people whom the rule stops, with their language."""
    column = failing(key)
    rows = np.flatnonzero(~column.passed)
    return [
        (language, words.fill(language, **{b: v[row].item() for b, v in column.slots.items()}))
        for row in rows
        for words in spoken(RULES[key])
        for language in LANGUAGES
    ]


def test_keys_are_the_names_of_the_functions_and_of_their_files() -> None:
    for key, one in RULES.items():
        assert isinstance(one, Declared)
        assert one.what.key == key == one.compute.__name__
        assert one.compute.__module__.rpartition(".")[2] == key


def test_the_catalogue_stands_in_the_order_of_the_layers() -> None:
    order = [list(Layer).index(one.what.layer) for one in RULES.values()]
    assert order == sorted(order)


def test_the_base_policy_uses_every_rule_in_the_order_of_the_catalogue() -> None:
    assert [clause.key for clause in only(None).clauses] == list(RULES)


@every_rule
def test_a_rule_says_what_can_be_done_or_what_the_lender_does(key: str) -> None:
    assert RULES[key].what.step or RULES[key].what.ours


@every_rule
def test_rules_about_a_group_are_not_about_the_person(key: str) -> None:
    what = RULES[key].what
    assert not (what.decider in GROUPS and what.about_person)
    assert re.fullmatch(r"[A-Z]\d\d", what.code)


@every_rule
def test_every_blank_is_filled_for_everybody_who_is_stopped(key: str) -> None:
    filled = sentences(key)
    assert filled
    for _, text in filled:
        assert not re.search(r"[{}]|\bnan\b|NaT|None", text)


@every_rule
def test_slots_are_exactly_the_blanks(key: str) -> None:
    assert set(failing(key).slots) == set(RULES[key].blanks)


@every_rule
def test_both_languages_carry_the_same_numbers(key: str) -> None:
    filled = sentences(key)
    articles = {"六": "6"}  # the one number that Chinese writes out: article 6
    for (_, zh), (_, en) in zip(filled[::2], filled[1::2], strict=True):
        for character, digit in articles.items():
            zh = zh.replace(character, digit)
        assert re.findall(r"\d[\d,.]*\d|\d", zh) == re.findall(r"\d[\d,.]*\d|\d", en)


@every_rule
def test_sentences_are_short_and_plain(key: str) -> None:
    for language, text in sentences(key):
        assert not [word for word in BANNED if word.lower() in text.lower()]
        assert text.endswith("。" if language == "zh" else ".")
        if language == "zh":
            assert len(re.sub(r"[\d¥,.\-%A-Za-z ]", "", text)) <= 40
            assert "你" in text or "您" not in text
        else:
            assert len(text.split()) <= 25


@every_rule
def test_a_stated_value_never_equals_its_line_when_it_fails(key: str) -> None:
    """A failing value must not be printed as if it met the line."""
    column = failing(key)
    for row in np.flatnonzero(~column.passed):
        if key == "risk_line":
            assert f"{column.slots['pd'][row]:.1f}" != f"{column.slots['line'][row]:.1f}"
            assert column.slots["pd"][row] > column.slots["line"][row]
        if column.rule.layer is Layer.CAP and key != "product_minimum":
            assert column.value[row] > column.threshold[row]


@every_rule
def test_every_column_names_where_its_rule_comes_from(key: str) -> None:
    reference = failing(key).reference
    assert reference.title.zh != reference.title.en
    assert reference.article.zh != reference.article.en


def test_the_legal_ceiling_names_the_law() -> None:
    column = failing("legal_ceiling")
    assert column.reference.title.zh == "《商业银行互联网贷款管理暂行办法》（2020 年第 9 号）"
    assert column.effective_from == date(2020, 7, 17)
    assert column.threshold.tolist() == [200_000.0] * 2

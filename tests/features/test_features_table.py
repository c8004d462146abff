import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingxi.declare.codes.registry import CODES
from mingxi.declare.declared import Declared
from mingxi.declare.errors import BadDeclaration
from mingxi.declare.feature import Actionable, Direction
from mingxi.declare.words import LANGUAGES, blanks, filled
from mingxi.evaluate.explanations.wording import readable_chinese, readable_english
from mingxi.features.concepts import CONCEPTS
from mingxi.features.table import FEATURES, check_registry, feature_table
from mingxi.records.columns import FIXED, MONTHLY
from mingxi.records.histories import Histories

WHAT = [f.what for f in FEATURES]
LAGGED = [c.name for c in MONTHLY if c.known_after_months]
BANNED = re.compile(
    "风控|模型|授信|多头|敞口|变量|特征|违约概率|评分卡|综合评分不足|看起来|SHAP|algorithm|utili[sz]ation"
    "|delinquency|derogatory|feature|threshold|baseline",
    re.IGNORECASE,
)
seeds = st.integers(0, 10_000)


def sentences(what):
    found = (what.if_adverse, what.if_favourable, what.if_missing, what.step)
    return [words for words in found if words is not None]


@pytest.mark.parametrize("what", WHAT, ids=lambda what: what.key)
def test_every_sentence_is_short_and_plain_in_both_languages(what):
    slots = {"value": 12_345.0, "target": 12_345.0, "date": "2026-12-31"}
    for words in sentences(what):
        assert readable_chinese(filled(words.zh, slots)), words.zh
        assert readable_english(filled(words.en, slots)), words.en


@given(seeds, st.integers(1, 30))
@settings(max_examples=25, deadline=None)
def test_every_value_is_finite_or_unknown(drawn_histories, seed, n_months):
    known = drawn_histories(seed, 6, n_months)
    table = feature_table(known.known_at(known.months[-1]))
    assert not np.isinf(table.values).any()
    assert table.month.tolist() == [known.months[-1]] * 6


@given(seeds, st.integers(1, 20))
@settings(max_examples=25, deadline=None)
def test_nothing_later_than_the_snapshot_is_seen(drawn_histories, seed, at):
    whole = drawn_histories(seed, 6, 24)
    other = drawn_histories(seed + 1, 6, 24)
    monthly = {
        name: np.concatenate([values[:, :at], other[name][:, at:]], axis=1)
        for name, values in whole.monthly.items()
    }
    changed = Histories(whole.months, whole.fixed, monthly)
    month = whole.months[at - 1]
    np.testing.assert_array_equal(
        feature_table(whole.known_at(month)).values, feature_table(changed.known_at(month)).values
    )


@given(seeds)
@settings(max_examples=20, deadline=None)
def test_a_credit_report_not_yet_received_is_not_seen(drawn_histories, seed):
    whole = drawn_histories(seed, 6, 24)
    monthly = dict(whole.monthly)
    for name in LAGGED:
        monthly[name] = monthly[name].copy()
        monthly[name][:, -1] = 77  # the report of the snapshot month comes a month later
    changed = Histories(whole.months, whole.fixed, monthly)
    now = whole.months[-1]
    np.testing.assert_array_equal(
        feature_table(whole.known_at(now)).values, feature_table(changed.known_at(now)).values
    )


@given(seeds)
@settings(max_examples=20, deadline=None)
def test_a_borrower_alone_and_in_any_batch_has_the_same_values(drawn_histories, seed):
    known = drawn_histories(seed, 9, 20).known_at("2024-08")
    batch = feature_table(known)
    order = np.random.default_rng(seed).permutation(9)
    shuffled = feature_table(known.rows(order))
    np.testing.assert_array_equal(shuffled.values, batch.values[order])
    np.testing.assert_array_equal(shuffled.borrower_id, batch.borrower_id[order])
    alone = feature_table(known.rows(np.array([4])))
    np.testing.assert_array_equal(alone.values[0], batch.values[4])


def test_protected_traits_and_groups_are_not_read(drawn_histories):
    known = drawn_histories(3, 40, 24)
    turned = {
        c.name: known.fixed[c.name][::-1]
        for c in FIXED
        if c.protected or c.name in ("region", "city_tier", "segment", "industry")
    }
    assert set(turned) >= {"gender", "age", "region", "segment", "industry"}
    changed = Histories(known.months, {**known.fixed, **turned}, known.monthly)
    np.testing.assert_array_equal(feature_table(changed).values, feature_table(known).values)


def test_the_limit_is_read_only_as_the_base_of_its_use(drawn_histories):
    known = drawn_histories(5, 40, 24)
    doubled = {**known.monthly, "limit_fen": known["limit_fen"] * 2 + 1}
    before = feature_table(known)
    after = feature_table(Histories(known.months, known.fixed, doubled))
    moved = ~np.isclose(before.values, after.values, equal_nan=True).all(axis=0)
    assert {k for k, m in zip(before.keys, moved, strict=True) if m} == {
        f.key for f in WHAT if f.concept == "line_use"
    }


def test_the_order_is_the_written_one(histories):
    table = feature_table(histories(12))
    assert table.keys == tuple(f.key for f in WHAT)
    assert table.concepts is CONCEPTS
    assert len(CONCEPTS) <= 12


def test_a_registry_that_contradicts_itself_is_refused():
    first = FEATURES[0]
    with pytest.raises(BadDeclaration, match="twice"):
        check_registry((*FEATURES, first))
    renamed = Declared(replace(first.what, key="days_overdue"), first.compute)
    with pytest.raises(BadDeclaration, match="dpd_now"):
        check_registry((renamed, *FEATURES[1:]))
    with pytest.raises(BadDeclaration, match="late_payments"):
        check_registry(tuple(f for f in FEATURES if f.what.concept != "late_payments"))


@pytest.mark.parametrize("what", WHAT, ids=lambda f: f.key)
def test_every_sentence_can_be_printed_in_both_languages(what):
    for words in sentences(what):
        for language in LANGUAGES:
            text = words.fill(language, value=3.0, target=2.0, date="2026-03-31")
            assert not BANNED.search(text)
            assert text.endswith(("。", "."))
            assert not re.search(r"\d\.\d{2,}", text)  # no digits beyond what was rounded


@pytest.mark.parametrize("what", WHAT, ids=lambda f: f.key)
def test_a_sentence_is_short(what):
    for words in sentences(what):
        chinese = words.fill("zh", value=3.0, target=2.0, date="{}")
        assert max(len(s) for s in re.split("[。；]", chinese)) <= 40
        english = words.fill("en", value=3.0, target=2.0, date="soon")
        assert max(len(s.split()) for s in re.split("[.;] ", english)) <= 24


@pytest.mark.parametrize("what", WHAT, ids=lambda f: f.key)
def test_worse_for_risk_is_never_better_for_the_limit(what):
    assert what.on_risk.sign == -what.on_limit.sign != 0


@pytest.mark.parametrize("what", WHAT, ids=lambda f: f.key)
def test_a_step_exists_exactly_where_somebody_can_act(what):
    assert (what.step is not None) == (what.actionable is not Actionable.NOT)


@pytest.mark.parametrize("what", WHAT, ids=lambda f: f.key)
def test_nobody_is_told_of_nothing(what):
    """Where a higher value counts against a person, a value that reads as zero is ruled out."""
    if what.on_risk is Direction.LOWERS:
        return
    assert what.adverse_from is not None
    told = what.if_adverse.fill("en", value=what.adverse_from)
    assert not re.search(r"(?<![\d.])0(\.0)?(?![\d.])", told), told


def test_activity_is_never_advised():
    assert all(f.actionable is Actionable.NOT for f in WHAT if f.concept == "activity")


def test_every_missing_value_has_words():
    for what in WHAT:
        assert what.if_missing is not None
        assert not blanks(what.if_missing.zh)
        assert CODES[what.missing_code].absence  # never told as behaviour

"""The worked example of an own table: 30,000 credit card clients, read from beside the project."""

import re
from pathlib import Path

import lightgbm as lgb
import numpy as np
import pandas as pd
import pytest
from scipy.stats import rankdata

from mingxi.adapters.config_file import read_yaml
from mingxi.declare.feature import Actionable, Direction
from mingxi.declare.words import LANGUAGES
from mingxi.features.own_table import own_features, own_limit, own_table, own_target

ROOT = Path(__file__).parents[2]
BANNED = re.compile(
    "风控|模型|授信|多头|敞口|变量|特征|违约概率|评分卡|综合评分不足|看起来|SHAP|algorithm|utili[sz]ation"
    "|delinquency|derogatory|feature|threshold|baseline",
    re.IGNORECASE,
)
TRAITS = re.compile(
    r"性别|年龄|婚|学历|教育|\b(sex|age|gender|marriage|married|education)\b", re.I
)


@pytest.fixture(scope="module")
def spec():
    return own_table(read_yaml(ROOT / "configs/own_data/taiwan.yaml")["table"])


@pytest.fixture(scope="module")
def frame(spec):
    path = ROOT / spec.path
    if not path.exists():
        pytest.skip("the public table is not beside the project")
    return pd.read_csv(path)


def sentences(spec):
    for own in spec.features:
        what = own.what
        for words in (what.if_adverse, what.if_favourable, what.if_missing, what.step):
            if words is not None:
                yield what, words


def test_sentences_can_be_read_by_anybody(spec):
    for _, words in sentences(spec):
        for language in LANGUAGES:
            text = words.fill(language, value=3.0, target=2.0, date="2005-12-31")
            assert not BANNED.search(text)
            assert not TRAITS.search(text)
            assert text.endswith(("。", "."))
            assert "\n" not in text
            assert "  " not in text
        chinese = words.fill("zh", value=3.0, target=2.0, date="{}")
        assert max(len(s) for s in re.split("[。；]", chinese)) <= 45


def test_protected_columns_and_their_proxy_are_not_read(spec):
    read = {c.column for c in spec.columns}
    assert not read & {"SEX", "AGE", "MARRIAGE", "EDUCATION", "ID", "default.payment.next.month"}


def test_nobody_is_advised_to_spend_and_every_step_can_be_taken(spec):
    for own in spec.features:
        what = own.what
        assert (what.step is not None) == (what.actionable is not Actionable.NOT)
        if what.concept == "spending":
            assert what.actionable is Actionable.NOT
        # a direction that is left free cannot be told as a reason, so it may not be a lever
        if what.on_risk is Direction.EITHER:
            assert what.actionable is Actionable.NOT


def test_the_limit_model_reads_nothing_made_of_the_past_limit(spec):
    for own in spec.features:
        if own.what.key in spec.limit_keys:
            assert "LIMIT_BAL" not in {c.column for c in own.columns}
    assert 5 <= len(spec.limit_keys) < len(spec.features)


def test_payment_codes_below_one_are_not_late(spec, frame):
    table = own_features(frame, spec)
    assert table.column("late_sep").min() == 0
    np.testing.assert_array_equal(table.column("late_sep"), frame["PAY_0"].clip(lower=0))
    pay = frame[["PAY_0", *(f"PAY_{i}" for i in range(2, 7))]]
    np.testing.assert_array_equal(table.column("n_late"), (pay > 0).sum(axis=1))
    np.testing.assert_array_equal(table.column("n_paid_in_full"), (pay == -1).sum(axis=1))


def test_ratios_by_hand(spec, frame):
    table = own_features(frame, spec)
    use = (frame["BILL_AMT1"] / frame["LIMIT_BAL"]).clip(lower=0)
    np.testing.assert_allclose(table.column("line_use_sep"), use)
    new = (frame["BILL_AMT1"] - frame["BILL_AMT2"] + frame["PAY_AMT1"]).clip(lower=0)
    np.testing.assert_allclose(table.column("new_spending_sep"), new)
    assert not np.isinf(table.values).any()
    assert own_limit(frame, spec).min() == 10_000


def area_under_curve(y, score):
    ranks, positives = rankdata(score), y.sum()
    return (ranks[y == 1].sum() - positives * (positives + 1) / 2) / (
        positives * (len(y) - positives)
    )


def folds(y, seed=42, k=5):
    """Fold number of each row, every fold with the same share of defaults."""
    rng, fold = np.random.default_rng(seed), np.empty(len(y), dtype=int)
    for outcome in (0, 1):
        rows = rng.permutation(np.flatnonzero(y == outcome))
        fold[rows] = np.arange(len(rows)) % k
    return fold


@pytest.mark.slow
def test_declared_features_predict_as_well_as_the_best_tuned_model_with_all_columns(spec, frame):
    """The measured reference for a tuned model that may use every column is AUC .785."""
    table, y = own_features(frame, spec), own_target(frame, spec)
    settings = {
        "objective": "binary",
        "learning_rate": 0.04,
        "num_leaves": 15,
        "min_data_in_leaf": 100,
        "lambda_l2": 20,
        "feature_fraction": 0.5,
        "bagging_fraction": 0.8,
        "bagging_freq": 1,
        "monotone_constraints": [f.on_risk.sign for f in table.features],
        "deterministic": True,
        "force_row_wise": True,
        "seed": 1,
        "num_threads": 2,
        "verbosity": -1,
    }
    fold, found = folds(y), []
    for number in range(5):
        learn, judge = fold != number, fold == number
        booster = lgb.train(settings, lgb.Dataset(table.values[learn], y[learn]), 280)
        found.append(area_under_curve(y[judge], booster.predict(table.values[judge])))
    assert np.mean(found) >= 0.783

"""The model report shows what it was given, whatever is missing, and asks for nothing else."""

import re
from dataclasses import replace
from math import nan

import pytest

from mingxi.declare.words import Words
from mingxi.report.model_checks import model_checks
from mingxi.report.model_facts import (
    CalibrationGroup,
    ConceptWeight,
    EvidenceTable,
    GroupFacts,
    HorizonFacts,
    LimitBin,
    LimitFacts,
    ModelFacts,
    ProbeFacts,
    ProfileFacts,
    RocCurve,
    ScorecardFacts,
    SegmentFacts,
    SplitCount,
    TrialPoint,
)
from mingxi.report.model_report import model_report_html

SPLITS = {"train": 8_000, "valid": 1_400, "test": 2_300, "oot": 3_900}
PEOPLE = (40, 210, 530, 700, 640, 410, 220, 90, 30, 9)


def measures(shift: float, rows: int) -> dict[str, float]:
    """Measures of one split."""
    return {
        **{"rows": rows, "defaults": round(rows * 0.048), "default_rate": 0.048},
        **{"mean_pd": 0.047 + shift, "auc": 0.842 - shift, "gini": 0.684 - 2 * shift},
        **{"ks": 0.531 - shift, "brier": 0.0391, "log_loss": 0.148},
        **{"calibration_slope": 1.02 - shift, "calibration_intercept": 0.03, "psi": shift},
    }


@pytest.fixture(scope="module")
def facts(concepts, features, money, versions) -> ModelFacts:
    """Facts of a small training."""
    grid = [i / 40 for i in range(41)]
    groups = tuple(
        CalibrationGroup(230, p, p * (1.06 if i % 2 else 0.95))
        for i, p in enumerate(
            (0.004, 0.008, 0.012, 0.018, 0.025, 0.034, 0.048, 0.071, 0.112, 0.21)
        )
    )
    sizes = ((2_140, 0.41), (1_530, 0.33), (820, 0.18), (640, 0.11), (300, 0.07), (90, 0.02))
    return ModelFacts(
        title="quick",
        data={"source": "synthetic world", "borrowers": 20_000, "months": "2023-01 to 2025-12"},
        split_counts={name: SplitCount(n, round(n * 0.048)) for name, n in SPLITS.items()},
        metrics={name: measures(0.006 * i, n) for i, (name, n) in enumerate(SPLITS.items())},
        calibration={"test": groups, "oot": groups},
        roc={
            name: RocCurve(tuple(grid), tuple(v ** (0.26 + 0.02 * i) for v in grid))
            for i, name in enumerate(SPLITS)
        },
        psi={"valid": 0.004, "test": 0.006, "oot": 0.031},
        trials=tuple(
            TrialPoint(i, 0.83 + 0.012 * ((i * 7) % 11) / 11, {"num_leaves": 15 + i, "lr": 0.05})
            for i in range(24)
        ),
        chosen={"num_leaves": 31, "learning_rate": 0.05, "lambda_l2": 2.5},
        concepts=concepts,
        features=features,
        importance=tuple(
            ConceptWeight(concept.key, yuan, odds)
            for concept, (yuan, odds) in zip(concepts, sizes, strict=True)
        ),
        limits=LimitFacts(
            tuple(LimitBin(2_000 * i, 2_000 * (i + 1), n) for i, n in enumerate(PEOPLE)),
            {"mean": 9_310.0, "median": 8_700.0, "r2": 0.962, "mae": 412.0},
            ("Limits beyond the supported range are held at its edge for 3 % of people.",),
        ),
        limits_of_use=(Words("只用于本产品。", "Only for this product."),),
        money=money,
        versions=versions,
        challengers={
            "logistic": {"auc": 0.811, "brier": 0.0405},
            "this": {"auc": 0.836, "brier": 0.0391},
        },
    )


def test_every_section_of_a_whole_training_is_there(facts):
    page = model_report_html(facts)
    for heading in ("Discrimination", "Calibration", "Search", "The limit", "Challengers", "校准"):
        assert heading in page
    assert page.count("<svg") == 6


def test_headline_is_that_of_the_last_split(facts):
    page = model_report_html(facts)
    assert re.search(r"<dt>Split</dt><dd>oot</dd>", page)
    assert re.search(r"<dt>AUC</dt><dd>0\.824</dd>", page)


def test_an_unknown_last_split_leaves_the_headline_to_the_one_before(facts):
    metrics = {**facts.metrics, "oot": dict.fromkeys(facts.metrics["oot"], nan)}
    page = model_report_html(replace(facts, metrics=metrics))
    assert re.search(r"<dt>Split</dt><dd>test</dd>", page)


def test_missing_numbers_are_never_spelled_out(facts):
    bare = replace(
        facts,
        metrics={"train": {"auc": nan}},
        calibration={"train": (CalibrationGroup(3, nan, nan),)},
        roc={},
        psi={},
        trials=(TrialPoint(0, nan, {}),),
        importance=(ConceptWeight("late_payments", nan, nan),),
        limits=LimitFacts((), {"r2": nan}),
        challengers={},
    )
    text = re.sub(r"<style>.*?</style>", "", model_report_html(bare), flags=re.S)
    assert not re.search(r"\bnan\b|\bNone\b|\binf\b", text)


def test_page_is_self_contained_and_escapes(facts):
    page = model_report_html(replace(facts, title="<script>alert(1)</script>"))
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert not re.search(r"https?://|\bsrc=|<link", page)


def test_least_stable_comes_first_and_stands_out(facts):
    page = model_report_html(replace(facts, psi={"a": 0.01, "b": 0.4, "c": nan, "d": 0.12}))
    listed = re.findall(r'<div(?: class="(\w+)")?><dt>(\w)</dt><dd>([^<]+)</dd>', page)
    assert listed == [
        ("moved", "b", "0.400"),
        ("watch", "d", "0.120"),
        ("", "a", "0.010"),
        ("", "c", "–"),
    ]


MOVED = {"retrains": 5, "order_kept": 0.98, "limit_kept": 0.97, "reasons_alike": 0.81}
GROUP = GroupFacts("female", 4_000, 0.9, 0.97, 6_400, 900, 0.014, 0.013, 0.008, 0.02, nan)


@pytest.fixture
def full(facts):
    """Facts with everything that a training may leave."""
    return replace(
        facts,
        horizons=(HorizonFacts(3, 0.003, 0.004, 0.99, {0.01: 0.8, 0.05: nan}),),
        application={"oot": ScorecardFacts(150, 1, 0.007, 0.006, nan, nan)},
        retrained={"other seeds": MOVED},
        profiles=(ProfileFacts(facts.features[0], (0.0, 1.0, 3.0), (0.01, 0.02, nan)),),
        probes=(ProbeFacts("risk", 100_000, 0), ProbeFacts("limit", 100_000, 0)),
        groups={"gender": (GROUP,)},
        evidence=(
            EvidenceTable(Words("闭环", "Closed loop"), ("lender", "profit"), (("ours", "87"),)),
        ),
        decile_slope=1.02,
        slope_error=0.03,
    )


def test_what_a_training_may_leave_has_its_section(full):
    page = model_report_html(full)
    for key in (
        "checks",
        "horizons",
        "application",
        "profiles",
        "retrained",
        "groups",
        "evidence",
    ):
        assert f'<h2 id="{key}">' in page
        assert f'<a href="#{key}">' in page
    text = re.sub(r"<style>.*?</style>", "", page, flags=re.S)
    assert not re.search(r"\bnan\b|\bNone\b|\binf\b", text)
    assert "found in the riskiest 1%" in page
    assert "1.30% (0.8%–2.0%)" in page


def test_nothing_is_promised_of_what_was_not_measured(facts):
    page = model_report_html(facts)
    for key in ("horizons", "application", "profiles", "retrained", "groups", "evidence"):
        assert f'id="{key}"' not in page


@pytest.mark.parametrize(
    ("slope", "error", "mark"),
    [
        (1.02, 0.03, "ok"),
        (1.02, 0.30, "open"),  # inside, but so few outcomes tell nothing
        (0.90, 0.04, "open"),  # outside, and chance could have carried it there
        (0.80, 0.04, "no"),
    ],
)
def test_a_slope_is_judged_with_its_error(full, slope, error, mark):
    checks = model_checks(replace(full, decile_slope=slope, slope_error=error))
    found = {c.name.en.split(",")[0]: c.mark for c in checks}
    assert found["calibration slope by decile"] == mark


def test_one_answer_against_a_declared_direction_fails(full):
    wrong = (ProbeFacts("risk", 100_000, 1),)
    checks = model_checks(replace(full, probes=wrong))
    assert [c.mark for c in checks if c.bound == "0"] == ["no"]
    assert [c.mark for c in model_checks(full) if c.bound == "0"] == ["ok"]


def test_a_segment_that_is_off_stands_out_and_fails_the_first_screen(full):
    good = SegmentFacts("north", 900, 31, 0.03, 0.034, (1.1, 0.2), (0.97, 0.1), (0.84, 0.03))
    bad = replace(good, segment="south", level=(1.6, 0.1), auc=(nan, nan), off=("level",))
    kinds = ((Words("地区", "Region"), (good, bad)),)
    page = model_report_html(replace(full, segments=kinds, auc_error=0.01))
    assert re.findall(r'class="r wrong">([^<]+)<', page) == ["1.60 ± 0.20 ✗"]
    assert "0.840 ± 0.059" in page
    found = {c.name.en.split(" (")[0]: c for c in model_checks(replace(full, segments=kinds))}
    assert found["segments whose level, slope or AUC is off"].mark == "no"
    assert "Region south" in found["segments whose level, slope or AUC is off"].name.en
    fine = model_checks(replace(full, segments=((kinds[0][0], (good,)),)))
    assert [c.mark for c in fine if "segments" in c.name.en] == ["ok"]


def test_a_trial_given_up_early_is_never_called_the_best(facts):
    trials = (
        TrialPoint(0, 0.86, {"num_leaves": 8}),
        TrialPoint(1, 0.89, {"num_leaves": 13}, given_up=True),
    )
    page = model_report_html(replace(facts, trials=trials))
    assert "best 0.86000" in page
    assert "1 given up early" in page
    assert "num_leaves 8" in page
    assert "num_leaves 13" not in page

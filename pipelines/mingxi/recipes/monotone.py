"""Whether the models keep to the declared directions: probes, and profiles to look at."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from mingxi.models.credit_limit import CreditLimit, proposed_limit
from mingxi.models.default_risk import DefaultRisk, pd_12m, without_history
from mingxi.records.feature_table import FeatureTable
from mingxi.report.model_facts import ProbeFacts, ProfileFacts

FloatArray = NDArray[np.float64]
Answer = Callable[[FeatureTable], FloatArray]

PROBES = 125_000  # some ask for a value that is not known: a hundred thousand shall be left
ROWS, POINTS, SHOWN = 300, 24, 12  # of a profile: people, values, and how many are shown


def risk_probes(risk: DefaultRisk, table: FeatureTable, n: int, seed: int) -> ProbeFacts:
    """Facts made riskier one by one: how often the risk fell.

    Directions are promised within a scorecard, so each is asked alone about those it answers for.
    """
    signs = [f.on_risk.sign for f in table.features]
    thin = without_history(risk, table)
    cards = [(replace(risk, application=None), ~thin)]
    if risk.application is not None and thin.any():
        own = risk.application
        cards.append((DefaultRisk(own.booster_text, own.calibrator, risk.keys), thin))
    probes = wrong = 0
    for card, mine in cards:
        share = round(n * float(mine.mean()))
        asked = partial(pd_12m, card)
        tried, failed = _probed(asked, table.rows(mine), signs, (share, seed))
        probes, wrong = probes + tried, wrong + failed
    return ProbeFacts("risk", probes, wrong)


def limit_probes(limit: CreditLimit, table: FeatureTable, n: int, seed: int) -> ProbeFacts:
    """Facts made better for the limit one by one: how often the proposed limit fell."""
    some = table.columns(limit.keys)
    signs = [f.on_limit.sign for f in some.features]
    return ProbeFacts(
        "limit", *_probed(lambda t: proposed_limit(limit, t), some, signs, (n, seed))
    )


def risk_profiles(risk: DefaultRisk, table: FeatureTable) -> tuple[ProfileFacts, ...]:
    """Mean risk of some people with one fact set for all of them, for the facts that move it most.

    Values run from the 1st to the 99th percentile. Asked is the behaviour scorecard about those
    it answers for.
    """
    table = table.rows(~without_history(risk, table))
    risk = replace(risk, application=None)
    some = table.rows(_evenly(len(table), ROWS))
    found = []
    for j, feature in enumerate(table.features):
        known = table.values[:, j][np.isfinite(table.values[:, j])]
        if feature.categories or not len(known) or not feature.on_risk.sign:
            continue
        points = np.unique(np.quantile(known, np.linspace(0.01, 0.99, POINTS)))
        stated = pd_12m(risk, _with(some, j, points)).reshape(len(points), len(some))
        means = tuple(stated.mean(axis=1).tolist())
        found.append(ProfileFacts(feature, tuple(points.tolist()), means))
    found.sort(key=lambda p: min(p.pd) - max(p.pd))
    return tuple(p for p in found[:SHOWN] if max(p.pd) > min(p.pd))


def _probed(
    answer: Answer, table: FeatureTable, signs: list[int], effort: tuple[int, int]
) -> tuple[int, int]:
    """Number of probes, and how many answers fell when one known fact rose in its direction."""
    n, seed = effort
    rng = np.random.default_rng(seed)
    columns = np.flatnonzero(np.asarray(signs))
    row, column = rng.integers(0, len(table), n), rng.choice(columns, n)
    before, donor = table.values[row, column], np.full(n, np.nan)
    for j in columns:  # of the values that occur, each as often: half of all are a common zero
        here, found = column == j, np.unique(table.values[:, j])
        known = found[np.isfinite(found)]
        if len(known):
            donor[here] = rng.choice(known, int(here.sum()))
    known = np.isfinite(before) & np.isfinite(donor) & (before != donor)
    row, column, before, donor = row[known], column[known], before[known], donor[known]
    sign = np.asarray(signs)[column]
    low = np.where(sign > 0, np.minimum(before, donor), np.maximum(before, donor))
    high = np.where(sign > 0, np.maximum(before, donor), np.minimum(before, donor))
    base = table.rows(row)
    answers = []
    for values in (low, high):
        base.values[np.arange(len(row)), column] = values
        answers.append(answer(base))
    return len(row), int((answers[1] < answers[0]).sum())


def _with(table: FeatureTable, j: int, points: FloatArray) -> FeatureTable:
    """All rows once for each value of column ``j``: one question costs less than many."""
    out = table.rows(np.tile(np.arange(len(table)), len(points)))
    out.values[:, j] = np.repeat(points, len(table))
    return out


def _evenly(n: int, most: int) -> NDArray[np.int64]:
    return np.linspace(0, n - 1, min(most, n)).astype(np.int64)

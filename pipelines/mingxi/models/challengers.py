"""Simpler models that the champion has to beat: a regression, a scorecard, additive models."""

import warnings
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from mingxi.models.booster import raw_scores
from mingxi.models.default_risk import RiskSettings, fit_trees
from mingxi.records.feature_table import FeatureTable

FloatArray = NDArray[np.float64]
# rows to learn from, their outcomes, rows to score → log-odds
Challenger = Callable[[FeatureTable, FloatArray, FeatureTable], FloatArray]

CHAMPION = "champion"
N_BINS = 5  # assumption: fifths; with tenths small tables measured worse
PENALTY = 0.1  # C of the regressions, assumption: mild shrinking; measured on 1,000 rows
TAILS = (0.01, 0.99)  # numbers beyond are set to these quantiles
LARGEST_PACE = 0.3  # assumption: LightGBM's steps above this overshoot
MISSING = -1.0  # bin of the values that are not known
BOOSTING_MACHINE = "explainable boosting machine"
# pairs of features and bags of an explainable boosting machine; assumption: its own defaults cost
# ten times as much and move the AUC by less than chance does
PAIRS, BAGS = 10, 4


def challengers(settings: RiskSettings, seed: int, threads: int) -> dict[str, Challenger]:
    """Simpler models by name, the simplest first, and the champion's own trees at the end.

    - logistic regression: numbers without their tails, scaled; missing ones have a flag
    - scorecard: every number cut into fifths, missing ones a bin, added up by logistic regression
    - additive trees: the champion's with one split each, so that no two features meet
    - explainable boosting machine: a curve per feature and a few surfaces of two, where
      ``interpret-core`` is installed (extra ``ebm``)

    Parameters
    ----------
    settings : RiskSettings
        How the champion was grown.
    seed : int
    threads : int
    """

    def grown(dials: RiskSettings) -> Challenger:
        """Challenger of trees with these dials."""

        def trees(train: FeatureTable, y: FloatArray, asked: FeatureTable) -> FloatArray:
            """Log-odds of the rows asked for, after learning."""
            return raw_scores(fit_trees(train, y, dials, (seed, threads)), train.keys, asked)

        return trees

    found = {
        "logistic regression": _regression,
        "scorecard": _scorecard,
        "additive trees": grown(_one_split(settings)),
    }
    if find_spec("interpret") is not None:
        found[BOOSTING_MACHINE] = _boosting_machine(seed)
    return found | {CHAMPION: grown(settings)}


def challenged(
    challenger: Challenger, table: FeatureTable, y: FloatArray, fold: NDArray[np.int64]
) -> FloatArray:
    """Log-odds of each row from a challenger that never saw its fold, shape (n,)."""
    raw = np.empty(len(y))
    for number in np.unique(fold):
        asked = fold == number
        raw[asked] = challenger(table.rows(~asked), y[~asked], table.rows(asked))
    return raw


def _one_split(settings: RiskSettings) -> RiskSettings:
    """Trees of one split that learn as much a tree as the champion's many splits do."""
    pace = min(LARGEST_PACE, settings.learning_rate * (settings.num_leaves - 1))
    return replace(settings, num_leaves=2, learning_rate=pace)


def _regression(train: FeatureTable, y: FloatArray, asked: FeatureTable) -> FloatArray:
    nominal = [i for i, f in enumerate(train.features) if f.categories]
    plain = [i for i in range(len(train.features)) if i not in nominal]
    low, high = np.array([_tails(column) for column in train.values[:, plain].T]).T
    read = make_column_transformer(
        (make_pipeline(SimpleImputer(add_indicator=True), StandardScaler()), plain),
        (OneHotEncoder(handle_unknown="ignore"), nominal),
    )

    def clipped(table: FeatureTable) -> FloatArray:
        """Values within the range that was learned from."""
        values = table.values.copy()
        values[:, plain] = np.clip(values[:, plain], low, high)
        return values

    return _log_odds(read, clipped(train), y, clipped(asked))


def _scorecard(train: FeatureTable, y: FloatArray, asked: FeatureTable) -> FloatArray:
    shares = np.linspace(0, 1, N_BINS + 1)[1:-1]
    edges = [np.unique(np.quantile(known, shares)) for known in map(_known, train.values.T)]

    def binned(table: FeatureTable) -> FloatArray:
        """Number of the bin of each value; what is unknown has one of its own."""
        columns = []
        for feature, column, cuts in zip(table.features, table.values.T, edges, strict=True):
            place = column if feature.categories else np.searchsorted(cuts, column)
            columns.append(np.where(np.isnan(column), MISSING, place))
        return np.column_stack(columns)

    return _log_odds(OneHotEncoder(handle_unknown="ignore"), binned(train), y, binned(asked))


def _boosting_machine(seed: int) -> Challenger:
    def scored(train: FeatureTable, y: FloatArray, asked: FeatureTable) -> FloatArray:
        """Log-odds of the rows asked for, after learning with the declared directions."""
        machine = import_module("interpret.glassbox").ExplainableBoostingClassifier(
            feature_types=["nominal" if f.categories else "continuous" for f in train.features],
            monotone_constraints=[f.on_risk.sign for f in train.features],
            interactions=PAIRS,
            outer_bags=BAGS,
            n_jobs=1,  # bags in turn: as many processes as there are cores would crowd others out
            random_state=seed,
        )
        with warnings.catch_warnings():
            # unknown values, which its pictures would not show; nobody looks at them here
            warnings.simplefilter("ignore")
            machine.fit(train.values, y.astype(np.int64))
            return np.asarray(machine.decision_function(asked.values), dtype=np.float64)

    return scored


def _log_odds(read: Any, train: FloatArray, y: FloatArray, asked: FloatArray) -> FloatArray:
    fitted = make_pipeline(read, LogisticRegression(C=PENALTY, max_iter=1000)).fit(train, y)
    return np.asarray(fitted.decision_function(asked), dtype=np.float64)


def _tails(column: FloatArray) -> FloatArray:
    return np.asarray(np.quantile(_known(column), TAILS))


def _known(column: FloatArray) -> FloatArray:
    """Values that are known; a column of which none is counts as zero."""
    known = column[~np.isnan(column)]
    return known if len(known) else np.zeros(1)

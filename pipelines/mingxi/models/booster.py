"""The one place that trains LightGBM: declared signs, fixed seeds, text in and text out."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from mingxi.declare.errors import BadData, BadDeclaration, ModelMismatch
from mingxi.declare.feature import Feature
from mingxi.models.tree_settings import TreeSettings
from mingxi.models.valid_loss import TWEEDIE_POWER, Loss, valid_loss
from mingxi.records.feature_table import FeatureTable

FloatArray = NDArray[np.float64]
Pull = Callable[[FloatArray], tuple[FloatArray, FloatArray]]
_UNFIT_FOR_NAMES = re.compile(r'[\s,:"\[\]{}]')  # LightGBM aborts on them or renames the column


@dataclass(frozen=True)
class Examples:
    """Rows with what is to be learned of them.

    Parameters
    ----------
    table : FeatureTable
    y : ndarray of shape (n,)
    weight : ndarray of shape (n,), optional
        How much a row's error counts, > 0; all alike without it.

    Raises
    ------
    BadData
        No row, or not one finite target and weight per row.
    """

    table: FeatureTable
    y: FloatArray
    weight: FloatArray | None = None

    def __post_init__(self) -> None:
        columns = [self.y] if self.weight is None else [self.y, self.weight]
        paired = all(c.shape == (len(self.table),) and np.isfinite(c).all() for c in columns)
        if len(self.table) == 0 or not paired:
            raise BadData(
                "rows to learn from",
                f"{len(self.table)} rows, targets of shape {self.y.shape}, "
                f"{int((~np.isfinite(self.y)).sum())} of them not finite",
                "Give one finite target per row and at least one row",
            )

    def rows(self, keep: NDArray[np.generic]) -> "Examples":
        """Examples that ``keep`` (mask or positions) selects."""
        weight = None if self.weight is None else self.weight[keep]
        return Examples(self.table.rows(keep), self.y[keep], weight)


@dataclass(frozen=True)
class Goal:
    """What to learn.

    Parameters
    ----------
    loss : {"binary", "cross_entropy", "regression", "tweedie"}
        Raw scores are log-odds, log-odds of targets between 0 and 1, units (squared error) and
        logarithms, in this order.
    signs : tuple of int
        Monotone constraint of each feature: +1, -1 or 0.
    power : float
        Of a tweedie loss: variance grows as the mean to this power. Near 1, sums are kept; near 2,
        the small count as much as the large. Growing is stopped by `TWEEDIE_POWER`.
    """

    loss: Loss
    signs: tuple[int, ...]
    power: float = TWEEDIE_POWER


def risk_signs(features: Sequence[Feature]) -> tuple[int, ...]:
    """Declared direction of each feature on the default risk."""
    return tuple(f.on_risk.sign for f in features)


def limit_signs(features: Sequence[Feature]) -> tuple[int, ...]:
    """Declared direction of each feature on the limit."""
    return tuple(f.on_limit.sign for f in features)


def fit_booster(
    goal: Goal,
    train: Examples,
    valid: Examples | None,
    settings: TreeSettings,
    seed: int,
    threads: int,
) -> str:
    """Text of the trained trees, cut at the round that was best on ``valid``, if there is one.

    The text is the same for every number of threads: rows are summed in a fixed order, the loss
    on ``valid`` is summed outside LightGBM, and the line of the text that repeats the number of
    threads (it describes the machine, not the model) is set to 0, LightGBM's "as many as there
    are".

    Parameters
    ----------
    goal : Goal
    train : Examples
        Rows to learn from. Nominal features are split by sets of levels.
    valid : Examples | None
        Rows that decide when to stop; None: all rounds of the settings are grown.
    settings : TreeSettings
    seed : int
    threads : int

    Raises
    ------
    BadDeclaration
        Signs do not fit the features; LightGBM would abort the whole process.
    BadData
        Names that LightGBM cannot store.
    """
    check_signs(train.table.features, goal.signs)
    check_names(train.table.keys)
    params = _params(goal, settings, seed, threads)
    learned = _dataset(train, params)
    stopping: dict[str, Any] = {}
    if valid is not None:
        valid.table.check_order(train.table.keys)
        stopping = {
            "valid_sets": [_dataset(valid, params, like=learned)],
            "feval": valid_loss(goal.loss, valid.weight),
            "callbacks": [lightgbm.early_stopping(settings.early_stopping, verbose=False)],
        }
    booster = lightgbm.train(params, learned, num_boost_round=settings.n_rounds, **stopping)
    rounds = -1 if valid is None else booster.best_iteration
    return _text(booster, rounds)


def _text(booster: lightgbm.Booster, rounds: int) -> str:
    """Text of the trees without the number of threads that grew them."""
    text = str(booster.model_to_string(num_iteration=rounds))
    return re.sub(r"^\[num_threads: \d+\]$", "[num_threads: 0]", text, flags=re.MULTILINE)


def more_trees(
    text: str,
    table: FeatureTable,
    pull: Pull,
    settings: TreeSettings,
    seed: int,
    threads: int,
) -> str:
    """Text of limit trees with more after them, grown up the slope of what limits are worth.

    Parameters
    ----------
    text : str
        What `fit_booster` returned for the columns of ``table``, with `limit_signs`.
    table : FeatureTable
    pull : callable
        Slope of the worth at raw scores of shape (n,), and its bend > 0, each (n,).
    settings : TreeSettings
    seed, threads : int
    """
    signs = limit_signs(table.features)

    def down(raw: FloatArray, _: lightgbm.Dataset) -> tuple[FloatArray, FloatArray]:
        """LightGBM goes down; worth goes up."""
        slope, bend = pull(raw)
        return -slope, bend

    params = _params(Goal("regression", signs), settings, seed, threads) | {"objective": down}
    rows = _dataset(Examples(table, np.zeros(len(table))), params)
    before = lightgbm.Booster(model_str=text)
    grown = lightgbm.train(params, rows, num_boost_round=settings.n_rounds, init_model=before)
    return _text(grown, -1)


def n_trees(text: str) -> int:
    """Number of trees in a text that `fit_booster` returned."""
    return text.count("\nTree=")


def raw_scores(text: str, keys: tuple[str, ...], table: FeatureTable) -> FloatArray:
    """Sum of the leaves that each row reaches, shape (n,): log-odds, log or units by the loss.

    Parameters
    ----------
    text : str
        What `fit_booster` returned.
    keys : tuple of str
        Features that the trees learned from, in order.
    table : FeatureTable
        Columns after ``keys`` are another model's.

    Raises
    ------
    ModelMismatch
        The table's columns, or the text's own, are not ``keys`` in that order.
    """
    return np.asarray(_answers(text, keys, table, raw_score=True))


def path_contributions(text: str, keys: tuple[str, ...], table: FeatureTable) -> FloatArray:
    """Shapley values along the trees' own paths, shape (n, p + 1), the base last.

    A row sums to its raw score.
    """
    return _answers(text, keys, table, pred_contrib=True)


def tree_shares(text: str, keys: tuple[str, ...], table: FeatureTable) -> FloatArray:
    """Share of what moves the raw score that each feature carries, shape (p,), sum 1.

    Mean absolute Shapley value along the trees' paths over the rows.
    """
    found = np.abs(path_contributions(text, keys, table)[:, :-1]).mean(axis=0)
    return np.asarray(found / max(float(found.sum()), 1e-12))


def _answers(text: str, keys: tuple[str, ...], table: FeatureTable, **asked: bool) -> FloatArray:
    table = table.leading(keys)
    booster = _loaded(text)
    if tuple(booster.feature_name()) != keys:
        raise ModelMismatch(
            f"trees over {list(keys[:3])} …",
            f"their text speaks of {booster.feature_name()[:3]} …",
            "Load the text and the feature list of the same model",
        )
    if len(table) == 0:  # LightGBM refuses an empty matrix
        return np.empty(0)
    return np.asarray(booster.predict(table.values, **asked), dtype=np.float64)


def check_signs(features: Sequence[Feature], signs: Sequence[int]) -> None:
    """Refuse constraints with which LightGBM would abort the process (SIGABRT, not an exception).

    Raises
    ------
    BadDeclaration
    """
    if len(signs) != len(features):
        raise BadDeclaration(
            f"{len(signs)} monotone signs",
            f"there are {len(features)} features",
            "Give one sign per feature",
        )
    nominal = [f.key for f, sign in zip(features, signs, strict=True) if f.categories and sign]
    if nominal:
        raise BadDeclaration(
            f"a direction for {nominal}",
            "levels of a nominal feature have no order",
            "Leave their direction at 'either'",
        )


def check_names(keys: Sequence[str]) -> None:
    """Refuse feature keys that LightGBM cannot store as they are.

    Raises
    ------
    BadData

    Examples
    --------
    >>> check_names(["late_count_12m", "年龄"])
    """
    unfit = [key for key in keys if _UNFIT_FOR_NAMES.search(key) or keys.count(key) > 1]
    if unfit:
        raise BadData(
            f"feature keys {unfit}",
            'they occur twice, or hold a space or one of , : " [ ] { }',
            "Rename the columns, e.g. with underscores",
        )


def _params(goal: Goal, settings: TreeSettings, seed: int, threads: int) -> dict[str, Any]:
    return {
        "objective": goal.loss,
        "tweedie_variance_power": goal.power,
        "metric": "None",
        "num_leaves": settings.num_leaves,
        "max_depth": settings.max_depth,
        "learning_rate": settings.learning_rate,
        "min_data_in_leaf": settings.min_data_in_leaf,
        "lambda_l2": settings.lambda_l2,
        "feature_fraction": settings.feature_fraction,
        "bagging_fraction": settings.bagging_fraction,
        "bagging_freq": int(settings.bagging_fraction < 1.0),
        "monotone_constraints": list(goal.signs),
        "monotone_constraints_method": "basic",  # "intermediate" and "advanced" do not hold
        "seed": seed,
        "deterministic": True,
        "force_row_wise": True,
        "num_threads": threads,
        "verbosity": -1,
    }


def _dataset(
    examples: Examples, params: dict[str, Any], like: lightgbm.Dataset | None = None
) -> lightgbm.Dataset:
    table = examples.table
    return lightgbm.Dataset(
        table.values,
        label=examples.y,
        weight=examples.weight,
        reference=like,
        feature_name=list(table.keys),
        categorical_feature=[i for i, f in enumerate(table.features) if f.categories],
        params=params,
    )


@lru_cache(
    maxsize=16
)  # parsing a text takes milliseconds; a recourse search asks thousands of times
def _loaded(text: str) -> lightgbm.Booster:
    return lightgbm.Booster(model_str=text)

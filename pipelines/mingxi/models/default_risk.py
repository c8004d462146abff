"""Default risk: trees on the log-odds scale and a strictly increasing calibrator, kept apart.

Two scorecards answer: behaviour, for whoever has a history on the line, and application, for
whoever has none yet.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.errors import BadData
from mingxi.models.booster import (
    Examples,
    Goal,
    fit_booster,
    n_trees,
    raw_scores,
    risk_signs,
)
from mingxi.models.calibrator import Calibrator, calibrated, fit_calibrator
from mingxi.models.teaching import taught
from mingxi.models.tree_settings import TreeSettings
from mingxi.records.feature_table import FeatureTable

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
RiskSettings = TreeSettings  # one set of dials for all trees of the project

N_FOLDS = 5  # assumption: the common choice; each fold's trees see four fifths of the borrowers


@dataclass(frozen=True)
class Application:
    """Scorecard of those whose history on the line is too short to say much.

    Its trees have all columns of the behaviour scorecard and split only on what an applicant
    brings, so both explain the same concepts.

    Parameters
    ----------
    booster_text : str
    calibrator : Calibrator
    history : str
        Feature that counts the months on the line; while it is unknown, this scorecard answers.
        A value never does it: a fact that gets worse must not lead to another scorecard.
    """

    booster_text: str
    calibrator: Calibrator
    history: str


@dataclass(frozen=True)
class DefaultRisk:
    """A trained default-risk model: everything needed to score, as plain values.

    Parameters
    ----------
    booster_text : str
        LightGBM's text of the trees; raw scores are log-odds.
    calibrator : Calibrator
    keys : tuple of str
        Features in the order learned.
    application : Application | None
        None: one scorecard for everybody.
    """

    booster_text: str
    calibrator: Calibrator
    keys: tuple[str, ...]
    application: Application | None = None


@dataclass(frozen=True)
class FoldTrees:
    """Trees that never saw the borrowers of one fold.

    Parameters
    ----------
    text : str
    asked : ndarray of bool, shape (n,)
        Rows of the fold.
    raw : ndarray of shape (m,)
        Log-odds of those rows.
    """

    text: str
    asked: NDArray[np.bool_]
    raw: FloatArray


@dataclass(frozen=True)
class CrossFitted:
    """A default-risk model and what trees that never saw them say of the rows it learned from.

    Parameters
    ----------
    model : DefaultRisk
    raw : ndarray of shape (n,)
        Log-odds of each row from the trees of its fold, before calibration.
    fold : ndarray of shape (n,)
        Fold of each row; all rows of a borrower share one.
    settings : RiskSettings
        How the model was grown: ``n_rounds`` is the number of its trees.
    """

    model: DefaultRisk
    raw: FloatArray
    fold: IntArray
    settings: RiskSettings


def fit_default_risk(
    table: FeatureTable, y: FloatArray, settings: RiskSettings, seed: int, threads: int
) -> CrossFitted:
    """Default-risk model learned from all rows, stopped and calibrated by cross-fitting.

    The borrowers are divided into five folds. For each fold, trees are grown without it and
    stopped where they are best on it. The model grows as many trees as those did on average, from
    all rows; its calibrator is fitted to the scores that every row got from trees that never saw
    its borrower. So nobody has to be set aside, and the calibrator rests on everybody.

    Constraints are the declared directions on risk.

    Parameters
    ----------
    table : FeatureTable
    y : ndarray of shape (n,)
        1 default, 0 none; rows whose outcome is not known have been left out.
    settings : RiskSettings
    seed : int
    threads : int

    Raises
    ------
    BadData
        A fold has no default, or nothing but defaults.
    BadDeclaration
        Directions and kinds of features disagree.
    """
    _examples("train", table, y)  # a mistake is told of the whole, not of a fold
    fold = folds(table, y, seed)
    raw, rounds = np.empty(len(y)), []
    for number in range(N_FOLDS):
        grown = fold_trees(table, y, fold == number, settings, (seed, threads))
        raw[grown.asked] = grown.raw
        rounds.append(n_trees(grown.text))
    settled = replace(settings, n_rounds=max(1, round(float(np.mean(rounds)))))
    text = fit_trees(table, y, settled, (seed, threads))
    model = DefaultRisk(text, fit_calibrator(raw, y), table.keys)
    return CrossFitted(model, raw, fold, settled)


def fit_trees(
    table: FeatureTable, y: FloatArray, settings: RiskSettings, effort: tuple[int, int]
) -> str:
    """Text of trees grown on all rows, as many as the settings say; effort: (seed, threads).

    Where rows have privileged columns, a teacher reads them and the trees grow towards its word.
    """
    return fit_booster(*_lesson(table, y, settings, effort), None, settings, *effort)


def folds(table: FeatureTable, y: FloatArray, seed: int) -> IntArray:
    """Fold of each row, shape (n,): all rows of a borrower share one, defaulters are dealt evenly.

    Parameters
    ----------
    table : FeatureTable
    y : ndarray of shape (n,)
        1 default, 0 none.
    seed : int
    """
    ids, row_borrower = np.unique(table.borrower_id, return_inverse=True)
    defaulted = np.zeros(len(ids))
    np.maximum.at(defaulted, row_borrower, y)
    shuffled = np.random.default_rng(seed).permutation(len(ids))
    dealt = shuffled[np.argsort(defaulted[shuffled], kind="stable")]
    fold = np.empty(len(ids), dtype=np.int64)
    fold[dealt] = np.arange(len(ids)) % N_FOLDS
    return fold[row_borrower]


def fold_trees(
    table: FeatureTable,
    y: FloatArray,
    asked: NDArray[np.bool_],
    settings: RiskSettings,
    effort: tuple[int, int],
) -> FoldTrees:
    """Trees grown on all rows but ``asked``, stopped where they are best on those, scored there.

    Parameters
    ----------
    table : FeatureTable
    y : ndarray of shape (n,)
    asked : ndarray of bool, shape (n,)
    settings : RiskSettings
    effort : (seed, threads)
    """
    goal, learned = _lesson(table.rows(~asked), y[~asked], settings, effort)
    aside = _examples("fold", table.rows(asked), y[asked])
    text = fit_booster(goal, learned, aside, settings, *effort)
    return FoldTrees(text, asked, raw_scores(text, table.keys, aside.table))


def crossed_pd(raw: FloatArray, y: FloatArray, fold: IntArray) -> FloatArray:
    """Probabilities of rows scored by trees that never saw them, shape (n,).

    Each fold is calibrated by the other folds, so its own outcomes have no say in it.

    Parameters
    ----------
    raw : ndarray of shape (n,)
        Log-odds.
    y : ndarray of shape (n,)
    fold : ndarray of shape (n,)
    """
    out = np.empty(len(raw))
    for number in np.unique(fold):
        mine = fold == number
        out[mine] = calibrated(fit_calibrator(raw[~mine], y[~mine]), raw[mine])
    return out


def raw_score(model: DefaultRisk, table: FeatureTable) -> FloatArray:
    """Log-odds of the behaviour scorecard, shape (n,): the scale on which factors add up.

    Raises
    ------
    ModelMismatch
        The table has other columns than the model, or another order.
    """
    return raw_scores(model.booster_text, model.keys, table)


def without_history(model: DefaultRisk, table: FeatureTable) -> NDArray[np.bool_]:
    """Rows that the application scorecard answers for, shape (n,)."""
    if model.application is None:
        return np.zeros(len(table), dtype=bool)
    return np.isnan(table.column(model.application.history))


def pd_12m(model: DefaultRisk, table: FeatureTable) -> FloatArray:
    """Calibrated probability of default within 12 months, shape (n,), in (0, 1).

    Raises
    ------
    ModelMismatch
        The table has other columns than the model, or another order.
    """
    out = calibrated(model.calibrator, raw_score(model, table))
    thin = np.flatnonzero(without_history(model, table))
    if model.application is not None and len(thin):
        own = model.application
        raw = raw_scores(own.booster_text, model.keys, table.rows(thin))
        out[thin] = calibrated(own.calibrator, raw)
    return out


def _lesson(
    table: FeatureTable, y: FloatArray, settings: RiskSettings, effort: tuple[int, int]
) -> tuple[Goal, Examples]:
    """What trees grow towards: the outcomes, or what a teacher says where there is one."""
    seen, signs = _examples("train", table, y), risk_signs(table.features)
    if table.privileged is None:
        return Goal("binary", signs), seen
    said = taught(table, y, folds(table, y, effort[0]), settings, effort)
    return Goal("cross_entropy", signs), Examples(table, said)


def _examples(name: str, table: FeatureTable, y: FloatArray) -> Examples:
    found = np.unique(y)
    if not np.array_equal(found, [0.0, 1.0]):
        raise BadData(
            f"outcomes of the {name} rows",
            f"{len(y)} rows with the values {found[:5].tolist()}",
            "Both 0 (no default) and 1 (default) must occur, and nothing else",
        )
    return Examples(table, y)

"""What trees grow towards where more is known of past rows than may be asked of an applicant.

A yes or a no says little of a row. The price that a lender set, or how much of a loan investors
took, says more, and no applicant brings it. So a teacher reads it, and the trees learn from what
the teacher says (learning with privileged information: Vapnik & Vashist, Neural Networks 2009;
Lopez-Paz et al., ICLR 2016). What is deployed never reads it.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit
from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.kernel_approximation import Nystroem
from sklearn.linear_model import Ridge
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, QuantileTransformer
from threadpoolctl import threadpool_limits

from mingxi.declare.feature import Direction, Feature
from mingxi.models.booster import Examples, Goal, fit_booster, raw_scores, risk_signs
from mingxi.models.tree_settings import TreeSettings
from mingxi.records.feature_table import FeatureTable

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

# Chosen on five folds of LendingClub's application columns, where others near them cost up to
# 0.0008 of the AUC.
OWN_WORD = 0.3  # share of a row's own yes or no in its target; the teacher has the rest
SMOOTH = 0.5  # share of the smooth surface in what trees grow towards
WIDTH = 0.05  # of the kernel: squared distance at which likeness falls to 1/e is columns / WIDTH
POINTS = 500  # rows that stand for all in the kernel, at most; 1,000 take twice as long
RIDGE = 0.03  # shrinking of the surface
TAIL = 3.0  # standard deviations beyond which a value counts as being there
PACE = 3.0  # how much faster the teacher's trees learn: they are many, and nobody keeps them
LEAST = 1e-3  # target of the safest: a log-odds has to exist


def taught(
    table: FeatureTable,
    y: FloatArray,
    fold: IntArray,
    settings: TreeSettings,
    effort: tuple[int, int],
) -> FloatArray:
    """What the trees of a table with privileged columns grow towards, shape (n,), in (0, 1].

    Half of it is what the teacher says of each row, with the row's own outcome; half a smooth
    surface over the features alone, fitted to that: it sees slopes that trees climb in steps.

    Parameters
    ----------
    table : FeatureTable
        With privileged columns.
    y : ndarray of shape (n,)
        1 default, 0 none.
    fold : ndarray of shape (n,)
        All rows of a borrower share one.
    settings : TreeSettings
        Of the trees to be taught; the teacher's are grown alike.
    effort : (seed, threads)
    """
    said = teacher_says(table, y, fold, settings, effort)
    told = OWN_WORD * y + (1 - OWN_WORD) * said
    smooth = _smoothed(Examples(table, told), table, effort[0])
    return np.clip((1 - SMOOTH) * told + SMOOTH * smooth, LEAST, 1.0)


def teacher_says(
    table: FeatureTable,
    y: FloatArray,
    fold: IntArray,
    settings: TreeSettings,
    effort: tuple[int, int],
) -> FloatArray:
    """Probability of default of each row from models that also read the privileged columns, (n,).

    Half of it from trees, half from a smooth surface. Neither has seen the row's fold, which only
    decides where the growing of the trees stops. Parameters as of `taught`.
    """
    wide = _with_privileged(table)
    goal = Goal("binary", risk_signs(wide.features))
    said = np.empty(len(y))
    for number in np.unique(fold):
        asked = fold == number
        seen = Examples(wide.rows(~asked), y[~asked])
        aside = Examples(wide.rows(asked), y[asked])
        text = fit_booster(goal, seen, aside, _hurried(settings), *effort)
        stepped = expit(raw_scores(text, wide.keys, aside.table))
        smooth = _smoothed(seen, aside.table, effort[0])
        said[asked] = (stepped + smooth) / 2
    return said


def _with_privileged(table: FeatureTable) -> FeatureTable:
    """The table with its privileged columns as features of no direction."""
    assert table.privileged is not None
    columns = table.privileged
    model = table.features[0]
    more = tuple(_free(model, f"privileged_{i}") for i in range(columns.shape[1]))
    values = np.column_stack([table.values, columns])
    return replace(table, features=table.features + more, values=values, privileged=None)


def _free(model: Feature, key: str) -> Feature:
    return replace(model, key=key, on_risk=Direction.EITHER, categories=())


def _hurried(settings: TreeSettings) -> TreeSettings:
    return replace(
        settings,
        learning_rate=min(1.0, PACE * settings.learning_rate),
        n_rounds=max(1, round(settings.n_rounds / PACE)),
        early_stopping=max(1, round(settings.early_stopping / PACE)),
    )


def _smoothed(seen: Examples, asked: FeatureTable, seed: int) -> FloatArray:
    """Value at each row asked for of a surface through those seen, for any number of threads."""
    with threadpool_limits(1):
        fitted = _surface(seen.table, seed).fit(seen.table.values, seen.y)
        return np.asarray(fitted.predict(asked.values), dtype=np.float64)


def _surface(table: FeatureTable, seed: int) -> Pipeline:
    """Ridge regression on a radial kernel over the features, each spread to a normal curve."""
    nominal = [i for i, f in enumerate(table.features) if f.categories]
    plain = [i for i in range(len(table.features)) if i not in nominal]
    read = make_column_transformer(
        (SimpleImputer(strategy="median", add_indicator=True, keep_empty_features=True), plain),
        (OneHotEncoder(handle_unknown="ignore", sparse_output=False), nominal),
    )
    spread = QuantileTransformer(
        n_quantiles=min(200, len(table)), output_distribution="normal", subsample=None
    )
    bounded = FunctionTransformer(np.clip, kw_args={"a_min": -TAIL, "a_max": TAIL})
    wide = read.fit_transform(table.values).shape[1]
    kernel = Nystroem(
        gamma=WIDTH / wide, n_components=min(POINTS, len(table)), random_state=seed % 2**32
    )
    return make_pipeline(read, spread, bounded, kernel, Ridge(RIDGE))

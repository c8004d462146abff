"""When within the year: chances of default by several horizons, which never cross."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from mingxi.models.booster import raw_scores
from mingxi.models.calibrator import Calibrator, calibrated
from mingxi.models.default_risk import DefaultRisk, RiskSettings, fit_default_risk, pd_12m
from mingxi.records.feature_table import FeatureTable

FloatArray = NDArray[np.float64]

# assumption: with fewer early or later defaults, one share for everybody is all there is to learn
FEWEST = 60
STEEPNESS = (-2.0, 2.0)  # logarithm of the slope; assumption: beyond, the scores say nothing


@dataclass(frozen=True)
class Sooner:
    """Chance that a default which comes within the next longer horizon comes within ``months``.

    Parameters
    ----------
    months : int
    booster_text : str | None
        LightGBM's text of the trees; None: the same chance for everybody.
    calibrator : Calibrator
    """

    months: int
    booster_text: str | None
    calibrator: Calibrator


@dataclass(frozen=True)
class PdTerm:
    """Chances of default within several horizons, as factors of the longest.

    A chance within three months is that within twelve, times the chance that such a default comes
    within six, times the chance that such a one comes within three. Each factor lies between 0
    and 1, so chances of shorter horizons are smaller for everybody, whatever was learned.

    Parameters
    ----------
    months : int
        Horizon of the default-risk model itself, the longest.
    parts : tuple of Sooner
        Longest horizon first.
    keys : tuple of str
        Features in the order learned.
    """

    months: int
    parts: tuple[Sooner, ...]
    keys: tuple[str, ...]

    @property
    def horizons(self) -> tuple[int, ...]:
        """Months, shortest first, the longest included."""
        return (*(part.months for part in reversed(self.parts)), self.months)


def fit_pd_term(
    table: FeatureTable,
    whole: tuple[int, FloatArray, FloatArray],
    sooner: Mapping[int, FloatArray],
    effort: tuple[int, int],
) -> PdTerm:
    """Factors learned from those who defaulted: who of them did so early.

    Each factor is calibrated on everybody: the chance that it leads to, not the factor itself, has
    to come true. Constraints are the declared directions on risk: what raises the chance of a
    default does not put it off. So the chances of every horizon follow the declared directions.

    Parameters
    ----------
    table : FeatureTable
    whole : (months, ndarray of shape (n,), ndarray of shape (n,))
        The longest horizon, who defaulted within it (1 or 0), and probabilities of that from
        trees that never saw these rows.
    sooner : mapping of int to ndarray of shape (n,)
        Who defaulted within fewer months.
    effort : (seed, threads)
    """
    months, within, stated = whole
    parts = []
    for early in sorted(sooner, reverse=True):
        part, factor = _sooner(early, table, (within, sooner[early], stated), effort)
        parts.append(part)
        within, stated = sooner[early], stated * factor
    return PdTerm(months, tuple(parts), table.keys)


def pd_by_horizon(term: PdTerm, risk: DefaultRisk, table: FeatureTable) -> FloatArray:
    """Probability of default by horizon, shape (n, horizons): shortest first, rising in each row.

    Raises
    ------
    ModelMismatch
        The table has other columns than the models, or another order.
    """
    columns = [pd_12m(risk, table)]
    for part in term.parts:
        raw = np.zeros(len(table))
        if part.booster_text is not None:
            raw = raw_scores(part.booster_text, term.keys, table)
        columns.append(columns[-1] * calibrated(part.calibrator, raw))
    return np.column_stack(columns[::-1])


def _sooner(
    months: int,
    table: FeatureTable,
    seen: tuple[FloatArray, FloatArray, FloatArray],
    effort: tuple[int, int],
) -> tuple[Sooner, FloatArray]:
    """Factor of one horizon, and its value for every row from trees that never saw it."""
    within, early, stated = seen
    bad = within == 1
    some, raw, text = early[bad], np.zeros(len(table)), None
    if min(some.sum(), len(some) - some.sum()) >= FEWEST:
        rows = table.rows(bad)
        found = fit_default_risk(rows, some, _settings(len(some)), *effort)
        text = found.model.booster_text
        raw = raw_scores(text, table.keys, table)  # whoever did not default was not learned from
        raw[bad] = found.raw
    fitted = _calibrator(raw, early, stated, slope=text is not None)
    return Sooner(months, text, fitted), calibrated(fitted, raw)


def _calibrator(raw: FloatArray, early: FloatArray, stated: FloatArray, slope: bool) -> Calibrator:
    """Map of the scores whose factors, times the longer chances, make the outcomes likeliest."""

    def loss(theta: FloatArray) -> float:
        """Mean log loss at these parameters."""
        p = np.clip(stated * expit(theta[0] + np.exp(theta[1]) * raw), 1e-12, 1 - 1e-12)
        return -float((early * np.log(p) + (1 - early) * np.log1p(-p)).mean())

    bounds = [(-10.0, 10.0), STEEPNESS if slope else (0.0, 0.0)]
    found = minimize(loss, np.zeros(2), method="L-BFGS-B", bounds=bounds)
    return Calibrator(float(found.x[0]), float(np.exp(found.x[1])))


def _settings(n_rows: int) -> RiskSettings:
    """Few small trees: there are only as many rows as defaults."""
    leaf = max(20, n_rows // 20)
    return RiskSettings(num_leaves=4, min_data_in_leaf=leaf, learning_rate=0.05, n_rounds=150)

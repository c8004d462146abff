"""The application scorecard: what an applicant brings, learned from everybody."""

from collections.abc import Collection
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mingxi.models.calibrator import at_level
from mingxi.models.default_risk import Application, CrossFitted, RiskSettings, fit_default_risk
from mingxi.records.feature_table import FeatureTable

FloatArray = NDArray[np.float64]


def fit_application(
    table: FeatureTable,
    y: FloatArray,
    brought: Collection[str],
    history: tuple[str, float],
    settings: RiskSettings,
    effort: tuple[int, int],
) -> tuple[Application, CrossFitted]:
    """Application scorecard, and what trees that never saw them say of the rows it learned from.

    Few people have just come and fewer of them default, so the trees learn from everybody, seen
    with the eyes of somebody who reads an application. The level is another matter: whoever has
    just come has not had time to fall behind. So the level of the calibrator is theirs.

    Parameters
    ----------
    table : FeatureTable
    y : ndarray of shape (n,)
        1 default, 0 none.
    brought : collection of str
        Features that do not come from a line with us.
    history : (str, float)
        Feature that counts the months on the line, and under how many (or where they are unknown)
        somebody is a newcomer, whose outcomes set the level.
    settings : RiskSettings
    effort : (seed, threads)

    Raises
    ------
    BadData
        A fold has no default, or nothing but defaults.
    """
    seen = application_facts(table, brought)
    crossed = fit_default_risk(seen, y, settings, *effort)
    new = ~(table.column(history[0]) >= history[1])
    level = at_level(crossed.model.calibrator, crossed.raw[new], y[new])
    crossed = replace(crossed, model=replace(crossed.model, calibrator=level))
    return Application(crossed.model.booster_text, level, history[0]), crossed


def application_facts(table: FeatureTable, brought: Collection[str]) -> FeatureTable:
    """The same rows, of which only what an applicant brings is known."""
    values = table.values.copy()
    values[:, [f.key not in brought for f in table.features]] = np.nan
    return replace(table, values=values)

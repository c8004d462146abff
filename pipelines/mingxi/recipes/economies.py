"""The method of the stated risk, learned anew in economies of other seeds.

One economy tells one story: how its level moved from the years learned from to the year judged.
Whether the method states too much or too little shows only over many.
"""

from dataclasses import replace

import numpy as np

from mingxi.evaluate.calibration import calibration_slope, decile_slope
from mingxi.evaluate.discrimination import auc
from mingxi.models.default_risk import fit_default_risk, pd_12m
from mingxi.models.search_space import risk_settings, settings_from
from mingxi.recipes.context import Context
from mingxi.recipes.generate import work_of
from mingxi.recipes.graded import FRESH_SEED
from mingxi.recipes.population import Asked, population
from mingxi.recipes.settings import Snapshots
from mingxi.simulate.config import BLOCK, WorldConfig

COUNT = 16  # economies; their slopes scatter by about 0.14, so that their mean is known to 0.035
JUDGE = 20_000  # people of each, whom the model has not seen
NAMES = ("slope by decile", "slope of the log-odds", "level", "AUC")


def economies(context: Context, asked: Snapshots, count: int = COUNT) -> dict[str, float]:
    """Mean, its standard error, and range of each figure over ``count`` economies, by name.

    In each, a model with the settings that need no search learns from as many people as the
    configuration trains on, and is judged out of time on others. Slopes are those of the
    calibration; ``level`` is the rate that came true over the one stated.

    Parameters
    ----------
    context : Context
    asked : Snapshots
    count : int
    """
    config = work_of(context).config
    with context.counted(f"{count} economies", count) as done:
        found = []
        for number in range(1, count + 1):
            other = replace(config, seed=config.seed + FRESH_SEED * (number + 1))
            found.append(_learned_anew(context, other, asked))
            done(number)
    figures: dict[str, float] = {}
    for name, values in zip(NAMES, np.array(found).T, strict=True):
        who = f"{count} economies: {name}"
        figures |= {
            who: float(values.mean()),
            f"{who}, error of the mean": float(values.std(ddof=1) / np.sqrt(count)),
            f"{who}, lowest": float(values.min()),
            f"{who}, highest": float(values.max()),
        }
    return figures


def _learned_anew(
    context: Context, config: WorldConfig, asked: Snapshots
) -> tuple[float, float, float, float]:
    """Slopes, level and AUC out of time in one economy."""
    training, effort = context.settings.training, (context.settings.seed, context.workers)
    learn = round(config.n_borrowers * (1 - training.holdout_share))
    start = -(-learn // BLOCK) * BLOCK  # a block nobody was learned from
    larger = replace(config, n_borrowers=start + JUDGE)
    months, horizon = (asked.train, asked.out_of_time[-1:]), asked.horizon_months
    rows, _ = population(larger, (0, learn), Asked(months[0], horizon), context.workers)
    judged, _ = population(
        larger, (start, start + JUDGE), Asked(months[1], horizon), context.workers
    )
    settings = settings_from(training.trees, risk_settings(len(rows.table)))
    model = fit_default_risk(rows.table, rows.default, settings, *effort).model
    y, stated = judged.default, pd_12m(model, judged.table)
    slopes = (decile_slope(y, stated)[0], calibration_slope(y, stated)[0])
    return *slopes, float(y.mean() / stated.mean()), auc(y, stated)

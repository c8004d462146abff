"""How hard a world is: what a plain model tells apart, and what somebody who knew all could.

mingxi difficulty configs/quick.yaml

The true chance of default is not a column of the world: it is the mean over the same people's
other lives, which share everything up to the snapshot and have luck of their own after it. The
outlook at fixed state, ``p_90_12m``, is shown beside it as a yardstick.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from mingxi.adapters.scale import over_blocks
from mingxi.evaluate.book import DEFAULT_DAYS, YEAR
from mingxi.evaluate.discrimination import auc, ks
from mingxi.models.booster import Examples, Goal, fit_booster, raw_scores
from mingxi.models.tree_settings import TreeSettings
from mingxi.recipes.context import Context
from mingxi.recipes.generate import work_of
from mingxi.recipes.material import WorldMaterial, world_material
from mingxi.recipes.settings import Snapshots
from mingxi.simulate.config import Block, People, WorldConfig, blocks
from mingxi.simulate.noise import Fresh
from mingxi.simulate.world import lived

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

PEOPLE = 8_192  # borrowers who live again; assumption: their defaults pin an AUC to 0.02
LIVES = 32
HELD_OUT = 0.3
# assumption: a plain model, not a tuned one
PLAIN = TreeSettings(learning_rate=0.05, num_leaves=15, min_data_in_leaf=60, n_rounds=150)


@dataclass(frozen=True)
class Lives:
    """The same people at one snapshot, and how each of their other lives went.

    Parameters
    ----------
    defaults : ndarray of shape (n, lives)
        Who is 90 days past due within twelve months.
    outlook : ndarray of shape (n,)
        ``p_90_12m`` at the snapshot.
    borrower_id : ndarray of shape (n,)
    """

    defaults: BoolArray
    outlook: FloatArray
    borrower_id: NDArray[np.int64]


def difficulty(context: Context, people: int = PEOPLE, lives: int = LIVES) -> dict[str, float]:
    """Print and return the figures: AUC and KS of a plain model, AUC of the true chance.

    Raises
    ------
    BadData
        The world has not been made.
    """
    asked = context.settings.snapshots
    config = work_of(context).config
    if asked is None:  # work_of has refused tables of one's own
        return {}
    later = asked.out_of_time[0]
    with context.step("plain model"):
        found = _behaviour(context, world_material(context.places), asked, later)
    month = months_between(config.first_month, later)
    alone = min(people, config.n_borrowers)
    some = [b for b in blocks(config, 2_048) if b.start < alone]
    with context.counted("other lives", len(some)) as done:
        work = partial(other_lives, config, month=month, lives=lives)
        parts = over_blocks(work, some, context.workers, done)
    found |= truth(parts)
    for name, value in found.items():
        context.console.print(f"{name:<52}{value:.3f}")
    return found


def other_lives(config: WorldConfig, block: Block, *, month: int, lives: int) -> Lives:
    """Other lives of those of a block who owe at the end of ``month`` and are not in default."""
    short = WorldConfig(
        config.seed, config.n_borrowers, config.first_month, month + YEAR + 1, config.numbers
    )
    now = lived(short, block)
    row = now.calendar.run_up + month
    past = now.past.columns
    owing = past["on_book"][row] & (past["balance_fen"][row] > 0)
    owing &= past["dpd"][row] < DEFAULT_DAYS
    outlook = now.latents.columns["p_90_12m"][row][owing]
    who = now.setting.borrower_id[owing]
    again = tuple(who.tolist())
    went = [_went(short, again, Fresh(k, month + 1), month) for k in range(1, lives + 1)]
    return Lives(np.stack(went, axis=1), outlook.astype(np.float64), who)


def truth(parts: Sequence[Lives]) -> dict[str, float]:
    """AUC of the true chance and of the outlook, each against lives that it has not seen.

    A mean over finitely many lives is a noisy chance and ranks worse than the chance itself; the
    gap closes like one over their number, so the figures of half and of all of them tell where it
    ends.
    """
    bad = np.concatenate([p.defaults for p in parts]).astype(np.float64)
    outlook = np.concatenate([p.outlook for p in parts])
    lives = bad.shape[1]
    whole, half = _auc_of_mean(bad, lives - 1), _auc_of_mean(bad, lives // 2)
    limit = whole + (whole - half) * (lives // 2) / (lives - 1 - lives // 2)
    ranks = [auc(bad[:, k], outlook) for k in range(lives)]
    return {
        f"true chance, mean of {lives} other lives, AUC": whole,
        "true chance, endless lives (extrapolated), AUC": limit,
        "outlook p_90_12m, AUC": float(np.mean(ranks)),
        "default rate over all lives": float(bad.mean()),
    }


def months_between(first: str, month: str) -> int:
    """Index of ``month`` counted from ``first``.

    Examples
    --------
    >>> months_between("2023-01", "2024-12")
    23
    """
    return int((np.datetime64(month, "M") - np.datetime64(first, "M")).astype(np.int64))


def _auc_of_mean(bad: FloatArray, others: int) -> float:
    """Mean AUC of the share of ``others`` lives that went bad, against one more life."""
    lives = bad.shape[1]
    found = []
    for k in range(lives):
        rest = [(k + 1 + j) % lives for j in range(others)]
        found.append(auc(bad[:, k], bad[:, rest].mean(axis=1)))
    return float(np.mean(found))


def _went(config: WorldConfig, people: People, fresh: Fresh, month: int) -> BoolArray:
    run = lived(config, people, fresh=fresh, events=False)
    days = run.past.columns["dpd"][run.calendar.run_up + month + 1 :]
    return np.asarray((days >= DEFAULT_DAYS).any(axis=0))


def _behaviour(
    context: Context, material: WorldMaterial, asked: Snapshots, later: str
) -> dict[str, float]:
    """AUC and KS of a plain model on borrowers it has not seen, then and later."""
    train = material.learning(asked.train, asked.horizon_months)
    after = material.learning((later,), asked.horizon_months)
    drawn = np.random.Generator(np.random.Philox(context.settings.seed))
    ids = np.unique(np.concatenate([train.table.borrower_id, after.table.borrower_id]))
    out = ids[drawn.random(len(ids)) < HELD_OUT]
    kept = ~np.isin(train.table.borrower_id, out)
    signs = (0,) * len(train.table.keys)
    unseen = np.isin(after.table.borrower_id, out)
    learned = train.rows(kept)
    text = fit_booster(
        Goal("binary", signs),
        Examples(learned.table, learned.default),
        None,
        PLAIN,
        context.settings.seed,
        context.workers,
    )
    found = {}
    for name, rows in (("same months", train.rows(~kept)), (later, after.rows(unseen))):
        score = raw_scores(text, train.table.keys, rows.table)
        found[f"plain LightGBM, other borrowers, {name}, AUC"] = auc(rows.default, score)
        found[f"plain LightGBM, other borrowers, {name}, KS"] = ks(rows.default, score)
    return found

"""Default, balance and profit of borrowers as functions of their limit, by living them again.

Each borrower is lived up to a decision month once, then goes on at every limit of a grid: with the
same noise (this person) and with fresh noise from the month after the decision on (what was to be
expected). Nothing is modelled: a default is 90 days past due, and the exposure at default is what
is owed then, so no credit conversion factor is needed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from mingxi.declare.errors import BadConfig
from mingxi.simulate.config import WorldConfig
from mingxi.simulate.intervention import Intervention
from mingxi.simulate.kept.journal import Journal
from mingxi.simulate.kept.latents import Latents
from mingxi.simulate.kept.past import Past
from mingxi.simulate.kept.run import Run
from mingxi.simulate.month import BoolArray, FloatArray, IntArray
from mingxi.simulate.noise import Fresh, Noise
from mingxi.simulate.world import lived, lived_through, setting_of

YEAR = 12
DEFAULT_DAYS = 90
DAYS_PER_YEAR = 365
# assumption: limits that consumer lines are sold at, up to the legal ceiling for one person
GRID = tuple(
    1_000 * k // 2 for k in (1, 2, 4, 6, 10, 16, 20, 30, 40, 60, 100, 160, 200, 300, 400)
)  # fmt: skip


@dataclass(frozen=True)
class Terms:
    """What a line earns and costs.

    Parameters
    ----------
    daily_rate : float
        Interest, share of the balance per day.
    funding_rate, undrawn_cost : float
        Cost of the money lent, and of keeping the rest ready, share per year.
    lgd : float
        Loss given default, share of what is owed then.
    fixed_cost : float
        Yuan per line and year.
    """

    daily_rate: float
    funding_rate: float
    undrawn_cost: float
    lgd: float
    fixed_cost: float


@dataclass(frozen=True)
class Outcome:
    """A year at each limit of the grid, shape (borrowers, limits).

    Parameters
    ----------
    default : ndarray
        Share of the lives with 90 days past due within the year; 0 or 1 for one life.
    balance : ndarray
        Mean balance over the year, yuan.
    exposure : ndarray
        What is owed when the default comes, yuan, mean over all lives; 0 for lives without.
    profit : ndarray
        Yuan in the year.
    """

    default: FloatArray
    balance: FloatArray
    exposure: FloatArray
    profit: FloatArray


@dataclass(frozen=True)
class LimitResponse:
    """How borrowers respond to their limit.

    Parameters
    ----------
    borrower_id : ndarray of shape (m,)
        Those of the people asked for whose line was open before the decision month, and who were
        not 90 days past due.
    month : int
        At whose end the limit is set.
    grid : ndarray of shape (g,)
        Limits, yuan.
    same : Outcome
        With the noise of the base world: this person's year.
    expected : Outcome
        Mean over fresh lives.
    lives : int
    """

    borrower_id: IntArray
    month: int
    grid: IntArray
    same: Outcome
    expected: Outcome
    lives: int

    @property
    def optimal(self) -> IntArray:
        """Limit with the highest expected profit, yuan, shape (m,); of several the lowest."""
        return np.asarray(self.grid[np.argmax(self.expected.profit, axis=1)])


def limit_response(
    config: WorldConfig,
    borrower_ids: Sequence[int],
    month: int,
    terms: Terms,
    lives: int,
    grid: Sequence[int] = GRID,
) -> LimitResponse:
    """A year of each borrower at each limit set at the end of ``month``.

    Parameters
    ----------
    config : WorldConfig
    borrower_ids : sequence of int
    month : int
        ≥ 1, with a year of the world after it.
    terms : Terms
    lives : int
        Fresh lives per borrower and limit, ≥ 1.
    grid : sequence of int
        Limits, whole hundreds of yuan.

    Raises
    ------
    BadConfig
        The month leaves no year, or there is no fresh life.
    """
    if not 1 <= month < config.n_months - YEAR or lives < 1:
        raise BadConfig(
            f"response to the limit in month {month} over {lives} lives",
            f"the world has {config.n_months} months",
            f"Use a month from 1 to {config.n_months - YEAR - 1} and one life or more",
        )
    before = lived(replace(config, n_months=month), borrower_ids, events=False)
    held = np.nonzero(before.state["on_book"] & (before.state["dpd"] < DEFAULT_DAYS))[0]
    decided = lived_through(
        _at_every_limit(config, before, held, month, grid), range(month, month + 1)
    )
    outcomes = [_year(decided, None, terms, len(grid))]
    outcomes += [_year(decided, Fresh(k + 1, month + 1), terms, len(grid)) for k in range(lives)]
    return LimitResponse(
        before.setting.borrower_id[held],
        month,
        np.asarray(grid, dtype=np.int64),
        outcomes[0],
        _mean(outcomes[1:]),
        lives,
    )


def _at_every_limit(
    config: WorldConfig, before: Run, who: IntArray, month: int, grid: Sequence[int]
) -> Run:
    """The run so far with a row for each borrower and limit; rows are numbered as if people."""
    rows = np.repeat(who, len(grid))
    people = before.setting.borrower_id[rows]
    number = np.arange(len(rows))
    sets = tuple(
        Intervention(
            "set_limit", month, month + YEAR, tuple(number[i :: len(grid)].tolist()), yuan
        )
        for i, yuan in enumerate(grid)
    )
    setting = replace(
        setting_of(config, before.setting.borrower_id, sets),
        noise=Noise(config.seed, people),
        borrower_id=number,
    )
    recorded = before.calendar.run_up + month
    past = Past(recorded + 1 + YEAR, len(rows))
    for name, values in past.columns.items():
        values[:recorded] = before.past.columns[name][:recorded, rows]
    state = {name: values[rows] for name, values in before.state.items()}
    return Run(
        setting,
        config.calendar,
        state | {"borrower_id": number},
        past,
        Latents(0, len(rows)),
        Journal(False),
    )


def _year(decided: Run, fresh: Fresh | None, terms: Terms, n_limits: int) -> Outcome:
    """The year after the decision in one life."""
    setting = decided.setting
    noise = replace(setting.noise, fresh=fresh)
    rows = decided.past.columns["dpd"].shape[0]
    month = rows - decided.calendar.run_up - YEAR
    # months are written over: what a month reads of the past is never later than itself
    run = lived_through(
        replace(decided, setting=replace(setting, noise=noise)), range(month, month + YEAR)
    )
    past = run.past.columns
    dpd, owed = past["dpd"][-YEAR:], past["balance_fen"][-YEAR:] / 100.0
    limit = past["limit_fen"][-YEAR:] / 100.0
    found = _outcome(dpd >= DEFAULT_DAYS, owed, limit, terms)
    shape = (-1, n_limits)
    return Outcome(*(values.reshape(shape) for values in found))


def _outcome(
    bad: BoolArray, owed: FloatArray, limit: FloatArray, terms: Terms
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Default, balance, exposure and profit of a year, (rows,), from arrays (months, rows)."""
    gone = np.maximum.accumulate(bad, axis=0)
    default = gone[-1].astype(np.float64)
    first = np.argmax(bad, axis=0)
    exposure = np.where(gone[-1], owed[first, np.arange(owed.shape[1])], 0.0)
    live = np.where(gone, 0.0, owed)
    undrawn = np.where(gone, 0.0, np.maximum(limit - owed, 0.0))
    margin = terms.daily_rate * DAYS_PER_YEAR - terms.funding_rate
    earned = margin * live.mean(axis=0) - terms.undrawn_cost * undrawn.mean(axis=0)
    return default, owed.mean(axis=0), exposure, earned - terms.lgd * exposure - terms.fixed_cost


def _mean(outcomes: list[Outcome]) -> Outcome:
    names = ("default", "balance", "exposure", "profit")
    return Outcome(*(np.mean([getattr(one, name) for one in outcomes], axis=0) for name in names))


def response_table(found: LimitResponse) -> pa.Table:
    """Truth table: one row per borrower and limit."""
    m, g = found.same.default.shape
    best = found.grid[None, :] == found.optimal[:, None]
    columns: dict[str, pa.Array] = {
        "borrower_id": pa.array(np.repeat(found.borrower_id, g)),
        "month": pa.array(np.full(m * g, found.month, dtype=np.int16)),
        "limit_fen": pa.array(np.tile(found.grid * 100, m)),
        "lives": pa.array(np.full(m * g, found.lives, dtype=np.int16)),
    }
    for side, outcome in (("expected", found.expected), ("same", found.same)):
        for name in ("default", "balance", "exposure", "profit"):
            columns[f"{name}_{side}"] = pa.array(getattr(outcome, name).ravel())
    columns["optimal"] = pa.array(best.ravel())
    return pa.table(columns)

"""A closed loop: a lender takes over a book, lends for a while, and all is followed to its end.

Every lender takes over the same people in the same month and meets the same noise after it, so a
difference between two of them is what their limits did and nothing else.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mingxi.evaluate.book import DEFAULT_DAYS
from mingxi.evaluate.realised import BusinessTerms, Course, Realised, realised
from mingxi.simulate.config import Block, WorldConfig
from mingxi.simulate.intervention import Intervention
from mingxi.simulate.kept.past import Past
from mingxi.simulate.kept.run import Run
from mingxi.simulate.lender.sight import Door, Lender
from mingxi.simulate.noise import Fresh
from mingxi.simulate.world import lived, lived_through, setting_of

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

FEN_PER_YUAN = 100
# the longest loan takes 12 months, and what is due last is 90 days late 3 months after
RUN_OFF = 15


@dataclass(frozen=True)
class Loop:
    """Some people of a world on the day that a lender takes over.

    Parameters
    ----------
    config : WorldConfig
        Long enough for lending and run-off.
    before : Run
        Lived up to the month before the take-over.
    month : int
        At whose end the lender decides first; a quarter end, so that it decides on every line.
    lending : int
        Months of lending after it.
    """

    config: WorldConfig
    before: Run
    month: int
    lending: int

    @property
    def people(self) -> BoolArray:
        """Whom the lender decides on: lines held and not in default, applicants to come, (n,)."""
        state = self.before.state
        held = state["on_book"] & (state["dpd"] < DEFAULT_DAYS)
        comes = ~state["applied"] & (state["open_month"] < self.month + self.lending)
        return np.asarray(held | comes)


def taken_over(config: WorldConfig, block: Block, month: int, lending: int) -> Loop:
    """The people of ``block`` at the end of the month before ``month``."""
    whole = replace(config, n_months=month + lending + RUN_OFF + 1)
    return Loop(whole, lived(replace(config, n_months=month), block, events=False), month, lending)


def lent(loop: Loop, lender: Lender | None, fresh: Fresh | None = None) -> Run:
    """The run under ``lender`` (None: the legacy lender) to the end of the run-off."""
    end = loop.month + loop.lending
    run = lived_through(_begun(loop, lender, fresh), range(loop.month, end))
    # the last decisions would fall in a month that nobody draws after
    closed = (Intervention("fewer_draws", end + 1, loop.config.n_months - 1, None, 0.0),)
    setting = replace(run.setting, door=None, do=closed)
    return lived_through(replace(run, setting=setting), range(end, loop.config.n_months))


def followed(loop: Loop, lender: Lender | None, months: int) -> Run:
    """The run under ``lender`` up to ``months`` months after the take-over, without run-off."""
    return lived_through(_begun(loop, lender, None), range(loop.month, loop.month + months + 1))


def _begun(loop: Loop, lender: Lender | None, fresh: Fresh | None) -> Run:
    """The run up to the take-over, with room for what is to come; nothing is shared."""
    before = loop.before
    door = None if lender is None else Door(lender, loop.month)
    people = _people(before.setting.noise.positions)
    setting = replace(setting_of(loop.config, people, (), fresh), door=door)
    recorded = before.calendar.run_up + loop.month
    past = Past(loop.config.calendar.run_up + loop.config.n_months, len(setting.borrower_id))
    for name, values in past.columns.items():
        values[:recorded] = before.past.columns[name][:recorded]
    return replace(before, setting=setting, calendar=loop.config.calendar, past=past)


def _people(positions: range | IntArray) -> Block | IntArray:
    if isinstance(positions, range):
        return Block(0, positions.start, positions.stop)
    return positions


def course(loop: Loop, run: Run) -> Course:
    """What was lived through after the take-over, yuan."""
    first = run.calendar.run_up + loop.month + 1
    past = {name: values[first:] for name, values in run.past.columns.items()}
    return Course(
        owed=past["balance_fen"] / FEN_PER_YUAN,
        limit=past["limit_fen"] / FEN_PER_YUAN,
        days=past["dpd"],
        is_open=past["on_book"],
        lending=loop.lending,
    )


@dataclass(frozen=True)
class Lived:
    """What came of the people of a loop under one lender, all of shape (n,).

    Parameters
    ----------
    position : ndarray
        Of each person in the block.
    came : Realised
    first_limit : ndarray
        Limit after the first decision, yuan; 0 without a line.
    opened : ndarray
        The line was open at some month end of the time of lending.
    """

    position: IntArray
    came: Realised
    first_limit: IntArray
    opened: BoolArray


def lived_under(
    loop: Loop, lender: Lender | None, terms: BusinessTerms, fresh: Fresh | None = None
) -> Lived:
    """What came of the people of a loop under a lender, in their order."""
    run = lent(loop, lender, fresh)
    who = np.flatnonzero(whom(loop, run))
    at = run.calendar.run_up + loop.month
    past = run.past.columns
    first = np.where(past["on_book"][at], past["limit_fen"][at] // FEN_PER_YUAN, 0)
    opened = np.asarray(past["on_book"][at : at + loop.lending + 1].any(axis=0))
    return Lived(who, realised(course(loop, run), terms).rows(who), first[who], opened[who])


def closed_book(loop: Loop, terms: BusinessTerms) -> Realised:
    """What comes of the same people if nobody may draw after the take-over.

    It is what earlier lending still earns and loses, whoever takes over: the sunk part.
    """
    start = _begun(loop, None, None)
    stop = (Intervention("fewer_draws", loop.month + 1, loop.config.n_months - 1, None, 0.0),)
    setting = replace(start.setting, do=stop)
    run = lived_through(replace(start, setting=setting), range(loop.month, loop.config.n_months))
    found = realised(course(loop, run), terms).rows(whom(loop, run))
    nothing = np.zeros(len(found.profit))
    return replace(found, profit=found.earned - found.lost, kept_ready=nothing)


def whom(loop: Loop, run: Run) -> BoolArray:
    """`Loop.people` without those in default on the day of the take-over: no lender's doing."""
    days = run.past.columns["dpd"][run.calendar.run_up + loop.month]
    return np.asarray(loop.people & (days < DEFAULT_DAYS))

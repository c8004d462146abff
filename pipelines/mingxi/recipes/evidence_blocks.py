"""One block of fresh people, taken over and lived through under every rival."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingxi.evaluate.realised import Realised
from mingxi.models.profit import ProfitTerms
from mingxi.recipes.closed_loop import Lived, Loop, closed_book, lived_under, taken_over
from mingxi.recipes.rivals import NoRaise, OpenToAll, Rival
from mingxi.simulate.config import Block, WorldConfig
from mingxi.simulate.start.people import FAMILIES, GENDERS

GROUPS = ("region", "city_tier", "segment", "gender", "age")
AGES = (25, 30, 40)  # years; assumption: bounds that leave people in every group
AGE_NAMES = np.array(["20-24", "25-29", "30-39", "40+"])


@dataclass(frozen=True)
class Work:
    """What is lived through in every block: the same for all of them.

    Parameters
    ----------
    config : WorldConfig
    month, lending : int
        Of the take-over; months of lending.
    rivals : tuple of Rival
    raised : tuple of str
        Rivals of whom is asked what their raises do to people.
    terms : ProfitTerms
    """

    config: WorldConfig
    month: int
    lending: int
    rivals: tuple[Rival, ...]
    raised: tuple[str, ...]
    terms: ProfitTerms


@dataclass(frozen=True)
class Found:
    """One block of people.

    Parameters
    ----------
    seed : int
    closed : Realised
        What earlier lending brings anyway.
    lived : mapping of (rival, dial) to Lived
    no_raise : mapping of rival to Lived
        The same without any raise.
    open_to_all : Lived
        With a line for every applicant.
    people : mapping of str to ndarray
        `GROUPS`, and ``held``: a line before the take-over.
    """

    seed: int
    closed: Realised
    lived: Mapping[tuple[str, float], Lived]
    no_raise: Mapping[str, Lived]
    open_to_all: Lived
    people: Mapping[str, NDArray[Any]]


def lived_block(work: Work, item: tuple[int, Block]) -> Found:
    """Everybody of a block of the world of a seed, under every version of every rival."""
    seed, block = item
    loop = taken_over(replace(work.config, seed=seed), block, work.month, work.lending)
    everybody = lived_under(loop, OpenToAll(), work.terms)
    return Found(
        seed,
        closed_book(loop, work.terms),
        {
            (rival.name, dial): lived_under(loop, lender, work.terms)
            for rival in work.rivals
            for dial, lender in rival.versions
        },
        {
            rival.name: lived_under(loop, NoRaise(rival.used), work.terms)
            for rival in work.rivals
            if rival.name in work.raised
        },
        everybody,
        _people(loop, everybody),
    )


def _people(loop: Loop, lived: Lived) -> dict[str, NDArray[Any]]:
    state, setting, at = loop.before.state, loop.before.setting, lived.position
    named = {
        name: np.array(setting.names(name))[state[name][at]] for name in GROUPS if name in FAMILIES
    }
    return {
        **named,
        "gender": np.array(GENDERS)[state["gender"][at]],
        "age": AGE_NAMES[np.searchsorted(AGES, state["age"][at], side="right")],
        "held": state["on_book"][at],
    }

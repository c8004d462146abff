"""Lenders to compare with: what a policy must beat, and the obvious ways to learn a worse one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from mingxi.declare.rule import Layer
from mingxi.models.booster import Examples, Goal, fit_booster, raw_scores
from mingxi.models.credit_limit import CreditLimit, fit_credit_limit
from mingxi.models.limit_outcomes import with_log_limit
from mingxi.models.profit import LIMIT_GRID, ProfitTerms, annual_profit
from mingxi.models.search_space import limit_settings, outcome_settings
from mingxi.policy.catalogue import RULES
from mingxi.policy.policy import Policy
from mingxi.recipes.material import Learning
from mingxi.simulate.lender.review import MULTIPLIERS, WELCOME
from mingxi.simulate.lender.sight import FOLLOW, Lender, Sight, answer_of

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
Truth = Mapping[str, NDArray[Any]]

LEGACY, OURS, ORACLE, UNDISTILLED = "legacy", "ours", "oracle", "best limits"
NO_DIRECTIONS, MORE_TREES = "no directions", "more trees"

# limits of the product in the world: whole hundreds of yuan between these
LOWEST, HIGHEST, UNIT = 500, 200_000, 100
NO_CHOICE = frozenset({"product_ceiling", "legal_ceiling", "product_minimum"})  # caps that stay


@dataclass(frozen=True)
class Rival:
    """A policy in several versions, from careful to bold.

    Parameters
    ----------
    name : str
    versions : tuple of (float, Lender)
        Setting of its dial, and the lender that it makes.
    as_is : float
        Setting at which the policy is used.
    """

    name: str
    versions: tuple[tuple[float, Lender], ...]
    as_is: float = 1.0

    @property
    def used(self) -> Lender:
        """The policy as it is used."""
        return dict(self.versions)[self.as_is]


@dataclass(frozen=True)
class ScaledLegacy:
    """The legacy lender with every limit multiplied; at 1 it is the legacy lender."""

    scale: float = 1.0
    name: str = LEGACY

    def decide(self, sight: Sight) -> IntArray:
        """Its limits × ``scale``, inside the bounds of the product."""
        if self.scale == 1.0:  # its own decisions, lots and all that it remembers of them included
            return np.full(len(sight.asks), FOLLOW)
        return bounded(sight.legacy_yuan, self.scale * sight.legacy_yuan)


@dataclass(frozen=True)
class Keep:
    """Nothing is changed: lines stay as they are, applicants get what the legacy lender grants."""

    name: str = "keep"

    def decide(self, sight: Sight) -> IntArray:
        """Limits so far."""
        return np.where(sight.asks == WELCOME, sight.legacy_yuan, sight.limit_yuan)


@dataclass(frozen=True)
class OpenToAll:
    """As `Keep`, but no applicant is refused: who would have paid, can be seen of all."""

    name: str = "open to all"

    def decide(self, sight: Sight) -> IntArray:
        """Limits so far; what was proposed for applicants."""
        opened = bounded(sight.proposal_yuan + 1, sight.proposal_yuan)
        return np.where(sight.asks == WELCOME, opened, sight.limit_yuan)


@dataclass(frozen=True)
class Random:
    """What the legacy lender grants × a multiplier drawn by lot for each decision."""

    number: int
    name: str = "random"

    def decide(self, sight: Sight) -> IntArray:
        """Limits moved at random."""
        month = int(np.datetime64(sight.month, "M").astype(np.int64))
        drawn = np.random.Generator(np.random.Philox([self.number, month]))
        ids = sight.histories.borrower_id
        # a lot for each number, so that nobody's depends on who else is asked
        lot = drawn.integers(0, len(MULTIPLIERS), int(ids.max()) + 1)[ids]
        return bounded(sight.legacy_yuan, sight.legacy_yuan * MULTIPLIERS[lot])


@dataclass(frozen=True, eq=False)
class NoRaise:
    """Another lender that may lower a line, and never raise it above what it was."""

    inner: Lender
    name: str = "no raise"

    def decide_knowing(self, sight: Sight, state: Truth) -> IntArray:
        """The other's limits, at most the limits so far."""
        given = answer_of(self.inner, sight, state)
        given = np.where(given == FOLLOW, sight.legacy_yuan, given)
        return np.where(sight.asks == WELCOME, given, np.minimum(given, sight.limit_yuan))

    def decide(self, sight: Sight) -> IntArray:
        """As `decide_knowing`."""
        return self.decide_knowing(sight, {})


def bounded(granted: IntArray, wanted: NDArray[Any]) -> IntArray:
    """Limits as the product has them; 0 where nothing was granted."""
    whole = np.clip(np.floor(wanted / UNIT) * UNIT, LOWEST, HIGHEST)
    return np.where(granted > 0, whole, 0).astype(np.int64)


def uncapped(policy: Policy) -> Policy:
    """A policy without the lender's own caps: what caution beside the limit model costs.

    Gates, the law, and the limits of the product stay.
    """
    left = tuple(
        one
        for one in policy.clauses
        if RULES[one.key].what.layer is not Layer.CAP or one.key in NO_CHOICE
    )
    return replace(policy, clauses=left)


def imitation(rows: Learning, seed: int, threads: int) -> CreditLimit:
    """Limit model that repeats the limits given in the past."""
    lined = np.isfinite(rows.limit) & (rows.limit > 0)
    some = rows.rows(lined)
    table = some.table.columns(some.limit_keys)
    return fit_credit_limit(table, some.limit, limit_settings(len(table)), seed, threads)


def naive(rows: Learning, terms: ProfitTerms, seed: int, threads: int) -> CreditLimit:
    """Limit model learned from past outcomes as if past limits had been given by chance.

    No sign of the limit is held, nothing stands for what the lender knew beside the features, any
    limit may be chosen however seldom it was given, and the optimum is believed as it stands.
    """
    assert rows.balance is not None, "a world has balances"
    known = np.isfinite(rows.limit) & (rows.limit > 0) & np.isfinite(rows.balance)
    some = rows.rows(known)
    logged = with_log_limit(some.table, some.limit)
    free = tuple(0 for _ in logged.keys)
    settings = replace(outcome_settings(len(logged)), early_stopping=20)
    balance = some.balance
    assert balance is not None
    risk = fit_booster(
        Goal("binary", free), Examples(logged, some.default), None, settings, seed, threads
    )
    owed = fit_booster(
        Goal("tweedie", free), Examples(logged, balance), None, settings, seed, threads
    )
    grid = np.array(LIMIT_GRID)
    profit = np.empty((len(logged), len(grid)))
    for i, limit in enumerate(grid):
        at = np.full(len(logged), limit)
        asked = with_log_limit(some.table, at)
        pd = np.asarray(expit(raw_scores(risk, logged.keys, asked)))
        profit[:, i] = annual_profit(pd, np.exp(raw_scores(owed, logged.keys, asked)), at, terms)
    target = grid[profit.argmax(axis=1)]
    table = some.table.columns(some.limit_keys)
    return fit_credit_limit(table, target, limit_settings(len(table)), seed, threads)

"""Policies side by side: what each earned and lost on the same people, and at equal loss."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mingxi.evaluate.frontier import AtLoss, Interval, gain_interval, profit_at_loss
from mingxi.evaluate.realised import Realised

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Versions:
    """One policy from careful to bold, on the same n people.

    Parameters
    ----------
    came : mapping of dial to Realised
        Of lending since the take-over: what earlier lending brings is taken off already.
    as_is : float
        Setting at which the policy is used.
    """

    came: Mapping[float, Realised]
    as_is: float

    @property
    def used(self) -> Realised:
        """What came of it as it is used."""
        return self.came[self.as_is]

    def arrays(self) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Dials (k,), profits (n, k) and losses (n, k)."""
        dials = sorted(self.came)
        profit = np.column_stack([self.came[d].profit for d in dials])
        return np.array(dials), profit, np.column_stack([self.came[d].lost for d in dials])


@dataclass(frozen=True)
class PolicyScore:
    """How a policy did, money per person.

    Parameters
    ----------
    profit, earned, lost, kept_ready, balance, limit : float
        Means, as the policy is used; see `mingxi.evaluate.realised.Realised`.
    default_rate : float
    loss_to_budget : float
        Loss over the loss of the legacy lender on the same people.
    at_equal_loss : AtLoss
        Profit where its loss is the legacy lender's.
    gain : Interval
        That profit less the legacy lender's, money per person.
    """

    profit: float
    earned: float
    lost: float
    kept_ready: float
    balance: float
    limit: float
    default_rate: float
    loss_to_budget: float
    at_equal_loss: AtLoss
    gain: Interval


def policy_score(policy: Versions, legacy: Realised, seed: int, repeats: int = 400) -> PolicyScore:
    """How a policy did beside the legacy lender.

    Parameters
    ----------
    policy : Versions
    legacy : Realised
        The legacy lender on the same people.
    seed : int
        Of the draws of people behind the range.
    repeats : int
    """
    dial, profit, loss = policy.arrays()
    at = profit_at_loss(dial, profit.mean(axis=0), loss.mean(axis=0), float(legacy.lost.mean()))
    used = policy.used
    means = {
        name: float(getattr(used, name).mean())
        for name in ("profit", "earned", "lost", "kept_ready", "balance", "limit")
    }
    return PolicyScore(
        **means,
        default_rate=float(used.default.mean()),
        loss_to_budget=means["lost"] / float(legacy.lost.mean()),
        at_equal_loss=at,
        gain=gain_interval((dial, profit, loss), (legacy.profit, legacy.lost), seed, repeats),
    )


def since_take_over(came: Realised, closed: Realised) -> Realised:
    """What lending since the take-over brought: without what earlier lending brings anyway."""
    return Realised(
        profit=came.profit - closed.profit,
        earned=came.earned - closed.earned,
        lost=came.lost - closed.lost,
        kept_ready=came.kept_ready,
        default=came.default,
        balance=came.balance,
        limit=came.limit,
    )

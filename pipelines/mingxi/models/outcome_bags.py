"""Outcomes of every decision at any limit, told several times over, and how far they disagree."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingxi.models.limit_outcomes import Expected, Growth, OutcomeModel, fit_outcome_model
from mingxi.models.profit import ProfitTerms, line_profit
from mingxi.records.feature_table import FeatureTable
from mingxi.records.limit_rows import LimitRows

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Curves:
    """Expected profit and loss of n borrowers at g limits, money per year, each (n, g)."""

    profit: FloatArray
    loss: FloatArray


@dataclass(frozen=True)
class OutcomeBags:
    """What is expected of n decisions, by bags that divide the borrowers differently.

    In each bag a borrower is judged by what the other half of the borrowers taught.

    Parameters
    ----------
    bags : tuple of Expected
    proposal : ndarray of shape (n,)
    terms : ProfitTerms
    loss_ratio : float
        Losses that came over losses expected at the limits given, both from lending after the
        decision.
    models : tuple of OutcomeModel
        What each bag learned; they can be asked about other people.
    """

    bags: tuple[Expected, ...]
    proposal: FloatArray
    terms: ProfitTerms
    loss_ratio: float = 1.0
    models: tuple[OutcomeModel, ...] = ()

    def curves(self, limit: FloatArray, caution: float = 0.0) -> Curves:
        """Profit less, and loss plus, ``caution`` times what the bags disagree by.

        Parameters
        ----------
        limit : ndarray of shape (n, g)
            Money > 0.
        caution : float
            Standard deviations over the bags, ≥ 0.
        """
        profit, loss = zip(*(self._of(bag, limit) for bag in self.bags), strict=True)
        worse = caution * np.std(profit, axis=0), caution * np.std(loss, axis=0)
        return Curves(np.mean(profit, axis=0) - worse[0], np.mean(loss, axis=0) + worse[1])

    def at(self, limit: FloatArray) -> Curves:
        """The same at one limit each, all of shape (n,), without caution."""
        found = self.curves(limit[:, None])
        return Curves(found.profit[:, 0], found.loss[:, 0])

    def rows(self, keep: NDArray[Any]) -> "OutcomeBags":
        """The decisions that ``keep`` (mask or positions) selects."""
        some = tuple(bag.rows(keep) for bag in self.bags)
        return replace(self, bags=some, proposal=self.proposal[keep])

    def of_others(self, table: FeatureTable, proposal: FloatArray) -> "OutcomeBags":
        """What is expected of people whom no bag has seen, proposals as money > 0, (n,)."""
        told = tuple(model.expected_of(table, proposal) for model in self.models)
        return replace(self, bags=told, proposal=proposal)

    def _of(self, bag: Expected, limit: FloatArray) -> tuple[FloatArray, FloatArray]:
        owed, balance = bag.at(limit, self.proposal)
        loss = self.terms.lgd * owed
        return line_profit(balance, loss, limit, self.terms), loss


def outcome_bags(
    rows: LimitRows,
    terms: ProfitTerms,
    growth: Growth,
    count: int,
    effort: tuple[int, int],
) -> OutcomeBags:
    """What is expected of every decision, in ``count`` bags; effort: (seed, threads)."""
    seed, threads = effort
    found = [fit_outcome_model(rows, growth, seed + bag, threads) for bag in range(count)]
    bags, models = tuple(told for _, told in found), tuple(model for model, _ in found)
    plain = OutcomeBags(bags, rows.proposal, terms, models=models)
    expected = float(plain.at(rows.mean_limit).loss.sum())
    came = terms.lgd * float(rows.exposure.sum())
    return replace(plain, loss_ratio=came / expected if expected > 0 else 1.0)

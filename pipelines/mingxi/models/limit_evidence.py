"""Figures of a limit that was learned from profit, for reports and gates."""

from collections.abc import Mapping
from dataclasses import dataclass

from mingxi.declare.words import Words

# the learned limits must keep this much of what the best limits promised
LEAST_KEPT = 0.99
# rounding of a budget that is met exactly
MOST_OVER = 1.0 + 1e-6
# one opaque column may carry this much of a limit, and from here on it must be looked into
USUAL_LENDER_SHARE, MOST_LENDER_SHARE = 0.20, 0.25


@dataclass(frozen=True)
class LimitEvidence:
    """How a limit was learned and what the models expect of it; money per line and year.

    All expectations are the outcome models' own, cross-fitted over borrowers. They are not what a
    lender will see: only a closed loop or a trial shows that.

    Parameters
    ----------
    decisions, borrowers : int
        Rows learned from, and people in them.
    by_lot : float
        Share of the rows in whose year chance moved a limit.
    balance_slope, owed_slope : (float, float)
        Change of the logarithm of the balance, and of what is owed at a default, per logarithm of
        the limit: mean over the bags and standard error.
    proposal_spread : float
        Standard deviation of the lender's information beside the features, log.
    supported : float
        Share of grid limits within the trust region that were given often enough to be tried.
    caution : float
    loss_ratio : float
        Losses that came over losses the models expected, at the limits given.
    legacy, best, learned : mapping of str to float
        ``profit``, ``loss`` and mean ``limit`` at the limits given, at the best ones within the
        budgets, and at those the limit model proposes.
    prices : mapping of str to float
        Profit that one more unit of each budget would bring; for loss, yuan per yuan.
    budget : float
        Expected loss per line that may be used.
    lender_share : float | None
        Share of what moves the limit that is lender information beside the features; None where
        the model does not use it.
    """

    decisions: int
    borrowers: int
    by_lot: float
    balance_slope: tuple[float, float]
    owed_slope: tuple[float, float]
    proposal_spread: float
    supported: float
    caution: float
    loss_ratio: float
    legacy: Mapping[str, float]
    best: Mapping[str, float]
    learned: Mapping[str, float]
    prices: Mapping[str, float]
    budget: float
    lender_share: float | None = None

    @property
    def kept(self) -> float:
        """Share of the best limits' profit that the limit model keeps."""
        best = self.best["profit"]
        return self.learned["profit"] / best if best > 0 else float("nan")

    @property
    def figures(self) -> dict[str, float]:
        """All figures by name, as they are recorded."""
        found = {
            "decisions": float(self.decisions),
            "borrowers": float(self.borrowers),
            "by_lot": self.by_lot,
            "balance_slope": self.balance_slope[0],
            "balance_slope_sd": self.balance_slope[1],
            "owed_slope": self.owed_slope[0],
            "owed_slope_sd": self.owed_slope[1],
            "proposal_spread": self.proposal_spread,
            "supported": self.supported,
            "caution": self.caution,
            "loss_ratio": self.loss_ratio,
            "loss_budget": self.budget,
            "profit_kept": self.kept,
        }
        for name in ("legacy", "best", "learned"):
            found |= {f"{name}_{key}": v for key, v in getattr(self, name).items()}
        found |= {f"price_{name}": price for name, price in self.prices.items()}
        if self.lender_share is not None:
            found["lender_share"] = self.lender_share
        return found

    @property
    def lines(self) -> tuple[str, ...]:
        """The figures as sentences of a model report."""
        own, best, legacy = self.learned, self.best, self.legacy
        found = [
            f"Learned from {self.decisions:,} decisions on {self.borrowers:,} people; in the year "
            f"after {self.by_lot:.0%} of them, chance moved a limit.",
            f"Twice the limit: balance x {2 ** self.balance_slope[0]:.2f} (slope "
            f"{self.balance_slope[0]:.2f} ± {self.balance_slope[1]:.2f}), owed at defaults x "
            f"{2 ** self.owed_slope[0]:.2f} (slope {self.owed_slope[0]:.2f} ± "
            f"{self.owed_slope[1]:.2f}), read from lots alone.",
            f"Expected by the outcome models, cross-fitted, per line and year: limits given "
            f"{legacy['profit']:,.1f} profit at {legacy['loss']:,.1f} loss; best within budget "
            f"{best['profit']:,.1f} at {best['loss']:,.1f}; the limit model {own['profit']:,.1f} "
            f"at {own['loss']:,.1f}, {self.kept:.1%} of the best. What models promise is not what "
            f"comes: only a closed loop or a trial shows that.",
            f"Loss budget {self.budget:,.1f} per line; one more yuan of it would bring "
            f"{self.prices.get('loss', 0.0):.2f} yuan of profit.",
            f"Losses on lending after the decision came to {self.loss_ratio:.2f} of what the "
            f"models expected at the limits given. Caution: {self.caution:g} standard deviations.",
        ]
        if self.lender_share is not None:
            found.append(
                f"Lender information not in this model carries {self.lender_share:.1%} of what "
                f"moves the limit (usual: up to {USUAL_LENDER_SHARE:.0%}, alert above "
                f"{MOST_LENDER_SHARE:.0%})."
            )
        return tuple(found)

    @property
    def warnings(self) -> tuple[Words, ...]:
        """Gates that are not met, in words for those who run the training."""
        found = []
        if not self.kept >= LEAST_KEPT:
            found.append(
                Words(
                    f"额度模型只保留了最优额度预计利润的 {self.kept:.1%}，"
                    f"门槛是 {LEAST_KEPT:.0%}。",
                    f"The limit model keeps {self.kept:.1%} of the profit expected of the best "
                    f"limits; the gate is {LEAST_KEPT:.0%}.",
                )
            )
        if not self.learned["loss"] <= MOST_OVER * self.budget:
            found.append(
                Words(
                    f"额度模型的预计损失是每户 {self.learned['loss']:,.1f}，"
                    f"超过预算 {self.budget:,.1f}。",
                    f"The limit model's expected loss is {self.learned['loss']:,.1f} per line, "
                    f"above the budget of {self.budget:,.1f}.",
                )
            )
        if self.lender_share is not None and self.lender_share > MOST_LENDER_SHARE:
            found.append(
                Words(
                    f"未计入本模型的机构信息占额度变动的 {self.lender_share:.0%}，"
                    f"上限是 {MOST_LENDER_SHARE:.0%}。",
                    f"Lender information not in this model carries {self.lender_share:.0%} of "
                    f"what moves the limit; at most {MOST_LENDER_SHARE:.0%} may be opaque.",
                )
            )
        return tuple(found)

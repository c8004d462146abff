"""The champion beside simpler models, on people whom none of them learned from."""

from dataclasses import dataclass

from mingxi.declare.words import Words
from mingxi.evaluate.paired import NOISE, AucGap, auc_gap
from mingxi.evaluate.scorecard import scorecard
from mingxi.models.challengers import CHAMPION, challenged, challengers
from mingxi.models.default_risk import RiskSettings, crossed_pd, folds
from mingxi.recipes.material import Learning

NAMES = {
    "logistic regression": "逻辑回归",
    "scorecard": "评分卡",
    "additive trees": "单特征树",
}
SHOWN = ("auc", "ks", "brier", "log_loss")


@dataclass(frozen=True)
class Challenge:
    """What came of it.

    Parameters
    ----------
    measures : mapping of model to measure to float
        The champion first; ``auc_gap`` is the champion's AUC less the model's, ``auc_gap_noise``
        how far it would lie from zero by chance.
    preferred : str
        The simplest model that the champion does not beat by more than chance, or the champion.
    gap : AucGap | None
        The champion's lead over the preferred model; None for the champion itself.
    """

    measures: dict[str, dict[str, float]]
    preferred: str
    gap: AucGap | None

    @property
    def recommendation(self) -> Words:
        """What a reader should do about it."""
        if self.gap is None:
            return Words(
                "保留现在的模型：它比每个更简单的模型都好，差距大于偶然。",
                "Keep the champion: it beats every simpler model by more than chance.",
            )
        lead, noise = f"{self.gap.gap:+.4f}".replace("-", "−"), f"{NOISE * self.gap.error:.4f}"
        return Words(
            f"建议改用更简单的{NAMES[self.preferred]}：现在的模型的 AUC 只差 {lead}（±{noise}），"
            "和偶然分不开。",
            f"Prefer the simpler {self.preferred}: the champion's AUC differs from it by {lead} "
            f"(±{noise}), which is no more than chance.",
        )


def challenge(rows: Learning, settings: RiskSettings, effort: tuple[int, int]) -> Challenge:
    """The champion and its challengers over folds of the training borrowers.

    Parameters
    ----------
    rows : Learning
        Rows that the champion learned from, all with an outcome.
    settings : RiskSettings
        How the champion was grown, the number of its trees included.
    effort : (seed, threads)
    """
    y, person = rows.default, rows.table.borrower_id
    fold = folds(rows.table, y, effort[0])
    raw = {
        name: challenged(model, rows.table, y, fold)
        for name, model in challengers(settings, *effort).items()
    }
    gaps = {name: auc_gap(y, raw[CHAMPION], found, person) for name, found in raw.items()}
    measures = {}
    for name in (CHAMPION, *(n for n in raw if n != CHAMPION)):
        stated = crossed_pd(raw[name], y, fold)
        found = scorecard(y, stated, stated)
        measures[name] = {key: found[key] for key in SHOWN}
        if name != CHAMPION:
            gap = gaps[name]
            measures[name] |= {"auc_gap": gap.gap, "auc_gap_noise": NOISE * gap.error}
    simplest = next(name for name in raw if not gaps[name].beyond_noise)
    return Challenge(measures, simplest, gaps[simplest] if simplest != CHAMPION else None)

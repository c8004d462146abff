"""The champion beside simpler models, on people whom none of them learned from."""

from dataclasses import dataclass

from mingxi.declare.words import Words
from mingxi.evaluate.paired import NOISE, Gap, auc_gap, log_loss_gap
from mingxi.evaluate.scorecard import scorecard
from mingxi.models.challengers import BOOSTING_MACHINE, CHAMPION, challenged, challengers
from mingxi.models.default_risk import RiskSettings, crossed_pd, folds
from mingxi.recipes.material import Learning

NAMES = {
    "logistic regression": "逻辑回归",
    "scorecard": "评分卡",
    "additive trees": "单特征树",
    BOOSTING_MACHINE: "可解释提升机",
}
SHOWN = ("auc", "ks", "brier", "log_loss")


@dataclass(frozen=True)
class Challenge:
    """What came of it.

    Parameters
    ----------
    measures : mapping of model to measure to float
        The champion first; ``auc_gap`` and ``log_loss_gap`` are what the champion has over the
        model, with ``_noise`` how far that would lie from zero by chance.
    preferred : str
        The simplest model that the champion beats by no more than chance, neither in order (AUC)
        nor in probabilities (log loss), or the champion.
    gap : Gap | None
        The champion's lead in AUC over the preferred model; None for the champion itself.
    """

    measures: dict[str, dict[str, float]]
    preferred: str
    gap: Gap | None

    @property
    def recommendation(self) -> Words:
        """What a reader should do about it."""
        if self.gap is None:
            return Words(
                "保留现在的模型：在排序或概率上，它比每个更简单的模型都好，差距大于偶然。",
                "Keep the champion: in order or in probabilities, it beats every simpler model by "
                "more than chance.",
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
    stated = {name: crossed_pd(found, y, fold) for name, found in raw.items()}
    gaps = {name: auc_gap(y, raw[CHAMPION], found, person) for name, found in raw.items()}
    lost = {name: log_loss_gap(y, stated[CHAMPION], p, person) for name, p in stated.items()}
    measures = {}
    for name in (CHAMPION, *(n for n in raw if n != CHAMPION)):
        found = scorecard(y, stated[name], stated[name])
        measures[name] = {key: found[key] for key in SHOWN}
        if name != CHAMPION:
            for kind, gap in (("auc_gap", gaps[name]), ("log_loss_gap", lost[name])):
                measures[name] |= {kind: gap.gap, f"{kind}_noise": NOISE * gap.error}
    even = [n for n in raw if not gaps[n].beyond_noise and not lost[n].beyond_noise]
    simplest = even[0]  # the champion is even with itself
    return Challenge(measures, simplest, gaps[simplest] if simplest != CHAMPION else None)

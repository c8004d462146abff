"""What a validator looks at first: each measure against the bound that it is commonly held to."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite

from mingxi.declare.words import Words
from mingxi.report.model_facts import ModelFacts

# assumptions, as validators commonly ask: the slope within a twentieth of 1, the index below 0.10
SLOPE = (0.95, 1.05)
PSI = 0.10
FOUR_FIFTHS = 0.8
Z = 1.96
SURE = 0.10  # half a width of the interval of a slope from which on it tells something


@dataclass(frozen=True)
class ModelCheck:
    """One line of the first screen.

    Parameters
    ----------
    name : Words
    value, bound : str
    mark : {"ok", "open", "no"}
        ``open``: the bound lies within what chance makes of so few outcomes, or nothing bounds it.
    """

    name: Words
    value: str
    bound: str
    mark: str


def model_checks(facts: ModelFacts) -> tuple[ModelCheck, ...]:
    """Checks of the last split that has measures, the ones that cannot be made left out."""
    return tuple(_checks(facts))


def _checks(facts: ModelFacts) -> Iterator[ModelCheck]:
    split = next(
        (s for s in reversed(list(facts.split_counts)) if "auc" in facts.metrics.get(s, {})), None
    )
    if split is not None:
        yield from _of_split(facts, split)
    for kind, moved in facts.retrained.items():
        zh = "换种子再训练" if "seed" in kind else "换抽样再训练"
        value = f"{moved['limit_kept']:.1%} / {moved['reasons_alike']:.2f}"
        name = Words(f"{zh}：额度不变 / 原因重合", f"{kind}: same limit / reasons alike")
        yield ModelCheck(name, value, "", "open")
    if facts.probes:
        probes = sum(p.probes for p in facts.probes)
        wrong = sum(p.violations for p in facts.probes)
        name = Words("违反单调方向的次数", "answers against a declared direction")
        yield ModelCheck(name, f"{wrong:,} / {probes:,}", "0", "no" if wrong else "ok")
    if facts.segments:
        yield _of_segments(facts)
    yield from _of_groups(facts)


def _of_split(facts: ModelFacts, split: str) -> Iterator[ModelCheck]:
    found = facts.metrics[split]
    if isfinite(found["auc"]):
        known = isfinite(facts.auc_error)
        value = f"{found['auc']:.3f}" + (f" ± {Z * facts.auc_error:.3f}" if known else "")
        yield ModelCheck(Words(f"AUC（{split}）", f"AUC, {split}"), value, "", "open")
    slope, error = facts.decile_slope, facts.slope_error
    if isfinite(slope):
        name = Words(f"按十分位的校准斜率（{split}）", f"calibration slope by decile, {split}")
        value, bound = f"{slope:.2f} ± {Z * error:.2f}", f"{SLOPE[0]} … {SLOPE[1]}"
        yield ModelCheck(name, value, bound, _within(slope, Z * error))
    psi = facts.psi.get("score", float("nan"))
    if isfinite(psi):
        name = Words("分数的 PSI（现在对训练）", "PSI of the score, now against training")
        yield ModelCheck(name, f"{psi:.3f}", f"< {PSI:.2f}", "ok" if psi < PSI else "no")


def _of_segments(facts: ModelFacts) -> ModelCheck:
    parts = [(kind, one) for kind, some in facts.segments for one in some]
    wrong = [(kind, one.segment) for kind, one in parts if one.off]
    name = Words("偏离的分段", "segments whose level, slope or AUC is off")
    if wrong:
        named = [Words(f"{kind.zh} {one}", f"{kind.en} {one}") for kind, one in wrong]
        name = Words(
            f"{name.zh}（{'、'.join(one.zh for one in named)}）",
            f"{name.en} ({', '.join(one.en for one in named)})",
        )
    return ModelCheck(name, f"{len(wrong)} / {len(parts)}", "0", "no" if wrong else "ok")


def _of_groups(facts: ModelFacts) -> Iterator[ModelCheck]:
    ratios = [(g.impact_ratio, g.group) for groups in facts.groups.values() for g in groups]
    known = [pair for pair in ratios if isfinite(pair[0])]
    if known:
        ratio, group = min(known)
        name = Words(f"最低的影响比（{group}）", f"lowest impact ratio ({group})")
        mark = "ok" if ratio >= FOUR_FIFTHS else "no"
        yield ModelCheck(name, f"{ratio:.2f}", f"≥ {FOUR_FIFTHS:.1f}", mark)


def _within(slope: float, error: float) -> str:
    """A slope that the bounds hold; open where chance alone could have carried it out."""
    low, high = SLOPE
    if low <= slope <= high and error <= SURE:
        return "ok"
    return "open" if slope + error >= low and slope - error <= high else "no"

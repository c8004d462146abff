"""What all blocks of evidence say together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mingxi.evaluate.frontier import Interval, kept_interval, share_interval
from mingxi.evaluate.group_limits import GroupLimits, Treated, group_limits
from mingxi.evaluate.policy_score import PolicyScore, Versions, policy_score, since_take_over
from mingxi.evaluate.realised import together
from mingxi.recipes.closed_loop import Lived
from mingxi.recipes.evidence_blocks import GROUPS, Found
from mingxi.recipes.held_limits import HeldLimits
from mingxi.recipes.logged import Coverage
from mingxi.recipes.rivals import (
    LEGACY,
    MORE_TREES,
    NO_DIRECTIONS,
    ORACLE,
    OURS,
    UNDISTILLED,
    Rival,
)

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Evidence:
    """What was found; money in yuan per person whom the lender decides on.

    Parameters
    ----------
    month : str
        At whose end every lender takes over.
    lending, people : int
        Months of lending; people over all seeds.
    sunk : mapping of str to float
        ``earned`` and ``lost`` of earlier lending, the same for all and in no figure below.
    scores : mapping of policy to PolicyScore
    by_seed : mapping of policy to PolicyScores, one per seed
    share_of_oracle : mapping of policy to Interval
        Gain over the legacy lender at equal loss, over that of the oracle.
    frontier : mapping of policy to (dial, profit, lost)
        Every version that was lived.
    harmed, spared : mapping of policy to float
        Share of people whom raises pushed into default, and whom they kept out of it.
    regret : mapping of policy to segment to float
        Profit of the oracle nearest to equal loss less the policy's, by kind of work.
    groups : mapping of policy to rows
    records : Coverage | None
        What could be known of our policy from records alone, and whether it was right.
    held : HeldLimits | None
        What limits do to people, beside what the outcome models expect.
    kept : mapping of policy to Interval
        Profit of our limits at equal loss over that of the same best limits told by no limit
        model, or by one without directions or with more trees.
    promised : mapping of str to float
        What the outcome models expected when our policy was learned; empty where not on record.
    """

    month: str
    lending: int
    people: int
    sunk: Mapping[str, float]
    scores: Mapping[str, PolicyScore]
    by_seed: Mapping[str, Sequence[PolicyScore]]
    share_of_oracle: Mapping[str, Interval]
    frontier: Mapping[str, tuple[list[float], list[float], list[float]]]
    harmed: Mapping[str, float]
    spared: Mapping[str, float]
    regret: Mapping[str, Mapping[str, float]]
    groups: Mapping[str, Sequence[GroupLimits]]
    records: Coverage | None = None
    held: HeldLimits | None = None
    kept: Mapping[str, Interval] = field(default_factory=dict)
    promised: Mapping[str, float] = field(default_factory=dict)


def summary(
    found: Sequence[Found], rivals: Sequence[Rival], month: str, lending: int, seed: int
) -> Evidence:
    """Scores of all rivals over all people, and seed by seed."""
    seeds = sorted({one.seed for one in found})
    whole = _versions(found, rivals)
    scores = _scores(whole, seed, 400)
    parts = [_scores(_versions([f for f in found if f.seed == s], rivals), seed, 1) for s in seeds]
    closed = together([one.closed for one in found])
    harmed, spared = _raises(found, rivals)
    return Evidence(
        month=month,
        lending=lending,
        people=len(closed.profit),
        sunk={"earned": float(closed.earned.mean()), "lost": float(closed.lost.mean())},
        scores=scores,
        by_seed={name: [part[name] for part in parts] for name in scores},
        share_of_oracle=_shares_of_oracle(whole, seed),
        frontier={name: _points(one) for name, one in whole.items()},
        harmed=harmed,
        spared=spared,
        regret=_regret(found, whole),
        groups=_groups(found, rivals),
        kept=_kept(whole, seed),
    )


def _shares_of_oracle(whole: Mapping[str, Versions], seed: int) -> dict[str, Interval]:
    if ORACLE not in whole:
        return {}
    base = (whole[LEGACY].used.profit, whole[LEGACY].used.lost)
    best = whole[ORACLE].arrays()
    return {name: share_interval(one.arrays(), best, base, seed) for name, one in whole.items()}


def _kept(whole: Mapping[str, Versions], seed: int) -> dict[str, Interval]:
    others = [name for name in (UNDISTILLED, NO_DIRECTIONS, MORE_TREES) if name in whole]
    if not others:
        return {}
    told, at = whole[OURS].arrays(), whole[LEGACY].used.lost
    return {name: kept_interval(told, whole[name].arrays(), at, seed) for name in others}


def _versions(found: Sequence[Found], rivals: Sequence[Rival]) -> dict[str, Versions]:
    return {
        rival.name: Versions(
            {
                dial: together(
                    [
                        since_take_over(one.lived[rival.name, dial].came, one.closed)
                        for one in found
                    ]
                )
                for dial, _ in rival.versions
            },
            rival.as_is,
        )
        for rival in rivals
    }


def _scores(whole: Mapping[str, Versions], seed: int, repeats: int) -> dict[str, PolicyScore]:
    legacy = whole[LEGACY].used
    return {name: policy_score(one, legacy, seed, repeats) for name, one in whole.items()}


def _points(one: Versions) -> tuple[list[float], list[float], list[float]]:
    dial, profit, lost = one.arrays()
    return dial.tolist(), profit.mean(axis=0).tolist(), lost.mean(axis=0).tolist()


def _raises(
    found: Sequence[Found], rivals: Sequence[Rival]
) -> tuple[dict[str, float], dict[str, float]]:
    """Shares of people who default with raises only, and without them only; the same noise."""
    harmed, spared = {}, {}
    used = {rival.name: rival.as_is for rival in rivals}
    for name in found[0].no_raise:
        raised = np.concatenate([one.lived[name, used[name]].came.default > 0 for one in found])
        held = np.concatenate([one.no_raise[name].came.default > 0 for one in found])
        harmed[name] = float((raised & ~held).mean())
        spared[name] = float((held & ~raised).mean())
    return harmed, spared


def _regret(found: Sequence[Found], whole: Mapping[str, Versions]) -> dict[str, dict[str, float]]:
    if ORACLE not in whole:
        return {}
    budget = whole[LEGACY].used.lost.mean()
    oracle = min(whole[ORACLE].came.values(), key=lambda came: abs(came.lost.mean() - budget))
    segment = np.concatenate([one.people["segment"] for one in found])
    return {
        name: {
            str(kind): float((oracle.profit - one.used.profit)[segment == kind].mean())
            for kind in np.unique(segment)
        }
        for name, one in whole.items()
    }


def _groups(found: Sequence[Found], rivals: Sequence[Rival]) -> dict[str, tuple[GroupLimits, ...]]:
    good = np.concatenate([one.open_to_all.came.default == 0 for one in found])
    held = np.concatenate([one.people["held"] for one in found])
    rows = {}
    for rival in rivals:
        lived: list[Lived] = [one.lived[rival.name, rival.as_is] for one in found]
        treated = Treated(
            held,
            np.concatenate([one.first_limit for one in lived]).astype(np.float64),
            np.concatenate([one.opened for one in lived]),
            good,
        )
        rows[rival.name] = tuple(
            row
            for by in GROUPS
            for row in group_limits(by, np.concatenate([f.people[by] for f in found]), treated)
        )
    return rows

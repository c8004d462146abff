"""Evidence as tables for the model report: texts ready to print, in both languages."""

from collections.abc import Sequence
from math import isfinite

from mingxi.declare.words import Words
from mingxi.evaluate.frontier import Interval
from mingxi.evaluate.policy_score import PolicyScore
from mingxi.recipes.evidence_summary import Evidence
from mingxi.recipes.held_limits import HeldLimits
from mingxi.recipes.logged import Coverage
from mingxi.recipes.rivals import LEGACY, MORE_TREES, NO_DIRECTIONS, UNDISTILLED
from mingxi.report.model_facts import EvidenceTable

POLICY_COLUMNS = (
    "policy", "limit", "default", "earned", "lost", "costs", "profit", "loss / budget",
    "gain at equal loss", "95 %", "share of oracle", "harmed",
)  # fmt: skip
GROUP_COLUMNS = ("policy", "group", "people", "limit", "limit, good", "approved", "approved, good")
SHOWN_GROUPS = ("city_tier", "gender", "age")
HELD_COLUMNS = ("held at", "in default", "lost", "lost, expected", "profit", "profit, expected")
TOLD_OTHERWISE = {
    UNDISTILLED: Words(
        "最优额度本身（不经可解释模型转述）",
        "the best limits that no explainable model had to tell",
    ),
    NO_DIRECTIONS: Words(
        "不守方向（某一项变差时额度也可能升）的额度",
        "limits that may rise when an item gets worse",
    ),
    MORE_TREES: Words(
        "守同样方向、但树多得多的额度", "limits of the same directions told by many more trees"
    ),
}
RECORD_COLUMNS = ("what", "truth, yuan", "ranges that hold it", "bias, yuan", "± one error")


def evidence_tables(found: Evidence) -> tuple[EvidenceTable, ...]:
    """Policies side by side, how groups are treated, what a limit does, what records can tell."""
    rows = tuple(policy_cells(name, score, found) for name, score in found.scores.items())
    tables = [
        EvidenceTable(
            Words("闭环中实际挣到和损失的，元/人", "Realised in a closed loop, yuan per person"),
            POLICY_COLUMNS,
            rows,
            _policy_note(found),
        ),
        EvidenceTable(
            Words("各组人的额度和批准率", "Limits and approvals by group"),
            GROUP_COLUMNS,
            tuple(_group_rows(found)),
            Words(
                "「good」指人人都有额度时也不会违约的人。",
                "“good”: people who would not default if everybody had a line.",
            ),
        ),
    ]
    if found.held is not None:
        tables.append(held_table(found.held))
    if found.records is not None:
        tables.append(_records(found.records))
    return tuple(tables)


def _policy_note(found: Evidence) -> Words:
    sunk, promised = found.sunk, found.promised
    zh = (
        f"{found.people:,} 人，{found.month} 月末起放款 {found.lending} 个月，再跟踪到每笔借款还清"
        f"或逾期 90 天。之前放款的部分人人相同，已全部扣除：挣 {sunk['earned']:.1f}，"
        f"损失 {sunk['lost']:.1f}。"
    )
    en = (
        f"{found.people:,} people, {found.lending} months of lending from the end of "
        f"{found.month}, followed until every loan is repaid or 90 days late. Earlier lending is "
        f"the same for all and taken off: earned {sunk['earned']:.1f}, lost {sunk['lost']:.1f}."
    )
    for name, share in found.kept.items():
        if isfinite(share.value):
            of = TOLD_OTHERWISE[name]
            zh += (
                f"损失相同时，我们的额度挣到的是{of.zh}的 {share.value:.0%}"
                f"（95% 区间 {share.low:.0%} 到 {share.high:.0%}）。"
            )
            en += (
                f" At equal loss our limits earn {share.value:.0%} of what {of.en} earn "
                f"(95 %: {share.low:.0%} to {share.high:.0%})."
            )
    if not promised:
        return Words(zh, en)
    profit, loss = (promised[f"learned_{name}"] for name in ("profit", "loss"))
    old_profit, old_loss = (promised[f"legacy_{name}"] for name in ("profit", "loss"))
    return Words(
        f"{zh}学习时的模型预计：每户一年利润 {profit:.1f}、损失 {loss:.1f}，原有额度 "
        f"{old_profit:.1f} 和 {old_loss:.1f}。预计不是结果。",
        f"{en} When learned, the models promised {profit:.1f} profit at {loss:.1f} loss per line "
        f"and year, {old_profit:.1f} at {old_loss:.1f} for the limits before. A promise is no "
        f"result.",
    )


def policy_cells(name: str, score: PolicyScore, found: Evidence) -> tuple[str, ...]:
    """One policy as texts, in the order of `POLICY_COLUMNS`."""
    gain = score.gain
    known = isfinite(gain.value) and name != LEGACY  # who is measured against has no gain
    return (
        name,
        f"{score.limit:,.0f}",
        f"{score.default_rate:.2%}",
        f"{score.earned:.1f}",
        f"{score.lost:.1f}",
        f"{score.kept_ready:.1f}",
        f"{score.profit:.1f}",
        f"{score.loss_to_budget:.2f}",
        f"{gain.value:+.1f}" if known else "–",
        f"{gain.low:+.1f} to {gain.high:+.1f}" if known else "–",
        _share(found.share_of_oracle.get(name)) if known else "–",
        f"{found.harmed[name]:.2%}" if name in found.harmed else "–",
    )


def _share(of_oracle: Interval | None) -> str:
    if of_oracle is None or not isfinite(of_oracle.value):
        return "–"
    figures = (of_oracle.value, of_oracle.low, of_oracle.high)
    told, low, high = (f"{round(x, 2) + 0.0:.0%}" for x in figures)  # no "-0%"
    return told if low == high else f"{told} ({low} to {high})"  # the oracle itself has no range


def _group_rows(found: Evidence) -> Sequence[tuple[str, ...]]:
    return [
        (
            policy,
            f"{row.by} {row.group}",
            f"{row.people:,}",
            f"{row.limit:,.0f}",
            f"{row.good_limit:,.0f}",
            f"{row.approved:.1%}",
            f"{row.good_approved:.1%}",
        )
        for policy in found.harmed
        for row in found.groups[policy]
        if row.by in SHOWN_GROUPS
    ]


def held_table(found: HeldLimits) -> EvidenceTable:
    """What a limit does, at every multiple of what was proposed."""
    true, told = (f"{slope:.2f}" if isfinite(slope) else "–" for slope in found.slopes())
    columns = (found.default, found.lost, found.lost_expected, found.profit, found.profit_expected)
    rows = [
        (f"× {times:g}", f"{default:.2%}", *(f"{x:.1f}" for x in money))
        for times, default, *money in zip(found.times, *columns, strict=True)
    ]
    return EvidenceTable(
        Words("额度本身的作用，元/人", "What a limit does, yuan per person"),
        HELD_COLUMNS,
        tuple(rows),
        Words(
            f"同样的 {found.people:,} 人，额度定为建议值的若干倍，其余相同；预计只到一年为止。"
            f"损失对额度（对数）的斜率：实际 {true}，预计 {told}。和最低倍数相比，"
            f"最高倍数下多违约的人占 {found.added:.1%}，少违约的占 {found.removed:.1%}。",
            f"The same {found.people:,} people, held at multiples of what was proposed, all else "
            f"alike; expectations end with the year. Slope of the log of the loss by the log of "
            f"the limit: {true}, expected {told}. At the highest multiple "
            f"{found.added:.1%} default who do not at the lowest, {found.removed:.1%} the other "
            f"way round.",
        ),
    )


def _records(found: Coverage) -> EvidenceTable:
    told = (
        ("value of a decision", found.value, found.value_covered, found.value_bias),
        ("gain over proposals", found.gain, found.gain_covered, found.gain_bias),
    )
    errors = (found.value_error, found.gain_error)
    return EvidenceTable(
        Words("只凭记录的估计", "Estimated from records alone"),
        RECORD_COLUMNS,
        tuple(
            (name, f"{true:.1f}", f"{covered:.0%}", f"{bias:+.1f}", f"{error:.1f}")
            for (name, true, covered, bias), error in zip(told, errors, strict=True)
        ),
        Words(
            f"每次 {found.decisions:,} 条记录，共 {found.repeats} 次；区间应在 {found.level:.0%} "
            "的次数里包含真值。",
            f"{found.repeats} times {found.decisions:,} records; a range should hold the truth in "
            f"{found.level:.0%} of them.",
        ),
    )

"""Whole decisions, one record per borrower: rulings, ledger, reasons and tested advice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.rule import Rule
from mingxi.declare.words import Words
from mingxi.explain import reasons as why
from mingxi.explain.emission import said
from mingxi.policy.in_force import rounding_unit
from mingxi.policy.limit_step import next_review, step_of
from mingxi.recipes.attributions import JUST_APPROVED, Attributions
from mingxi.recipes.case import Case
from mingxi.recipes.decided import Snapshot, decided
from mingxi.recipes.noted import noted
from mingxi.recipes.outlook import Outlook, outlooks
from mingxi.recipes.principal import (
    PRODUCT_MINIMUM,
    RISK_LINE,
    SERIOUS_OVERDUE,
    principal_reasons,
)
from mingxi.records.application import Applications
from mingxi.records.decision import (
    Attribution,
    Change,
    Decision,
    LimitPoint,
    Money,
    Question,
    Reason,
    Redraw,
    Ruling,
)
from mingxi.records.law import LawProfile
from mingxi.records.rulings import RulingColumn, Rulings

IntArray = NDArray[np.int64]


@dataclass(frozen=True)
class Before:
    """The review before, for the same borrowers.

    Parameters
    ----------
    snapshot : Snapshot
    rulings : Rulings
    position : ndarray of shape (n,)
        Row of today's borrower i in both; −1: not decided on then.
    """

    snapshot: Snapshot
    rulings: Rulings
    position: IntArray


@dataclass(frozen=True)
class Record:
    """What a letter shows beside the decision itself, per borrower number as text.

    Parameters
    ----------
    law : LawProfile
        Whose law states the reader's rights, and what a letter must hold.
    limit_history : mapping of borrower to points
    repaid_amount : mapping of borrower to money
    """

    law: LawProfile
    limit_history: Mapping[str, tuple[LimitPoint, ...]]
    repaid_amount: Mapping[str, int]


def decisions(
    found: Attributions,
    snapshot: Snapshot,
    question: NDArray[np.str_],
    before: Before | None,
    record: Record,
) -> list[Decision]:
    """Whole decisions of every row of ``snapshot`` (a sample, or one borrower)."""
    now = decided(found.model, snapshot)
    return told(cases(found, snapshot, now, question, before), snapshot, now, record)


def told(
    found: Sequence[Case], snapshot: Snapshot, now: Rulings, record: Record
) -> list[Decision]:
    """Whole decisions of the cases of all rows of ``snapshot``; replays are scored together."""
    ahead = outlooks(found, snapshot, now.limit)
    return [_decision(case, now, i, record, ahead[i]) for i, case in enumerate(found)]


def cases(
    found: Attributions,
    snapshot: Snapshot,
    now: Rulings,
    question: NDArray[np.str_],
    before: Before | None,
) -> list[Case]:
    """Rulings and attributions of every row of ``snapshot``."""
    limit = _by_group(found, snapshot, now, _limit_references(found, now))
    risk = found.against_group("risk", JUST_APPROVED, snapshot.table, now.proposed)
    changes = _changes(found, snapshot, now, before)
    rulings = rulings_of_each(now, found.model.money)
    return [
        Case(
            found.model,
            snapshot.rows(np.array([i])),
            Question(str(question[i])),
            rulings[i],
            limit[i],
            risk[i],
            changes[i],
        )
        for i in range(len(now))
    ]


def rulings_of_each(rulings: Rulings, money: Money) -> list[tuple[Ruling, ...]]:
    """All gates and caps of each borrower; the risk line says what the risk is of."""
    columns = [_answers(column, money) for column in rulings.columns]
    return list(zip(*columns, strict=True)) if columns else [()] * len(rulings)


def _answers(column: RulingColumn, money: Money) -> list[Ruling]:
    """One rule's answer to each borrower; those who got the same share it."""
    rule = column.rule
    if rule.key == RISK_LINE:
        rule = _risk_named(rule, money.default_name)
    names = tuple(column.slots)
    numbers = (column.value, column.threshold, column.passed, column.effect)
    parts = (*numbers, column.binding, column.jointly, *column.slots.values())
    known: dict[tuple[Any, ...], Ruling] = {}
    out = []
    for row in zip(*map(_listed, parts), strict=True):
        answer = known.get(row)
        if answer is None:
            value, threshold, passed, effect, binding, jointly, *filled = row
            answer = Ruling(
                rule,
                column.reference,
                column.unit,
                value,
                threshold,
                passed,
                effect,
                binding,
                jointly,
                dict(zip(names, filled, strict=True)),
                column.effective_from,
                column.review_by,
            )
            known[row] = answer
        out.append(answer)
    return out


def _listed(values: NDArray[Any]) -> list[Any]:
    """Plain values; a zero has no sign, so that it reads alike whoever shares it."""
    listed: list[Any] = (values + 0.0 if values.dtype.kind == "f" else values).tolist()
    return listed


@lru_cache
def _risk_named(rule: Rule, what: Words) -> Rule:
    """The rule with a reason that names the outcome and the time within which it may come."""
    words = Words(
        f"我们估计{what.zh}的可能约为 {{pd:.1f}}%，目前最多接受 {{line:.1f}}%。",
        f"We put the chance of {what.en} at about {{pd:.1f}}%; we accept at most {{line:.1f}}%.",
    )
    return replace(rule, reason=words)


def _limit_references(found: Attributions, now: Rulings) -> list[str]:
    """Reference group of each row: people one step up, or people just approved without a line."""
    assert found.model.references is not None
    held = set(found.model.references.kind.tolist())
    steps = found.model.policy.limit_steps
    out = []
    for limit, reached in zip(
        now.limit.tolist(), step_of(now.limit, found.model.policy), strict=True
    ):
        higher = [f"step:{s}" for s in steps[reached + 1 :] if f"step:{s}" in held]
        out.append(higher[0] if limit > 0 and higher else JUST_APPROVED)
    return out


def _by_group(
    found: Attributions, snapshot: Snapshot, now: Rulings, groups: Sequence[str]
) -> list[Attribution]:
    out: dict[int, Attribution] = {}
    for group in sorted(set(groups)):
        rows = np.flatnonzero(np.array(groups) == group)
        some = found.against_group("limit", group, snapshot.table.rows(rows), now.proposed[rows])
        out.update(zip(rows.tolist(), some, strict=True))
    return [out[i] for i in range(len(groups))]


def _changes(
    found: Attributions, snapshot: Snapshot, now: Rulings, before: Before | None
) -> list[Change | None]:
    out: list[Change | None] = [None] * len(now)
    if before is None:
        return out
    rows = np.flatnonzero(before.position >= 0)
    past_rows = before.position[rows]
    moved = found.against_last_time(
        snapshot.table.rows(rows),
        before.snapshot.table.rows(past_rows),
        (before.rulings.proposed[past_rows], now.proposed[rows]),
    )
    for (you, method), i, j in zip(moved, rows.tolist(), past_rows.tolist(), strict=True):
        out[i] = Change(
            before.rulings.on,
            int(before.rulings.limit[j]),
            int(now.limit[i]),
            you,
            method,
            rule_differences(now, i, before.rulings, j),
            int(now.rounding[i] - before.rulings.rounding[j]),
        )
    return out


def rule_differences(
    now: Rulings, i: int, before: Rulings, j: int
) -> tuple[tuple[Rule, int], ...]:
    """What each gate or cap changed between two decisions of one person, zeros left out."""
    earlier = {c.rule.key: c for c in before.columns}
    today = {c.rule.key: c for c in now.columns}
    out = []
    for key in [*today, *(k for k in earlier if k not in today)]:
        column = today.get(key) or earlier[key]
        gone = int(earlier[key].effect[j]) if key in earlier else 0
        new = int(today[key].effect[i]) if key in today else 0
        if new != gone:
            out.append((column.rule, new - gone))
    return tuple(out)


def decision(case: Case, now: Rulings, i: int, record: Record) -> Decision:
    """Whole decision of row ``i``: what may be said of the case, and what stays unsaid."""
    (ahead,) = outlooks([case], case.snapshot, now.limit[i : i + 1])
    return _decision(case, now, i, record, ahead)


def _decision(case: Case, now: Rulings, i: int, record: Record, ahead: Outlook) -> Decision:
    model, applications = case.model, case.snapshot.applications
    on: date = now.on
    chosen, withheld = principal_reasons(case)
    told = said(chosen, on)
    found = told.reasons
    steps = ahead.steps
    borrower = str(now.borrower_id[i])
    whole = Decision(
        borrower_id=borrower,
        on=on,
        question=case.question,
        money=model.money,
        pd_12m=float(now.pd_12m[i]),
        tier=str(now.tier[i]),
        proposed=int(now.proposed[i]),
        rulings=case.rulings,
        rounding=int(now.rounding[i]),
        limit=int(now.limit[i]),
        outstanding=int(now.outstanding[i]),
        pending=int(now.pending[i]),
        available=int(now.available[i]),
        draw_open=bool(now.draw_open[i]),
        ledger=case.limit,
        risk=case.risk,
        change=case.change,
        reasons=found,
        helped=_helped(case, found),
        advice=steps.advice,
        only_time=steps.only_time,
        no_path=_no_path(case, found, ahead, int(now.limit[i])),
        redraw=_redraw(applications, record.repaid_amount.get(borrower), on),
        limit_history=record.limit_history.get(borrower, ()),
        # past limits that are only imitated are not reviewed again
        next_review=next_review(on, model.policy) if model.causal else None,
        withheld=(*withheld, *told.withheld),
        versions=model.versions,
        not_causal=not model.causal,
        law=record.law,
        what_if=ahead.what_if,
    )
    return noted(whole, applications)


def _helped(case: Case, against: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """What helped; nothing is said to help that is told as a reason against."""
    if case.question in (Question.CANNOT_DRAW, Question.CANNOT_REDRAW, Question.LIMIT_ROSE):
        return ()
    if any(r.rule.key == SERIOUS_OVERDUE and not r.passed for r in case.rulings):
        return ()
    told = {r.key for r in against if r.source == "concept"}
    found = why.favourable(case.risk if case.question is Question.NOT_OPENED else case.limit)
    return tuple(r for r in found if r.key not in told)


def _no_path(case: Case, found: tuple[Reason, ...], ahead: Outlook, limit: int) -> bool:
    """Adverse, and neither the person, nor time, nor the lender has a step to offer.

    Nor does a curve rise that is told beside it. That a model is asked again at the next review
    is no step.
    """
    unit = rounding_unit(case.model.policy, case.snapshot.applications.on)
    if any(at > limit + unit for lever in ahead.what_if for _, at in lever.points):
        return False
    steps = ahead.steps
    told = {r.key for r in found if r.source == "rule"} - {RISK_LINE, PRODUCT_MINIMUM}
    offered = any(
        r.rule.step is not None or r.rule.ours is not None
        for r in case.rulings
        if r.rule.key in told
    )
    fine = case.question in (Question.LIMIT_ROSE, Question.UNCHANGED)
    return bool(found) and not fine and not (steps.advice or steps.only_time or offered)


def _redraw(applications: Applications, amount: int | None, on: date) -> Redraw | None:
    repaid = applications.get("repaid_on", np.datetime64("NaT"))[0]
    posted = applications.get("posted_on", np.datetime64("NaT"))[0]
    if np.isnat(repaid) or np.isnat(posted):
        return None
    posted_on: date = posted.astype("datetime64[D]").item()
    return Redraw(repaid.astype("datetime64[D]").item(), amount, posted_on, posted_on <= on)

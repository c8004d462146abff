"""Whole decisions, one record per borrower: rulings, ledger, reasons and tested advice."""

from collections.abc import Callable, Mapping, Sequence
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
from mingxi.explain.recourse import Outcome, Steps, working_steps
from mingxi.explain.what_if import levers
from mingxi.policy.limit_step import next_review, step_of
from mingxi.recipes.attributions import JUST_APPROVED, Attributions
from mingxi.recipes.case import Case
from mingxi.recipes.decided import Snapshot, decided, outcome
from mingxi.recipes.noted import noted
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
    Lever,
    LimitPoint,
    Money,
    Question,
    Reason,
    Redraw,
    Ruling,
)
from mingxi.records.law import LawProfile
from mingxi.records.rulings import Rulings

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
    found_cases = cases(found, snapshot, now, question, before)
    return [decision(case, now, i, record) for i, case in enumerate(found_cases)]


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
    return [
        Case(
            found.model,
            snapshot.rows(np.array([i])),
            Question(str(question[i])),
            row_rulings(now, i, found.model.money),
            limit[i],
            risk[i],
            changes[i],
        )
        for i in range(len(now))
    ]


def row_rulings(rulings: Rulings, i: int, money: Money) -> tuple[Ruling, ...]:
    """All gates and caps of one borrower; the risk line says what the risk is of."""
    return tuple(
        Ruling(
            _risk_named(c.rule, money.default_name) if c.rule.key == RISK_LINE else c.rule,
            c.reference,
            c.unit,
            float(c.value[i]),
            float(c.threshold[i]),
            bool(c.passed[i]),
            int(c.effect[i]),
            bool(c.binding[i]),
            bool(c.jointly[i]),
            {name: _plain(values[i]) for name, values in c.slots.items()},
            c.effective_from,
            c.review_by,
        )
        for c in rulings.columns
    )


@lru_cache
def _risk_named(rule: Rule, what: Words) -> Rule:
    """The rule with a reason that names the outcome and the time within which it may come."""
    words = Words(
        f"我们估计{what.zh}的可能约为 {{pd:.1f}}%，目前最多接受 {{line:.1f}}%。",
        f"We put the chance of {what.en} at about {{pd:.1f}}%; we accept at most {{line:.1f}}%.",
    )
    return replace(rule, reason=words)


def _plain(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value


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
    model, applications = case.model, case.snapshot.applications
    on: date = now.on
    chosen, withheld = principal_reasons(case)
    told = said(chosen, on)
    found = told.reasons
    steps = _steps(case, int(now.limit[i]), on)
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
        no_path=_no_path(case, found, steps),
        redraw=_redraw(applications, record.repaid_amount.get(borrower), on),
        limit_history=record.limit_history.get(borrower, ()),
        # past limits that are only imitated are not reviewed again
        next_review=next_review(on, model.policy) if model.causal else None,
        withheld=(*withheld, *told.withheld),
        versions=model.versions,
        not_causal=not model.causal,
        law=record.law,
        what_if=_what_if(case, int(now.limit[i])),
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


def _steps(case: Case, limit: int, on: date) -> Steps:
    paused = case.question in (Question.CANNOT_DRAW, Question.CANNOT_REDRAW)
    # limits that are only described cannot say what a step would bring
    if paused or not case.model.causal:
        return Steps((), ())
    refused_by_score = any(r.rule.key == RISK_LINE and not r.passed for r in case.rulings)
    found = case.risk if limit == 0 and refused_by_score else case.limit
    table = case.snapshot.table
    columns = {key: i for i, key in enumerate(table.keys)}
    return working_steps(found, table.values[0], columns, _replay(case), on)


def _what_if(case: Case, limit: int) -> tuple[Lever, ...]:
    paused = case.question in (Question.CANNOT_DRAW, Question.CANNOT_REDRAW)
    if paused or not case.model.causal:
        return ()
    refused_by_score = any(r.rule.key == RISK_LINE and not r.passed for r in case.rulings)
    found = case.risk if limit == 0 and refused_by_score else case.limit
    table = case.snapshot.table
    columns = {key: i for i, key in enumerate(table.keys)}
    return levers(found, table.values[0], columns, _replay(case))


def _replay(case: Case) -> Callable[[NDArray[np.float64]], Outcome]:
    """Scores changed rows and puts them through the policy, all else as it is."""

    def replay(values: NDArray[np.float64]) -> Outcome:
        repeated = case.snapshot.rows(np.zeros(len(values), dtype=np.int64))
        moved = Snapshot(replace(repeated.table, values=values), repeated.applications)
        return Outcome(outcome(case.model, moved).limit)

    return replay


def _no_path(case: Case, found: tuple[Reason, ...], steps: Steps) -> bool:
    """Adverse, and neither the person, nor time, nor the lender has a step to offer.

    That a model is asked again at the next review is no step.
    """
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

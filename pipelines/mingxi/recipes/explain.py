"""Letters: one page, its JSON twin and plain text per borrower, and an index to find them.

mingxi explain configs/quick.yaml --borrower 42 --language zh
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mingxi.adapters import store
from mingxi.declare.errors import UnknownBorrower, nearest
from mingxi.declare.words import LANGUAGES, Language
from mingxi.recipes.context import Context
from mingxi.recipes.decide import DecidedNow
from mingxi.recipes.decided import decided
from mingxi.recipes.decisions import Record, decisions
from mingxi.recipes.material import TableMaterial, WorldMaterial, review_months
from mingxi.records.decision import Decision, LimitPoint, Question
from mingxi.report.index import IndexRow, index_html
from mingxi.report.letter import letter_html, letter_text
from mingxi.report.twin import twin

IntArray = NDArray[np.int64]


def explain(
    context: Context, material: WorldMaterial | TableMaterial, now: DecidedNow, rows: IntArray
) -> list[Decision]:
    """Write the letters of the borrowers at ``rows`` and the index over them."""
    with context.step("explain"):
        found = whole_decisions(context, material, now, rows)
    folder = context.places.reports / "letters"
    with context.counted("letters", len(found)) as done:
        index = []
        for i, decision in enumerate(found, start=1):
            index.append(_written(folder, decision))
            done(i)
    store.write_text(context.places.reports / "index.html", index_html(index))
    return found


def whole_decisions(
    context: Context, material: WorldMaterial | TableMaterial, now: DecidedNow, rows: IntArray
) -> list[Decision]:
    """Whole decisions of the borrowers at ``rows`` of the snapshot."""
    before = now.before and replace(now.before, position=now.before.position[rows])
    snapshot = now.snapshot.rows(rows)
    record = Record(context.settings.explain.law, {}, {})
    if isinstance(material, WorldMaterial):
        record = _record(context, material, now, rows)
    return decisions(now.found, snapshot, now.question[rows], before, record)


def sampled(now: DecidedNow, n: int, seed: int) -> IntArray:
    """Rows of ``n`` borrowers, every question represented as evenly as the outcomes allow."""
    rng = np.random.default_rng(seed)
    shuffled = rng.permutation(len(now.question))
    queues = [shuffled[now.question[shuffled] == q.value].tolist() for q in Question]
    chosen: list[int] = []
    while len(chosen) < min(n, len(shuffled)):
        for queue in queues:
            if queue and len(chosen) < n:
                chosen.append(queue.pop(0))
    return np.sort(np.array(chosen, dtype=np.int64))


def row_of(now: DecidedNow, borrower: str) -> IntArray:
    """Row of one borrower.

    Raises
    ------
    UnknownBorrower
        Nobody of that number was decided on; the message says what numbers look like.
    """
    ids = now.snapshot.table.borrower_id.astype(str)
    at = np.flatnonzero(ids == borrower)
    if len(at) != 1:
        shown = borrower if len(borrower) <= 40 else f"{borrower[:40]}…"
        raise UnknownBorrower(
            f"borrower {shown!r}",
            f"{len(ids)} people were decided on, from {ids[0]} to {ids[-1]}",
            nearest(borrower, ids.tolist()[:2000]) if len(at) == 0 else "The number is not unique",
        )
    return at


def letter_of(decision: Decision, language: Language) -> str:
    """The letter as plain text."""
    return letter_text(twin(decision), language)


def _written(folder: Path, decision: Decision) -> IndexRow:
    content = twin(decision)
    name = store.safe_name(decision.borrower_id)
    store.write_json(folder / f"{name}.json", content)
    store.write_text(folder / f"{name}.html", letter_html(content))
    for language in LANGUAGES:
        store.write_text(folder / f"{name}.{language}.txt", letter_text(content, language))
    return IndexRow.from_twin(content, f"letters/{name}.html")


def _record(context: Context, material: WorldMaterial, now: DecidedNow, rows: IntArray) -> Record:
    """Limits at the reviews of the past year, as the earlier method decided them, and today's."""
    assert context.settings.snapshots is not None
    month = context.settings.snapshots.decide
    ids = now.snapshot.table.borrower_id[rows]
    method = now.found.earlier or now.found.model
    keep = np.searchsorted(material.histories.borrower_id, ids)
    points: dict[str, list[LimitPoint]] = {str(b): [] for b in ids}
    reviews: Sequence[str] = [m for m in review_months(month) if m in material.histories.months]
    for review in reviews:
        past = material.snapshot(review, keep)
        limits = decided(method, past).limit
        used = material.used(past.table.borrower_id, review)
        for b, limit, owed in zip(past.table.borrower_id, limits, used, strict=True):
            points[str(b)].append(LimitPoint(review, int(limit), int(owed)))
    used = material.used(ids, month)
    for b, limit, owed in zip(ids, now.rulings.limit[rows], used, strict=True):
        points[str(b)].append(LimitPoint(month, int(limit), int(owed)))
    return Record(
        context.settings.explain.law,
        {b: tuple(p) for b, p in points.items()},
        material.repaid_amounts(ids, month),
    )

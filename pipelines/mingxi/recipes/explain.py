"""Letters: one page, its JSON twin and plain text per borrower, and an index to find them.

mingxi explain configs/quick.yaml --borrower 42 --language zh
"""

import gc
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import mingxi
from mingxi.adapters import store
from mingxi.declare.errors import LettersRefused, UnknownBorrower
from mingxi.recipes.archive import Kept, kept, lines, phrasebooks, write_block
from mingxi.recipes.context import Context, fingerprint
from mingxi.recipes.decide import DecidedNow
from mingxi.recipes.decided import shown_limits
from mingxi.recipes.decisions import Record, decisions
from mingxi.recipes.law import law_of
from mingxi.recipes.material import TableMaterial, WorldMaterial, review_months
from mingxi.records.decision import Decision, LimitPoint, Question
from mingxi.records.law import LawProfile
from mingxi.report.casework import casework_html
from mingxi.report.forms import Forms, forms
from mingxi.report.index import IndexRow, index_html
from mingxi.report.lint.linter import Fault, faults
from mingxi.report.phrasebook import phrasebook
from mingxi.report.twin import twin_and_bytes
from mingxi.report.whole.letter import Whole, whole_letter

IntArray = NDArray[np.int64]
# letters decided, written and archived together; a run that breaks off loses one block
BLOCK = 500
_MOST_NAMED = 10  # refused letters that one message names


@dataclass
class Written:
    """What became of the letters.

    Parameters
    ----------
    count : int
        Letters that are there now.
    refused : dict of borrower to faults
        Letters that were not written.
    """

    count: int = 0
    refused: dict[str, list[Fault]] = field(default_factory=dict)

    def check(self) -> None:
        """Raise `LettersRefused` if a letter was not written, naming each and why."""
        if not self.refused:
            return
        named = [f"{b} ({found[0]})" for b, found in self.refused.items()][:_MOST_NAMED]
        more = len(self.refused) - len(named)
        raise LettersRefused(
            f"{len(self.refused)} of {self.count + len(self.refused)} letters",
            f"they fail what a letter must hold: {'; '.join(named)}"
            + (f"; and {more} more" if more else ""),
            "The others are written. Mend the sentence, the rule or the law profile named",
        )


def explain(
    context: Context, material: WorldMaterial | TableMaterial, now: DecidedNow, rows: IntArray
) -> Written:
    """Write the letters of the borrowers at ``rows``, block by block, and the index over them.

    A block that is in the archive and whose letters lie in the folder is not made again.
    """
    folder, written = context.places.reports / "letters", Written()
    law = law_of(context.settings, now.rulings.on)
    archive = context.places.reports / "archive" / _set_key(context, now, rows, law)
    index: list[IndexRow] = []
    gc.freeze()  # the model and the tables stay: not searched again with every block
    with context.counted("letters", len(rows)) as done:
        for i, start in enumerate(range(0, len(rows), BLOCK)):
            path = archive / f"{i:05d}.parquet"
            found = _held(path, folder)
            if found is None:
                some = rows[start : start + BLOCK]
                block = whole_decisions(context, material, now, some, law)
                found = _block(path, folder, context, block, written)
            index += found
            done(min(start + BLOCK, len(rows)))
    gc.unfreeze()
    store.write_text(context.places.reports / "index.html", index_html(index))
    written.count = len(index)
    return written


def _set_key(context: Context, now: DecidedNow, rows: IntArray, law: LawProfile) -> str:
    """Name of a set of letters: changes with whoever is asked for, and with what decides."""
    versions = now.found.model.versions
    return fingerprint(
        {
            "code": store.content_hash(_sources()),
            "config": context.config_hash,
            "run": versions.run_id,
            "model": [versions.model_version, versions.data_hash],
            "law": repr(law),
            "people": now.snapshot.table.borrower_id[rows].astype(str).tolist(),
        }
    )


def _sources() -> Iterator[Path]:
    """Files of this package that a letter's bytes depend on."""
    for path in Path(mingxi.__file__).parent.rglob("*"):
        if path.suffix in (".py", ".html", ".css", ".svg", ".js"):
            yield path


def _held(path: Path, folder: Path) -> list[IndexRow] | None:
    """Lines of a block that is there already with all its letters; None: it must be made."""
    if not path.is_file():
        return None
    found = lines(path)
    places = [folder.parent / line.href for line in found]
    places += [_phrasebook_at(folder.parent, number) for number in phrasebooks(path)]
    return found if all(place.is_file() for place in places) else None


def _block(
    path: Path, folder: Path, context: Context, block: Sequence[Decision], written: Written
) -> list[IndexRow]:
    """Letters of a block written and archived; those with a fault are not."""
    index: list[IndexRow] = []
    archived: list[Kept] = []
    for decision in block:
        content, raw = twin_and_bytes(decision)
        book = phrasebook(decision)
        letter = whole_letter(content, book)
        wrong = faults(letter, decision.law)
        if wrong:
            written.refused[letter["subject"]["shown"]] = wrong
            continue
        found = forms(letter, raw)
        name = store.safe_name(decision.borrower_id)
        write_forms(folder / name, found, letter, context)
        index.append(IndexRow.from_letter(letter, f"letters/{name}.html"))
        archived.append(kept(letter, book, found, index[-1]))
    for one in {one.phrasebook: one for one in archived}.values():
        write_words(folder.parent, one)
    if len(archived) == len(block):  # a block with a refused letter is tried again next time
        write_block(path, archived)
    elif archived:
        write_block(path.with_name(f"part-{path.name}"), archived)
    return index


def _phrasebook_at(reports: Path, number: str) -> Path:
    """Where the words lie that the twins of letters refer to."""
    return reports / "phrasebooks" / f"{number}.json"


def write_words(reports: Path, letter: Kept) -> None:
    """Write the words of a letter to where its twin is looked up."""
    store.write_bytes(_phrasebook_at(reports, letter.phrasebook), letter.words)


def write_forms(place: Path, found: Forms, letter: Whole, context: Context) -> None:
    """Write the forms of a letter beside each other, and those that the settings add."""
    for end, bytes_of_it in found.items():
        store.write_bytes(place.with_name(place.name + end), bytes_of_it)
    if context.settings.explain.casework:
        page = casework_html(letter)
        store.write_text(place.with_name(place.name + ".case.html"), page)
    if context.settings.explain.pdf:
        from mingxi.adapters.pdf import pdf_of  # an optional library

        page = found[".html"].decode()
        store.write_bytes(place.with_name(place.name + ".pdf"), pdf_of(page))


def whole_decisions(
    context: Context,
    material: WorldMaterial | TableMaterial,
    now: DecidedNow,
    rows: IntArray,
    law: LawProfile,
) -> list[Decision]:
    """Whole decisions of the borrowers at ``rows`` of the snapshot, told under ``law``."""
    before = now.before and replace(now.before, position=now.before.position[rows])
    snapshot = now.snapshot.rows(rows)
    record = Record(law, {}, {})
    if isinstance(material, WorldMaterial):
        record = _record(context, material, now, rows, law)
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


def row_of(now: DecidedNow, borrower: str, table: Path) -> IntArray:
    """Row of one borrower; ``table``: where everybody decided on is written.

    Raises
    ------
    UnknownBorrower
        Nobody of that number was decided on, or more than one person.
    """
    ids = now.snapshot.table.borrower_id.astype(str)
    at = np.flatnonzero(ids == borrower)
    shown = f"borrower {borrower!r}" if len(borrower) <= 40 else f"borrower {borrower[:40]!r}…"
    if not len(at):
        raise UnknownBorrower(
            shown,
            f"{len(ids)} people were decided on, and nobody of that number is among them",
            f"Look it up in the column borrower_id of {table}",
        )
    if len(at) > 1:
        raise UnknownBorrower(
            shown,
            f"the number belongs to {len(at)} of the {len(ids)} people decided on",
            "Give every person a number of their own in the table",
        )
    return at


def _record(
    context: Context, material: WorldMaterial, now: DecidedNow, rows: IntArray, law: LawProfile
) -> Record:
    """Limits at the reviews of the past year, as the earlier method decided them, and today's."""
    assert context.settings.snapshots is not None
    month = context.settings.snapshots.decide
    ids = now.snapshot.table.borrower_id[rows]
    method = now.found.earlier or now.found.model
    keep = np.searchsorted(material.histories.borrower_id, ids)
    points: dict[str, list[LimitPoint]] = {str(b): [] for b in ids}
    reviews: Sequence[str] = [m for m in review_months(month) if m in material.histories.months]
    for review in reviews:
        past = material.snapshot(review, keep, lender=method.lender)
        limits = shown_limits(method, past)
        used = material.used(past.table.borrower_id, review)
        for b, limit, owed in zip(past.table.borrower_id, limits, used, strict=True):
            points[str(b)].append(LimitPoint(review, int(limit), int(owed)))
    used = material.used(ids, month)
    for b, limit, owed in zip(ids, now.rulings.limit[rows], used, strict=True):
        points[str(b)].append(LimitPoint(month, int(limit), int(owed)))
    return Record(
        law,
        {b: tuple(p) for b, p in points.items()},
        material.repaid_amounts(ids, month),
    )

"""The archive of letters: what it takes to make any of them again, bit for bit, by its number.

A folder of Parquet blocks, one folder per set of letters. A letter's twin and its phrasebook are
stored whole: page and texts are functions of the two, and each is known by the hash of its
content, so that none can change unseen. 12 CFR 1002.12(b) asks a lender to keep what a decision
rested on for 25 months.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import orjson
import pyarrow as pa

from mingxi.adapters import store
from mingxi.declare.errors import BadData
from mingxi.report.forms import Forms, digest, forms
from mingxi.report.index import IndexRow
from mingxi.report.phrasebook import Phrasebook
from mingxi.report.twin import report_id
from mingxi.report.whole.letter import Whole, whole_letter

AGAIN = "Write the letters again: mingxi explain CONFIG"


@dataclass(frozen=True)
class Kept:
    """One letter in the archive.

    Parameters
    ----------
    number : str
        Of the letter: hash of its content.
    run, model_version, borrower_id, decided_on : str
        What it was made from.
    line : str
        Its line of the index, as JSON.
    digest : str
        Fingerprint of its forms.
    phrasebook : str
        Number of the words that the twin refers to.
    twin : bytes
    words : bytes
        The phrasebook; a block holds each once.
    """

    number: str
    run: str
    model_version: str
    borrower_id: str
    decided_on: str
    line: str
    digest: str
    phrasebook: str
    twin: bytes
    words: bytes


def kept(letter: Whole, book: Phrasebook, found: Forms, line: IndexRow) -> Kept:
    """What the archive holds of a letter."""
    versions = book["versions"]
    return Kept(
        letter["report_id"],
        versions["run"],
        versions["method_version"],
        letter["subject"]["id"],
        letter["decision"]["on"],
        orjson.dumps(asdict(line)).decode(),
        digest(found),
        book.number,
        found[".json"],
        book.raw,
    )


def write_block(path: Path, letters: Sequence[Kept]) -> None:
    """Write a block of the archive whole or not at all."""
    columns = {f.name: [getattr(one, f.name) for one in letters] for f in fields(Kept)}
    twins = pa.array(columns.pop("twin"), pa.binary())
    words = _each_once(columns.pop("words"))
    texts = {name: pa.array(values, pa.string()) for name, values in columns.items()}
    store.write_table(path, pa.table({**texts, "twin": twins, "words": words}))


def _each_once(values: Sequence[bytes]) -> pa.DictionaryArray:
    places: dict[bytes, int] = {}
    at = [places.setdefault(value, len(places)) for value in values]
    return pa.DictionaryArray.from_arrays(
        pa.array(at, pa.int32()), pa.array([*places], pa.binary())
    )


def lines(path: Path) -> list[IndexRow]:
    """Lines of the index of a block.

    Raises
    ------
    BadData
        The block is damaged.
    """
    held = store.read_table(path, ["line"]).column("line").to_pylist()
    return [IndexRow(**orjson.loads(line)) for line in held]


def phrasebooks(path: Path) -> set[str]:
    """Numbers of the phrasebooks that a block refers to."""
    return set(store.read_table(path, ["phrasebook"]).column("phrasebook").to_pylist())


def letter_numbered(folder: Path, number: str) -> Kept:
    """The letter of that number, proven unharmed.

    Raises
    ------
    BadData
        There is no such letter, or its block or its content is damaged.
    """
    blocks = sorted(folder.glob("*/*.parquet"))
    for path in blocks:
        numbers = store.read_table(path, ["number"]).column("number").to_pylist()
        if number in numbers:
            return _unharmed(path, numbers.index(number))
    raise BadData(
        f"letter {number[:40]!r}",
        f"no letter of that number is among the {len(blocks)} blocks of {folder}",
        "The number stands at the top of a letter: 16 digits and letters a to f",
    )


def _unharmed(path: Path, i: int) -> Kept:
    (row,) = store.read_table(path, [f.name for f in fields(Kept)]).slice(i, 1).to_pylist()
    letter = Kept(**row)
    honest = report_id(letter.twin) == letter.number
    if not honest or Phrasebook(letter.words).number != letter.phrasebook:
        raise BadData(
            f"letter {letter.number} in {path}", "its content is not what its number says", AGAIN
        )
    return letter


def made_again(letter: Kept) -> tuple[Whole, Forms]:
    """Whole letter and forms of an archived one, the very bytes that were sent.

    Raises
    ------
    BadData
        This version of Mingxi would write it otherwise.
    """
    content = whole_letter(orjson.loads(letter.twin), Phrasebook(letter.words))
    found = forms(content, letter.twin)
    if digest(found) != letter.digest:
        was = content["versions"]["software"].get("mingxi", "another")
        raise BadData(
            f"letter {letter.number}",
            f"it was drawn by Mingxi {was} with other words or layout than this one has",
            f"Use that version; the twin itself is unharmed, decided on {letter.decided_on}",
        )
    return content, found

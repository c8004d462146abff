"""The archive of letters: what it takes to make any of them again, bit for bit, by its number.

A folder of Parquet blocks, one folder per set of letters. A letter's twin is stored whole: page
and texts are functions of it, and its number is the hash of its content, so that neither can
change unseen. 12 CFR 1002.12(b) asks a lender to keep what a decision rested on for 25 months.
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
from mingxi.report.twin import Twin, report_id

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
    twin : bytes
    """

    number: str
    run: str
    model_version: str
    borrower_id: str
    decided_on: str
    line: str
    digest: str
    twin: bytes


def kept(content: Twin, raw: bytes, found: Forms, line: IndexRow) -> Kept:
    """What the archive holds of a letter."""
    versions = content["versions"]
    return Kept(
        content["report_id"],
        versions["run"],
        versions["method_version"],
        content["subject"]["id"],
        content["decision"]["on"],
        orjson.dumps(asdict(line)).decode(),
        digest(found),
        raw,
    )


def write_block(path: Path, letters: Sequence[Kept]) -> None:
    """Write a block of the archive whole or not at all."""
    columns = {f.name: [getattr(one, f.name) for one in letters] for f in fields(Kept)}
    binary = pa.array(columns.pop("twin"), pa.binary())
    texts = {name: pa.array(values, pa.string()) for name, values in columns.items()}
    store.write_table(path, pa.table({**texts, "twin": binary}))


def lines(path: Path) -> list[IndexRow]:
    """Lines of the index of a block.

    Raises
    ------
    BadData
        The block is damaged.
    """
    held = store.read_table(path, ["line"]).column("line").to_pylist()
    return [IndexRow(**orjson.loads(line)) for line in held]


def letter_numbered(folder: Path, number: str) -> Kept:
    """The letter of that number, proven unharmed.

    Raises
    ------
    BadData
        There is no such letter, or its block or its content is damaged.
    """
    blocks = sorted(folder.glob("*/*.parquet"))
    for path in blocks:
        if number in store.read_table(path, ["number"]).column("number").to_pylist():
            return _whole(path, number)
    raise BadData(
        f"letter {number[:40]!r}",
        f"no letter of that number is among the {len(blocks)} blocks of {folder}",
        "The number stands at the top of a letter: 16 digits and letters a to f",
    )


def _whole(path: Path, number: str) -> Kept:
    rows = store.read_table(path).to_pylist()
    row = next(row for row in rows if row["number"] == number)
    try:
        honest = report_id(orjson.loads(row["twin"])) == number
    except (ValueError, AttributeError):
        honest = False
    if not honest:
        raise BadData(
            f"letter {number} in {path}", "its content is not what its number says", AGAIN
        )
    return Kept(**row)


def made_again(letter: Kept) -> tuple[Twin, Forms]:
    """Twin and forms of an archived letter, the very bytes that were sent.

    Raises
    ------
    BadData
        This version of Mingxi would write it otherwise.
    """
    content: Twin = orjson.loads(letter.twin)
    found = forms(content, letter.twin)
    if digest(found) != letter.digest:
        was = content["versions"]["software"].get("mingxi", "another")
        raise BadData(
            f"letter {letter.number}",
            f"it was drawn by Mingxi {was} with other words or layout than this one has",
            f"Use that version; the twin itself is unharmed, decided on {letter.decided_on}",
        )
    return content, found

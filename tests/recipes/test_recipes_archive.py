"""A letter is made again from its number, bit for bit, or not at all."""

import hypothesis.strategies as st
import pyarrow as pa
import pytest
from hypothesis import given
from sample_decisions import MADE

from mingxi.adapters import store
from mingxi.declare.errors import BadData
from mingxi.recipes.archive import Kept, kept, letter_numbered, lines, made_again, write_block
from mingxi.records.decision import Question
from mingxi.report.forms import digest, forms
from mingxi.report.index import IndexRow
from mingxi.report.phrasebook import phrasebook
from mingxi.report.twin import twin_and_bytes
from mingxi.report.whole.letter import whole_letter


def archived(question: Question) -> tuple[Kept, dict[str, bytes]]:
    """A letter as kept, and its forms."""
    decision = MADE[question]()
    content, raw = twin_and_bytes(decision)
    book = phrasebook(decision)
    letter = whole_letter(content, book)
    found = forms(letter, raw)
    line = IndexRow.from_letter(letter, f"letters/{question.value}.html")
    return kept(letter, book, found, line), found


@pytest.fixture
def archive(tmp_path):
    """Folder with two blocks of letters."""
    questions = list(Question)
    for i, part in enumerate((questions[:3], questions[3:])):
        write_block(tmp_path / "set" / f"{i:05d}.parquet", [archived(q)[0] for q in part])
    return tmp_path


@pytest.mark.parametrize("question", list(Question), ids=str)
def test_every_letter_comes_back_bit_for_bit(archive, question):
    letter, sent = archived(question)
    content, again = made_again(letter_numbered(archive, letter.number))
    assert again == sent
    assert content["report_id"] == letter.number
    assert letter.run == content["versions"]["run"]
    assert letter.borrower_id == content["subject"]["id"]


def test_lines_of_the_index_come_back(archive):
    found = [line for path in sorted(archive.glob("*/*.parquet")) for line in lines(path)]
    assert [line.href for line in found] == [f"letters/{q.value}.html" for q in Question]


def test_an_unknown_number_is_refused_in_one_message(archive):
    with pytest.raises(BadData, match="no letter of that number"):
        letter_numbered(archive, "0123456789abcdef")


def test_a_torn_block_is_refused_in_one_message(archive):
    number = archived(Question.NOT_OPENED)[0].number
    path = archive / "set" / "00000.parquet"
    whole = path.read_bytes()
    for damaged in (whole[: len(whole) // 2], b"", whole[:200] + b"\0" * 64 + whole[264:]):
        path.write_bytes(damaged)
        with pytest.raises(BadData, match=r"00000\.parquet"):
            letter_numbered(archive, number)


@pytest.mark.parametrize(
    ("column", "was", "is_now"),
    [("twin", b"13800", b"93800"), ("words", b"free of charge", b"for a small fee")],
)
def test_a_changed_content_is_refused_though_the_file_is_sound(archive, column, was, is_now):
    letter = archived(Question.LIMIT_LOW)[0]
    path = archive / "set" / "00000.parquet"
    table = store.read_table(path)
    held = table.column(column).to_pylist()
    changed = [raw.replace(was, is_now) for raw in held]
    assert changed != held
    store.write_table(
        path, table.set_column(table.column_names.index(column), column, pa.array(changed))
    )
    with pytest.raises(BadData, match="not what its number says"):
        letter_numbered(archive, letter.number)


def test_a_letter_drawn_by_another_version_is_not_passed_off_as_the_same(archive):
    letter = archived(Question.LIMIT_LOW)[0]
    with pytest.raises(BadData, match="other words or layout"):
        made_again(Kept(**{**vars(letter), "digest": "0" * 32}))


def test_digest_sees_every_byte_and_every_name():
    assert digest({".a": b"12"}) != digest({".a": b"1", ".2": b""})
    assert digest({".a": b"1"}) != digest({".b": b"1"})


@given(st.text(st.characters(), max_size=80))
def test_no_identifier_leaves_the_folder(tmp_path_factory, text):
    folder = tmp_path_factory.getbasetemp() / "letters"
    place = folder / (store.safe_name(text) + ".html")
    assert place.resolve().parent == folder.resolve()
    assert "\0" not in str(place)


@pytest.mark.parametrize("text", ["../../etc/passwd", "..", ".", "/", "a/b", "a\x00b", "", "CON"])
def test_hostile_identifiers_become_plain_names(text):
    name = store.safe_name(text)
    assert "/" not in name
    assert "\\" not in name
    assert not name.startswith(".")
    assert name.isprintable()

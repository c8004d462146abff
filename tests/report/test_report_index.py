"""The index lists every letter, links only to neighbours, and works without its script."""

import re
from dataclasses import replace

import pytest
from page_reader import read

from mingxi.records.decision import Question
from mingxi.report.index import IndexRow, index_html
from mingxi.report.whole.letter import whole_of


@pytest.fixture(scope="module")
def lines(decisions) -> list[IndexRow]:
    """A line per question."""
    return [
        IndexRow.from_letter(whole_of(d), f"letters/{q.value}.html") for q, d in decisions.items()
    ]


def test_every_letter_is_listed_without_script(lines):
    html = re.sub(r"<script>.*?</script>", "", index_html(lines), flags=re.S)
    page = read(html)
    assert page.misplaced == []
    links = [a["href"] for tag, a in page.tags if tag == "a"]
    assert links == [f"./{line.href}" for line in lines]
    seen = page.text("")
    for line in lines:
        assert line.outcome["zh"] in seen
        assert line.reason["en"] in seen


def test_tools_appear_only_with_script(lines):
    assert re.search(r'<div id="tools" hidden>', index_html(lines))


def test_a_letter_without_reason_against_shows_what_helped(decisions):
    low = replace(decisions[Question.LIMIT_LOW], reasons=())
    line = IndexRow.from_letter(whole_of(low), "x.html")
    assert line.reason["en"].startswith("Your monthly income")
    bare = replace(low, helped=())
    assert IndexRow.from_letter(whole_of(bare), "x.html").reason is None


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "//evil.example/x", 'x" onclick="y', "data:text/html,x"]
)
def test_links_stay_in_the_folder(lines, href):
    page = read(index_html([replace(lines[0], href=href, borrower_id='<b onclick="x">')]))
    link = next(a for tag, a in page.tags if tag == "a")
    assert link["href"].startswith("./")
    assert ":" not in link["href"]
    assert not [a for _, a in page.tags if "onclick" in a]


def test_chips_count_the_letters_of_each_outcome(lines):
    html = index_html([*lines, lines[0]])
    chip = re.search(r'data-k="Not opened"[^>]*>.*?</button>', html)
    assert chip is not None
    assert chip[0].endswith("</span> 2</button>")


def test_no_letters_is_said():
    assert re.search(r'<p class="none" id="none">', index_html([]))


def test_page_asks_for_nothing_from_outside(lines):
    assert not re.search(r"https?://|\bsrc=|<link|@import|url\(", index_html(lines))

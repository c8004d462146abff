"""Plain-text letters keep to their width and break where a reader would."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingxi.report.letter import letter_text
from mingxi.report.plain import WIDTH
from mingxi.report.whole.letter import whole_of
from mingxi.report.wrapping import columns, wrapped


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_line_is_wider_than_the_page(each, language):
    lines = letter_text(whole_of(each), language).splitlines()
    # a closing mark may hang over the edge
    assert max(map(columns, lines)) <= WIDTH + 2
    assert not any(line != line.rstrip() for line in lines)


def test_the_text_says_what_the_page_says(each):
    made = whole_of(each)
    flat = "".join(letter_text(made, "zh").split())
    for text in (made["verdict"]["headline"], *(r["text"] for r in made["reasons"])):
        assert "".join(text["zh"].split()) in flat


words = st.text(st.sampled_from("ab 9额度，。(“"), max_size=200)


@given(text=words, width=st.integers(8, 40))
def test_wrapping_loses_nothing_but_space(text, width):
    lines = wrapped(text, width, "- ")
    joined = "".join("".join(lines).removeprefix("- ").split())
    assert joined == "".join(text.split())
    assert all(columns(line) <= width + 2 for line in lines)


def test_a_line_never_opens_with_a_closing_mark():
    for width in range(8, 20):
        for line in wrapped("额度降低了，还款入账中。请稍后再试！", width):
            assert line[0] not in "，。！"

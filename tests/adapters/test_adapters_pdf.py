"""A page for paper: every drawing carries its own style, and a real PDF where the library is."""

import re
from importlib.util import find_spec

import pytest

from mingxi.adapters.pdf import drawings_alone, pdf_of

PAGE = (
    "<html><head><style>:root{--accent:#0b6a60;--soft:#59636b}.up{fill:var(--accent)}"
    "svg .tick{font-size:.75rem;fill:var(--soft)}.word{margin:1rem}</style></head><body>"
    '<svg class="marks" width="0"><defs><g id="ok"><circle r="9"/></g></defs></svg>'
    '<svg class="lights" role="img"><use href="#ok"/><rect class="up"/></svg>'
    "<p>额度 · limit</p></body></html>"
)


def test_each_drawing_carries_its_colours_and_marks():
    found = re.search(r'<svg class="lights".*?</svg>', drawings_alone(PAGE), re.S)
    assert found is not None
    drawn = found[0]
    assert ".up{fill:#0b6a60}" in drawn
    assert "var(" not in drawn
    assert "font-size:8.625px" in drawn
    assert '<g id="ok">' in drawn
    assert "margin" not in drawn, "only what is drawn"


def test_the_marks_themselves_and_the_words_stay_as_they_are():
    made = drawings_alone(PAGE)
    assert PAGE[PAGE.index("</head>") : PAGE.index('<svg class="lights"')] in made
    assert "<p>额度 · limit</p>" in made


def test_a_page_without_style_is_left_alone():
    assert drawings_alone("<p>x</p>") == "<p>x</p>"


@pytest.mark.skipif(
    find_spec("weasyprint") is None, reason="WeasyPrint is optional and not installed here"
)
def test_a_real_pdf_is_made():
    made = pdf_of(PAGE)
    assert made.startswith(b"%PDF-")
    assert b"%%EOF" in made[-32:]

"""Pages that everybody can read and use: contrast, headings, names of controls, whole tables."""

import re

import pytest
from page_reader import read

from mingxi.records.decision import Question
from mingxi.report.casework import casework_html
from mingxi.report.index import IndexRow, index_html
from mingxi.report.letter import letter_html
from mingxi.report.pages import stylesheet
from mingxi.report.whole.letter import whole_of

# WCAG 2.2, success criterion 1.4.3: text of normal size
LEAST_CONTRAST = 4.5
# colour of a text, and of what it may stand on
TEXTS = {
    "letter.css": (
        *(("ink", on) for on in ("paper", "desk", "tint", "warm", "pale")),
        *(("soft", on) for on in ("paper", "desk", "pale", "warm")),
        *(("accent", on) for on in ("paper", "tint")),
        *(("down", "paper"),),
        *(("#97400f", on) for on in ("paper", "warm")),
        *(("#38424a", "paper"), ("soft", "#e6e4de")),
    ),
    "index.css": (
        *(("ink", on) for on in ("desk", "#fff")),
        *(("soft", on) for on in ("desk", "pale", "#fff")),
        *(("accent", "tint"), ("#97400f", "warm")),
    ),
}


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2."""
    text = colour.lstrip("#")
    text = "".join(c * 2 for c in text) if len(text) == 3 else text
    parts = [int(text[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_measured_as_published():
    assert contrast("#000", "#fff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)  # just too little


@pytest.mark.parametrize(
    ("sheet", "text", "on"), [(s, *pair) for s, pairs in TEXTS.items() for pair in pairs]
)
def test_text_stands_out(sheet, text, on):
    colours = dict(re.findall(r"--(\w+):(#[0-9a-f]+)", stylesheet(sheet)))
    assert contrast(colours.get(text, text), colours.get(on, on)) >= LEAST_CONTRAST


def every_page(decision) -> list[str]:
    """The pages on which a decision is read."""
    made = whole_of(decision)
    row = IndexRow.from_letter(made, "letters/1.html")
    return [letter_html(made), casework_html(made), index_html([row])]


def test_headings_never_skip_a_level(each):
    for html in every_page(each):
        depth = 0
        for tag, _ in read(html).tags:
            if re.fullmatch("h[1-6]", tag):
                level = int(tag[1])
                assert level <= depth + 1, html[:80]
                depth = level


def test_every_control_has_a_name_and_every_column_its_head(each):
    for html in every_page(each):
        for tag, found in read(html).tags:
            if tag == "input":
                assert found["aria-label"].strip()
                assert "disabled" not in found
            if tag == "th":
                assert found["scope"] in {"col", "row", "rowgroup"}


def test_names_of_places_are_there_once_and_what_points_at_them_finds_them(each):
    for html in every_page(each):
        tags = read(html).tags
        ids = [found["id"] for _, found in tags if "id" in found]
        assert len(set(ids)) == len(ids)
        pointed = {f[key] for _, f in tags for key in ("aria-labelledby", "for") if key in f}
        assert pointed <= set(ids)


def test_the_language_of_every_part_is_said(each):
    for html in every_page(each):
        tags = read(html).tags
        assert dict(tags)["html"]["lang"] == "zh-Hans"
        for tag, found in tags:
            if tag == "article":
                assert found["lang"] in {"zh-Hans", "en"}


def test_the_language_can_be_chosen_from_the_keyboard(decisions):
    style = stylesheet("letter.css")
    pick = re.search(r"\.pick[^{]*\{([^}]*)\}", style)
    assert pick is not None
    # out of sight, never out of reach: what is not displayed cannot be reached by the tab key
    assert "display:none" not in pick[1]
    assert "visibility:hidden" not in pick[1]
    assert "#zh-on:focus-visible" in style
    page = read(letter_html(whole_of(decisions[Question.LIMIT_LOW])))
    names = [f.get("name") for tag, f in page.tags if tag == "input" and f["type"] == "radio"]
    assert names == ["language", "language"]
    assert not [f for _, f in page.tags if int(f.get("tabindex", "0")) > 0]

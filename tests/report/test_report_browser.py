"""In a real browser: letters and index open, react, print, say nothing and ask for nothing."""

from dataclasses import replace

import pytest
from browser import Browser, found
from sample_decisions import MADE

from mingxi.records.decision import Question
from mingxi.report.casework import casework_html
from mingxi.report.index import IndexRow, index_html
from mingxi.report.letter import letter_html
from mingxi.report.whole.letter import whole_of

PROGRAM = found()
pytestmark = pytest.mark.skipif(
    PROGRAM is None, reason="no Chromium on the path and none named by MINGXI_BROWSER"
)
PHONE, DESK = 390, 1280
SEEN = "getComputedStyle(document.querySelector('{}')).display !== 'none'"


@pytest.fixture(scope="module")
def browser():
    one = Browser(PROGRAM)
    yield one
    one.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Letters, a casework page and an index, as files beside each other."""
    folder = tmp_path_factory.mktemp("pages")
    (folder / "letters").mkdir()
    rows = []
    for question, made in MADE.items():
        content = whole_of(replace(made(), borrower_id=f"id-{question.value}"))
        path = folder / "letters" / f"{question.value}.html"
        path.write_text(letter_html(content), encoding="utf-8")
        rows.append(IndexRow.from_letter(content, f"letters/{path.name}"))
    (folder / "case.html").write_text(casework_html(content), encoding="utf-8")
    (folder / "index.html").write_text(index_html(rows), encoding="utf-8")
    return folder


def quiet(browser) -> None:
    """Nothing was said on the console and nothing but the page itself was asked for."""
    assert browser.said == []
    assert [url for url in browser.asked if not url.endswith(".html")] == []
    assert len(browser.asked) == 1


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("question", list(Question), ids=str)
def test_letters_open_in_both_languages_and_fit(browser, pages, question, width):
    browser.open(pages / "letters" / f"{question.value}.html", width)
    for language, other in (("zh", "en"), ("en", "zh")):
        browser.value(f"document.getElementById('{language}-on').click()")
        assert browser.value(SEEN.format(f"article.{language}"))
        assert not browser.value(SEEN.format(f"article.{other}"))
        assert browser.value("document.documentElement.scrollWidth <= innerWidth")
    quiet(browser)


@pytest.mark.parametrize("width", [360, PHONE, DESK])
def test_no_text_of_a_drawing_is_cut_by_its_frame(browser, pages, width):
    for question in Question:
        browser.open(pages / "letters" / f"{question.value}.html", width)
        for language in ("zh", "en"):
            browser.value(f"document.getElementById('{language}-on').click()")
            out = browser.value(
                f"[...document.querySelectorAll('article.{language} svg text')]"
                ".filter(t => getComputedStyle(t).display !== 'none')"
                ".filter(t => {const a = t.getBoundingClientRect(), b = t.closest('svg')"
                ".getBoundingClientRect(); return a.left < b.left - 2 || a.right > b.right + 2})"
                ".map(t => t.textContent)"
            )
            assert out == [], question


def test_a_control_moves_the_limit(browser, pages):
    browser.open(pages / "letters" / "limit_reduced.html", PHONE)
    browser.value("document.getElementById('en-on').click()")
    slide = "document.querySelector('article.en .slide')"
    assert not browser.value(f"{slide}.hidden")
    assert "12,600 yuan" in browser.value(f"{slide}.querySelector('output').textContent")
    browser.value(f"{slide}.querySelector('input').focus()")
    for key in ("keyDown", "keyUp"):  # from the keyboard alone
        browser.call(
            "Input.dispatchKeyEvent",
            type=key,
            key="ArrowLeft",
            code="ArrowLeft",
            windowsVirtualKeyCode=37,
        )
    browser.until(f"{slide}.querySelector('output').textContent.includes('13,700 yuan')")
    assert browser.value(f"{slide}.querySelector('input').ariaValueText") is not None
    quiet(browser)


def test_print_shows_both_languages_open_and_the_table_instead_of_controls(browser, pages):
    browser.open(pages / "letters" / "limit_reduced.html", DESK)
    browser.call("Emulation.setEmulatedMedia", media="print")
    try:
        for article in ("article.zh", "article.en"):
            assert browser.value(SEEN.format(article))
        assert browser.value(SEEN.format(".lever table"))
        assert not browser.value(SEEN.format(".slide"))
        assert browser.printed().startswith(b"%PDF")
    finally:
        browser.call("Emulation.setEmulatedMedia", media="")
    quiet(browser)


def test_a_borrower_is_found_in_the_index_and_the_letter_is_there(browser, pages):
    browser.open(pages / "index.html", DESK)
    browser.value(
        "{const q = document.getElementById('q'); q.value = 'id-not_opened';"
        " q.dispatchEvent(new Event('input'))}"
    )
    browser.until("document.getElementById('shown').textContent === '1'")
    link = browser.value("document.querySelector('#list a').href")
    quiet(browser)
    assert link == (pages / "letters" / "not_opened.html").resolve().as_uri()


def test_casework_opens_and_fits_a_desk(browser, pages):
    browser.open(pages / "case.html", DESK)
    assert browser.value("document.documentElement.scrollWidth <= innerWidth")
    quiet(browser)


@pytest.mark.parametrize(
    "text",
    [
        "<script>document.title='x'</script>",
        "<img src=x onerror=\"document.title='x'\">",
        "\u202eevil\u202c עברית العربية 👩‍👩‍👧 \"'&",
        "长" * 10_000,
        "A" * 10_000,
    ],
)
def test_hostile_names_are_text_in_letter_and_index(browser, tmp_path, text):
    content = whole_of(replace(MADE[Question.LIMIT_REDUCED](), borrower_id=text))
    letter, index = tmp_path / "letter.html", tmp_path / "index.html"
    letter.write_text(letter_html(content), encoding="utf-8")
    index.write_text(index_html([IndexRow.from_letter(content, "letter.html")]), encoding="utf-8")
    for path in (letter, index):
        browser.open(path, PHONE)
        assert browser.value("document.title !== 'x'")
        assert browser.value("document.documentElement.scrollWidth <= innerWidth")
        assert browser.value("document.querySelectorAll('img').length") == 0
        quiet(browser)


@pytest.mark.slow
def test_a_hundred_thousand_letters_are_searched_without_a_server(browser, tmp_path):
    content = whole_of(MADE[Question.LIMIT_LOW]())
    line = IndexRow.from_letter(content, "x.html")
    said = line.reason or {}
    rows = [
        replace(
            line,
            borrower_id=str(n),
            href=f"letters/{n}.html",
            reason={x: f"{text} {n % 20_000}" for x, text in said.items()},
        )
        for n in range(100_000, 200_000)
    ]
    path = tmp_path / "index.html"
    path.write_text(index_html(rows), encoding="utf-8")
    browser.open(path, DESK)
    browser.until("document.getElementById('shown').textContent === '100,000'")
    browser.value(
        "{const q = document.getElementById('q'); q.value = '173205';"
        " q.dispatchEvent(new Event('input'))}"
    )
    browser.until("document.querySelector('#list a .id').textContent === '173205'", seconds=5)
    assert browser.value("document.querySelectorAll('#list li').length") <= 100
    quiet(browser)

"""The page shows the twin: both languages alike, nothing from outside, nothing broken."""

import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_reader import read
from read_back import read_back
from sample_decisions import MADE
from sample_parts import PEERS, attribution

from mingxi.declare.words import Words
from mingxi.records.decision import Question
from mingxi.report.letter import letter_html, letter_text
from mingxi.report.pages import script
from mingxi.report.whole.letter import whole_of

BANNED = (
    *(
        "风控",
        "模型",
        "授信",
        "多头",
        "敞口",
        "变量",
        "特征",
        "违约概率",
        "评分卡",
        "综合评分不足",
    ),
    *("看起来", "shap", "algorithm", "utilization", "utilisation", "delinquency", "derogatory"),
    *("feature", "threshold", "baseline"),
)
NUMBER = re.compile(r"[+−-]?\d+(?:,\d{3})*(?:\.\d+)?%?")
HOSTILE = (
    "<script>alert(1)</script>",
    '"><svg onload=x>',
    "&amp; <!-- ]]> '",
    "👩‍👩‍👧 \u202eevil\u202c עברית العربية",
    "a\x00b\ud800c\ufffe\n\r\tz",
    "{x} {{ 7*7 }} {% raw %}",
    "长" * 10_000,
    "A" * 10_000,
    "",
)


def numbers(text: str) -> Counter[str]:
    """Every number as written, with how often it is."""
    return Counter(NUMBER.findall(text))


def test_both_articles_carry_the_same_numbers(each):
    page = read(letter_html(whole_of(each)))
    assert numbers(page.text("zh")) == numbers(page.text("en"))
    assert sum(numbers(page.text("zh")).values()) > 40


def test_both_texts_carry_the_same_numbers(each):
    made = whole_of(each)
    assert numbers(letter_text(made, "zh")) == numbers(letter_text(made, "en"))


def test_no_banned_word_reaches_a_borrower(each):
    made = whole_of(each)
    page = read(letter_html(made))
    for said in (*map(page.text, ("zh", "en")), *(letter_text(made, x) for x in ("zh", "en"))):
        found = [word for word in BANNED if word in said.lower()]
        assert not found


def scripts(html: str) -> list[str]:
    """What runs on a page."""
    return re.findall(r"<script[^>]*>(.*?)</script>", html, re.S)


def test_page_is_one_file_that_asks_for_nothing(each):
    html = letter_html(whole_of(each))
    page = read(html)
    assert not [tag for tag, _ in page.tags if tag in ("link", "img", "iframe")]
    assert not re.search(r"https?://|url\(|@import|\bon\w+=", html)
    assert "default-src 'none'" in html
    for _, attributes in page.tags:
        assert "src" not in attributes
        assert attributes.get("href", "#").startswith("#")


def test_only_a_letter_with_something_to_try_has_a_script_and_it_is_always_the_same(each):
    made = whole_of(each)
    found = scripts(letter_html(made))
    assert found == ([script("letter.js")] if made["what_if"]["levers"] else [])


def test_what_can_be_tried_stands_in_a_table_without_script(decisions):
    made = whole_of(decisions[Question.LIMIT_REDUCED])
    page = read(re.sub(r"<script>.*?</script>", "", letter_html(made), flags=re.S))
    for lever in made["what_if"]["levers"]:
        for point in lever["points"]:
            assert point["limit_shown"]["en"] in page.text("en")
    assert "it ends on" in page.text("en")


def test_tags_are_in_order_and_drawings_have_titles(each):
    page = read(letter_html(whole_of(each)))
    assert page.open == []
    assert page.misplaced == []
    drawings = [a for tag, a in page.tags if tag == "svg" and "aria-hidden" not in a]
    assert all(a["role"] == "img" for a in drawings)
    assert sum(tag == "title" for tag, _ in page.tags) == len(drawings) + 1


def test_headings_are_one_h1_per_language_and_named_sections(each):
    made = whole_of(each)
    page = read(letter_html(made))
    assert sum(tag == "h1" for tag, _ in page.tags) == 2
    ids = [a["id"] for tag, a in page.tags if tag == "h2"]
    assert ids == [f"{x}-{s['key']}" for x in ("zh", "en") for s in made["sections"]]
    assert len(set(ids)) == len(ids)


def test_nothing_reads_like_a_missing_value(each):
    page = read(letter_html(whole_of(each)))
    for language in ("zh", "en"):
        assert not re.search(r"\b(nan|None|inf|undefined)\b|[{}]", page.text(language))


def test_page_shows_every_amount_of_the_sums(each):
    made = whole_of(each)
    page = read(letter_html(made))
    for row in made["ledger"]["rows"]:
        shown = f"{abs(row['amount']):,}"
        assert shown in page.text("zh")
        assert row["name"]["en"] in page.text("en")


def test_page_from_json_read_back_is_the_same(each):
    made = whole_of(each)
    again = read_back(each)
    assert letter_html(again) == letter_html(made)
    assert letter_text(again, "zh") == letter_text(made, "zh")


@pytest.mark.parametrize("question", list(Question), ids=str)
def test_each_question_draws_its_lead_chart(decisions, question):
    chart = {
        Question.NOT_OPENED: "lights",
        Question.LIMIT_LOW: "waterfall",
        Question.LIMIT_REDUCED: "waterfall",
        Question.LIMIT_ROSE: "waterfall",
        Question.UNCHANGED: "history",
        Question.CANNOT_DRAW: "lights",
        Question.CANNOT_REDRAW: "timeline",
    }[question]
    html = letter_html(whole_of(decisions[question]))
    first = re.search(r'<svg class="(?!marks)(\w+)"', html)
    assert first is not None
    assert first[1] == chart


def test_only_the_deciding_light_is_opened(decisions):
    html = letter_html(whole_of(decisions[Question.CANNOT_DRAW]))
    assert html.count('class="open"') == 2, "one per language"
    opened = re.search(r'class="open">(.*?)</div>\n</li>', html, re.S)
    assert opened is not None
    assert "12 天" in opened[1]


def test_stuck_station_is_the_posting(decisions):
    html = letter_html(whole_of(decisions[Question.CANNOT_REDRAW]))
    drawn = re.search(r'<svg class="timeline".*?</svg>', html, re.S)
    assert drawn is not None
    marks = re.findall(r'href="#(\w+)"', drawn[0])
    assert marks == ["ok", "ok", "here", "wait", "wait"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_identifiers_are_shown_as_text(decisions, text):
    named = replace(decisions[Question.LIMIT_REDUCED], borrower_id=text)
    made = whole_of(named)
    html = letter_html(made)
    page = read(html)
    assert page.misplaced == []
    assert scripts(html) == [script("letter.js")]
    assert made["subject"]["shown"] in "\n".join([*page.seen["zh"], ""])
    html.encode("utf-8")
    assert read_back(named)["subject"] == made["subject"]
    for language in ("zh", "en"):
        assert max(map(len, letter_text(made, language).splitlines())) <= 80


@pytest.mark.parametrize("text", HOSTILE[:-1])
def test_hostile_slots_and_references_are_shown_as_text(decisions, text):
    low = decisions[Question.LIMIT_LOW]
    words = Words("原因：{who}。", "The reason: {who}.")
    bad = replace(low.reasons[0], words=words, slots={"who": text})
    title = Words(text, text) if text and "{" not in text else low.rulings[0].reference.title
    source = replace(low.rulings[0].reference, title=title)
    first = replace(low.rulings[0], reference=source)
    made = replace(low, reasons=(bad,), rulings=(first, *low.rulings[1:]), only_time=(text,))
    page = read(letter_html(whole_of(made)))
    assert page.misplaced == []
    assert not [t for t, a in page.tags if t == "script" or "onload" in a]


@pytest.mark.parametrize("text", HOSTILE[:-1])
def test_hostile_names_in_drawings_are_shown_as_text(decisions, text):
    low = decisions[Question.LIMIT_LOW]
    first, *rest = low.ledger.factors
    name = Words(text, text.replace("{", "(").replace("}", ")")) if "{" not in text else None
    concept = replace(first.concept, name=name or first.concept.name)
    ledger = replace(low.ledger, factors=(replace(first, concept=concept), *rest))
    html = letter_html(whole_of(replace(low, ledger=ledger)))
    page = read(html)
    assert page.misplaced == []
    assert not [t for t, a in page.tags if t == "script" or "onload" in a]
    html.encode("utf-8")


@settings(max_examples=60, deadline=None)
@given(text=st.text(st.characters(), max_size=60), question=st.sampled_from(list(Question)))
def test_no_identifier_breaks_a_letter(text, question):
    made = whole_of(replace(MADE[question](), borrower_id=text))
    page = read(letter_html(made))
    assert page.misplaced == []
    assert numbers(page.text("zh")) == numbers(page.text("en"))
    usual = whole_of(MADE[question]())
    said, as_usual = (
        "\n".join(letter_text(one, "zh").replace(one["report_id"], "").splitlines()[5:])
        for one in (made, usual)
    )
    assert said == as_usual or len(text) > 40


def test_a_long_currency_name_gives_way_to_its_sign(decisions):
    low = decisions[Question.LIMIT_LOW]
    dollars = Words("新台币元", "New Taiwan dollars")
    html = letter_html(
        whole_of(replace(low, money=replace(low.money, currency=dollars, symbol="NT$")))
    )
    assert ">−3,420 NT$</text>" in html
    assert "13,800 New Taiwan dollars" in html, "the headline has room for it"


def test_a_long_name_is_cut_on_phones_only(decisions):
    low = decisions[Question.LIMIT_LOW]
    first, *rest = low.ledger.factors
    long = Words(
        "一个特别特别特别特别特别特别特别长的名字", "A name that is far too long for a phone"
    )
    concept = replace(first.concept, name=long)
    ledger = replace(low.ledger, factors=(replace(first, concept=concept), *rest))
    html = letter_html(whole_of(replace(low, ledger=ledger)))
    assert f'class="full">{long.en}</text>' in html
    assert re.search(r'class="cut">A name that is [^<]*…</text>', html)


def test_what_raised_a_limit_is_never_coloured_as_against(decisions):
    made = whole_of(decisions[Question.LIMIT_ROSE])
    assert made["reasons"]
    assert not any(r["against"] for r in made["reasons"])
    drawn = re.findall(r'<svg class="marker".*?</svg>', letter_html(made), re.S)
    assert drawn
    assert not [d for d in drawn if "#against" in d]


def test_key_names_only_colours_that_occur(decisions):
    low = decisions[Question.LIMIT_LOW]
    ups = replace(low, ledger=attribution(PEERS, 10_000, (720, 420, 0, 0, 0, 0)))
    html = letter_html(whole_of(ups))
    shown = re.search(r'class="part ledger".*?<p class="key">(.*?)</p>', html, re.S)
    assert shown is not None
    assert re.findall(r'<i class="(\w+)"', shown[1]) == ["up", "other"]


def test_long_start_gives_way_to_its_short_name_on_phones(decisions):
    low = decisions[Question.LIMIT_LOW]
    name = Words("额度高一档的人群之一", "people whose limit is one step up")
    ledger = replace(low.ledger, reference=replace(low.ledger.reference, name=name))
    html = letter_html(whole_of(replace(low, ledger=ledger)))
    assert 'class="full sum">Average of people whose limit is one step up</text>' in html
    assert re.search(r'class="cut sum">People whose limit is one step', html)


def test_same_concept_against_and_in_favour_keeps_both_drawings(decisions):
    reduced = decisions[Question.LIMIT_REDUCED]
    late = next(r for r in reduced.reasons if r.source == "concept")
    made = whole_of(replace(reduced, helped=(replace(late, amount=50),)))
    html = letter_html(made)
    marks = re.findall(r'<svg class="marker".*?</svg>', html, re.S)
    assert sum("#against" in m for m in marks) == 4, "two reasons in two languages"
    assert sum("#me" in m for m in marks) == 2


def test_a_fact_without_size_is_told_without_a_drawing(decisions):
    low = decisions[Question.LIMIT_LOW]
    proven = low.reasons[1].fact
    flag = replace(proven, feature=replace(proven.feature, unit="flag"))
    told = replace(low.reasons[1], fact=flag)
    first, *rest = low.ledger.factors
    facts = tuple(flag if f.feature.key == flag.feature.key else f for f in first.facts)
    ledger = replace(low.ledger, factors=(replace(first, facts=facts), *rest))
    html = letter_html(whole_of(replace(low, reasons=(told,), helped=(), ledger=ledger)))
    assert "marker" not in re.sub(r"<style>.*?</style>", "", html, flags=re.S)
    assert told.words.fill("en", **told.slots) in html

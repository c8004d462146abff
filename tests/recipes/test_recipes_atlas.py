"""Every reason code has its producer, and the committed pages say what the code declares today."""

import re
import xml.etree.ElementTree as ET
from dataclasses import fields
from pathlib import Path

import pyarrow as pa
import pytest
import yaml

from mingxi.adapters.config_file import config_root, numbers_from
from mingxi.declare.codes.registry import CODES
from mingxi.policy.catalogue import RULES
from mingxi.recipes.atlas import declared_pages, traces, world_atlas
from mingxi.recipes.lived import cause_names
from mingxi.recipes.sample import sample_config, sample_files, text_of
from mingxi.records.tables import TABLES
from mingxi.simulate.config import WorldConfig
from mingxi.simulate.declared.mechanisms_table import MECHANISMS
from mingxi.simulate.declared.steps import STEPS
from mingxi.simulate.lender.deciding import ACCOUNT
from mingxi.simulate.response.limit_response import Terms, limit_response, response_table
from mingxi.simulate.tables.of_run import observed_tables, true_tables
from mingxi.simulate.world import OBSERVED_TABLES, TRUE_TABLES, common_tables, lived, simulate
from mingxi.simulate.world import blocks as world_blocks

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "data" / "synthetic"
CASES = ROOT / "tests" / "cases"
NUMBERS = numbers_from(config_root() / "world")
TRACES = traces()
RENEW = "run `make world` and read the difference"


@pytest.fixture(scope="module")
def world_tables():
    """Every table of a small world, observed and true, with its columns."""
    config = sample_config(NUMBERS)
    made, common = simulate(config, world_blocks(config)[0]), common_tables(config)
    # of some borrowers only, by living years at several limits
    terms = Terms(*(0.1 for _ in fields(Terms)))
    response = response_table(limit_response(config, range(40), 12, terms, 1, (1_000, 5_000)))
    return {
        "observed": made.observed | common.observed,
        "truth": made.truth | common.truth | {"limit_response": response},
    }


# --- codes -------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_a_code_names_producers_that_exist(code):
    entry = TRACES[code]
    keys = {m.key for m in MECHANISMS}
    assert set(entry["causes"]) <= keys
    assert set(entry["account"]) <= set(ACCOUNT) - keys
    assert set(entry["steps"]) <= {s.key for s in STEPS}
    columns = {f"{t.name}.{c.name}" for t in TABLES if t.layer == "observed" for c in t.columns}
    assert set(entry["columns"]) <= columns
    made = entry["causes"] or entry["account"] or entry["steps"] or entry["case"]
    assert made or entry["absent"] or entry["columns"], "nothing produces it"


@pytest.mark.parametrize("code", [c for c, entry in TRACES.items() if entry["case"]])
def test_a_case_that_stands_for_a_code_stops_somebody_for_it(code):
    file, name = TRACES[code]["case"].split(": ")
    cases = yaml.safe_load((CASES / file).read_text(encoding="utf-8"))
    (case,) = (one for one in cases if one["name"] == name)
    carried = {rule.what.key: rule.what.code for rule in RULES.values()}
    stopped = [
        key for key, out in case["output"].items() if isinstance(out, dict) and not out["passed"]
    ]
    assert code in {carried[key] for key in stopped}


def test_mechanisms_and_codes_point_at_each_other():
    for mechanism in MECHANISMS:
        for code in mechanism.reason_codes:
            assert mechanism.key in TRACES[code]["causes"], f"{mechanism.key} and {code}"
    told = {key for entry in TRACES.values() for key in entry["causes"]}
    assert told == {m.key for m in MECHANISMS}, "every mechanism stands behind some code"


def test_every_cause_that_a_document_names_has_a_producer():
    seeded = [code for code in CODES.values() if code.documents]
    assert len(seeded) == 56
    assert len(CODES) == 74
    assert {d for code in seeded for d in code.documents} == {0, 1, 2, 3, 4}


def test_what_is_said_not_to_be_used_is_in_no_table():
    names = [f"{t.name}.{c.name}" for t in TABLES for c in t.columns]
    for code, entry in TRACES.items():
        for word in entry["absent"]:
            assert not [name for name in names if word in name], f"{code}: {word}"


@pytest.fixture(scope="module")
def lived_through():
    """Tables of 8,000 lives of 36 months, before any fault of the records."""
    config = WorldConfig(7, 8_000, "2023-01", 36, NUMBERS)
    runs = [lived(config, block) for block in world_blocks(config)]
    made = [observed_tables(run) | true_tables(run) for run in runs]
    tables = {name: pa.concat_tables([one[name] for one in made]) for name in made[0]}
    return tables | common_tables(config).observed


@pytest.mark.slow
@pytest.mark.parametrize("code", CODES)
def test_what_produces_a_code_really_occurs_in_a_world(lived_through, code):
    entry = TRACES[code]
    named = lived_through["limit_causes"]["mechanism"].unique().to_pylist()
    failed = lived_through["draw_causes"]["failing"].combine_chunks().flatten()
    seen = {*named, *failed.unique().to_pylist()}
    assert {*entry["causes"], *entry["account"]} <= seen
    for place in entry["columns"]:
        table, column = place.split(".")
        held = lived_through[table][column].drop_null().unique()
        assert len(held) > 1, f"{place} never differs"


# --- dictionary --------------------------------------------------------------------------------


@pytest.mark.parametrize("layer", ["observed", "truth"])
def test_every_table_and_column_of_the_world_is_described(world_tables, layer):
    made = world_tables[layer]
    declared = {t.name: [c.name for c in t.columns] for t in TABLES if t.layer == layer}
    assert set(made) == set(declared)
    assert set(OBSERVED_TABLES) | set(TRUE_TABLES) <= {t.name for t in TABLES}
    for name, table in made.items():
        if name == "stress":  # a column per region
            assert table.column_names[0] == declared[name][0]
            continue
        assert table.column_names == declared[name], name


def test_dictionary_types_are_those_of_the_tables(world_tables):
    arrow = {
        "str": "string",
        "date": "date32[day]",
        "float64": "double",
        "float32": "float",
        "list": "list<item: string>",
    }
    for table in TABLES:
        made = world_tables[table.layer][table.name]
        for column in table.columns:
            if column.name in made.column_names:
                wanted = arrow.get(column.dtype, column.dtype)
                found = str(made.schema.field(column.name).type)
                assert found.replace("element", "item") == wanted, f"{table.name}.{column.name}"


# --- committed pages ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(declared_pages(world_atlas(NUMBERS))))
def test_committed_page_is_what_is_declared_today(name):
    made = declared_pages(world_atlas(NUMBERS))[name]
    assert (PAGES / name).read_text(encoding="utf-8") == made, f"{name}: {RENEW}"


def test_links_and_pictures_of_the_pages_lead_somewhere():
    for page in PAGES.glob("*.md"):
        text = page.read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text):
            if not target.startswith("http"):
                assert (PAGES / target).exists(), f"{page.name} → {target}"
        for anchor in re.findall(r"\]\(#([^)]+)\)", text):
            heads = re.findall(r"^#+ (.+)$", text, re.M)
            assert anchor in {h.lower().replace(" ", "-") for h in heads}, f"{page.name}#{anchor}"


@pytest.mark.parametrize("path", sorted((PAGES / "pictures").glob("*.svg")), ids=lambda p: p.stem)
def test_a_picture_is_small_readable_and_knows_both_colour_schemes(path):
    content = path.read_text(encoding="utf-8")
    assert len(content.encode()) < 150_000
    root = ET.fromstring(content)
    space = "{http://www.w3.org/2000/svg}"
    assert root.find(f"{space}title").text
    assert root.find(f"{space}desc").text
    assert len(root.findall(f".//{space}text")) > 5
    assert "prefers-color-scheme:dark" in content
    assert not re.search(r"[\"' (]https?://(?!www\.w3\.org)", content)
    assert "nan" not in re.sub(r"<(text|title|desc).*?</\1>", "", content.lower())


def test_every_cause_of_an_account_has_a_name_in_the_pictures():
    unnamed = set(ACCOUNT) - {"base", "rounding", "hold", "step", "floor"} - set(cause_names())
    assert unnamed == set()


# --- sample ------------------------------------------------------------------------------------


def test_committed_sample_is_what_the_code_makes_today():
    made = sample_files(NUMBERS)
    kept = {p.name: p.read_bytes() for p in (PAGES / "sample").iterdir()}
    assert set(kept) == set(made), RENEW
    different = [name for name in made if text_of(made[name]) != text_of(kept[name])]
    assert different == [], RENEW
    assert sum(len(content) for content in kept.values()) < 2_000_000


def test_the_sample_holds_no_truth():
    true = {t.name for t in TABLES if t.layer == "truth"}
    assert not {p.name.split(".")[0] for p in (PAGES / "sample").iterdir()} & true

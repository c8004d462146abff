"""`mingxi describe`: the pages of a small world, and what it says of a table of one's own."""

import pytest
from story_runs import mingxi

pytestmark = pytest.mark.story


def test_pages_pictures_and_sample_of_a_small_world(tmp_path):
    small = ("--set", "world.borrowers=800", "--workers", "1")
    told = mingxi("describe", "configs/quick.yaml", *small, cwd=tmp_path)
    assert told.code == 0, told.said
    folder = tmp_path / "data" / "synthetic"
    made = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    pages = {"README.md", "DICTIONARY.md", "CAUSES.md", "CODES.md", "MEASURED.md"}
    pictures = {"causal-graph", "months", "lives", "sign-flip", "rolls", "vintages"}
    assert pages | {f"pictures/{name}.svg" for name in pictures} <= made
    assert "sample/months.csv.gz" in made
    assert "too few borrowers" in (folder / "MEASURED.md").read_text(encoding="utf-8")


def test_a_table_of_ones_own_is_no_world(tmp_path):
    told = mingxi("describe", "configs/own_data/taiwan.yaml", cwd=tmp_path)
    assert told.code == 2
    assert "not a world" in told.said
    assert "Traceback" not in told.said

"""Settings are checked once; each mistake is named with its place."""

import copy
from pathlib import Path

import pytest

from mingxi.adapters.config_file import config_root, read_yaml
from mingxi.declare.errors import BadConfig
from mingxi.recipes.settings import settings_from

QUICK = read_yaml(config_root() / "quick.yaml")


def put(place: str, value):
    document = copy.deepcopy(QUICK)
    inner = document
    *steps, last = place.split(".")
    for step in steps:
        inner = inner[step]
    inner[last] = value
    return document


def test_the_configurations_that_come_along_are_right():
    for path in [config_root() / "quick.yaml", *(config_root() / "own_data").glob("*.yaml")]:
        assert settings_from(read_yaml(path), path).name == path.stem


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (put("sed", 3), r"unknown key 'sed'\. Did you mean 'seed'\?"),
        (put("training.trails", 3), r"'training\.trails'\. Did you mean 'trials'\?"),
        (put("world.borrowers", "many"), r"'world\.borrowers' is 'many': .*integer"),
        (put("training.holdout_share", 1.5), r"'training\.holdout_share' is 1\.5: .*less than 1"),
        (put("snapshots.decide", "2025-13"), r"'snapshots\.decide' is '2025-13'"),
        (put("snapshots.previous", "2026-03"), r"previous must lie before decide"),
        (put("snapshots.out_of_time", ["2023-06"]), r"before every out_of_time month"),
        (put("limit.method", "magic"), r"'limit\.method' is 'magic': .*'profit' or 'imitation'"),
        (put("limit.budget", {"loss": 0}), r"'limit\.budget\.loss\.times' is 0: .*greater than 0"),
        (put("limit.budget", {"loss": {"per": 3}}), r"unknown key 'limit\.budget\.loss\.per'"),
        (put("limit.budget", {"loss": {}}), r"limit\.budget\.loss: give a number, or"),
        (put("name", "../up"), r"'name' is '\.\./up'"),
        (put("table", {"path": "x.csv"}), r"either world .* or table"),
        ({k: v for k, v in QUICK.items() if k != "training"}, r"'training' is missing"),
        ({k: v for k, v in QUICK.items() if k != "snapshots"}, r"a world needs snapshots"),
    ],
)
def test_mistakes_are_named(document, message):
    with pytest.raises(BadConfig, match=message) as refused:
        settings_from(document, Path("mine.yaml"))
    assert "mine.yaml" in str(refused.value)

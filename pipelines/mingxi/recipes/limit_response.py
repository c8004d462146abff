"""Truth table of a world: default, balance and profit of some borrowers at every limit."""

import json
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

import numpy as np

from mingxi.adapters import truth
from mingxi.models.profit import ProfitTerms
from mingxi.simulate.config import WorldConfig
from mingxi.simulate.numbers import number
from mingxi.simulate.response.limit_response import YEAR, Terms, limit_response, response_table

TABLE, TERMS = "limit_response", "terms"
EARLIEST = 6  # months of history before the decision; assumption: enough to know somebody


def write_limit_response(config: WorldConfig, terms: ProfitTerms | None, root: Path) -> None:
    """Write the table below the truth root, in the last month that leaves a year.

    Nothing is written where past limits are only imitated (then a limit has no profit), where the
    world is too short, or where the numbers of the world ask for nobody.
    """
    wanted = int(number(config.numbers, TABLE, "borrowers"))
    month = config.n_months - YEAR - 1
    if terms is None or wanted < 1 or month < EARLIEST:
        return
    own = {f.name: getattr(terms, f.name) for f in fields(Terms)}
    if _is_there(root, own):
        return
    # some have no line: spread evenly, so that the sample is like the world
    some = np.unique(np.linspace(0, config.n_borrowers - 1, wanted).astype(np.int64))
    lives = int(number(config.numbers, TABLE, "lives"))
    found = limit_response(config, some.tolist(), month, Terms(**own), lives)
    if len(found.borrower_id):
        said = {TERMS: json.dumps(own, sort_keys=True)}
        truth.write_truth(root, TABLE, response_table(found).replace_schema_metadata(said))


def _is_there(root: Path, terms: Mapping[str, float]) -> bool:
    """Whether the table was made on these terms before."""
    if not truth.truth_file(root, TABLE).is_file():
        return False
    said = truth.read_truth(root, TABLE).schema.metadata or {}
    return bool(said.get(TERMS.encode()) == json.dumps(dict(terms), sort_keys=True).encode())

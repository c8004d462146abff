"""Small worlds and the comparisons that several tests of the simulator share."""

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import yaml

from mingxi.declare.quantity import Quantity
from mingxi.simulate.config import Block, WorldConfig
from mingxi.simulate.faults.faults_table import faultless
from mingxi.simulate.intervention import Intervention
from mingxi.simulate.numbers import Numbers
from mingxi.simulate.world import WorldBlock, simulate

FOLDER = Path(__file__).parents[2] / "configs" / "world"


def world_numbers() -> Numbers:
    """The base world with every fault of the records turned off: tables say what happened."""
    return faultless(given_numbers())


def given_numbers() -> dict[str, dict[str, Quantity]]:
    """The base world as it is given, its faults included."""
    numbers = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        for mechanism, own in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            assert mechanism not in numbers, f"{mechanism} stands in two files"
            numbers[mechanism] = {name: Quantity(**fields) for name, fields in own.items()}
    return numbers


def world(numbers: Numbers, n_borrowers: int, n_months: int = 36, seed: int = 7) -> WorldConfig:
    return WorldConfig(seed, n_borrowers, "2023-01", n_months, numbers)


def whole(config: WorldConfig, do: tuple[Intervention, ...] = ()) -> WorldBlock:
    return simulate(config, Block(0, 0, config.n_borrowers), do)


def frames(tables: dict[str, pa.Table]) -> dict[str, pd.DataFrame]:
    return {name: table.to_pandas() for name, table in tables.items()}


def grid(table: pd.DataFrame, column: str) -> np.ndarray:
    """Column of a rectangular table as (borrowers, months)."""
    return table[column].to_numpy().reshape(table["borrower_id"].nunique(), -1)


def changed(base: WorldBlock, other: WorldBlock) -> list[str]:
    """Names of the tables that are not equal to the last bit."""
    pairs = [
        (f"{side}.{name}", getattr(base, side)[name], getattr(other, side)[name])
        for side in ("observed", "truth")
        for name in getattr(base, side)
    ]
    return [name for name, a, b in pairs if not same(a, b)]


def same(a: pa.Table, b: pa.Table) -> bool:
    if a.schema != b.schema or a.num_rows != b.num_rows:
        return False
    return all(_same_column(a[name], b[name]) for name in a.column_names)


def _same_column(a: pa.ChunkedArray, b: pa.ChunkedArray) -> bool:
    if not a.is_null().equals(b.is_null()):
        return False
    a, b = a.drop_null(), b.drop_null()
    if pa.types.is_floating(a.type):
        return np.array_equal(a.to_numpy(), b.to_numpy(), equal_nan=True)
    return a.equals(b)

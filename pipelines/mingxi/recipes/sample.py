"""The sample that is kept in the repository: 200 borrowers of a world of their own.

Only what a lender has is written; the causes of these lives are made again when a proof needs
them, so that nothing next to the sample has to be sealed.
"""

import gzip
import io
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from mingxi.adapters import store
from mingxi.declare.quantity import Quantity
from mingxi.simulate.config import Block, WorldConfig
from mingxi.simulate.world import common_tables, simulate

N_BORROWERS, N_MONTHS, FIRST_MONTH, SEED = 200, 36, "2023-01", 7
_README = """# Sample

{n} borrowers × {months} months from {first}, seed {seed}: what a lender would have, faults of
recording included. Made by `mingxi describe configs/quick.yaml` (or `make world`); a test makes
it again and compares. Columns: [DICTIONARY.md](../DICTIONARY.md). Money is in fen, 1/100 yuan.

```python
import pandas as pd
months = pd.read_csv("data/synthetic/sample/months.csv.gz")
```

Synthetic: nobody in it exists. Licence: that of the project (Apache-2.0). The true causes are not
here: they are for proofs, and a model must not see them.

| table | rows |
|---|---|
{rows}
"""


def sample_config(numbers: Mapping[str, Mapping[str, Quantity]]) -> WorldConfig:
    """World of the sample; the same numbers as any other world."""
    return WorldConfig(SEED, N_BORROWERS, FIRST_MONTH, N_MONTHS, numbers)


def sample_files(numbers: Mapping[str, Mapping[str, Quantity]]) -> dict[str, bytes]:
    """Files of the sample by name: one table each as compressed text, and the page about them."""
    config = sample_config(numbers)
    made = simulate(config, Block(0, 0, N_BORROWERS)).observed | common_tables(config).observed
    tables = {name: table.to_pandas(date_as_object=False) for name, table in made.items()}
    files = {f"{name}.csv.gz": _compressed(table) for name, table in tables.items()}
    rows = "\n".join(f"| `{name}` | {len(table):,} |" for name, table in tables.items())
    page = _README.format(n=N_BORROWERS, months=N_MONTHS, first=FIRST_MONTH, seed=SEED, rows=rows)
    return {**files, "README.md": page.encode()}


def write_sample(folder: Path, numbers: Mapping[str, Mapping[str, Quantity]]) -> None:
    """Write the sample and take away tables that are no longer part of it."""
    files = sample_files(numbers)
    for name, content in files.items():
        store.write_bytes(folder / name, content)
    for path in folder.glob("*.csv.gz"):
        if path.name not in files:
            path.unlink()


def text_of(content: bytes) -> str:
    """Text of a file of the sample: what must be the same, however it was compressed."""
    return gzip.decompress(content).decode() if content[:2] == b"\x1f\x8b" else content.decode()


def _compressed(table: pd.DataFrame) -> bytes:
    text = table.to_csv(index=False, lineterminator="\n", float_format="%.10g")
    target = io.BytesIO()
    # neither the name nor the time of packing is part of the sample
    with gzip.GzipFile(filename="", mode="wb", fileobj=target, mtime=0, compresslevel=9) as packed:
        packed.write(text.encode())
    return target.getvalue()

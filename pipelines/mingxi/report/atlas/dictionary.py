"""The data dictionary of a world."""

from collections.abc import Sequence

from mingxi.records.columns import Column
from mingxi.records.table import Table
from mingxi.report.atlas.markdown import codes, table

_HEAD = """# Data dictionary

Made by `mingxi describe` from the declarations in `pipelines/mingxi/records/`; a test keeps
both alike.

Money is whole fen (1/100 yuan). Month 0 is the first month of the world. In Parquet, days are
dates and names are text. The **observed** tables are what a lender has; the **truth** lies in a
root of its own, closed to training and deciding.
"""


def dictionary(tables: Sequence[Table]) -> str:
    """Markdown page: what a row is and what every column means, table by table."""
    parts = [_HEAD, "## Tables\n", _contents(tables)]
    for one in tables:
        parts.append(f"\n## {one.name}\n")
        parts.append(f"{one.layer}; one row is {one.row.en} · {one.row.zh}\n")
        rows = [_row(column) for column in one.columns]
        parts.append(table(("column", "type", "unit", "meaning", "含义", "note"), rows))
    return "\n".join(parts) + "\n"


def _contents(tables: Sequence[Table]) -> str:
    rows = [
        (f"[{t.name}](#{t.name})", t.layer, f"{t.row.en} · {t.row.zh}", codes(_keys(t)))
        for t in tables
    ]
    return table(("table", "layer", "one row is", "keys"), rows)


def _keys(one: Table) -> list[str]:
    names = ("borrower_id", "month", "event_id", "loan_no", "number", "line_no")
    return [c.name for c in one.columns if c.name in names]


def _row(column: Column) -> tuple[str, ...]:
    notes = []
    if column.protected:
        notes.append("protected trait: no model may use it")
    if column.known_after_months:
        notes.append(f"a lender knows it {column.known_after_months} month later")
    if column.may_be_null:
        notes.append("may be empty")
    if column.dtype == "float64" and column.grain == "monthly":
        notes.append("NaN: unknown")
    return (
        f"`{column.name}`",
        column.dtype,
        column.unit,
        column.meaning.en,
        column.meaning.zh,
        "; ".join(notes),
    )

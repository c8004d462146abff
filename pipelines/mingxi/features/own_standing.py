"""Standing facts of an own table: what the policy may read beside the models."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.errors import BadData, nearest
from mingxi.features.own_columns import OwnRows
from mingxi.features.own_document import Part
from mingxi.features.own_expressions import ColumnValue, Expression, columns_of, expression
from mingxi.records.application import STANDING

# kinds of standing facts that a table without events can declare; dates of repayments it cannot
KINDS = {name: meaning.split(":")[0].split(",")[0] for name, meaning in STANDING.items()}
DECLARABLE = tuple(name for name, kind in KINDS.items() if not kind.startswith("datetime"))


@dataclass(frozen=True)
class OwnFact:
    """A standing fact and what it is worked out from."""

    place: str
    name: str
    found: Expression

    @property
    def columns(self) -> tuple[ColumnValue, ...]:
        """Columns of the table that it reads."""
        return columns_of(self.found)

    def values(self, rows: OwnRows) -> NDArray[Any]:
        """Values for all rows in the dtype of the fact, shape (n,); amounts are rounded up.

        Raises
        ------
        BadData
            A value is missing where the fact cannot be unknown.
        """
        kind = KINDS[self.name]
        if kind == "str":
            return rows.raw(self.columns[0]).fillna("").astype(str).to_numpy(dtype=np.str_)
        numbers = rows.values(self.found)
        if kind == "float64":
            return numbers
        if np.isnan(numbers).any():
            raise BadData(
                self.place,
                f"{self.name!r} is missing in {int(np.isnan(numbers).sum())} rows",
                "Declare what a missing value counts as, or leave the fact out",
            )
        return numbers > 0 if kind == "bool" else np.ceil(numbers).astype(np.int64)


def own_facts(part: Part) -> tuple[OwnFact, ...]:
    """Standing facts that a mapping of names to columns or operations declares.

    Raises
    ------
    BadConfig
        A fact is not known, or a text fact is not a column.
    """
    facts = []
    for name, inner in part.entries():
        if name not in DECLARABLE:
            raise inner.wrong(f"fact {name!r} is not known", nearest(str(name), DECLARABLE))
        fact = OwnFact(inner.place, name, expression(inner))
        if KINDS[name] == "str" and not isinstance(fact.found, ColumnValue):
            raise inner.wrong("a text fact cannot be worked out", "Name its column")
        facts.append(fact)
    return tuple(facts)

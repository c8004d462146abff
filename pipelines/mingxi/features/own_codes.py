"""Special codes of an own table: values that are no plain numbers, with their meaning."""

import math
from itertools import product

from mingxi.features.own_columns import SpecialCode
from mingxi.features.own_document import Part
from mingxi.features.own_expressions import Code, code

MISSING, VALUE = "missing", "value"


def special_codes(part: Part) -> tuple[SpecialCode, ...]:
    """Special codes that a list of ``{columns, codes}`` declares.

    Each code is ``code: {meaning: {zh, en}, as: missing | value | a number}``.

    Raises
    ------
    BadConfig
        A key is unknown or missing, or a column declares a code twice.
    """
    found: list[SpecialCode] = []
    for item in part.items():
        given = item.mapping(("columns", "codes"))
        columns = given["columns"].items()
        for column, (name, inner) in product(columns, given["codes"].entries()):
            special = _special_code(column.text(), code(Part(inner.place, name)), inner)
            if any((s.column, s.code) == (special.column, special.code) for s in found):
                raise inner.wrong(
                    f"column {special.column!r} declares code {special.code!r} twice",
                    "Keep one of them",
                )
            found.append(special)
    return tuple(found)


def _special_code(column: str, name: Code, part: Part) -> SpecialCode:
    given = part.mapping(("meaning", "as"))
    return SpecialCode(column, name, given["meaning"].words(), _reads_as(given["as"]))


def _reads_as(part: Part) -> float | None:
    if isinstance(part.value, str):
        return math.nan if part.one_of((MISSING, VALUE)) == MISSING else None
    return part.number()

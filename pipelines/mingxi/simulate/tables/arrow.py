"""Arrow columns out of arrays: texts, days, and whole event tables as they are declared."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from mingxi.records.event_columns import EVENT_COLUMNS
from mingxi.simulate.month import Array

NO_DAY = np.iinfo(np.int32).min  # a day that has not come, written as null
NOBODY = -1  # a position in a list of names, or a number, that is not there: null


def texts(codes: NDArray[Any], names: Sequence[str]) -> Any:
    """Arrow strings for positions in ``names``; `NOBODY` becomes null."""
    mask = codes == NOBODY
    positions = pa.array(codes.astype(np.int32), mask=mask if mask.any() else None)
    return pa.DictionaryArray.from_arrays(positions, pa.array(list(names), pa.string())).cast(
        pa.string()
    )


def days(numbers: Array) -> Any:
    """Arrow dates for day numbers; `NO_DAY` becomes null."""
    mask = numbers == NO_DAY
    plain = numbers.astype(np.int32)
    return pa.array(plain, mask=mask if mask.any() else None).cast(pa.date32())


def event_table(name: str, columns: dict[str, Any]) -> Any:
    """Arrow table of events in the order and with the types of its declaration.

    Parameters
    ----------
    name : str
        A key of `mingxi.records.event_columns.EVENT_COLUMNS`.
    columns : mapping of str to array
        Numbers as NumPy arrays (days as day numbers), texts as Arrow arrays.
    """
    made = {}
    for column in EVENT_COLUMNS[name]:
        values = columns[column.name]
        if column.dtype == "date":
            values = days(values)
        elif column.dtype != "str":
            mask = values == NOBODY if column.may_be_null else None
            values = pa.array(values.astype(column.dtype), mask=mask)
        made[column.name] = values
    return pa.table(made)

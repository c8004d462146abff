"""Events of a block, collected month by month."""

import numpy as np

from mingxi.simulate.month import Array, Columns


class Journal:
    """Rows of events by table; every entry of a table holds the same columns.

    Parameters
    ----------
    kept : bool
        False: nobody will read it; what is added is forgotten, and writers may save themselves
        the work.
    """

    def __init__(self, kept: bool = True) -> None:
        self.kept = kept
        self._entries: dict[str, list[Columns]] = {}

    def add(self, table: str, **columns: Array) -> None:
        """Add rows to ``table``: one array per column, all of one length."""
        if not self.kept:
            return
        self._entries.setdefault(table, []).append(columns)

    def rows(self, table: str, order: tuple[str, ...]) -> Columns:
        """All rows of ``table`` sorted by the columns in ``order``; the sort is stable."""
        entries = self._entries[table]
        columns = {name: np.concatenate([e[name] for e in entries]) for name in entries[0]}
        sorting = np.lexsort([columns[name] for name in reversed(order)])
        return {name: values[sorting] for name, values in columns.items()}

"""Tables in Markdown."""

from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; a bar inside a cell is escaped.

    Examples
    --------
    >>> print(table(("a", "b"), [("1", "x")]))
    | a | b |
    |---|---|
    | 1 | x |
    """
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def codes(names: Iterable[str]) -> str:
    """Names as code, with commas; a dash for none.

    Examples
    --------
    >>> codes(["a", "b"]), codes([])
    ('`a`, `b`', '–')
    """
    return ", ".join(f"`{name}`" for name in names) or "–"

"""Plain text broken into lines, Chinese and Latin alike."""

import re
from functools import lru_cache
from unicodedata import east_asian_width

# what must not stand at the start of a line
_CLOSING = frozenset("，。、；：！？）」』》”’%,.;:!?)")
# a Latin word or number, a run of space, or one character of another script
_PIECE = re.compile(r"[!-~¥£€À-ÿ−–—…“”’·]+|\s+|.", re.S)


@lru_cache(maxsize=65536)  # pieces and sentences recur on every letter
def columns(text: str) -> int:
    """Columns that a text takes on a terminal.

    Examples
    --------
    >>> columns("额度 12")
    7
    """
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


@lru_cache(maxsize=65536)  # the fixed sentences recur on every letter
def wrapped(text: str, width: int, bullet: str = "") -> tuple[str, ...]:
    """Lines of at most ``width`` columns; the first wears ``bullet``, the rest are indented by it.

    A closing mark may stand up to two columns over the edge rather than open a line.

    Examples
    --------
    >>> wrapped("one two three", 9, "- ")
    ('- one two', '  three')
    >>> wrapped("额度降低了。", 8)
    ('额度降低', '了。')
    """
    if columns(bullet) + columns(text) <= width:
        return ((bullet + text).rstrip(),) if text.strip() else ()
    return _broken(text, width, bullet)


def _broken(text: str, width: int, bullet: str) -> tuple[str, ...]:
    indent = " " * columns(bullet)
    lines: list[str] = []
    line, used = bullet, columns(bullet)
    for piece in _pieces(text, width - len(indent)):
        size = columns(piece)
        closing = piece in _CLOSING and used <= width
        if used + size > width and not closing and line.strip():
            lines.append(line.rstrip())
            line, used = indent, len(indent)
        if piece.isspace() and line == indent and lines:
            continue
        line += piece
        used += size
    if line.strip():
        lines.append(line.rstrip())
    return tuple(lines)


def _pieces(text: str, width: int) -> list[str]:
    """Unbreakable pieces; one longer than a line is cut."""
    out: list[str] = []
    for piece in _PIECE.findall(text):
        if columns(piece) <= width:
            out.append(piece)
        else:
            out += [piece[i : i + width] for i in range(0, len(piece), width)]
    return out

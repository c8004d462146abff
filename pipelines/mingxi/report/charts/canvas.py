"""Pieces of an SVG drawing.

Widths are per cent of whatever room there is and heights are pixels, so a drawing fills a phone
and a desk screen alike while its text keeps its size.
"""

from collections.abc import Iterable
from unicodedata import east_asian_width

from markupsafe import Markup

from mingxi.report.escaped import escaped


def text(x: float, y: float, content: str, style: str = "", anchor: str = "start") -> str:
    """Text at a share of the width; the content is escaped here and nowhere else."""
    turn = "" if anchor == "start" else f' text-anchor="{anchor}"'
    look = f' class="{style}"' if style else ""
    return f'<text x="{x * 100:.2f}%" y="{y:g}"{turn}{look}>{escaped(content)}</text>'


def name_text(x: float, y: float, names: tuple[str, str], style: str, widest: int) -> str:
    """Name, and its short form on a narrow screen only, where the style sheet shows ``cut``."""
    content, short = names
    if fitted(content, widest) == content:
        return text(x, y, content, style)
    whole_name = text(x, y, fitted(content, 3 * widest), f"full {style}".strip())
    return whole_name + text(x, y, fitted(short, widest), f"cut {style}".strip())


def bar(x: float, y: float, width: float, height: float, style: str) -> str:
    """Rectangle; shares of the width and pixels of height."""
    return (
        f'<rect x="{x * 100:.2f}%" y="{y:g}" width="{width * 100:.2f}%" height="{height:g}" '
        f'class="{style}"/>'
    )


def line(x1: float, y1: float, x2: float, y2: float, style: str) -> str:
    """Straight line."""
    return (
        f'<line x1="{x1 * 100:.2f}%" y1="{y1:g}" x2="{x2 * 100:.2f}%" y2="{y2:g}" '
        f'class="{style}"/>'
    )


def mark(name: str, x: float, y: float) -> str:
    """One of the marks that the page defines once, e.g. ``ok``, ``no``, ``here``."""
    return f'<use href="#{name}" x="{x * 100:.2f}%" y="{y:g}"/>'


def drawing(title: str, told: str, height: float, parts: Iterable[str], style: str) -> Markup:
    """Whole drawing with its title and what it tells, for those who cannot see it."""
    inner = "".join(parts)
    return Markup(  # noqa: S704  every text in the parts went through `escaped` in `text`
        f'<svg class="{style}" role="img" width="100%" height="{height:g}">'
        f"<title>{escaped(title)}</title><desc>{escaped(told)}</desc>{inner}</svg>"
    )


def fitted(content: str, widest: int) -> str:
    """Text cut to a width counted in Latin letters; a Chinese character counts two.

    Examples
    --------
    >>> fitted("abcdef", 4), fitted("额度额度", 5)
    ('abc…', '额度…')
    """
    if len(content) * 2 <= widest:
        return content
    widths = [2 if east_asian_width(c) in "WF" else 1 for c in content[: widest + 1]]
    if len(content) <= widest and sum(widths) <= widest:
        return content
    kept = 0
    room = widest - 1  # one for the dots
    for width in widths:
        room -= width
        if room < 0:
            break
        kept += 1
    return content[:kept] + "…"

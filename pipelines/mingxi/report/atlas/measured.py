"""Figures of a world beside what they should be."""

from collections.abc import Sequence

from mingxi.report.atlas.markdown import table

_HEAD = """# Measured

{world}: figures of the world as it is, beside bounds around published or chosen anchors. Made by
`mingxi describe`; `mingxi generate` prints the same for any world. {summary}.

How sure an anchor is: H a primary source, M a secondary one or a comparable product, L derived or
chosen here. No figure says what any real lender has.
"""


def measured_page(
    world: str, summary: str, rows: Sequence[tuple[str, float, float, float, str, str, str, str]]
) -> str:
    """Markdown page of the figures of a world.

    Parameters
    ----------
    world : str
        What was measured, for the first line.
    summary : str
        How many targets are met.
    rows : sequence of tuple
        Key, figure found, lowest and highest wanted, ``yes`` or ``no`` or ``–``, unit, how sure,
        source.
    """
    head = ("figure", "found", "wanted", "inside", "unit", "sure", "anchor")
    cells = [
        (f"`{key}`", shown(found), f"{shown(low)} … {shown(high)}", inside, unit, sure, source)
        for key, found, low, high, inside, unit, sure, source in rows
    ]
    return _HEAD.format(world=world, summary=summary) + "\n" + table(head, cells) + "\n"


def shown(value: float) -> str:
    """Four digits; thousands apart.

    Examples
    --------
    >>> shown(0.0259123), shown(10_000), shown(1.81743)
    ('0.02591', '10,000', '1.817')
    """
    return f"{value:,.0f}" if abs(value) >= 1_000 else f"{value:.4g}"

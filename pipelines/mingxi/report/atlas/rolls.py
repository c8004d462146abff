"""Roll rates as a heat map: where a balance stands a month later."""

from collections.abc import Sequence

from mingxi.report.atlas.sheet import WIDTH, box, sheet, words

_LEFT, _TOP, _CELL_HEIGHT = 150.0, 106.0, 44.0


def roll_map(rates: Sequence[Sequence[float]], buckets: Sequence[str]) -> str:
    """SVG of a matrix; every cell shows its number, the shade follows the rate.

    Parameters
    ----------
    rates : sequence of sequence of float
        Rows: bucket now; columns: bucket a month later; rows add up to 1.
    buckets : sequence of str
    """
    width = (WIDTH - _LEFT - 24) / len(buckets)
    parts = [
        words(_LEFT, 62, "a month later →", "soft"),
        words(24, 62, "now ↓", "soft"),
    ]
    for j, name in enumerate(buckets):
        parts.append(words(_LEFT + (j + 0.5) * width, _TOP - 14, name, "name", "middle"))
    for i, row in enumerate(rates):
        y = _TOP + i * _CELL_HEIGHT
        parts.append(words(_LEFT - 12, y + 27, buckets[i], "name", "end"))
        for j, rate in enumerate(row):
            parts += _cell(_LEFT + j * width, y, width, rate, j > i)
    told = "; ".join(
        f"{buckets[i]} to {buckets[j]} {rate:.1%}"
        for i, row in enumerate(rates)
        for j, rate in enumerate(row)
        if rate >= 0.0005
    )
    height = _TOP + len(rates) * _CELL_HEIGHT + 40
    foot = words(
        24, height - 14, "Share of the balance, all months; M1 is 1 to 30 days past due", "soft"
    )
    return sheet("Roll rates by balance · 逾期迁徙率", told, height, [*parts, foot])


def _cell(x: float, y: float, width: float, rate: float, worse: bool) -> list[str]:
    if rate < 0.0005:
        return [box(x + 1, y + 1, width - 2, _CELL_HEIGHT - 2, "bed", 2)]
    hue = "rust" if worse else "teal"
    shade = 0.10 + 0.45 * rate**0.5
    cell = box(x + 1, y + 1, width - 2, _CELL_HEIGHT - 2, f"f-{hue}", 2)
    return [
        box(x + 1, y + 1, width - 2, _CELL_HEIGHT - 2, "bed", 2),
        cell.replace("<rect ", f'<rect fill-opacity="{shade:.2f}" '),
        words(x + width / 2, y + 27, f"{rate:.1%}", "", "middle"),
    ]

"""Ten limits through the months, each change marked with the cause that moved it most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mingxi.report.atlas.axes import Field, known, round_steps
from mingxi.report.atlas.sheet import dot, sheet, stroke, words

_COLUMN, _ROW, _LEFT, _TOP = 468.0, 150.0, 70.0, 92.0
_WIDTH, _HEIGHT = 366.0, 84.0
_TAGS = {"income": "inc", "private": "own", "closed": "off", "intervention": "done"}


@dataclass(frozen=True)
class Life:
    """One limit through the months.

    Parameters
    ----------
    name : str
        Who it is, e.g. ``"borrower 42 · T2, gig"``.
    limits : sequence of float
        Yuan at every month end; NaN before the line was open.
    causes : sequence of (int, str)
        Month and key of the largest cause of a change.
    """

    name: str
    limits: Sequence[float]
    causes: Sequence[tuple[int, str]]


def ten_lives(
    lives: Sequence[Life], months: Sequence[str], names: Mapping[str, tuple[str, str]]
) -> str:
    """SVG of small pictures, two in a row, with the causes named below.

    Parameters
    ----------
    lives : sequence of Life
    months : sequence of str
    names : mapping of str to (str, str)
        Key of a cause → its colour and its name.
    """
    rows = (len(lives) + 1) // 2
    used = sorted({cause for life in lives for _, cause in life.causes})
    legend_top = _TOP + rows * _ROW + 6
    parts = [p for i, life in enumerate(lives) for p in _life(i, life, months, names)]
    parts.append(
        words(24, 58, "Limit in yuan by month; a mark names the largest cause of a change", "soft")
    )
    parts += _legend(used, names, legend_top)
    height = legend_top + 20 * ((len(used) + 2) // 3) + 20
    told = "; ".join(
        f"{life.name}: " + ", ".join(f"{months[m]} {c}" for m, c in life.causes) for life in lives
    )
    return sheet("Ten limits and what moved them · 十个人的额度", told, height, parts)


def _life(
    place: int, life: Life, months: Sequence[str], names: Mapping[str, tuple[str, str]]
) -> list[str]:
    left, top = _LEFT + (place % 2) * _COLUMN, _TOP + (place // 2) * _ROW
    steps = round_steps(max(known(life.limits)) * 1.25, 3)
    field = Field(left, top, _WIDTH, _HEIGHT, (0, len(months) - 1), (0, steps[-1]))
    parts = [words(left, top - 10, life.name, "name")]
    parts += field.heights([0, steps[-1]], ",.0f")
    step = [(x, life.limits[i]) for i in range(len(months)) for x in (i - 0.5, i + 0.5)]
    step = [(min(max(x, 0.0), len(months) - 1.0), y) for x, y in step]
    parts.append(field.line([x for x, _ in step], [y for _, y in step], "line grey"))
    taken: list[tuple[float, float, float]] = []
    for month, cause in life.causes:
        parts += _mark(field, life, month, (cause, names[cause][0]), taken)
    bottom = top + _HEIGHT
    parts.append(stroke([(left, bottom), (left + _WIDTH, bottom)], "rule"))
    parts += field.places([(0, months[0]), (len(months) - 1, months[-1])])
    return parts


def _mark(
    field: Field,
    life: Life,
    month: int,
    cause: tuple[str, str],
    taken: list[tuple[float, float, float]],
) -> list[str]:
    """A dot on the step and its cause beside it, where no other cause stands yet."""
    key, hue = _TAGS.get(cause[0], cause[0]), cause[1]
    before, after = life.limits[month - 1] if month else life.limits[month], life.limits[month]
    x, high = field.at(max(month - 0.5, 0), max(before, after))
    low = field.at(0, min(before, after))[1]
    half = 3.4 * len(key) + 2
    heights = [high - 5, low + 14, high - 17, low + 26, high - 29]
    free = [
        y for y in heights if all(abs(x - a) > half + w or abs(y - b) > 11 for a, b, w in taken)
    ]
    y = (free or heights)[0]
    taken.append((x, y, half))
    return [
        dot(x, (high + low) / 2, f"f-{hue}", 3.5),
        words(x, y, key, f"t-{hue} small halo", "middle"),
    ]


def _legend(used: Sequence[str], names: Mapping[str, tuple[str, str]], top: float) -> list[str]:
    parts = []
    for i, key in enumerate(used):
        x, y = 24 + (i % 3) * 312, top + (i // 3) * 20 + 10
        hue, name = names[key]
        parts.append(dot(x + 4, y - 4, f"f-{hue}", 3.5))
        parts.append(words(x + 14, y, f"{_TAGS.get(key, key)}  {name}", "small"))
    return parts

"""The limit misleads and still causes: observed default falls with it, the true effect rises."""

from collections.abc import Sequence

from mingxi.report.atlas.axes import Field, round_steps
from mingxi.report.atlas.sheet import box, dot, sheet, words


def sign_flip(observed: Sequence[float], effect: Sequence[tuple[str, float]]) -> str:
    """SVG of two panels side by side.

    Parameters
    ----------
    observed : sequence of float
        Default within a year by tenth of the limit, lowest first.
    effect : sequence of (str, float)
        What was done to the limit of everybody, and the share who then ever default; the same
        people with the same luck.
    """
    left = Field(64, 112, 390, 240, (-0.5, len(observed) - 0.5), _scale(observed))
    right = Field(
        566, 112, 360, 240, (-0.5, len(effect) - 0.5), _scale([value for _, value in effect])
    )
    parts = [
        words(24, 66, "What is seen: default within a year by tenth of the limit", "name"),
        words(526, 66, "What is caused: the same people, the limit changed", "name"),
        words(24, 86, "cautious lenders give little to the risky", "soft"),
        words(526, 86, "share ever 90 days past due", "soft"),
        *left.heights(round_steps(left.y[1]), ".0%"),
        *right.heights(round_steps(right.y[1]), ".1%"),
    ]
    for i, rate in enumerate(observed):
        x, y = left.at(i, rate)
        parts.append(box(x - 15, y, 30, left.top + left.height - y, "f-grey", 2))
    parts += left.places([(0, "lowest limit"), (len(observed) - 1, "highest limit")])
    xs = range(len(effect))
    parts.append(right.line(xs, [value for _, value in effect], "line rust"))
    for i, (_, value) in enumerate(effect):
        x, y = right.at(i, value)
        parts.append(dot(x, y, "f-rust", 5))
        parts.append(words(x, y - 12, f"{value:.2%}", "name halo", "middle"))
    parts += right.places([(i, name) for i, (name, _) in enumerate(effect)])
    told = "seen " + ", ".join(f"{v:.1%}" for v in observed)
    told += "; caused " + ", ".join(f"{name} {value:.2%}" for name, value in effect)
    return sheet("The limit misleads and still causes · 额度的两面", told, 392, parts)


def _scale(values: Sequence[float]) -> tuple[float, float]:
    return 0.0, round_steps(max(values) * 1.12)[-1]

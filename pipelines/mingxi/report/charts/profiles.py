"""Small pictures of how the mean risk answers to one fact."""

from math import isfinite

from markupsafe import Markup, escape

from mingxi.report.charts.plot import COLOURS
from mingxi.report.model_facts import ProfileFacts

_WIDTH, _HEIGHT, _HEAD, _FOOT = 200.0, 96.0, 18.0, 18.0


def profile(facts: ProfileFacts) -> Markup:
    """Curve of one feature, its lowest and highest values named."""
    known = [
        (x, y) for x, y in zip(facts.values, facts.pd, strict=True) if isfinite(x) and isfinite(y)
    ]
    if len(known) < 2:
        return Markup("")
    (first, _), (last, _) = known[0], known[-1]
    top = max(y for _, y in known) or 1.0
    across, up = _WIDTH / ((last - first) or 1.0), (_HEIGHT - _HEAD - _FOOT) / top
    points = [(f"{(x - first) * across:.1f}", f"{_HEIGHT - _FOOT - y * up:.1f}") for x, y in known]
    # a tree's answer is a step function: across first, then up
    path = f"M{points[0][0]} {points[0][1]}" + "".join(f"H{x}V{y}" for x, y in points[1:])
    name = facts.feature.name.en
    told = f"{name}: {known[0][1]:.2%} at {first:g}, {known[-1][1]:.2%} at {last:g}"
    labels = (
        _label(0, _HEIGHT - 4, _shown(first), "start")
        + _label(_WIDTH, _HEIGHT - 4, _shown(last), "end")
        + _label(0, 10, f"{max(y for _, y in known):.1%}", "start")
    )
    return Markup(  # noqa: S704  texts are escaped here and in `_label`
        f'<svg class="small" role="img" viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}">'
        f"<title>{escape(name)}</title><desc>{escape(told)}</desc>"
        f'<path d="M0 {_HEIGHT - _FOOT:g}H{_WIDTH:g}" class="grid"/>'
        f'<path d="{path}" fill="none" stroke="{COLOURS[0]}" stroke-width="2"/>{labels}</svg>'
    )


def _shown(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _label(x: float, y: float, content: str, anchor: str) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" class="tick">{escape(content)}</text>'
    )

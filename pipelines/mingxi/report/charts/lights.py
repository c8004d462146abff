"""Row of check lights in the published order."""

from collections.abc import Sequence

from markupsafe import Markup

from mingxi.report.charts.canvas import drawing, line, mark, text

HEIGHT = 58.0
_MIDDLE = 20.0


def lights(states: Sequence[tuple[str, str]], title: str) -> Markup:
    """Picture of the checks; the decisive one wears a ring.

    Parameters
    ----------
    states : sequence of (str, str)
        Name and mark: ``ok``, ``no`` (decides) or ``also``.
    title : str
    """
    n = len(states)
    parts = [line(0.5 / n, _MIDDLE, 1 - 0.5 / n, _MIDDLE, "rail")]
    for i, (_, name) in enumerate(states):
        x, decides = (i + 0.5) / n, name == "no"
        if decides:
            parts.append(mark("ring", x, _MIDDLE))
        parts.append(mark(name, x, _MIDDLE))
        parts.append(text(x, HEIGHT - 8, str(i + 1), "sum" if decides else "tick", "middle"))
    words = {"ok": "✓", "no": "✗", "also": "✗"}
    told = "; ".join(f"{i}. {s[0]} {words[s[1]]}" for i, s in enumerate(states, start=1))
    return drawing(title, told, HEIGHT, parts, "lights")

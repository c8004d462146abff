"""A picture that stands alone: an SVG file of fixed proportions, for light and dark pages.

Texts stay texts, so they can be searched and copied; colours follow the reader's setting.
"""

from collections.abc import Iterable, Sequence

from markupsafe import escape

WIDTH = 960.0
# dark enough on white and bright enough on black; told apart by people who see fewer colours
HUES = ("teal", "rust", "blue", "plum", "ochre", "grey")
_STYLE = """
svg{--paper:#fff;--ink:#1d2b33;--soft:#5b6a73;--rule:#dfe5e8;--bed:#f3f6f7;
--teal:#0b6a60;--rust:#b24d1d;--blue:#2f5fa8;--plum:#7a4a94;--ochre:#8a6a00;--grey:#66747d;
font:13px/1.3 system-ui,-apple-system,"Segoe UI","Noto Sans","Noto Sans CJK SC",sans-serif}
@media(prefers-color-scheme:dark){svg{--paper:#14191d;--ink:#e6edf0;--soft:#a3b1b9;--rule:#2e393f;
--bed:#1d252a;--teal:#4fc3b2;--rust:#f0935f;--blue:#7fb0f5;--plum:#cc9be6;--ochre:#dcb84a;
--grey:#9fadb5}}
.paper{fill:var(--paper)}text{fill:var(--ink)}.soft{fill:var(--soft);font-size:12px}
.small{font-size:11px}.title{font-size:18px;font-weight:650}.name{font-weight:600}
.rule{stroke:var(--rule);fill:none}.bed{fill:var(--bed);stroke:var(--rule)}
.line{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}.thin{stroke-width:1.2}
.faint{opacity:.42}.dash{stroke-dasharray:5 4}.halo{paint-order:stroke;stroke:var(--paper);
stroke-width:3px;stroke-linejoin:round}
"""
_HUE_STYLE = "".join(
    f".{h}{{stroke:var(--{h})}}.f-{h}{{fill:var(--{h})}}.t-{h}{{fill:var(--{h})}}" for h in HUES
)


def sheet(title: str, told: str, height: float, parts: Iterable[str]) -> str:
    """Whole SVG file with its title on top and what it tells for those who cannot see it.

    Parameters
    ----------
    title : str
        Also shown at the top left.
    told : str
        The content in words.
    height : float
        Pixels at a width of `WIDTH`.
    parts : iterable of str
        Pieces made by the functions of this module.
    """
    body = "\n".join(part for part in parts if part)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {height:g}" role="img" '
        f'width="{WIDTH:g}" height="{height:g}">\n'
        f"<title>{escape(title)}</title>\n<desc>{escape(told)}</desc>\n"
        f"<style>{_STYLE.strip()}\n{_HUE_STYLE}</style>\n"
        f'<rect class="paper" width="{WIDTH:g}" height="{height:g}" rx="8"/>\n'
        f"{words(24, 34, title, 'title')}\n{body}\n</svg>\n"
    )


def words(x: float, y: float, content: str, look: str = "", anchor: str = "start") -> str:
    """Text; escaped here and nowhere else."""
    turn = "" if anchor == "start" else f' text-anchor="{anchor}"'
    style = f' class="{look}"' if look else ""
    return f'<text x="{_n(x)}" y="{_n(y)}"{turn}{style}>{escape(content)}</text>'


def stroke(points: Sequence[tuple[float, float]], look: str) -> str:
    """Line through points."""
    if len(points) < 2:
        return ""
    return f'<path class="{look}" d="M{"L".join(f"{_n(x)} {_n(y)}" for x, y in points)}"/>'


def curve(start: tuple[float, float], end: tuple[float, float], look: str) -> str:
    """Smooth line from left to right."""
    (x1, y1), (x2, y2) = start, end
    bend = (x2 - x1) * 0.5
    return (
        f'<path class="{look}" d="M{_n(x1)} {_n(y1)}C{_n(x1 + bend)} {_n(y1)} '
        f'{_n(x2 - bend)} {_n(y2)} {_n(x2)} {_n(y2)}"/>'
    )


def arc(x: float, y1: float, y2: float, reach: float, look: str) -> str:
    """Line from one height to another that bows out to the left by ``reach``."""
    out = x - reach
    return (
        f'<path class="{look}" d="M{_n(x)} {_n(y1)}C{_n(out)} {_n(y1)} {_n(out)} {_n(y2)} '
        f'{_n(x)} {_n(y2)}"/>'
    )


def box(x: float, y: float, width: float, height: float, look: str, round_by: float = 4.0) -> str:
    """Rectangle with rounded corners."""
    return (
        f'<rect class="{look}" x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" '
        f'height="{_n(height)}" rx="{round_by:g}"/>'
    )


def dot(x: float, y: float, look: str, radius: float = 4.0) -> str:
    """Filled circle."""
    return f'<circle class="{look}" cx="{_n(x)}" cy="{_n(y)}" r="{radius:g}"/>'


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")

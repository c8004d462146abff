"""The causal graph of a world as a picture."""

from collections.abc import Sequence
from dataclasses import dataclass

from mingxi.declare.mechanism import FixableBy, Mechanism
from mingxi.declare.step import Influence, Step
from mingxi.declare.words import Words
from mingxi.report.atlas.sheet import arc, box, curve, sheet, stroke, words

FIXABLE: dict[FixableBy, tuple[str, Words]] = {
    "borrower": ("teal", Words("借款人可改", "the borrower can mend it")),
    "time": ("ochre", Words("只能等时间", "only time")),
    "platform": ("blue", Words("机构可改", "the lender can mend it")),
    "environment": ("rust", Words("环境与法规", "environment and law")),
}
OUTSIDE: dict[str, Words] = {
    "economy": Words("经济", "Economy"),
    "people": Words("人的特质", "Who they are"),
    "limit": Words("上月的额度", "Limit before"),
    "loan": Words("已放的借款", "Loans granted"),
    "notices": Words("公告与规则", "Notices, rules"),
    "incidents": Words("系统与资金", "Incidents"),
}
_TOP, _ROW, _GAP = 84.0, 25.0, 16.0
_LEGEND = (24.0, 288.0, 472.0, 718.0)
_LEFT, _STEPS, _CAUSES, _ENDS = (24.0, 112.0), (300.0, 158.0), (592.0, 236.0), (884.0, 56.0)


@dataclass(frozen=True)
class _Node:
    x: float
    y: float
    width: float
    height: float

    @property
    def entry(self) -> tuple[float, float]:
        """Where arrows end."""
        return self.x, self.y + self.height / 2

    @property
    def exit(self) -> tuple[float, float]:
        """Where arrows begin."""
        return self.x + self.width, self.y + self.height / 2


def causal_graph(
    steps: Sequence[Step], mechanisms: Sequence[Mechanism], arrows: Sequence[Influence]
) -> str:
    """SVG: outside and people, the steps of a month, the mechanisms, limit and loan.

    Parameters
    ----------
    steps : sequence of Step
        In the order of the month; steps that are an outcome are left out by the caller.
    mechanisms : sequence of Mechanism
    arrows : sequence of Influence
    """
    height = _TOP + len(mechanisms) * _ROW + _GAP + 74
    nodes = _placed(steps, mechanisms, height - 118)
    ends = _ends(mechanisms, nodes)
    hue = {m.key: FIXABLE[m.fixable_by][0] for m in mechanisms}
    parts = [_arrow(a, nodes, ends, hue) for a in arrows]
    parts += [p for key, name in OUTSIDE.items() for p in _labelled(nodes[key], name, "grey")]
    parts += [p for s in steps for p in _labelled(nodes[s.key], s.name, "grey")]
    parts += [p for m in mechanisms for p in _mechanism(nodes[m.key], m, hue[m.key])]
    parts += [p for key, node in ends.items() for p in _end(key, node)]
    told = f"{len(steps)} steps, {len(mechanisms)} mechanisms, {len(arrows)} arrows."
    heads = [
        (_LEFT[0], "outside and people"),
        (_STEPS[0], "one month of a life ↓"),
        (_CAUSES[0], "what the lender makes of it"),
    ]
    parts += [words(x, _TOP - 18, name, "soft") for x, name in heads]
    return sheet("Causal graph of the world · 因果图", told, height, [*parts, *_legend(height)])


def _placed(
    steps: Sequence[Step], mechanisms: Sequence[Mechanism], bottom: float
) -> dict[str, _Node]:
    nodes: dict[str, _Node] = {}
    for i, key in enumerate(OUTSIDE):
        y = _TOP + (bottom - _TOP) * i / (len(OUTSIDE) - 1)
        nodes[key] = _Node(_LEFT[0], y, _LEFT[1], 40)
    for i, step in enumerate(steps):
        y = _TOP + (bottom - _TOP) * i / (len(steps) - 1)
        nodes[step.key] = _Node(_STEPS[0], y, _STEPS[1], 40)
    down = 0.0
    for i, mechanism in enumerate(mechanisms):
        if i and mechanism.acts_on != mechanisms[i - 1].acts_on:
            down = _GAP
        nodes[mechanism.key] = _Node(_CAUSES[0], _TOP + i * _ROW + down, _CAUSES[1], _ROW - 4)
    return nodes


def _ends(mechanisms: Sequence[Mechanism], nodes: dict[str, _Node]) -> dict[str, _Node]:
    found = {}
    for key, acts_on in (("limit", "limit"), ("loan", "draw")):
        heights = [nodes[m.key].y for m in mechanisms if m.acts_on == acts_on]
        middle = (min(heights) + max(heights)) / 2
        found[key] = _Node(_ENDS[0], middle - 18, _ENDS[1], 56)
    return found


def _arrow(
    arrow: Influence, nodes: dict[str, _Node], ends: dict[str, _Node], hue: dict[str, str]
) -> str:
    look = f"line thin faint{' dash' if arrow.later else ''}"
    source = nodes[arrow.source]
    if arrow.target in ends:
        colour = hue.get(arrow.source, "grey")
        return curve(source.exit, ends[arrow.target].entry, f"{look} {colour}")
    target = nodes[arrow.target]
    colour = hue.get(arrow.target, "grey")
    if source.x == target.x:
        reach = 14 + abs(source.y - target.y) * 0.16
        return arc(source.x, source.entry[1] + 6, target.entry[1] - 6, reach, f"{look} {colour}")
    return curve(source.exit, target.entry, f"{look} {colour}")


def _labelled(node: _Node, name: Words, hue: str) -> list[str]:
    return [
        box(node.x, node.y, node.width, node.height, "bed"),
        words(node.x + 10, node.y + 17, name.en, "name"),
        words(node.x + 10, node.y + 33, name.zh, "soft"),
    ]


def _mechanism(node: _Node, mechanism: Mechanism, hue: str) -> list[str]:
    middle = node.y + 15
    return [
        box(node.x, node.y, node.width, node.height, "bed", 3),
        words(node.x + 7, middle, mechanism.key, f"name t-{hue}"),
        words(node.x + 40, middle, mechanism.name.en, "small"),
    ]


def _end(key: str, node: _Node) -> list[str]:
    name = {"limit": Words("额度", "Limit"), "loan": Words("放款", "Loan")}[key]
    middle = node.x + node.width / 2
    return [
        box(node.x, node.y, node.width, node.height, "bed"),
        words(middle, node.y + 24, name.en, "name", "middle"),
        words(middle, node.y + 43, name.zh, "soft", "middle"),
    ]


def _legend(height: float) -> list[str]:
    parts: list[str] = []
    for x, (hue, name) in zip(_LEGEND, FIXABLE.values(), strict=True):
        parts.append(stroke([(x, height - 20), (x + 22, height - 20)], f"line {hue}"))
        parts.append(words(x + 28, height - 16, f"{name.en} · {name.zh}", "soft"))
    parts.append(stroke([(24, height - 44), (46, height - 44)], "line thin grey dash"))
    parts.append(words(52, height - 40, "acts in the month after · 下月起作用", "soft"))
    return parts

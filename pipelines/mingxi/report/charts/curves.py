"""ROC and calibration of the splits, and the course of a search."""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from math import ceil, isfinite

from markupsafe import Markup

from mingxi.report.charts.plot import COLOURS, Axis, Plot, drawn
from mingxi.report.model_facts import CalibrationGroup, RocCurve, TrialPoint
from mingxi.report.pages import percent

_GREY = "#c3cace"


def roc(curves: Mapping[str, RocCurve]) -> Markup:
    """Picture of the ROC curves, one colour per split in order."""
    plot = Plot(
        Axis("share of good payers refused", 0, 1, ".0%"),
        Axis("share of defaulters found", 0, 1, ".0%"),
    )
    parts = [*plot.frame(), plot.path((0, 1), (0, 1), _GREY, "dashed")]
    for colour, curve in zip(COLOURS, curves.values(), strict=False):
        parts.append(plot.path(curve.false_positive, curve.true_positive, colour))
    return drawn("ROC", "; ".join(curves), parts)


def calibration(splits: Mapping[str, Sequence[CalibrationGroup]]) -> Markup:
    """Picture of stated against observed default rates, one dot per group."""
    rates = [v for groups in splits.values() for g in groups for v in (g.stated, g.observed)]
    known = [v for v in rates if isfinite(v) and v > 0]
    low, top = (min(known) / 1.3, min(max(known) * 1.3, 1.0)) if known else (0.001, 1.0)
    show = ".2%" if low < 0.005 else ".1%"
    plot = Plot(Axis("stated", low, top, show, True), Axis("came true", low, top, show, True))
    parts = [*plot.frame(), plot.path((low, top), (low, top), _GREY, "dashed")]
    told = []
    for colour, (split, groups) in zip(COLOURS, splits.items(), strict=False):
        xs, ys = [g.stated for g in groups], [g.observed for g in groups]
        parts += [plot.span(g.stated, g.low, min(g.high, top), colour) for g in groups]
        parts += [plot.dot(x, y, colour) for x, y in zip(xs, ys, strict=True)]
        told += [f"{split} {percent(x)} {percent(y)}" for x, y in zip(xs, ys, strict=True)]
    return drawn("Calibration", "; ".join(told), parts)


def trials(points: Sequence[TrialPoint]) -> Markup:
    """Picture of the search: each trial's score and the best so far; hollow ones were given up."""
    scores = [p.score for p in points if isfinite(p.score)]
    low, high = (min(scores), max(scores)) if scores else (0.0, 1.0)
    room = (high - low) * 0.1 or 0.01
    plot = Plot(
        Axis("trial", 0, 4 * max(ceil((len(points) - 1) / 4), 1), ".0f"),  # four even steps
        Axis("score", low - room, high + room, ".4f"),
    )
    whole = [(i, p.score) for i, p in enumerate(points) if isfinite(p.score) and not p.given_up]
    best = list(accumulate((score for _, score in whole), max))
    steps = [(i, so_far) for (i, _), so_far in zip(whole, best, strict=True)]
    steps += [(len(points) - 1, best[-1])] if best else []
    parts = [*plot.frame(), plot.stairs(steps, COLOURS[0])]
    for i, point in enumerate(points):
        parts.append(plot.dot(i, point.score, COLOURS[4], hollow=point.given_up))
    told = f"{len(points)} trials, {len(points) - len(whole)} given up early"
    return drawn("Search", told + (f", best {best[-1]:.5f}" if best else ""), parts)

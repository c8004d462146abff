"""Model facts → one self-contained page: sound, fair, stable? English with Chinese headings."""

from collections.abc import Iterable, Mapping
from math import isfinite
from typing import Any

from markupsafe import Markup

from mingxi.declare.feature import Direction, Feature
from mingxi.declare.words import Words
from mingxi.report.bilingual import printable
from mingxi.report.charts.bars import concept_bars, limit_histogram
from mingxi.report.charts.curves import calibration, roc, trials
from mingxi.report.charts.plot import COLOURS
from mingxi.report.charts.profiles import profile
from mingxi.report.model_checks import Z, model_checks
from mingxi.report.model_facts import ModelFacts, SegmentFacts
from mingxi.report.pages import page, stylesheet
from mingxi.report.phrases.model_report import HEADINGS, MEASURES, NOTES, RETRAINED, SPLITS, TITLE

# measures of the first screen, in order, with their formats
_HEADLINE = {
    "auc": ".3f",
    "ks": ".3f",
    "brier": ".4f",
    "calibration_slope": ".2f",
    "mean_pd": ".2%",
    "default_rate": ".2%",
    "psi": ".3f",
}
_ARROWS = {Direction.RAISES: "↑", Direction.LOWERS: "↓", Direction.EITHER: "·"}
_WHOLE = frozenset({"rows", "defaults"})
_SHARES = frozenset({"default_rate", "mean_pd"})


def model_report_html(facts: ModelFacts) -> str:
    """Page of a model report: tables and inline SVG, no script, no other file.

    Parameters
    ----------
    facts : ModelFacts
    """
    return page("model_report.html").render(
        facts=facts,
        style=Markup(stylesheet("model_report.css")),  # noqa: S704  our own file
        title=TITLE,
        headings=_shown_headings(facts),
        notes=NOTES,
        headline=_headline(facts),
        data=[(name, _number(value)) for name, value in facts.data.items()],
        model=[(name, printable(text)) for name, text in facts.model.items()],
        splits=_splits(facts),
        metrics=_by_name(facts.metrics),
        challengers=_by_name(facts.challengers),
        psi=_stability(facts.psi),
        limit_summary=[(MEASURES.get(n, n), _number(v)) for n, v in facts.limits.summary.items()],
        trials=_best_trials(facts),
        chosen=[(n, _number(v)) for n, v in facts.chosen.items()],
        features=_features(facts),
        charts=_charts(facts),
        colours=COLOURS,
        versions=_versions(facts),
        checks=model_checks(facts),
        retrained=_retrained(facts),
        groups=_groups(facts),
        segments=_segments(facts),
        profiles=[(p, profile(p), _ARROWS[p.feature.on_risk]) for p in facts.profiles],
    )


def _shown_headings(facts: ModelFacts) -> list[tuple[str, Any]]:
    """Sections that have something to show."""
    empty = {
        "challengers": not facts.challengers,
        "search": not facts.trials and not facts.chosen,
        "stability": not facts.psi,
        "use": not facts.limits_of_use,
        "checks": not model_checks(facts) and not facts.warnings,
        "model": not facts.model,
        "horizons": not facts.horizons,
        "application": not facts.application,
        "profiles": not facts.profiles and not facts.probes,
        "retrained": not facts.retrained,
        "groups": not facts.groups,
        "segments": not facts.segments,
        "evidence": not facts.evidence,
    }
    return [(key, words) for key, words in HEADINGS.items() if not empty.get(key, False)]


def _splits(facts: ModelFacts) -> dict[str, Words]:
    """What the parts of the data are; without later months none are the same either."""
    if "oot" in facts.split_counts:
        return SPLITS
    return {**SPLITS, "test": Words("其他人", "other people")}


def _headline(facts: ModelFacts) -> list[tuple[str, str]]:
    """The headline numbers, of the last split that has any."""
    for split in reversed(list(facts.split_counts)):
        measures = facts.metrics.get(split, {})
        if isfinite(measures.get("auc", float("nan"))):
            shown = [
                (n, f) for n, f in _HEADLINE.items() if isfinite(measures.get(n, float("nan")))
            ]
            return [
                (MEASURES["split"], split),
                *((MEASURES[n], format(measures[n], f)) for n, f in shown),
            ]
    return []


def _by_name(metrics: Mapping[str, Mapping[str, float]]) -> dict[str, Any]:
    """Table of measures: names of the columns, then a row per measure."""
    names = list(dict.fromkeys(name for measures in metrics.values() for name in measures))
    rows = [
        (
            MEASURES.get(name, name),
            [_measure(name, found.get(name, float("nan"))) for found in metrics.values()],
        )
        for name in names
    ]
    return {"columns": [printable(c) for c in metrics], "rows": rows}


def _measure(name: str, value: float) -> str:
    if not isfinite(value):
        return "–"
    if name in _WHOLE:
        return f"{value:,.0f}"
    return f"{value:.2%}" if name in _SHARES else f"{value:.4f}"


def _retrained(facts: ModelFacts) -> dict[str, Any]:
    """Table of what moved: a column per kind of retraining."""
    rows = [
        (
            words,
            [_moved(name, found.get(name, float("nan"))) for found in facts.retrained.values()],
        )
        for name, words in RETRAINED.items()
    ]
    return {"columns": list(facts.retrained), "rows": rows}


def _moved(name: str, value: float) -> str:
    if not isfinite(value):
        return "–"
    if name == "retrains":
        return f"{value:.0f}"
    return f"{value:.3f}" if name in {"order_kept", "reasons_alike"} else f"{value:.1%}"


def _groups(facts: ModelFacts) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """Rows by trait: people, share with a limit, ratio, median limit, outcomes and their rates."""
    return [
        (
            printable(trait),
            [
                (
                    printable(g.group),
                    [
                        f"{g.people:,}",
                        _rate(g.with_limit, ".1%"),
                        _rate(g.impact_ratio, ".2f"),
                        _rate(g.median_limit, ",.0f"),
                        f"{g.rows:,}",
                        _rate(g.stated, ".2%"),
                        f"{_rate(g.came_true, '.2%')} "
                        f"({_rate(g.low, '.1%')}–{_rate(g.high, '.1%')})",
                        _rate(g.auc, ".3f"),
                    ],
                )
                for g in groups
            ],
        )
        for trait, groups in facts.groups.items()
    ]


def _segments(facts: ModelFacts) -> list[tuple[Any, list[Any]]]:
    """Kinds with their segments: name, plain figures, and measures with their marks."""
    return [(words, [_segment(one) for one in parts]) for words, parts in facts.segments]


def _segment(one: SegmentFacts) -> tuple[str, list[str], list[tuple[str, bool]]]:
    measures = (("level", one.level, 2), ("slope", one.slope, 2), ("AUC", one.auc, 3))
    return (
        printable(one.segment),
        [
            f"{one.rows:,}",
            f"{one.defaults:,}",
            _rate(one.stated, ".2%"),
            _rate(one.came_true, ".2%"),
        ],
        [(_sure(pair, digits), name in one.off) for name, pair, digits in measures],
    )


def _sure(measured: tuple[float, float], digits: int) -> str:
    value, error = measured
    if not isfinite(value):
        return "–"
    return f"{value:.{digits}f} ± {Z * error:.{digits}f}"


def _rate(value: float, show: str) -> str:
    return format(value, show) if isfinite(value) else "–"


def _stability(psi: Mapping[str, float]) -> list[tuple[str, str, str]]:
    """Name, value and reading, the least stable first."""
    ranked = sorted(psi.items(), key=lambda p: (-p[1] if isfinite(p[1]) else 1.0, p[0]))
    return [(name, f"{v:.3f}" if isfinite(v) else "–", _reading(v)) for name, v in ranked]


def _reading(psi: float) -> str:
    """Class of a value: the common reading of the index, see the note of the section."""
    if not psi >= 0.10:
        return ""
    return "watch" if psi < 0.25 else "moved"


def _number(value: str | int | float) -> str:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, int):
        return f"{value:,}"
    if not isfinite(value):
        return "–"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def _best_trials(facts: ModelFacts) -> list[tuple[int, str, str]]:
    """The ten best trials: number, score, parameters; those given up are not comparable."""
    whole = [t for t in facts.trials if not t.given_up]
    ranked = sorted(whole, key=lambda t: (-t.score if isfinite(t.score) else 1e300, t.number))
    return [
        (t.number, f"{t.score:.4f}" if isfinite(t.score) else "–", _settings(t.params))
        for t in ranked[:10]
    ]


def _settings(params: Mapping[str, float | int | str]) -> str:
    return ", ".join(f"{name} {_number(value)}" for name, value in params.items())


def _features(facts: ModelFacts) -> list[tuple[Any, list[Any]]]:
    """Concepts with their features and the direction of each."""

    def of(key: str) -> Iterable[Feature]:
        """Features of a concept."""
        return (f for f in facts.features if f.concept == key)

    return [
        (c, [(f, _ARROWS[f.on_risk], _ARROWS[f.on_limit]) for f in of(c.key)])
        for c in facts.concepts
    ]


def _charts(facts: ModelFacts) -> dict[str, Markup]:
    names = {c.key: f"{c.name.en} {c.name.zh}" for c in facts.concepts}
    money = [(names.get(w.concept, w.concept), w.money) for w in facts.importance]
    odds = [(names.get(w.concept, w.concept), w.log_odds) for w in facts.importance]
    currency = facts.money.currency.en
    return {
        "roc": roc(facts.roc),
        "calibration": calibration(facts.calibration),
        "trials": trials(facts.trials) if facts.trials else Markup(""),
        "money": concept_bars(money, f"On the limit, {currency}", ",.0f"),
        "odds": concept_bars(odds, "On the risk, log-odds", ".3f"),
        "limits": limit_histogram(facts.limits.bins, currency),
    }


def _versions(facts: ModelFacts) -> list[tuple[str, str]]:
    v = facts.versions
    lines = [
        ("run", v.run_id),
        ("model", f"{v.model} {v.model_version}"),
        ("policy", v.policy),
        ("catalogue", v.catalogue),
        ("data as of", v.data_as_of.isoformat()),
        ("data hash", v.data_hash),
        ("config hash", v.config_hash),
        ("seed", str(v.seed)),
        *sorted(v.software.items()),
    ]
    return [(name, printable(value)) for name, value in lines]

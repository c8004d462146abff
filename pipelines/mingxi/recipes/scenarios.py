"""Scenarios: one person described by hand, decided and explained as everybody is.

A scenario says what is known (facts, what the models answered, the record against others), and
what must and must not be said of it. See ``configs/scenarios/``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

import numpy as np

from mingxi.declare.codes.registry import CODES
from mingxi.declare.errors import BadConfig, nearest
from mingxi.declare.feature import Actionable, Concept, Direction, Feature
from mingxi.declare.words import LANGUAGES, Words
from mingxi.features.concepts import CONCEPTS
from mingxi.features.table import FEATURES
from mingxi.policy.policy import Policy
from mingxi.policy.rulings import rulings
from mingxi.recipes.case import Case
from mingxi.recipes.decided import Snapshot, questions
from mingxi.recipes.decision_model import DecisionModel
from mingxi.recipes.decisions import Record, decision, rule_differences, rulings_of_each
from mingxi.recipes.material import YUAN
from mingxi.records.application import STANDING, UNKNOWN, Applications
from mingxi.records.decision import (
    Attribution,
    Change,
    Decision,
    Fact,
    Factor,
    Money,
    Note,
    Question,
    Reason,
    ReferenceGroup,
    Versions,
)
from mingxi.records.feature_table import FeatureTable
from mingxi.records.law import LAWLESS
from mingxi.records.rulings import Rulings

Document = Mapping[str, Any]

OTHERS = ReferenceGroup(
    "just_approved", Words("刚好获批的人", "people just approved"), 500, "hand"
)
SELF = ReferenceGroup("yourself_last_time", Words("上次的你", "yourself last time"), 1, "hand")
KNOWN = {one.what.key: one.what for one in FEATURES}
_KEYS = ("name", "facts", "pd", "proposed", "record", "moved", "before", "as_of", "on", "says")
_SAYS = ("reasons", "states", "notes", "never", "question", "in_order", "personal", "causes")


@dataclass(frozen=True)
class _Described:
    """What choosing and noting reasons asks of a decision model."""

    policy: Policy
    versions: Versions
    money: Money = YUAN
    causal: bool = False


def scenario_decision(scenario: Document, clean: Document, policy: Policy) -> Decision:
    """Decision of the person that ``scenario`` describes.

    Parameters
    ----------
    scenario : mapping
        ``facts`` (what differs from ``clean``), ``pd``, ``proposed``, ``record`` (features with
        value, others' value and push), ``moved`` and ``before`` (the review before), ``as_of``.
    clean : mapping
        A person whom no rule has a reason to stop: facts, pd, proposed, on.
    policy : Policy

    Raises
    ------
    BadConfig
        A key, a fact or a feature is not known.
    """
    for key in scenario:
        if key not in _KEYS:
            raise BadConfig(
                f"scenario {scenario.get('name')!r}: {key}", "no such key", nearest(key, _KEYS)
            )
    now = _decided(scenario, clean, policy)
    past = _past(scenario, clean, policy)
    position = np.array([-1 if past is None else 0])
    applications = _applications(scenario, clean)
    question = questions(now, past, position, applications)[0]
    model = cast(DecisionModel, _Described(policy, _versions(scenario, now.on)))
    case = Case(
        model,
        Snapshot(cast(FeatureTable, None), applications),
        Question(str(question)),
        rulings_of_each(now, YUAN)[0],
        _attribution("limit", scenario.get("record", []), float(now.proposed[0])),
        _attribution("risk", scenario.get("record", []), 0.0),
        None if past is None else _change(scenario, now, past),
    )
    return decision(case, now, 0, Record(LAWLESS, {}, {}))


def broken_promises(scenario: Document, found: Decision) -> list[str]:
    """What the scenario asks to be said, or not to be said, and is not so."""
    says: Document = scenario["says"]
    for key in says:
        if key not in _SAYS:
            raise BadConfig(
                f"scenario {scenario['name']!r}: says {key}", "no such key", nearest(key, _SAYS)
            )
    reasons = [r.code for r in found.reasons]
    notes = {n.code: n for n in found.notes}
    wrong = [
        f"{c} is not a reason: {reasons}" for c in says.get("reasons", ()) if c not in reasons
    ]
    wrong += [
        f"{c} is not noted: {sorted(notes)}"
        for c in (*says.get("states", ()), *says.get("notes", ()))
        if c not in notes
    ]
    wrong += [f"{c} is said" for c in says.get("never", ()) if c in reasons or c in notes]
    if says.get("in_order", False) and reasons != list(says["reasons"]):
        wrong.append(f"the reasons are {reasons}")
    if says.get("question", found.question.value) != found.question.value:
        wrong.append(f"the question is {found.question.value}")
    personal = [r.code for r in found.reasons if r.source == "concept"]
    if says.get("personal", len(personal)) != len(personal):
        wrong.append(f"personal reasons: {personal}")
    for state, causes in says.get("causes", {}).items():
        if list(notes[state].causes) != list(causes):
            wrong.append(f"{state} names {notes[state].causes}")
    return wrong


def told_codes(found: Decision) -> set[str]:
    """Codes of everything that a decision says."""
    return {r.code for r in found.reasons} | {n.code for n in found.notes}


def spoken(found: Decision) -> list[str]:
    """Every sentence in both languages, with its code and its evidence."""
    said: list[Reason | Note] = [*found.reasons, *found.notes]
    return [
        f"{one.code} {language}: {one.words.fill(language, **one.slots)} [{_shown(one.evidence)}]"
        for one in said
        for language in LANGUAGES
    ]


def _shown(evidence: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}={value}" for name, value in evidence.items())


def _decided(scenario: Document, clean: Document, policy: Policy) -> Rulings:
    person = {**clean, **scenario}
    return rulings(
        _applications(scenario, clean),
        np.array([float(person["pd"])]),
        np.array([float(person["proposed"])]),
        policy,
    )


def _past(scenario: Document, clean: Document, policy: Policy) -> Rulings | None:
    if "before" not in scenario:
        return None
    return _decided(scenario["before"], clean, policy)


def _applications(scenario: Document, clean: Document) -> Applications:
    facts = {**clean["facts"], **scenario.get("facts", {})}
    on: date = scenario.get("on", clean["on"])
    return Applications(on, np.array([1]), {k: _column(k, v) for k, v in facts.items()})


def _column(name: str, value: Any) -> np.ndarray[Any, Any]:
    if name not in STANDING:
        raise BadConfig(f"fact {name!r}", "it is not known", nearest(name, STANDING))
    dated = STANDING[name].startswith("datetime")
    missing = UNKNOWN.get(name, np.datetime64("NaT", "D"))
    return np.array([missing if value is None else value], "datetime64[D]" if dated else None)


def _attribution(target: str, record: Sequence[Document], output: float) -> Attribution:
    """Pushes as described, one factor per concept; what is not described pushes nothing."""
    by_concept: dict[str, list[Fact]] = {}
    for entry in record:
        feature = _feature(entry)
        push = float(entry.get(target, 0.0))
        value = float(entry["value"]) if entry.get("value") is not None else float("nan")
        fact = Fact(feature, value, float(entry["others"]), push)
        by_concept.setdefault(feature.concept, []).append(fact)
    factors = tuple(
        Factor(
            _concept(key),
            sum(f.push for f in facts),
            round(sum(f.push for f in facts)) if target != "risk" else 0,
            tuple(facts),
        )
        for key, facts in by_concept.items()
    )
    base = output - sum(f.push for f in factors)
    whole = round(output) - sum(f.amount for f in factors)
    group = SELF if target == "moved" else OTHERS
    kind: Any = "risk" if target == "risk" else "limit"
    money = (0, 0) if target == "risk" else (whole, round(output))
    return Attribution(kind, group, base, output, *money, factors)


def _feature(entry: Document) -> Feature:
    """A feature of the world, or of a lender that records what this world does not."""
    if "feature" in entry:
        key = entry["feature"]
        if key not in KNOWN:
            raise BadConfig(f"feature {key!r}", "it is not known", nearest(key, KNOWN))
        return KNOWN[key]
    code = CODES[entry["code"]]
    return Feature(
        key=f"own_{code.id.lower()}",
        name=code.name,
        unit="count",
        on_risk=Direction.RAISES,
        on_limit=Direction.LOWERS,
        concept=code.family,
        actionable=Actionable.NOT,
        code=code.id,
        if_adverse=code.text,
        if_missing=code.text if not code.text.blanks else None,
        missing_code=code.id if code.absence else "K02",
    )


def _concept(key: str) -> Concept:
    return next(
        (c for c in CONCEPTS if c.key == key), Concept(key, Words(key, key), Words("。", "."))
    )


def _change(scenario: Document, now: Rulings, past: Rulings) -> Change:
    moved = _attribution("moved", scenario.get("moved", []), 0.0)
    you = sum(f.amount for f in moved.factors)
    proposed = int(past.proposed[0])
    output = proposed + you
    moved = Attribution("limit", SELF, proposed, output, proposed, output, moved.factors)
    return Change(
        past.on,
        int(past.limit[0]),
        int(now.limit[0]),
        moved,
        int(now.proposed[0]) - output,
        rule_differences(now, 0, past, 0),
        int(now.rounding[0] - past.rounding[0]),
    )


def _versions(scenario: Document, on: date) -> Versions:
    as_of: date = scenario.get("as_of", on)
    return Versions("scenario", "hand", "1", "base", "codes", as_of, "", "", 0)

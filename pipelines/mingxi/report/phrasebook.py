"""What things are called and where they come from, the same for everybody of a run.

A twin holds what is said of one person; what its keys mean (concepts, features, rules with their
sources, rights, headings, versions) stands once in a phrasebook, which the twin names by number.
The number is the hash of its bytes, so a letter with its phrasebook can be made again bit for bit.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from typing import Any

import orjson

from mingxi.declare.feature import Concept, Feature
from mingxi.declare.words import LANGUAGES, Words
from mingxi.records.decision import Decision, Money, Ruling
from mingxi.report import background
from mingxi.report.bilingual import named, printable
from mingxi.report.checks import rule_entry
from mingxi.report.facts import concept_entry, feature_entry
from mingxi.report.headings import headings
from mingxi.report.remembered import by_equal_lists

BURDEN = "B06"  # code of repayments compared with income
PHRASEBOOK = "mingxi-phrasebook/1"


class Phrasebook:
    """Names, sources and fixed texts that twins refer to; nobody may change them.

    Parameters
    ----------
    raw : bytes
        JSON as written; its hash is the number.
    """

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.number = blake2b(raw, digest_size=8).hexdigest()
        self.content: dict[str, Any] = orjson.loads(raw)
        self.concepts: dict[str, dict[str, Any]] = _by_key(self.content["concepts"])
        self.features: dict[str, dict[str, Any]] = _by_key(self.content["features"])
        self.rules: dict[str, dict[str, Any]] = _by_key(self.content["rules"])

    def __getitem__(self, part: str) -> Any:
        """A part of the content."""
        return self.content[part]

    def own(self, concept: str) -> bool:
        """Whether a concept is of the person's own doing, not of earlier reviews."""
        decider: str = self.concepts[concept]["decider"]
        return decider == "behaviour"

    @cached_property
    def levels(self) -> dict[str, tuple[str, ...]]:
        """Names of the codes of each feature, by its key; most have none."""
        return {key: tuple(feature["levels"]) for key, feature in self.features.items()}

    @cached_property
    def burdens(self) -> list[int]:
        """Places of the features that compare repayments with income."""
        features = enumerate(self.content["features"])
        return [i for i, f in features if f["code"] == BURDEN and f["unit"] == "share"]

    @cached_property
    def currency(self) -> Words:
        """Name of the money unit."""
        return Words(**self.content["money"]["currency"])


def phrasebook(decision: Decision) -> Phrasebook:
    """Phrasebook of a decision: one and the same object for all decisions of a run and a day."""
    factors = (*decision.ledger.factors, *decision.risk.factors)
    features = [fact.feature for factor in factors for fact in factor.facts]
    rest = (
        _rules(decision.rulings),
        [factor.concept for factor in factors],
        [decision.law, decision.money, decision.versions],
    )
    found = _phrasebook(features, *rest)
    more = [feature for feature in _told_of(decision) if feature.key not in found.features]
    return _phrasebook([*features, *more], *rest) if more else found


def _told_of(decision: Decision) -> Iterable[Feature]:
    """Features that sentences and curves speak of; a change is told of the ledger's."""
    for reason in (*decision.reasons, *decision.helped):
        if reason.fact is not None:
            yield reason.fact.feature
    yield from (advice.feature for advice in decision.advice)
    yield from (lever.feature for lever in decision.what_if)


def _rules(rulings: Sequence[Ruling]) -> list[list[Any]]:
    """What `rule_entry` asks for, part by part."""
    return [
        [r.rule for r in rulings],
        [r.reference for r in rulings],
        [r.unit for r in rulings],
        [r.effective_from for r in rulings],
        [r.review_by for r in rulings],
    ]


@by_equal_lists
def _phrasebook(
    features: list[Feature], rules: list[list[Any]], concepts: list[Concept], run: list[Any]
) -> Phrasebook:
    law, money, versions = run
    content = {
        "schema": PHRASEBOOK,
        "languages": list(LANGUAGES),
        "law": law.key,
        "lender": named(law.lender) if law.lender else None,
        "money": _money(money),
        "concepts": [concept_entry(c) for c in _once(concepts)],
        "features": [feature_entry(f) for f in _once(features)],
        "rules": [rule_entry(*parts) for parts in zip(*rules, strict=True)],
        "headings": headings(versions.data_as_of.isoformat()),
        "rights": background.rights(law),
        "notices": background.notices(law),
        "borrowing": background.borrowing(),
        "not_used": background.not_used(features),
        "how": background.how_made(versions),
        "versions": background.versions_entry(versions),
    }
    return Phrasebook(orjson.dumps(content))


def _once(things: Iterable[Any]) -> list[Any]:
    """The things without those whose key came before."""
    found: dict[str, Any] = {}
    for thing in things:
        found.setdefault(printable(thing.key), thing)
    return list(found.values())


def _by_key(entries: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {entry["key"]: entry for entry in entries}


def _money(money: Money) -> Mapping[str, Any]:
    return {
        "currency": named(money.currency),
        "symbol": printable(money.symbol),
        "limit_name": named(money.limit_name),
    }

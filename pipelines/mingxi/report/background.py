"""What lies behind a letter: information used and not used, rights, how it was made."""

import re
from typing import Any

from mingxi.declare.feature import Feature
from mingxi.records.decision import Decision, ReferenceGroup, Versions
from mingxi.records.law import LawProfile, Provision
from mingxi.report.bilingual import Both, both, named, printable
from mingxi.report.phrases import information as phrases
from mingxi.report.phrases.rights import BORROWING, HEAVY_DEBT, NOTICES, RIGHTS
from mingxi.report.pieces import Piece, Pieces
from mingxi.report.readable import value_text
from mingxi.report.remembered import by_identities, by_identity

# repayments compared with income
_BURDEN = "B06"
HEAVY = 0.5  # share of the income; assumption: with half of it gone there is no room left


def not_used(decision: Decision) -> list[dict[str, Any]]:
    """Traits that were not looked at; one that a column's name speaks of is left out."""
    factors = (*decision.ledger.factors, *decision.risk.factors)
    return list(_not_used(*{id(t.feature): t.feature for f in factors for t in f.facts}.values()))


@by_identities
def _not_used(*features: Feature) -> list[dict[str, Any]]:
    words = frozenset().union(*(_parts(feature.key) for feature in features))
    return [
        {"key": key, "name": named(name)}
        for key, name in phrases.NOT_USED.items()
        if not phrases.ALSO_CALLED[key] & words
    ]


def _parts(key: str) -> frozenset[str]:
    return frozenset(re.split("_| ", key.lower()))


@by_identity
def rights(law: LawProfile) -> Pieces:
    """What the reader may ask for, with the law behind it, and what the lender grants itself."""
    cited = {claim.key: claim for claim in law.rights}
    own = [key for key, right in RIGHTS.items() if right.without_law and key not in cited]
    return Pieces(
        {
            "key": key,
            "title": named(RIGHTS[key].title),
            "text": named(RIGHTS[key].text),
            "law": _cited(cited[key].provision) if key in cited else None,
            "within_days": cited[key].within_days if key in cited else None,
        }
        for key in [*cited, *own]
    )


@by_identity
def notices(law: LawProfile) -> Pieces:
    """Texts that the law prescribes, with its article."""
    slots = {"agency": named(law.agency)} if law.agency else {}
    return Pieces(
        {
            "key": claim.key,
            "text": both(NOTICES[claim.key], **slots)
            if NOTICES[claim.key].blanks
            else named(NOTICES[claim.key]),
            "law": _cited(claim.provision),
        }
        for claim in law.notices
    )


def _cited(provision: Provision) -> Both:
    return both(phrases.ARTICLE, title=named(provision.title), article=provision.article)


def borrowing(decision: Decision) -> list[Both]:
    """Words on borrowing elsewhere; before them a warning where repayments are heavy already."""
    words = [named(one) for one in BORROWING]
    shares = [
        fact.value
        for factor in decision.ledger.factors
        for fact in factor.facts
        if fact.feature.code == _BURDEN and fact.feature.unit == "share"
    ]
    heavy = [share for share in shares if share >= HEAVY]
    if not heavy:
        return words
    told = value_text(max(heavy), "share", decision.money.currency)
    return [both(HEAVY_DEBT, share=told), *words]


def how_made(decision: Decision, left_out: int) -> list[Both]:
    """Sentences on how the numbers came about."""
    lines = [named(phrases.ADDS_UP), _compared(decision.ledger.reference)]
    lines.append(named(phrases.RULES_SEPARATE))
    if decision.tier and decision.pd_12m == decision.pd_12m and not _already_late(decision):
        chance = value_text(decision.pd_12m, "share", decision.money.currency)
        what = named(decision.money.default_name)
        lines.append(both(phrases.CHANCE, what=what, chance=chance, tier=decision.tier))
    lines.append(both(phrases.AS_OF, as_of=decision.versions.data_as_of.isoformat()))
    if left_out:
        lines.append(both(phrases.LEFT_OUT, n=left_out))
    return lines


def _already_late(decision: Decision) -> bool:
    """Whether a claim is so late that no chance of it becoming late can be given."""
    return any(r.rule.key == "serious_overdue" and not r.passed for r in decision.rulings)


@by_identities
def versions_entry(versions: Versions, ids_hash: str) -> Piece:
    """All that is needed to make the letter again."""
    return Piece(
        {
            "run": printable(versions.run_id),
            "method": printable(versions.model),
            "method_version": printable(versions.model_version),
            "rules": printable(versions.policy),
            "words": printable(versions.catalogue),
            "data_as_of": versions.data_as_of.isoformat(),
            "data_hash": printable(versions.data_hash),
            "config_hash": printable(versions.config_hash),
            "seed": int(versions.seed),
            "reference_hash": printable(ids_hash),
            "software": {
                printable(name): printable(str(number))
                for name, number in sorted(versions.software.items())
            },
        }
    )


@by_identity
def _compared(reference: ReferenceGroup) -> Both:
    if reference.kind == "yourself_last_time":
        return named(phrases.COMPARED_WITH_YOURSELF)
    return both(
        phrases.COMPARED_WITH_PEOPLE, reference=named(reference.name), n=f"{reference.n:,}"
    )

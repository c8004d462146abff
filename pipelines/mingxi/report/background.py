"""What lies behind a letter: information used and not used, rights, how it was made."""

import re
from collections.abc import Iterable, Mapping
from math import isnan
from typing import Any

from mingxi.declare.feature import Feature
from mingxi.declare.words import Words
from mingxi.records.decision import Decision, Versions
from mingxi.records.law import LawProfile, Provision
from mingxi.report.bilingual import Both, both, named, printable
from mingxi.report.checks import telling
from mingxi.report.phrases import information as phrases
from mingxi.report.phrases.rights import BORROWING, HEAVY_DEBT, NOTICES, RIGHTS
from mingxi.report.readable import value_text

HEAVY = 0.5  # share of the income; assumption: with half of it gone there is no room left


def not_used(features: Iterable[Feature]) -> list[dict[str, Any]]:
    """Traits that were not looked at; one that a column's name speaks of is left out."""
    words = frozenset().union(*(_parts(feature.key) for feature in features))
    return [
        {"key": key, "name": named(name)}
        for key, name in phrases.NOT_USED.items()
        if not phrases.ALSO_CALLED[key] & words
    ]


def _parts(key: str) -> frozenset[str]:
    return frozenset(re.split("_| ", key.lower()))


def rights(law: LawProfile) -> list[dict[str, Any]]:
    """What the reader may ask for, with the law behind it, and what the lender grants itself."""
    cited = {claim.key: claim for claim in law.rights}
    own = [key for key, right in RIGHTS.items() if right.without_law and key not in cited]
    return [
        {
            "key": key,
            "title": named(RIGHTS[key].title),
            "text": named(RIGHTS[key].text),
            "law": _cited(cited[key].provision) if key in cited else None,
            "within_days": cited[key].within_days if key in cited else None,
        }
        for key in [*cited, *own]
    ]


def notices(law: LawProfile) -> list[dict[str, Any]]:
    """Texts that the law prescribes, with its article."""
    slots = {"agency": named(law.agency)} if law.agency else {}
    return [
        {
            "key": claim.key,
            "text": both(NOTICES[claim.key], **slots)
            if NOTICES[claim.key].blanks
            else named(NOTICES[claim.key]),
            "law": _cited(claim.provision),
        }
        for claim in law.notices
    ]


def _cited(provision: Provision) -> Both:
    return both(phrases.ARTICLE, title=named(provision.title), article=provision.article)


def borrowing() -> list[Both]:
    """Words on borrowing elsewhere."""
    return [named(one) for one in BORROWING]


def heavy_debt(shares: Iterable[float | None], currency: Words) -> Both | None:
    """Warning where repayments are heavy already, as shares of the income."""
    heavy = [share for share in shares if share is not None and share >= HEAVY]
    return both(HEAVY_DEBT, share=value_text(max(heavy), "share", currency)) if heavy else None


def how_made(versions: Versions) -> dict[str, Both]:
    """Sentences on how the numbers came about, as every letter says them."""
    return {
        "adds_up": named(phrases.ADDS_UP),
        "rules_separate": named(phrases.RULES_SEPARATE),
        "as_of": both(phrases.AS_OF, as_of=versions.data_as_of.isoformat()),
    }


def how_judged(decision: Decision, left_out: int) -> dict[str, Both | None]:
    """Sentences of this letter alone: the chance of being late, and how much is left out."""
    return {
        "chance": _chance(decision),
        "left_out": both(phrases.LEFT_OUT, n=left_out) if left_out else None,
    }


def _chance(decision: Decision) -> Both | None:
    pd = decision.pd_12m
    if not decision.tier or isnan(pd) or _already_late(decision):
        return None
    chance = value_text(pd, "share", decision.money.currency)
    what = named(decision.money.default_name)
    return both(phrases.CHANCE, what=what, chance=chance, tier=decision.tier)


def _already_late(decision: Decision) -> bool:
    """Whether a claim is so late that no chance of it becoming late can be given."""
    return any(r.rule.key == "serious_overdue" and not r.passed for r in telling(decision))


def versions_entry(versions: Versions) -> dict[str, Any]:
    """All that is needed to make the letter again."""
    return {
        "run": printable(versions.run_id),
        "method": printable(versions.model),
        "method_version": printable(versions.model_version),
        "rules": printable(versions.policy),
        "words": printable(versions.catalogue),
        "data_as_of": versions.data_as_of.isoformat(),
        "data_hash": printable(versions.data_hash),
        "config_hash": printable(versions.config_hash),
        "seed": int(versions.seed),
        "software": {
            printable(name): printable(str(number))
            for name, number in sorted(versions.software.items())
        },
    }


def compared(reference: Mapping[str, Any]) -> Both:
    """With whom the person was compared, from the entry of a reference."""
    if reference["kind"] == "yourself_last_time":
        return named(phrases.COMPARED_WITH_YOURSELF)
    return both(phrases.COMPARED_WITH_PEOPLE, reference=reference["name"], n=f"{reference['n']:,}")

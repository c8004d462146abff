"""A policy, read from its file."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from mingxi.declare.errors import BadConfig
from mingxi.declare.quantity import DatedQuantity, Reference
from mingxi.declare.rule import Layer
from mingxi.policy.catalogue import RULES
from mingxi.policy.clause import Clause, DatedNumber
from mingxi.policy.clause_entry import check_unit, clause, dated_number, measured, reference_of
from mingxi.policy.document import Entry, plain
from mingxi.policy.policy import Policy
from mingxi.policy.tier import TIERS

_KEYS = (
    "version",
    "symbol",
    "reference",
    "rounding",
    "tiers",
    "limit_steps",
    "next_review",
    "rules",
)


def policy(document: Mapping[str, Any]) -> Policy:
    """Policy of a parsed file such as ``configs/policy/base.yaml``.

    Parameters
    ----------
    document : mapping
        From YAML or JSON; dates may be dates or ISO text.

    Raises
    ------
    BadConfig
        Unknown rule or key, missing number, wrong kind of value, rules out of order; the message
        names the place, what was found, the nearest known name and what to do.
    """
    fields = Entry("policy", document).fields(_KEYS)
    reference = reference_of(fields["reference"])
    rules = fields["rules"].items()
    clauses = tuple(clause(one) for one in rules)
    _check_order(rules, clauses)
    rounding = dated_number(fields["rounding"], "money", reference)
    _check_rounding(fields["rounding"], rounding)
    return Policy(
        version=fields["version"].text(),
        symbol=fields["symbol"].text(),
        rounding=rounding,
        tiers=_tiers(fields["tiers"], reference),
        limit_steps=_limit_steps(fields["limit_steps"]),
        review_every_months=_review_months(fields["next_review"]),
        clauses=clauses,
        document=plain(document),
    )


def _check_order(rules: Sequence[Entry], clauses: Sequence[Clause]) -> None:
    layers = list(Layer)
    for i, one in enumerate(clauses):
        place = rules[i].named(one.key).place
        layer = RULES[one.key].what.layer
        if one.key in [other.key for other in clauses[:i]]:
            raise BadConfig(
                place, "the rule is there twice", "Keep one entry and date its numbers"
            )
        after = [RULES[other.key].what.layer for other in clauses[i + 1 :]]
        early = [other for other in after if layers.index(other) < layers.index(layer)]
        if early:
            raise BadConfig(
                place,
                f"a {layer.replace('_', ' ')} stands before a {early[0].replace('_', ' ')}",
                "Order the rules: gates to open, then caps, then gates to draw",
            )
        if RULES[one.key].needs.last and layer in after:
            raise BadConfig(place, "another cap follows it", "Make it the last of the caps")


def _check_rounding(entry: Entry, rounding: DatedNumber) -> None:
    for day, unit in rounding.quantity.values.items():
        if unit < 1 or unit != int(unit):
            raise BadConfig(
                f"{entry.place} → values → {day}",
                f"found {unit:g}",
                "Write a whole number from 1 on",
            )


def _tiers(entry: Entry, reference: Reference) -> dict[str, DatedNumber]:
    fields = entry.fields(("values", "unit", "source"))
    check_unit(fields["unit"], "share")
    source = fields["source"].text()
    bounds: dict[str, dict[Any, float]] = {name: {} for name in TIERS}
    for day, one in fields["values"].by_date().items():
        read = {name: measured(part, "share") for name, part in one.fields(TIERS).items()}
        rising = [read[name] for name in TIERS]
        if any(low >= high for low, high in pairwise(rising)) or rising[-1] != 1:
            raise BadConfig(
                one.place, f"found {rising}", "Write rising upper bounds that end at 1"
            )
        for name in TIERS:
            bounds[name][day] = read[name]
    return {
        name: DatedNumber(
            DatedQuantity(f"{entry.place} → {name}", values, "share", reference), source
        )
        for name, values in bounds.items()
    }


def _limit_steps(entry: Entry) -> tuple[int, ...]:
    fields = entry.fields(("values", "unit", "source"))
    check_unit(fields["unit"], "money")
    fields["source"].text()
    steps = tuple(one.whole(1) for one in fields["values"].items())
    if not steps or any(low >= high for low, high in pairwise(steps)):
        raise BadConfig(fields["values"].place, f"found {list(steps)}", "Write rising amounts")
    return steps


def _review_months(entry: Entry) -> int:
    fields = entry.fields(("every_months", "source"))
    fields["source"].text()
    months = fields["every_months"].whole(1)
    if 12 % months:
        raise BadConfig(
            fields["every_months"].place,
            f"{months} does not divide a year",
            "Use 1, 2, 3, 4, 6, 12",
        )
    return months

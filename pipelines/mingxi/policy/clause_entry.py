"""One rule's entry in a policy file, checked."""

from collections.abc import Mapping

from mingxi.declare.errors import BadConfig, nearest
from mingxi.declare.feature import Unit
from mingxi.declare.quantity import DatedQuantity, Reference
from mingxi.policy.catalogue import RULES
from mingxi.policy.clause import Clause, DatedNumber, Scope
from mingxi.policy.document import Entry, Fields
from mingxi.policy.policy_rule import PolicyRule
from mingxi.policy.tier import TIERS

_LISTS = ("regions", "industries", "tiers")
_DAYS = ("effective_from", "effective_until", "review_by")
# blanks that a clause fills, and the key that fills them
_DATED_BLANKS = {"start": "effective_from", "end": "effective_until", "review": "review_by"}


def clause(entry: Entry) -> Clause:
    """Clause of one entry of ``rules``.

    Raises
    ------
    BadConfig
        Unknown rule or key, a number, list or date that the rule needs is missing, or a value is
        of the wrong kind; the message names the place.
    """
    fields = entry.fields(("rule", "reference"), ("numbers", *_LISTS, *_DAYS))
    key = fields["rule"].text()
    if key not in RULES:
        raise BadConfig(fields["rule"].place, f"no rule {key!r}", nearest(key, RULES))
    rule, here = RULES[key], entry.named(key)
    _check_stated(here, fields, rule)
    reference = reference_of(fields["reference"])
    days = {name: fields[name].day() for name in _DAYS if name in fields}
    made = Clause(key, _numbers(here, fields, rule, reference), reference, _scope(fields), **days)
    _check_days(here, made)
    return made


def dated_number(entry: Entry, unit: Unit, reference: Reference) -> DatedNumber:
    """Dated number with keys ``values``, ``unit`` and ``source``.

    Raises
    ------
    BadConfig
        Another unit is written, a value does not fit the unit, or a field is missing.
    """
    fields = entry.fields(("values", "unit", "source"))
    check_unit(fields["unit"], unit)
    values = {day: measured(one, unit) for day, one in fields["values"].by_date().items()}
    quantity = DatedQuantity(entry.place, values, unit, reference)
    return DatedNumber(quantity, fields["source"].text())


def check_unit(entry: Entry, unit: Unit) -> None:
    """Refuse another unit than ``unit``."""
    if entry.text() != unit:
        raise BadConfig(entry.place, f"found {entry.text()!r}", f"Write {unit}")


def measured(entry: Entry, unit: Unit) -> float:
    """Number that fits its unit: a share lies in 0…1, a count is whole, nothing is negative."""
    value = entry.number()
    whole = unit in ("count", "days", "months")
    if value < 0 or (unit == "share" and value > 1) or (whole and value != int(value)):
        wanted = "a share from 0 to 1" if unit == "share" else "a number that is not negative"
        raise BadConfig(
            entry.place,
            f"{value:g} is no possible {unit} value",
            f"Write {'a whole number of ' + unit if whole else wanted}",
        )
    return value


def reference_of(entry: Entry) -> Reference:
    """Reference with keys ``title`` and ``article``, each in both languages, and ``read_on``."""
    fields = entry.fields(("title", "article", "read_on"))
    return Reference(fields["title"].words(), fields["article"].words(), fields["read_on"].day())


def _check_stated(here: Entry, fields: Fields, rule: PolicyRule) -> None:
    dates = [key for blank, key in _DATED_BLANKS.items() if blank in rule.blanks]
    missing = [key for key in (*rule.needs.scope, *dates) if key not in fields]
    if missing:
        raise BadConfig(
            here.place,
            f"{', '.join(missing)} is missing, which its sentences speak of",
            f"Add {', '.join(missing)}",
        )


def _check_days(here: Entry, made: Clause) -> None:
    start, until = made.effective_from, made.effective_until
    if start and until and until < start:
        raise BadConfig(here.place, f"it ends {until} before it starts {start}", "Swap the dates")
    for number in made.numbers.values():
        first = min(number.quantity.values)
        if start and first > start:
            raise BadConfig(
                f"{number.quantity.name} → values",
                f"the first is of {first}, but the rule is in force from {start}",
                f"Add a value of {start} or earlier",
            )


def _numbers(
    here: Entry, fields: Fields, rule: PolicyRule, reference: Reference
) -> Mapping[str, DatedNumber]:
    stated = fields.get("numbers", Entry(f"{here.place} → numbers", {}))
    named = Entry(f"{here.place} → numbers", stated.content).fields(tuple(rule.needs.numbers))
    return {
        name: dated_number(named[name], unit, reference)
        for name, unit in rule.needs.numbers.items()
    }


def _scope(fields: Fields) -> Scope:
    names = {name: fields[name].names() for name in _LISTS if name in fields}
    for one in names.get("tiers", ()):
        if one not in TIERS:
            raise BadConfig(fields["tiers"].place, f"no tier {one!r}", nearest(one, TIERS))
    return Scope(**names)

"""The law of a place, from its dated file."""

from dataclasses import replace
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mingxi.adapters import config_file
from mingxi.declare.errors import BadConfig, nearest
from mingxi.declare.words import Language, Words
from mingxi.recipes.settings import Settings
from mingxi.records.law import LAWLESS, Claim, Law, LawProfile, Part, Provision


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Both(_Entry):
    zh: str
    en: str


class _InForce(_Entry):
    first: date = Field(alias="from")
    until: date | None = None


class _Provision(_Entry):
    title: _Both
    article: str
    source: str
    in_force: _InForce
    read_on: date


class _Claim(_Entry):
    provision: str
    within_days: int | None = None


class _Document(_Entry):
    provisions: dict[str, _Provision]
    rights: dict[str, _Claim]
    notices: dict[str, _Claim]
    required: dict[Part, str]
    most_reasons: int
    more_for: tuple[str, ...]
    praise_beside_refusal: bool
    longest: dict[Language, int]
    banned: dict[Language, tuple[str, ...]]


def law_of(settings: Settings, on: date) -> LawProfile:
    """Profile that the settings name, with the lender and the authority over it.

    Raises
    ------
    BadConfig
        Its file is missing or wrong.
    """
    asked = settings.explain
    names = [None if n is None else Words(n.zh, n.en) for n in (asked.lender, asked.agency)]
    return replace(law_profile(asked.law, on), lender=names[0], agency=names[1])


def law_profile(key: Law, on: date) -> LawProfile:
    """Profile of a place with what is in force on a day: `configs/law/<key>.yaml`.

    Raises
    ------
    BadConfig
        The file is missing or wrong, or names a provision that it does not hold.
    """
    if key == "none":
        return LAWLESS
    name = f"law/{key}.yaml"
    found = _document(config_file.read_yaml(config_file.find_config(name)), name)
    provisions = {k: _provision(entry) for k, entry in found.provisions.items()}

    def claims(entries: dict[str, _Claim]) -> tuple[Claim, ...]:
        """Claims of one list of the document."""
        every = (
            Claim(k, _named(provisions, entry.provision, f"{k} in {name}"), entry.within_days)
            for k, entry in entries.items()
        )
        return tuple(claim for claim in every if claim.provision.holds_on(on))

    required = {
        part: _named(provisions, wanted, f"required.{part} in {name}")
        for part, wanted in found.required.items()
    }
    return LawProfile(
        key=key,
        rights=claims(found.rights),
        notices=claims(found.notices),
        required={part: p for part, p in required.items() if p.holds_on(on)},
        most_reasons=found.most_reasons,
        more_for=found.more_for,
        praise_beside_refusal=found.praise_beside_refusal,
        longest=found.longest,
        banned=found.banned,
    )


def _document(content: dict[str, Any], name: str) -> _Document:
    try:
        return _Document.model_validate(content)
    except ValidationError as error:
        problems = [
            f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors(include_url=False)
        ]
        raise BadConfig(name, "; ".join(problems), "Correct the file") from None


def _provision(entry: _Provision) -> Provision:
    return Provision(
        Words(entry.title.zh, entry.title.en),
        entry.article,
        entry.source,
        entry.in_force.first,
        entry.in_force.until,
        entry.read_on,
    )


def _named(provisions: dict[str, Provision], key: str, where: str) -> Provision:
    if key not in provisions:
        raise BadConfig(where, f"there is no provision {key!r}", nearest(key, provisions))
    return provisions[key]

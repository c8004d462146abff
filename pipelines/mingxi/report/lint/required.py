"""Parts that the law asks of a letter with a worse result."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from mingxi.records.law import LawProfile, Part
from mingxi.report.lint.fault import Fault

Letter = dict[str, Any]


def missing_parts(letter: Letter, law: LawProfile) -> Iterator[Fault]:
    """Parts of the profile that a letter with a worse result lacks, with their article."""
    if not letter["decision"]["adverse"]:
        return
    for part, provision in law.required.items():
        if not _HELD[part](letter):
            yield Fault(
                "required",
                part,
                f"missing; {provision.title.en}, art. {provision.article} asks it",
            )


def _section(letter: Letter, key: str) -> bool:
    return any(section["key"] == key for section in letter["sections"])


def _reasons(letter: Letter) -> bool:
    """Reasons, or the check that stopped it, opened."""
    return _section(letter, "reasons") or letter["checks"]["decisive"] is not None


def _effect_of_change(letter: Letter) -> bool:
    """A step with its effect, or the plain word that there is none or none is needed."""
    return any(letter["steps"].values()) or bool(letter["ours"])


_HELD: Mapping[Part, Callable[[Letter], bool]] = {
    "reasons": _reasons,
    "rights": lambda letter: _section(letter, "rights"),
    "notices": lambda letter: _section(letter, "notices"),
    "data_used": lambda letter: _section(letter, "information") and bool(letter["features"]),
    "method": lambda letter: _section(letter, "how") and bool(letter["how"]),
    "human_review": lambda letter: any(r["key"] == "ask_a_person" for r in letter["rights"]),
    "effect_of_change": _effect_of_change,
}

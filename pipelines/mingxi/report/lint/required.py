"""Parts that the law asks of a letter with a worse result."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from mingxi.records.law import LawProfile, Part
from mingxi.report.lint.fault import Fault

Twin = dict[str, Any]


def missing_parts(twin: Twin, law: LawProfile) -> Iterator[Fault]:
    """Parts of the profile that a letter with a worse result lacks, with their article."""
    if not twin["decision"]["adverse"]:
        return
    for part, provision in law.required.items():
        if not _HELD[part](twin):
            yield Fault(
                "required",
                part,
                f"missing; {provision.title.en}, art. {provision.article} asks it",
            )


def _section(twin: Twin, key: str) -> bool:
    return any(section["key"] == key for section in twin["sections"])


def _reasons(twin: Twin) -> bool:
    """Reasons, or the check that stopped it, opened."""
    return _section(twin, "reasons") or twin["checks"]["decisive"] is not None


def _effect_of_change(twin: Twin) -> bool:
    """A step with its effect, or the plain word that there is none or none is needed."""
    return any(twin["steps"].values()) or bool(twin["ours"])


_HELD: Mapping[Part, Callable[[Twin], bool]] = {
    "reasons": _reasons,
    "rights": lambda twin: _section(twin, "rights"),
    "notices": lambda twin: _section(twin, "notices"),
    "data_used": lambda twin: _section(twin, "information") and bool(twin["features"]),
    "method": lambda twin: _section(twin, "how") and bool(twin["how"]),
    "human_review": lambda twin: any(r["key"] == "ask_a_person" for r in twin["rights"]),
    "effect_of_change": _effect_of_change,
}

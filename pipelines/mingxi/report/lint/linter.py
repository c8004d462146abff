"""All faults of a letter under the law of its place."""

from typing import Any

from mingxi.records.law import LawProfile
from mingxi.report.lint.evidence import without_evidence
from mingxi.report.lint.fault import Fault
from mingxi.report.lint.numbers import unlike_numbers
from mingxi.report.lint.principal import misplaced_reasons
from mingxi.report.lint.required import missing_parts
from mingxi.report.lint.sentences import hard_sentences

__all__ = ["Fault", "faults"]


def faults(twin: dict[str, Any], law: LawProfile) -> list[Fault]:
    """Faults in the order of the tests; empty: the letter may be sent.

    Parameters
    ----------
    twin : dict
        From `mingxi.report.twin.twin`.
    law : LawProfile
        What is in force on the day of the decision.
    """
    return [
        *missing_parts(twin, law),
        *misplaced_reasons(twin, law),
        *without_evidence(twin),
        *hard_sentences(twin, law),
        *unlike_numbers(twin),
    ]

"""All faults of a letter under the law of its place."""

from typing import Any

from mingxi.records.law import LawProfile
from mingxi.report.lint.evidence import without_evidence
from mingxi.report.lint.fault import Fault
from mingxi.report.lint.numbers import unlike_numbers
from mingxi.report.lint.principal import misplaced_reasons
from mingxi.report.lint.required import missing_parts
from mingxi.report.lint.sentences import hard_sentences
from mingxi.report.lint.texts import prescribed, spoken

__all__ = ["Fault", "faults"]


def faults(letter: dict[str, Any], law: LawProfile) -> list[Fault]:
    """Faults in the order of the tests; empty: the letter may be sent.

    Parameters
    ----------
    letter : dict
        From `mingxi.report.whole.letter.whole_letter`.
    law : LawProfile
        What is in force on the day of the decision.
    """
    said = spoken(letter)
    return [
        *missing_parts(letter, law),
        *misplaced_reasons(letter, law),
        *without_evidence(letter),
        *hard_sentences(said, law),
        *unlike_numbers([*said, *prescribed(letter)]),
    ]

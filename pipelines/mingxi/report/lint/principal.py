"""Reasons that are too many, or praise where the law wants the reasons alone."""

from collections.abc import Iterator
from typing import Any

from mingxi.records.law import LawProfile
from mingxi.report.lint.fault import Fault


def misplaced_reasons(letter: dict[str, Any], law: LawProfile) -> Iterator[Fault]:
    """More principal reasons than the profile allows, and praise in a worse result's reasons.

    Rules that decide are never left out, so they alone may be more.
    """
    if not letter["decision"]["adverse"]:
        return
    rules = sum(r["source"] == "rule" for r in letter["reasons"])
    extra = sum(r["code"] in law.more_for for r in letter["reasons"][law.most_reasons :])
    told = len(letter["reasons"]) - min(extra, 1)
    if told > max(law.most_reasons, rules):
        yield Fault("reasons", "reasons", f"{told} of them, {law.most_reasons} at most")
    for reason in letter["reasons"]:
        if reason["source"] == "concept" and reason["amount"] > 0:
            yield Fault("reasons", f"reasons.{reason['code']}", "it raised the limit")
    if letter["helped"] and not law.praise_beside_refusal:
        yield Fault("reasons", "helped", "what helped may not stand beside the reasons")

"""Why something is not known: nobody has it, or it did not reach us this time."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from mingxi.declare.words import Words
from mingxi.records.decision import Reason

NO_FILE, NOT_RECEIVED = "H01", "M09"

REPORT_NOT_RECEIVED = Words(
    "我们这次没有收到你新的信用报告，手上最近的一份是 {report} 的。",
    "We did not receive a new credit report for you this time; the latest we hold is of {report}.",
)


def by_report(reasons: Iterable[Reason], report_on: date | None) -> tuple[Reason, ...]:
    """Reasons in which "no credit record" is said only of people who have none.

    Parameters
    ----------
    reasons : iterable of Reason
    report_on : date | None
        Day of the newest credit report that we hold; None: there never was one.
    """
    if report_on is None:
        return tuple(reasons)
    day = report_on.isoformat()
    return tuple(
        replace(
            reason,
            code=NOT_RECEIVED,
            words=REPORT_NOT_RECEIVED,
            slots={"report": day},
            evidence={**reason.evidence, "report": day},
        )
        if reason.code == NO_FILE and "missing" in reason.evidence
        else reason
        for reason in reasons
    )

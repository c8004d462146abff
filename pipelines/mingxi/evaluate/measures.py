"""All figures of a portfolio by name, as targets call them."""

from collections.abc import Callable, Mapping
from inspect import signature
from typing import Any

from mingxi.declare.errors import BadConfig, nearest
from mingxi.evaluate import (
    admissions,
    arrears,
    borrowers,
    defaults,
    drift,
    lines,
    response,
    vintages,
)
from mingxi.evaluate.book import Book
from mingxi.evaluate.sums import Sums

Measure = Callable[..., Any]  # (book, **stratum) → sums

MEASURES: Mapping[str, Measure] = {
    one.__name__: one
    for one in (
        arrears.past_due_share,
        arrears.past_due_ratio,
        arrears.roll_rate,
        arrears.late_on_day_one,
        arrears.recovered_in_30_days,
        arrears.unpaid_after_30_days,
        arrears.first_payment_30,
        arrears.worst_past_due_share,
        lines.limits,
        lines.round_limits,
        lines.outside_range,
        lines.utilisation,
        lines.used_of_granted,
        lines.ever_drew,
        lines.active_in_quarter,
        lines.mean_loan,
        lines.mean_term,
        lines.mean_daily_rate,
        lines.repeat_share,
        lines.limit_growth,
        defaults.default_in_a_year,
        defaults.default_by_limit,
        defaults.use_before_default,
        defaults.default_after_job_loss,
        defaults.defaults_after_job_loss,
        vintages.vintage_share,
        vintages.vintage_loss_share,
        vintages.vintage_level,
        response.balance_per_limit,
        admissions.rejected,
        admissions.rejects_tried,
        admissions.explored_reviews,
        admissions.cuts_without_delinquency,
        admissions.cut_after_delinquency,
        admissions.cuts_not_the_borrowers,
        admissions.cuts_by_cause,
        admissions.draws_blocked,
        borrowers.incomes,
        borrowers.income_contrast,
        borrowers.lenders_elsewhere,
        drift.year_on_year,
    )
}


def checked(metric: str, stratum: Mapping[str, Any], asked: str) -> None:
    """Refuse a metric or a stratum that is not declared.

    Raises
    ------
    BadConfig
        The message names the nearest.
    """
    if metric not in MEASURES:
        raise BadConfig(asked, f"metric {metric!r} is not known", nearest(metric, MEASURES))
    known = [*signature(MEASURES[metric]).parameters][1:]
    for name in stratum:
        if name not in known:
            raise BadConfig(
                asked, f"{metric} has no {name!r}", nearest(name, known) or "Leave it out"
            )


def measured(book: Book, metric: str, stratum: Mapping[str, Any]) -> Sums:
    """Sums of one figure over one block."""
    sums: Sums = MEASURES[metric](book, **stratum)
    return sums

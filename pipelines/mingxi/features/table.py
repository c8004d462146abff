"""The feature table of the synthetic world: all declared features in their written order."""

from typing import TypeAlias

import numpy as np

from mingxi.declare.declared import Declared
from mingxi.declare.errors import BadDeclaration
from mingxi.declare.feature import Feature
from mingxi.features import (
    activity,
    borrow_repay_cycles,
    bureau_record,
    debt_burden,
    history,
    income,
    late_payments,
    line_use,
    many_lenders,
    old_late_payments,
    outside_score,
    use_of_funds,
)
from mingxi.features.concepts import CONCEPTS
from mingxi.records.feature_table import FeatureTable, FloatArray
from mingxi.records.histories import Histories

DeclaredFeature: TypeAlias = Declared[Feature, [Histories], FloatArray]

# the order of the columns, stored with every model
FEATURES: tuple[DeclaredFeature, ...] = (
    late_payments.dpd_now,
    late_payments.n_late_3m,
    late_payments.worst_late_days_3m,
    late_payments.ontime_share_12m,
    old_late_payments.n_late_4_24m,
    old_late_payments.worst_late_days_4_24m,
    old_late_payments.months_since_old_late,
    bureau_record.bureau_late_24m,
    bureau_record.bureau_late_rise_6m,
    bureau_record.bureau_guarantees,
    borrow_repay_cycles.n_draws_3m,
    borrow_repay_cycles.n_reborrows_3m,
    borrow_repay_cycles.n_reborrows_12m,
    borrow_repay_cycles.drawn_to_income_3m,
    many_lenders.bureau_lenders,
    many_lenders.bureau_small_lenders,
    many_lenders.bureau_lenders_rise_6m,
    many_lenders.bureau_inquiries_3m,
    many_lenders.bureau_inquiries_12m,
    many_lenders.n_limit_requests_3m,
    debt_burden.dues_to_income_3m,
    debt_burden.debt_to_income,
    debt_burden.outside_debt_rise_6m,
    debt_burden.instalment_share_6m,
    line_use.line_use_now,
    line_use.line_use_6m,
    line_use.n_nearly_full_6m,
    use_of_funds.investment_share_3m,
    use_of_funds.investment_out_6m,
    use_of_funds.linked_share_3m,
    use_of_funds.n_linked_out_12m,
    income.monthly_income_3m,
    income.income_seen_1m,
    income.income_seen_drop_1m,
    income.income_left_3m,
    income.income_spread_12m,
    income.income_drop_3m,
    income.income_verified,
    income.profile_items_missing,
    activity.active_days_3m,
    activity.n_scenes_3m,
    outside_score.outside_score,
    outside_score.outside_score_drop_3m,
    history.bureau_file_months,
    history.months_with_us,
    history.n_ontime_24m,
    history.repaid_24m,
    history.asked_share_48m,
)


def check_registry(features: tuple[DeclaredFeature, ...]) -> None:
    """Refusal of a registry that contradicts itself; nothing if it is sound.

    Raises
    ------
    BadDeclaration
        A key stands twice or differs from its function's name, a concept is unknown, or a
        concept has no feature.
    """
    keys = [f.what.key for f in features]
    for found in features:
        if keys.count(found.what.key) > 1:
            raise BadDeclaration(f"feature {found.what.key!r}", "it is there twice", "Rename one")
        name = getattr(found.compute, "__name__", "")
        if name != found.what.key:
            raise BadDeclaration(
                f"feature {found.what.key!r}",
                f"its function is called {name!r}",
                "Call the function like the column it returns",
            )
    used, declared = {f.what.concept for f in features}, {c.key for c in CONCEPTS}
    if used != declared:
        raise BadDeclaration(
            "concepts of the features",
            f"undeclared {sorted(used - declared)}, unused {sorted(declared - used)}",
            "Declare every concept in concepts.py and use it",
        )


check_registry(FEATURES)


def feature_table(known: Histories) -> FeatureTable:
    """Feature table of all borrowers at the last month of ``known``.

    Parameters
    ----------
    known : Histories
        What is known at the snapshot: the result of `Histories.known_at`.

    Returns
    -------
    FeatureTable
        One row per borrower in their order; every value is finite or NaN ("unknown").
    """
    values = np.empty((len(known), len(FEATURES)), dtype=np.float64)
    for column, feature in enumerate(FEATURES):
        values[:, column] = feature(known)
    return FeatureTable(
        features=tuple(f.what for f in FEATURES),
        concepts=CONCEPTS,
        values=values,
        borrower_id=known.borrower_id,
        month=np.full(len(known), known.months[-1]),
    )

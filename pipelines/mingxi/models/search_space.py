"""Where a search may look for settings, and good settings without a search."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from mingxi.declare.errors import BadConfig, nearest
from mingxi.models.default_risk import RiskSettings
from mingxi.models.tree_settings import TreeSettings

DEFAULTS = RiskSettings()
LARGE_FROM_ROWS = 50_000  # assumption: below, trees of more than 13 leaves mostly learn noise


@dataclass(frozen=True)
class Range:
    """Values that a search may try.

    Parameters
    ----------
    low, high : float
        Both included.
    log : bool
        Tried evenly on the logarithmic scale.
    whole : bool
        Whole numbers only.
    """

    low: float
    high: float
    log: bool = False
    whole: bool = False


# assumption for every range: what is common for tabular credit data, kept small so that monotone
# trees stay explainable
SEARCH_SPACE: Mapping[str, Range] = {
    "num_leaves": Range(4, 13, whole=True),
    "learning_rate": Range(0.03, 0.15, log=True),
    "min_data_in_leaf": Range(20, 400, log=True, whole=True),
    "lambda_l2": Range(0.1, 30.0, log=True),
    "feature_fraction": Range(0.5, 1.0),
    "bagging_fraction": Range(0.6, 1.0),
}
LARGE_SEARCH_SPACE: Mapping[str, Range] = {
    **SEARCH_SPACE,
    "num_leaves": Range(8, 31, whole=True),
    "min_data_in_leaf": Range(100, 2000, log=True, whole=True),
}


def search_space(n_rows: int) -> Mapping[str, Range]:
    """Ranges for a table of ``n_rows`` training rows: small trees for small data."""
    return SEARCH_SPACE if n_rows < LARGE_FROM_ROWS else LARGE_SEARCH_SPACE


def settings_from(params: Mapping[str, float], start: RiskSettings = DEFAULTS) -> RiskSettings:
    """Settings with ``params`` in place of those of ``start``.

    Raises
    ------
    BadConfig
        A name is not a setting, or a value lies outside its range.

    Examples
    --------
    >>> settings_from({"num_leaves": 6.0}).num_leaves
    6
    """
    known = RiskSettings.__dataclass_fields__
    for name in params:
        if name not in known:
            raise BadConfig(f"setting {name!r}", "there is none", nearest(name, known))
    whole = {name for name, field in known.items() if field.type is int}
    values: dict[str, Any] = {
        name: int(v) if name in whole else float(v) for name, v in params.items()
    }
    return replace(start, **values)


def risk_settings(n_rows: int) -> RiskSettings:
    """Settings of the default-risk trees for a table of ``n_rows`` training rows."""
    if n_rows < LARGE_FROM_ROWS:
        # a leaf of 1 % keeps its default rate steady; 20 rows is LightGBM's own lower bound
        return RiskSettings(min_data_in_leaf=min(100, max(20, n_rows // 100)))
    return RiskSettings(num_leaves=15, min_data_in_leaf=n_rows // 200, learning_rate=0.06)


def outcome_settings(n_rows: int) -> TreeSettings:
    """Settings of the trees of outcomes at the limit proposed: few and small, none on watch.

    What is chosen by an outcome model is chosen for its errors too; trees grown further fit better
    and chose worse in the simulator.
    """
    return TreeSettings(min_data_in_leaf=max(20, n_rows // 100), feature_fraction=1.0, n_rounds=60)


def owed_settings(n_rows: int) -> TreeSettings:
    """Settings of the trees of what is owed at a default: fewer and larger leaves still.

    One row in seventy has anything to tell, and a loss of a hundred thousand weighs as much as
    twenty usual ones. With 14,000 borrowers, 20 to 40 rounds of such leaves chose twice as well
    in the simulator as 60 rounds of leaves a third as large.
    """
    if n_rows < LARGE_FROM_ROWS:
        return replace(
            outcome_settings(n_rows), min_data_in_leaf=max(20, n_rows // 33), n_rounds=25
        )
    return outcome_settings(n_rows)


def proposal_settings(n_rows: int) -> TreeSettings:
    """Settings of the trees on what the lender before proposed: close, it followed rules."""
    leaf = min(200, max(20, n_rows // 400))
    return TreeSettings(num_leaves=15, min_data_in_leaf=leaf, learning_rate=0.1, n_rounds=150)


def limit_settings(n_rows: int) -> TreeSettings:
    """Settings of the limit trees for a table of ``n_rows`` rows."""
    leaves = 8 if n_rows < LARGE_FROM_ROWS else 15
    return TreeSettings(
        num_leaves=leaves,
        min_data_in_leaf=min(200, max(20, n_rows // 200)),
        learning_rate=0.1,
        n_rounds=300,  # the cost of an explanation grows with the trees
    )

"""How trees are grown: one set of dials for all trees of the project."""

from dataclasses import dataclass

from mingxi.declare.errors import BadConfig


@dataclass(frozen=True)
class TreeSettings:
    """How trees are grown. The defaults suit tables under 50,000 rows.

    Parameters
    ----------
    num_leaves, max_depth : int
        Size of a tree; the depth also bounds how many features a path can mix, on which the
        cost of exact explanations depends.
    learning_rate : float
    min_data_in_leaf : int
        Rows.
    lambda_l2 : float
    feature_fraction, bagging_fraction : float
        Shares of columns per tree and of rows per tree, in (0, 1].
    n_rounds : int
        Most trees ever.
    early_stopping : int
        Trees without a better loss on the rows set aside after which growing stops.

    Raises
    ------
    BadConfig
        A number lies outside its range.
    """

    num_leaves: int = 8
    max_depth: int = 8
    learning_rate: float = 0.08
    min_data_in_leaf: int = 100
    lambda_l2: float = 1.0
    feature_fraction: float = 0.8
    bagging_fraction: float = 0.8
    n_rounds: int = 400
    early_stopping: int = 25

    def __post_init__(self) -> None:
        ranges = {
            "num_leaves": (2, 255),
            "max_depth": (1, 16),
            "learning_rate": (1e-4, 1.0),
            "min_data_in_leaf": (1, float("inf")),
            "lambda_l2": (0.0, float("inf")),
            "feature_fraction": (1e-3, 1.0),
            "bagging_fraction": (1e-3, 1.0),
            "n_rounds": (1, 10_000),
            "early_stopping": (1, 10_000),
        }
        for name, (low, high) in ranges.items():
            got = getattr(self, name)
            if not low <= got <= high:
                raise BadConfig(f"setting {name!r}", f"it is {got}", f"Use {low} to {high}")

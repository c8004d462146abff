"""Our exact contributions in shap's own form, so that all of shap's plots take them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import shap

FloatArray = NDArray[np.float64]


class Additive(Protocol):
    """Contributions as every attribution of ours has them."""

    @property
    def base(self) -> FloatArray:
        """Start of each row, shape (n,)."""
        ...

    @property
    def push(self) -> FloatArray:
        """Shapley values, shape (n, players)."""
        ...


def shap_explanation(
    found: Additive, shown: NDArray[Any], names: Sequence[str], unit: str
) -> "shap.Explanation":
    """``shap.Explanation`` of exact contributions.

    Parameters
    ----------
    found : Additive
        Such as `mingxi.explain.contributions.Contributions`.
    shown : ndarray of shape (n, players)
        What plots write beside each player, or colour by.
    names : sequence of str
        Players, in order.
    unit : str
        Of the contributions, such as ``"yuan"`` or ``"log-odds"``.
    """
    import shap  # takes seconds to load, and only plots need it

    assert found.push.shape == shown.shape == (len(found.base), len(names))
    return shap.Explanation(
        values=found.push,
        base_values=found.base,
        data=shown,
        feature_names=list(names),
        output_names=unit,
    )

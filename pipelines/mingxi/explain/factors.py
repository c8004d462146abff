"""Contributions of one row as records: concepts, and the facts inside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.feature import Concept, Feature
from mingxi.records.decision import Attribution, Fact, Factor, ReferenceGroup

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True)
class RowPushes:
    """What one row's attribution is made of.

    Parameters
    ----------
    base, output : float
    concept : ndarray of shape (k,)
        Push of each concept (the players of the stated game).
    feature : ndarray of shape (p,)
        Push of each feature when features play: says which fact inside a concept weighs most.
    values, reference_values : ndarray of shape (p,)
    """

    base: float
    output: float
    concept: FloatArray
    feature: FloatArray
    values: FloatArray
    reference_values: FloatArray


def attribution(
    target: Literal["limit", "risk"],
    reference: ReferenceGroup,
    pushes: RowPushes,
    amounts: tuple[int, IntArray, int],
    declared: tuple[Sequence[Concept], Sequence[Feature]],
) -> Attribution:
    """Record of one attribution.

    Parameters
    ----------
    target, reference, pushes
        See `Attribution` and `RowPushes`.
    amounts : (int, ndarray of shape (k,), int)
        Base, pushes and output in whole money units; zeros for a risk attribution.
    declared : (concepts, features)
        In the order of the players and of the columns.
    """
    concepts, features = declared
    base_amount, parts, output_amount = amounts
    factors = tuple(
        Factor(
            concept,
            float(pushes.concept[i]),
            int(parts[i]),
            tuple(
                Fact(
                    feature,
                    float(pushes.values[j]),
                    float(pushes.reference_values[j]),
                    float(pushes.feature[j]),
                )
                for j, feature in enumerate(features)
                if feature.concept == concept.key
            ),
        )
        for i, concept in enumerate(concepts)
    )
    return Attribution(
        target, reference, pushes.base, pushes.output, base_amount, output_amount, factors
    )

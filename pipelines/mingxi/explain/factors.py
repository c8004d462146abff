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
    facts: dict[str, list[Fact]] = {concept.key: [] for concept in concepts}
    columns = (pushes.values.tolist(), pushes.reference_values.tolist(), pushes.feature.tolist())
    for feature, value, theirs, push in zip(features, *columns, strict=True):
        told = Fact(feature, feature.told(value), feature.told(theirs), push)
        facts[feature.concept].append(told)
    factors = tuple(
        Factor(concept, push, amount, tuple(facts[concept.key]))
        for concept, push, amount in zip(
            concepts, pushes.concept.tolist(), parts.tolist(), strict=True
        )
    )
    return Attribution(
        target, reference, pushes.base, pushes.output, base_amount, output_amount, factors
    )

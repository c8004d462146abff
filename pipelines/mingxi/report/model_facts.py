"""Plain numbers that a model report shows; whoever trains fills them in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mingxi.declare.feature import Concept, Feature
from mingxi.declare.words import Words
from mingxi.records.decision import Money, Versions


@dataclass(frozen=True)
class SplitCount:
    """Rows and defaults of one split."""

    rows: int
    defaults: int


@dataclass(frozen=True)
class RocCurve:
    """Points of a ROC curve from (0, 0) to (1, 1), both of one length."""

    false_positive: tuple[float, ...]
    true_positive: tuple[float, ...]


@dataclass(frozen=True)
class CalibrationGroup:
    """People of like stated probability: how many, what was stated, what came true."""

    n: int
    stated: float
    observed: float


@dataclass(frozen=True)
class ConceptWeight:
    """Mean size of one concept's push over many people, in both attributions.

    Parameters
    ----------
    concept : str
        Key of a `Concept`.
    money : float
        Mean absolute push on the limit, in money.
    log_odds : float
        Mean absolute push on the risk, in log-odds.
    """

    concept: str
    money: float
    log_odds: float


@dataclass(frozen=True)
class TrialPoint:
    """One trial of the search."""

    number: int
    score: float
    params: Mapping[str, float | int | str]


@dataclass(frozen=True)
class LimitBin:
    """People whose limit lies in [low, high)."""

    low: float
    high: float
    count: int


@dataclass(frozen=True)
class LimitFacts:
    """How the limits are spread and what speaks for them.

    Parameters
    ----------
    bins : tuple of LimitBin
        Neighbours in order.
    summary : mapping of str to float
        Measures by name: mean, median, r2, mae …
    evidence : tuple of str
        Notes on what the limits rest on: support of the data, profit, guards.
    """

    bins: tuple[LimitBin, ...]
    summary: Mapping[str, float]
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class ModelFacts:
    """All that a model report shows.

    Parameters
    ----------
    title : str
        E.g. the name of the configuration.
    data : mapping of str to text or number
        Summary lines of the data, in the order to show.
    split_counts : mapping of split to SplitCount
        Splits in the order to show; the last one is the headline of the page.
    metrics : mapping of split to metric to float
        NaN shows as not known.
    calibration : mapping of split to groups
    roc : mapping of split to RocCurve
    psi : mapping of str to float
        Stability against training by name: a split, a feature, ``"score"``.
    trials : tuple of TrialPoint
        Empty where nothing was searched.
    chosen : mapping of str to value
        Settings in use.
    concepts : tuple of Concept
    features : tuple of Feature
    importance : tuple of ConceptWeight
    limits : LimitFacts
    limits_of_use : tuple of Words
        What the models must not be used for, and where they are weak.
    money : Money
    versions : Versions
    challengers : mapping of model to metric to float
        The champion and simpler models on people whom none of them saw; may be empty.
    recommendation : Words | None
        What the comparison with the challengers advises.
    warnings : tuple of Words
        What a reader must look into before trusting the data.
    """

    title: str
    data: Mapping[str, str | int | float]
    split_counts: Mapping[str, SplitCount]
    metrics: Mapping[str, Mapping[str, float]]
    calibration: Mapping[str, tuple[CalibrationGroup, ...]]
    roc: Mapping[str, RocCurve]
    psi: Mapping[str, float]
    trials: tuple[TrialPoint, ...]
    chosen: Mapping[str, float | int | str]
    concepts: tuple[Concept, ...]
    features: tuple[Feature, ...]
    importance: tuple[ConceptWeight, ...]
    limits: LimitFacts
    limits_of_use: tuple[Words, ...]
    money: Money
    versions: Versions
    challengers: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    recommendation: Words | None = None
    warnings: tuple[Words, ...] = ()

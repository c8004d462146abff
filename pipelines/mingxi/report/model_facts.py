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
    """People of like stated probability: how many, what was stated, what came true.

    ``low`` and ``high``: where the rate that came true may lie, 95 %; NaN where nobody asked.
    """

    n: int
    stated: float
    observed: float
    low: float = float("nan")
    high: float = float("nan")


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
    """One trial of the search; the score of one given up early is that of its first folds."""

    number: int
    score: float
    params: Mapping[str, float | int | str]
    given_up: bool = False


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
class HorizonFacts:
    """Default within so many months: what was stated and came true, and how many are found.

    ``found``: shares of the defaults among the riskiest people, by the share looked at.
    """

    months: int
    stated: float
    came_true: float
    auc: float
    found: Mapping[float, float]


@dataclass(frozen=True)
class ScorecardFacts:
    """The application scorecard on people who have just come, nobody of them learned from.

    ``auc_behaviour``: what the behaviour scorecard would reach on the same rows.
    """

    rows: int
    defaults: int
    stated: float
    came_true: float
    auc: float
    auc_behaviour: float


@dataclass(frozen=True)
class ProfileFacts:
    """How the mean risk of the same people answers when one fact is set to each value for all.

    Parameters
    ----------
    feature : Feature
    values, pd : tuple of float
        Of one length, values rising.
    """

    feature: Feature
    values: tuple[float, ...]
    pd: tuple[float, ...]


@dataclass(frozen=True)
class ProbeFacts:
    """Single facts made worse: how often tried, and how often an answer moved the wrong way."""

    target: str
    probes: int
    violations: int


@dataclass(frozen=True)
class GroupFacts:
    """How one group of people fares; NaN where it is not known.

    ``impact_ratio``: its share with a limit over that of the group with the highest share.
    """

    group: str
    people: int
    with_limit: float
    impact_ratio: float
    median_limit: float
    rows: int
    stated: float
    came_true: float
    low: float
    high: float
    auc: float


@dataclass(frozen=True)
class SegmentFacts:
    """How the risk model does in one part of the book.

    ``level`` (defaults that came over those stated), ``slope`` and ``auc`` come with their
    standard errors, NaN where they cannot be taken. ``off`` names those that are further off than
    matters and than chance would make of so many.
    """

    segment: str
    rows: int
    defaults: int
    stated: float
    came_true: float
    level: tuple[float, float]
    slope: tuple[float, float]
    auc: tuple[float, float]
    off: tuple[str, ...] = ()


@dataclass(frozen=True)
class EvidenceTable:
    """A table of evidence that was worked out elsewhere, e.g. in a closed loop.

    Parameters
    ----------
    title : Words
    columns : tuple of str
        The first names the rows.
    rows : tuple of tuple of str
        Ready to print, as long as ``columns``.
    note : Words | None
    """

    title: Words
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: Words | None = None


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
    horizons : tuple of HorizonFacts
        Shortest first, out of time where there is time; may be empty.
    application : mapping of split to ScorecardFacts
        May be empty.
    retrained : mapping of str to metric to float
        What moves when the model is trained again, by what is changed; may be empty.
    profiles : tuple of ProfileFacts
        Of the features with a direction that weigh most.
    probes : tuple of ProbeFacts
    groups : mapping of str to tuple of GroupFacts
        By protected trait; may be empty.
    segments : tuple of (Words, tuple of SegmentFacts)
        Parts of the book by kind; may be empty.
    evidence : tuple of EvidenceTable
        What speaks for the limits beyond the fit; may be empty.
    decile_slope, slope_error, auc_error : float
        Calibration slope by decile of the headline split, its standard error, and that of the AUC.
    model : mapping of str to str
        What was learned, how it is calibrated and explained; may be empty.
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
    horizons: tuple[HorizonFacts, ...] = ()
    application: Mapping[str, ScorecardFacts] = field(default_factory=dict)
    retrained: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    profiles: tuple[ProfileFacts, ...] = ()
    probes: tuple[ProbeFacts, ...] = ()
    groups: Mapping[str, tuple[GroupFacts, ...]] = field(default_factory=dict)
    segments: tuple[tuple[Words, tuple[SegmentFacts, ...]], ...] = ()
    evidence: tuple[EvidenceTable, ...] = ()
    decile_slope: float = float("nan")
    slope_error: float = float("nan")
    auc_error: float = float("nan")
    model: Mapping[str, str] = field(default_factory=dict)

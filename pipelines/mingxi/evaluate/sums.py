"""Sums from which a figure of a portfolio is made: those of two blocks add up to those of both."""

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

NAN = float("nan")
FLOOR = 1e-4  # assumption: an empty group counts as one row in ten thousand, see stability.psi


class Sums(Protocol):
    """Something that adds up over blocks and then gives one figure."""

    @property
    def value(self) -> float:
        """The figure; NaN where there is nothing to measure."""
        ...


@dataclass(frozen=True)
class Ratio:
    """A share or a mean: ``top`` over ``bottom``.

    Examples
    --------
    >>> (Ratio(1.0, 4.0) + Ratio(1.0, 4.0)).value
    0.25
    """

    top: float
    bottom: float

    def __add__(self, other: "Ratio") -> "Ratio":
        return Ratio(self.top + other.top, self.bottom + other.bottom)

    @property
    def value(self) -> float:
        """``top`` over ``bottom``."""
        return self.top / self.bottom if self.bottom else NAN


@dataclass(frozen=True)
class Contrast:
    """One ratio over another.

    Examples
    --------
    >>> Contrast(Ratio(1.0, 4.0), Ratio(1.0, 8.0)).value
    2.0
    """

    one: Ratio
    other: Ratio

    def __add__(self, more: "Contrast") -> "Contrast":
        return Contrast(self.one + more.one, self.other + more.other)

    @property
    def value(self) -> float:
        """How many times the second ratio the first one is."""
        return self.one.value / self.other.value if self.other.value else NAN


@dataclass(frozen=True)
class Gap:
    """One ratio less another.

    Examples
    --------
    >>> Gap(Ratio(1.0, 4.0), Ratio(1.0, 8.0)).value
    0.125
    """

    one: Ratio
    other: Ratio

    def __add__(self, more: "Gap") -> "Gap":
        return Gap(self.one + more.one, self.other + more.other)

    @property
    def value(self) -> float:
        """How much the first ratio lies above the second."""
        return self.one.value - self.other.value


@dataclass(frozen=True)
class Peak:
    """The highest of several ratios, e.g. of a share month by month.

    Examples
    --------
    >>> Peak(np.array([1.0, 3.0]), np.array([4.0, 4.0])).value
    0.75
    """

    tops: FloatArray
    bottoms: FloatArray

    def __add__(self, more: "Peak") -> "Peak":
        return Peak(self.tops + more.tops, self.bottoms + more.bottoms)

    @property
    def value(self) -> float:
        """Highest ratio of those with anything below the line."""
        there = self.bottoms > 0
        return float((self.tops[there] / self.bottoms[there]).max()) if there.any() else NAN


@dataclass(frozen=True)
class Spread:
    """A distribution on a fixed scale, and the figure read from it.

    Parameters
    ----------
    counts : ndarray of shape (steps,)
        Rows in each step; the last step takes all beyond.
    step : float
        Width of a step in the unit of the figure; a row counts as the middle of its step, or its
        lower end where ``at_lower_end``.
    read : float | str
        A quantile in (0, 1), ``"mean"``, ``"gini"`` or ``"mean over median"``.
    """

    counts: FloatArray = field(repr=False)
    step: float
    read: float | str
    at_lower_end: bool = False

    def __add__(self, other: "Spread") -> "Spread":
        return Spread(self.counts + other.counts, self.step, self.read, self.at_lower_end)

    @property
    def value(self) -> float:
        """The quantile, mean or measure of inequality asked for.

        Examples
        --------
        >>> spread_of(np.array([100.0, 100.0, 400.0]), 100.0, 10, "mean", True).value
        200.0
        """
        total = float(self.counts.sum())
        if not total:
            return NAN
        places = (np.arange(len(self.counts)) + (0.0 if self.at_lower_end else 0.5)) * self.step
        cumulated = np.cumsum(self.counts) / total
        mean = float(places @ self.counts) / total
        if self.read == "mean":
            return mean
        if self.read == "gini":
            held = np.cumsum(places * self.counts) / (mean * total)
            return float(1.0 - np.sum((held + np.append(0.0, held[:-1])) * self.counts) / total)
        quantile = 0.5 if self.read == "mean over median" else float(self.read)
        found = float(places[np.searchsorted(cumulated, quantile - 1e-12)])
        return mean / found if self.read == "mean over median" else found


def spread_of(
    values: FloatArray, step: float, n_steps: int, read: float | str, at_lower_end: bool = False
) -> Spread:
    """Distribution of ``values`` ≥ 0, unknown ones left out."""
    known = values[np.isfinite(values)]
    place = np.minimum((known / step).astype(np.int64), n_steps - 1)
    counts = np.bincount(place, minlength=n_steps).astype(np.float64)
    return Spread(counts, step, read, at_lower_end)


@dataclass(frozen=True)
class Shift:
    """Two distributions over the same groups; their population stability index.

    Examples
    --------
    >>> Shift(np.array([50.0, 50.0]), np.array([500.0, 500.0])).value
    0.0
    """

    before: FloatArray
    after: FloatArray

    def __add__(self, other: "Shift") -> "Shift":
        return Shift(self.before + other.before, self.after + other.after)

    @property
    def value(self) -> float:
        """Population stability index."""
        if not self.before.sum() or not self.after.sum():
            return NAN
        one, two = (np.maximum(s / s.sum(), FLOOR) for s in (self.before, self.after))
        return float(((two - one) * np.log(two / one)).sum())

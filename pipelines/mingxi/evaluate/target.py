"""Targets: what a figure of a portfolio should be, and whether it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mingxi.declare.quantity import Sure


@dataclass(frozen=True)
class Target:
    """What one figure should be.

    Parameters
    ----------
    key : str
        Names the target, e.g. ``"roll_1"``.
    metric : str
        A name of `mingxi.evaluate.measures.MEASURES`.
    stratum : mapping
        Arguments of the metric.
    value : float
        The anchor.
    low, high : float
        Bounds within which the figure is right, both included.
    unit, source : str
    sure : {"H", "M", "L"}
    least : int
        Borrowers below which the figure is mostly chance, and is not judged.
    """

    key: str
    metric: str
    stratum: Mapping[str, Any]
    value: float
    low: float
    high: float
    unit: str
    source: str
    sure: Sure
    least: int

    def met(self, found: float) -> bool:
        """Whether ``found`` lies within the bounds; NaN does not."""
        return self.low <= found <= self.high

    def miss(self, found: float) -> float:
        """Distance of ``found`` from the middle of the bounds, in half widths; within is ≤ 1.

        Examples
        --------
        >>> Target("a", "m", {}, 2.0, 1.0, 3.0, "x", "toy", "L", 0).miss(4.0)
        2.0
        """
        half = (self.high - self.low) / 2.0
        return (found - (self.high + self.low) / 2.0) / half if half else float(not found)


@dataclass(frozen=True)
class Finding:
    """A target and the figure that was found.

    Parameters
    ----------
    target : Target
    found : float
        NaN: there was nothing to measure.
    met : bool | None
        None: too few borrowers to judge.
    """

    target: Target
    found: float
    met: bool | None


def finding(target: Target, found: float, n_borrowers: int) -> Finding:
    """The figure judged, if there are borrowers enough."""
    judged = n_borrowers >= target.least
    return Finding(target, found, target.met(found) if judged else None)

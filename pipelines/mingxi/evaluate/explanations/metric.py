"""One measure of explanation quality with the bar it is held against."""

from dataclasses import dataclass
from math import isnan
from typing import Literal


@dataclass(frozen=True)
class Metric:
    """A measured number and its gate.

    Parameters
    ----------
    key : str
        ``"M1"`` … ``"M18"``; a part of one carries a letter, e.g. ``"M6b"``.
    name : str
        What was measured, in words.
    value : float
        NaN: nothing to measure it on.
    gate : float | None
        None: told, not gated.
    side : {"most", "least"}
        Whether the gate is the most or the least that passes.
    n : int
        Number of decisions, sentences or rows it was measured on.
    error : float | None
        Standard error, where the value rests on draws.
    """

    key: str
    name: str
    value: float
    gate: float | None
    side: Literal["most", "least"]
    n: int
    error: float | None = None

    @property
    def passes(self) -> bool:
        """Whether the value meets the gate; a value that could not be measured does not.

        Examples
        --------
        >>> Metric("M1", "gap", 0.0, 0.0, "most", 9).passes
        True
        """
        if self.gate is None:
            return True
        if isnan(self.value):
            return False
        return self.value <= self.gate if self.side == "most" else self.value >= self.gate

    @property
    def bar(self) -> str:
        """Gate in one sign and number; "told" where there is none."""
        if self.gate is None:
            return "told"
        return f"{'≤' if self.side == 'most' else '≥'} {self.gate:g}"

"""What a mechanism of one month may look at besides the state: numbers, noise, dates, windows."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingxi.simulate.economy import Economy
from mingxi.simulate.intervention import Intervention, asked, does
from mingxi.simulate.lender.sight import Door
from mingxi.simulate.noise import ALWAYS, Noise
from mingxi.simulate.numbers import Numbers, members, number
from mingxi.simulate.windows import Window

Array = NDArray[Any]
FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
Columns = dict[str, Array]


@dataclass(frozen=True)
class Setting:
    """What stays the same through the run of one block.

    Parameters
    ----------
    numbers : Numbers
    noise : Noise
    borrower_id : ndarray of shape (n,)
    economy : Economy
    notices, incidents : tuple of Window
    do : tuple of Intervention
    door : Door | None
        A lender from outside; None: the legacy lender decides.
    """

    numbers: Numbers
    noise: Noise
    borrower_id: IntArray
    economy: Economy
    notices: tuple[Window, ...]
    incidents: tuple[Window, ...]
    do: tuple[Intervention, ...]
    door: Door | None = None

    def names(self, family: str) -> tuple[str, ...]:
        """Members of a family of numbers, in the order of their codes in the state."""
        return self._families.get(family, ())

    @cached_property
    def nobody(self) -> BoolArray:
        """No borrower, shape (n,); not to be written to."""
        none = np.zeros(len(self.borrower_id), dtype=bool)
        none.flags.writeable = False
        return none

    @cached_property
    def _families(self) -> dict[str, tuple[str, ...]]:
        kinds = dict.fromkeys(key.partition("/")[0] for key in self.numbers if "/" in key)
        return {kind: members(self.numbers, kind) for kind in kinds}

    def series(self, mechanism: str, names: tuple[str, ...]) -> FloatArray:
        """Several numbers of one mechanism, shape (names,); not to be written to."""
        found = self._series.get((mechanism, names))
        if found is None:
            found = np.array([number(self.numbers, mechanism, name) for name in names])
            found.flags.writeable = False
            self._series[mechanism, names] = found
        return found

    @cached_property
    def _series(self) -> dict[tuple[str, tuple[str, ...]], FloatArray]:
        return {}

    def table(self, family: str, name: str) -> FloatArray:
        """Number ``name`` of every member of ``family``, shape (members,)."""
        return np.array(
            [number(self.numbers, f"{family}/{key}", name) for key in self.names(family)]
        )


@dataclass(frozen=True)
class Month:
    """One month of one block.

    Parameters
    ----------
    setting : Setting
    month : int
        Month index; negative in the run-up.
    starts : ndarray of shape (months,)
        Day number of the first day of this month, of the month before, and so on backwards.
    last_day : int
        Day number of the last day.
    """

    setting: Setting
    month: int
    starts: IntArray
    last_day: int

    @cached_property
    def notices(self) -> tuple[Window, ...]:
        """Notices that hold on some day of this month."""
        return self._touching(self.setting.notices)

    @cached_property
    def incidents(self) -> tuple[Window, ...]:
        """Incidents that hold on some day of this month."""
        return self._touching(self.setting.incidents)

    def _touching(self, windows: tuple[Window, ...]) -> tuple[Window, ...]:
        first = int(self.starts[0])
        return tuple(w for w in windows if w.touches(first, self.last_day))

    @cached_property
    def n_days(self) -> int:
        """Days of this month."""
        return self.last_day - int(self.starts[0]) + 1

    def number(self, mechanism: str, name: str) -> float:
        """One number of the world."""
        try:  # asked hundreds of times a month: the way without a detour
            return self.setting.numbers[mechanism][name].value
        except KeyError:
            return number(self.setting.numbers, mechanism, name)

    def series(self, mechanism: str, names: tuple[str, ...]) -> FloatArray:
        """Several numbers of one mechanism, shape (names,); not to be written to."""
        return self.setting.series(mechanism, names)

    def uniform(self, name: str, who: IntArray | None = None) -> FloatArray:
        """Uniform noise of this month, shape (n,), or (m,) for the places ``who``."""
        return self.setting.noise.uniform(name, self.month, who)

    def normal(self, name: str, who: IntArray | None = None) -> FloatArray:
        """Standard normal noise of this month, shape (n,), or (m,) for the places ``who``."""
        return self.setting.noise.normal(name, self.month, who)

    def always(self, name: str) -> FloatArray:
        """Uniform noise drawn once in a life, shape (n,)."""
        return self.setting.noise.uniform(name, ALWAYS)

    def does(self, behaviour: str) -> BoolArray:
        """Who shows a behaviour of an intervention this month, shape (n,); not for writing."""
        if not self.setting.do:
            return self.setting.nobody
        return does(self.setting.do, behaviour, self.month, self.setting.borrower_id)

    def asked(self, behaviour: str) -> FloatArray | None:
        """Value of a behaviour of an intervention this month, NaN where not shown, shape (n,)."""
        return asked(self.setting.do, behaviour, self.month, self.setting.borrower_id)


def clipped(values: Array, low: float, high: float) -> Array:
    """Values moved into ``low`` … ``high``, same shape: `numpy.clip` at a third of its cost."""
    return np.asarray(np.minimum(np.maximum(values, low), high))


def sigmoid(x: FloatArray) -> FloatArray:
    """Logistic function, same shape."""
    return np.asarray(1.0 / (1.0 + np.exp(-x)))

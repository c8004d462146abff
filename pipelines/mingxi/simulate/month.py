"""What a mechanism of one month may look at besides the state: numbers, noise, dates, windows."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cache, cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingxi.simulate.economy import Economy
from mingxi.simulate.intervention import Intervention, asked, does
from mingxi.simulate.lender.sight import Door
from mingxi.simulate.noise import ALWAYS, Noise
from mingxi.simulate.numbers import Numbers, held, held_numbers, number
from mingxi.simulate.windows import Window, by_kind

Array = NDArray[Any]
FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
Columns = dict[str, Array]
_ONE = held(1.0)


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

    def __getstate__(self) -> dict[str, object]:
        """What another process gets: what was given, not what was looked up."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @cached_property
    def number(self) -> Callable[[str, str], float]:
        """One number of the world by mechanism and name; an array without dimension, see `held`.

        Each is looked up once: months ask for hundreds of them.
        """
        return cache(lambda mechanism, name: held(number(self.numbers, mechanism, name)))

    @cached_property
    def series(self) -> Callable[[str, tuple[str, ...]], FloatArray]:
        """Several numbers of one mechanism, shape (names,), not to be written to; as `number`."""
        return cache(
            lambda mechanism, names: held([number(self.numbers, mechanism, n) for n in names])
        )

    @cached_property
    def numbers_of(self) -> Callable[[str, tuple[str, ...]], tuple[float, ...]]:
        """Several numbers of one mechanism, plain, for a compiled equation."""
        return cache(
            lambda mechanism, names: tuple(float(self.number(mechanism, n)) for n in names)
        )

    @cached_property
    def of_causes(self) -> Numbers:
        """Numbers that causes of limits and blocked draws read, held as those of `number`."""
        return held_numbers(self.numbers)

    @cached_property
    def nobody(self) -> BoolArray:
        """No borrower, shape (n,); not to be written to."""
        none = np.zeros(len(self.borrower_id), dtype=bool)
        none.flags.writeable = False
        return none

    @cached_property
    def _families(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for key in sorted(self.numbers):
            family, _, member = key.partition("/")
            if member:
                found.setdefault(family, []).append(member)
        return {family: tuple(own) for family, own in found.items()}

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
        first, last = int(self.starts[0]), self.last_day
        return tuple([w for w in windows if w.starts_on <= last and first <= w.ends_on])

    @cached_property
    def notices_by_kind(self) -> dict[str, tuple[Window, ...]]:
        """Notices of this month; a kind of which none holds is left out."""
        return by_kind(self.notices)

    @cached_property
    def incidents_by_kind(self) -> dict[str, tuple[Window, ...]]:
        """Incidents of this month; a kind of which none holds is left out."""
        return by_kind(self.incidents)

    @cached_property
    def n_days(self) -> int:
        """Days of this month."""
        return self.last_day - int(self.starts[0]) + 1

    @cached_property
    def number(self) -> Callable[[str, str], float]:
        """One number of the world: `Setting.number`."""
        return self.setting.number

    @cached_property
    def series(self) -> Callable[[str, tuple[str, ...]], FloatArray]:
        """Several numbers of one mechanism: `Setting.series`."""
        return self.setting.series

    def numbers(self, mechanism: str, names: tuple[str, ...]) -> tuple[float, ...]:
        """Several numbers of one mechanism, plain: `Setting.numbers_of`."""
        return self.setting.numbers_of(mechanism, names)

    def uniform(self, name: str, who: IntArray | None = None) -> FloatArray:
        """Uniform noise of this month, shape (n,), or (m,) for the places ``who``."""
        return self.setting.noise.uniform(name, self.month, who)

    def uniforms(self, names: tuple[str, ...], who: IntArray | None = None) -> FloatArray:
        """Uniform noise of several draws, shape (names, n), or (names, m) for ``who``."""
        return self.setting.noise.uniforms(names, self.month, who)

    def normal(self, name: str, who: IntArray | None = None) -> FloatArray:
        """Standard normal noise of this month, shape (n,), or (m,) for the places ``who``."""
        return self.setting.noise.normal(name, self.month, who)

    def normals(self, names: tuple[str, ...]) -> FloatArray:
        """Standard normal noise of several draws of this month, shape (names, n)."""
        return self.setting.noise.normals(names, self.month)

    def always(self, name: str) -> FloatArray:
        """Uniform noise drawn once in a life, shape (n,)."""
        return self.setting.noise.uniform(name, ALWAYS)

    def does(self, behaviour: str) -> BoolArray:
        """Who shows a behaviour of an intervention this month, shape (n,); not for writing."""
        if not self.setting.do:
            return self.setting.nobody
        who = does(self.setting.do, behaviour, self.month, self.setting.borrower_id)
        who.flags.writeable = False  # of one kind with `Setting.nobody` for compiled loops
        return who

    def asked(self, behaviour: str) -> FloatArray | None:
        """Value of a behaviour of an intervention this month, NaN where not shown, shape (n,)."""
        return asked(self.setting.do, behaviour, self.month, self.setting.borrower_id)


def clipped(values: Array, low: float, high: float) -> Array:
    """Values moved into ``low`` … ``high``, same shape: `numpy.clip` at a third of its cost."""
    return np.asarray(np.minimum(np.maximum(values, low), high))


def sigmoid(x: FloatArray) -> FloatArray:
    """Logistic function, same shape."""
    return np.asarray(_ONE / (_ONE + np.exp(-x)))

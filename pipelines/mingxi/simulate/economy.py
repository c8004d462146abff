"""The common economy: what all borrowers of a month share."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mingxi.simulate.calendar import day_number
from mingxi.simulate.config import WorldConfig
from mingxi.simulate.noise import Noise
from mingxi.simulate.numbers import Numbers, members, number

FloatArray = NDArray[np.float64]
Shock = tuple[int, int, float]  # first and last day, standard deviations of stress


@dataclass(frozen=True)
class Economy:
    """Stress of the economy; 0 is normal, 1 is one standard deviation worse.

    Parameters
    ----------
    run_up : int
        Rows before month 0.
    nation : ndarray of shape (run_up + months,)
    region : ndarray of shape (run_up + months, regions)
        Nation and own region together; regions in sorted order.
    """

    run_up: int
    nation: FloatArray
    region: FloatArray

    def of_month(self, month: int) -> FloatArray:
        """Stress in every region in ``month``, shape (regions,)."""
        return np.asarray(self.region[self.run_up + month])


def economy(config: WorldConfig) -> Economy:
    """Stress of all months and regions: AR(1) nation and regions plus dated shocks.

    Like every draw, the noise is keyed by name and month; the position is the region.
    """
    numbers, calendar = config.numbers, config.calendar
    n_regions = len(members(numbers, "region"))
    months = range(-calendar.run_up, calendar.n_months)
    keep, regional = number(numbers, "macro", "rho"), number(numbers, "macro", "regional_sd")
    swing = number(numbers, "macro", "national_sd")
    fresh = np.sqrt(1.0 - keep**2)
    nation, here, shocks = np.zeros(1), np.zeros(n_regions), _shocks(numbers)
    rows_nation, rows_region = [], []
    common, own = Noise(config.seed, range(1)), Noise(config.seed, range(n_regions))
    last_days = calendar.first_days(range(months.start + 1, months.stop + 1)) - 1
    for month, last_day in zip(months, last_days.tolist(), strict=True):
        nation = keep * nation + fresh * common.normal("nation", month)
        here = keep * here + fresh * own.normal("region", month)
        level = swing * nation + _shock(shocks, last_day)
        rows_nation.append(level[0])
        rows_region.append(level + swing * regional * here)
    return Economy(calendar.run_up, np.array(rows_nation), np.array(rows_region))


def _shocks(numbers: Numbers) -> list[Shock]:
    names = [f"shock/{key}" for key in members(numbers, "shock")]
    return [
        (
            day_number(number(numbers, name, "starts_on")),
            day_number(number(numbers, name, "ends_on")),
            number(numbers, name, "size"),
        )
        for name in names
    ]


def _shock(shocks: list[Shock], day: int) -> float:
    size = 0.0
    for first, last, own in shocks:
        size += own if first <= day <= last else 0.0
    return size


def unemployment(numbers: Numbers, nation: FloatArray) -> FloatArray:
    """Surveyed urban unemployment, share of the labour force, same shape as ``nation``."""
    base = number(numbers, "macro", "unemployment")
    return base + number(numbers, "macro", "unemployment_per_stress") * nation


def gdp_gap(numbers: Numbers, nation: FloatArray) -> FloatArray:
    """Output above its trend, share of GDP, same shape as ``nation``."""
    return number(numbers, "macro", "gdp_gap_per_stress") * nation

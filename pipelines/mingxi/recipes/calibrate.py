"""Numbers of the world turned until its figures meet their targets; an overlay is written.

mingxi calibrate configs/quick.yaml --overlay my_overlay.yaml
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from numbers import Real
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mingxi.adapters import config_file, store
from mingxi.declare.errors import BadConfig, nearest
from mingxi.declare.quantity import Quantity
from mingxi.evaluate.target import Target
from mingxi.evaluate.tuning import Dials, Tuned, tuned
from mingxi.recipes.context import Context
from mingxi.recipes.generate import work_of
from mingxi.recipes.overlays import Numbers, overlaid
from mingxi.recipes.targets import BASE, found_in, summary, table_of, targets_from
from mingxi.simulate.config import WorldConfig

FloatArray = NDArray[np.float64]

DIALS = "targets/dials.yaml"
BOUNDS = ("low", "high", "step")
FARTHEST = 6.0  # half widths; assumption: one figure far off must not drown the others


@dataclass(frozen=True)
class Dial:
    """One number that may be turned, and the targets it is there for."""

    mechanism: str
    number: str
    low: float
    high: float
    step: float
    moves: tuple[str, ...]


def calibrate(context: Context, overlay: Path, rounds: int, borrowers: int) -> None:
    """Turn the dials on the same borrowers with the same noise and write the best found.

    The file is written after every improvement; if it is there already, the dials start from it.
    Nothing below ``configs/world/`` is touched: name the file in ``world.overlays`` to use it.

    Raises
    ------
    BadConfig
        A dial is no number of the world, or the overlay cannot be read.
    """
    config = work_of(context).config
    numbers: Numbers = config.numbers
    if overlay.is_file():
        numbers = overlaid(numbers, config_file.numbers_in(overlay), str(overlay))
    dials = dials_from(DIALS, numbers)
    aims = aimed_at(targets_from(BASE), dials)
    least = [float("inf")]

    def misses(values: FloatArray) -> FloatArray:
        """Distance of each figure from its target, in tolerances."""
        world = replace(config, numbers=turned(numbers, dials, values))
        found = found_in(world, aims, context, borrowers)
        off = [f.target.miss(f.found) for f in found]
        return np.clip(np.nan_to_num(off, nan=FARTHEST), -FARTHEST, FARTHEST)

    def seen(looks: int, best: Tuned) -> None:
        """Tell how far the search has come."""
        total = float(best.misses @ best.misses)
        within = int((np.abs(best.misses) <= 1.0).sum())
        context.console.print(f"look {looks}: {within} of {len(aims)} inside, misses {total:.1f}")
        if total < least[0]:
            least[0] = total
            _write(overlay, numbers, dials, best.values)

    start = np.array([numbers[d.mechanism][d.number].value for d in dials])
    bounds = [np.array([getattr(d, name) for d in dials]) for name in BOUNDS]
    best = tuned(misses, Dials(start, *bounds), rounds, seen)
    _show(context, config, turned(numbers, dials, best.values), borrowers)


def dials_from(name: str, numbers: Numbers) -> tuple[Dial, ...]:
    """Dials of a file below the configurations.

    Raises
    ------
    BadConfig
        A dial is no number of the world (the nearest is named), or lacks a bound.
    """
    path = config_file.find_config(name)
    rows = config_file.read_yaml(path)
    return tuple(_dial(key, row, numbers, path) for key, row in rows.items())


def aimed_at(targets: Sequence[Target], dials: Sequence[Dial]) -> tuple[Target, ...]:
    """The targets that some dial is there for.

    Raises
    ------
    BadConfig
        A dial names a target that is not there.
    """
    known = {t.key for t in targets}
    wanted = {key for dial in dials for key in dial.moves}
    for key in sorted(wanted - known):
        raise BadConfig(f"target {key!r} of a dial", "there is none", nearest(key, known))
    return tuple(t for t in targets if t.key in wanted)


def turned(numbers: Numbers, dials: Sequence[Dial], values: FloatArray) -> Numbers:
    """The numbers with every dial at its value."""
    return overlaid(numbers, _overlay(numbers, dials, values), "the dials")


def _overlay(numbers: Numbers, dials: Sequence[Dial], values: FloatArray) -> Numbers:
    overlay: dict[str, dict[str, Quantity]] = {}
    for dial, value in zip(dials, values, strict=True):
        was = numbers[dial.mechanism][dial.number]
        aims = ", ".join(dial.moves)
        own = Quantity(float(f"{value:.4g}"), was.unit, f"calibrated to {aims}", "L")
        overlay.setdefault(dial.mechanism, {})[dial.number] = own
    return overlay


def _dial(key: str, row: Any, numbers: Numbers, path: Path) -> Dial:
    asked = f"dial {key!r} in {path}"
    mechanism, _, number = key.rpartition(".")
    known = [f"{m}.{n}" for m, own in numbers.items() for n in own]
    if key not in known:
        raise BadConfig(asked, "the world has no such number", nearest(key, known))
    if not isinstance(row, Mapping) or not all(isinstance(row.get(k), Real) for k in BOUNDS):
        raise BadConfig(asked, "it lacks a bound", f"Give {', '.join(BOUNDS)} and moves")
    low, high, step = (float(row[name]) for name in BOUNDS)
    return Dial(mechanism, number, low, high, step, tuple(row.get("moves", ())))


def _write(path: Path, numbers: Numbers, dials: Sequence[Dial], values: FloatArray) -> None:
    lines = ["# Overlay written by `mingxi calibrate`; name it in `world.overlays` to use it."]
    for mechanism, own in _overlay(numbers, dials, values).items():
        lines.append(f"{mechanism}:")
        lines += [
            f"  {name}: {{value: {q.value:g}, unit: {q.unit}, sure: {q.sure}, "
            f'source: "{q.source}"}}'
            for name, q in own.items()
        ]
    store.write_bytes(path, ("\n".join(lines) + "\n").encode())


def _show(context: Context, config: WorldConfig, numbers: Numbers, borrowers: int) -> None:
    found = found_in(replace(config, numbers=numbers), targets_from(BASE), context, borrowers)
    context.console.print(table_of(found, "with the dials as found"))
    context.console.print(summary(found))

"""What drove each default: the parts of the strain under which the instalments were missed.

Strain (`mingxi.simulate.life.repaying.strain`) is a sum, and the distress in it is a slow sum of
what pressed in the months before, so both fall apart exactly into their drivers. Dues weigh more
on somebody without work: of the burden, what the same dues would be with work is debt, the rest is
the loss of work. Only the few who default are looked at, after the run.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa

from mingxi.simulate.kept.run import Run
from mingxi.simulate.month import BoolArray, FloatArray, IntArray
from mingxi.simulate.numbers import number
from mingxi.simulate.tables.arrow import texts

DEFAULT_DAYS = 90
# drivers of strain; ``other`` is the rest of distress, small things of daily life
DRIVERS = (
    "job_loss",
    "debt_spiral",
    "shock",
    "investment_loss",
    "bad_times",
    "low_ability",
    "habit",
    "other",
)
WEIGHTS = (
    "per_jobless",
    "per_burden",
    "per_loss",
    "per_stress",
    "per_ability",
    "shock_size",
)
CHANCE = "chance"  # nothing pressed much: an instalment was missed all the same
LABELS = (*DRIVERS, CHANCE)


def default_table(run: Run) -> Any:
    """One row per time that a borrower comes to 90 days past due, with its cause.

    The drivers are in log-odds of a missed instalment, mean over the months from the first missed
    one on; the cause is the largest, or `CHANCE` if none reaches its least size.
    """
    late = run.past.columns["dpd"].T
    bad = late >= DEFAULT_DAYS
    entered = bad.copy()
    entered[:, 1:] &= ~bad[:, :-1]
    entered[:, : run.calendar.run_up] = False
    who, row = np.nonzero(entered)
    people, place = np.unique(who, return_inverse=True)
    parts = _drivers(run, people)
    first = _first_missed(late[who] > 0, row)
    inside = np.arange(late.shape[1])
    span = (inside >= first[:, None]) & (inside <= row[:, None])
    mean = {
        name: (values[place] * span).sum(axis=1) / span.sum(axis=1)
        for name, values in parts.items()
    }
    sizes = np.stack([mean[name] for name in DRIVERS], axis=1)
    least = number(run.setting.numbers, "default_causes", "least_push")
    largest = np.argmax(sizes, axis=1)
    pressed = sizes.max(axis=1, initial=-np.inf) >= least
    up = run.calendar.run_up
    return pa.table(
        {
            "borrower_id": pa.array(run.setting.borrower_id[who]),
            "month": pa.array((row - up).astype(np.int16)),
            "first_missed_month": pa.array((first - up).astype(np.int16)),
            "cause": texts(np.where(pressed, largest, LABELS.index(CHANCE)), LABELS),
            **{name: pa.array(mean[name].astype(np.float32)) for name in DRIVERS},
        }
    )


def _first_missed(late: BoolArray, row: IntArray) -> IntArray:
    """Row of the first month of the stretch of late months that ends in ``row``, shape (k,)."""
    inside = np.arange(late.shape[1])
    clean = ~late & (inside < row[:, None])
    last_clean = np.where(clean.any(axis=1), late.shape[1] - 1 - np.argmax(clean[:, ::-1], 1), -1)
    return np.asarray(last_clean + 1)


def _drivers(run: Run, who: IntArray) -> dict[str, FloatArray]:
    """Drivers of strain of some borrowers in every month, each (borrowers, months)."""

    def of(mechanism: str) -> Callable[[str], float]:
        """Numbers of a mechanism by name."""
        return lambda name: number(run.setting.numbers, mechanism, name)

    pays, usual = of("repaying"), of("default_causes")("usual_burden")
    latents = {
        name: run.latents.columns[name][:, who].T.astype(np.float64)
        for name in ("income", "employed", "stress", "distress", "burden")
    }
    jobless = 1.0 - latents["employed"]
    felt = {name: pays("per_distress") * size for name, size in _distress(run, who).items()}
    traits = {name: run.state[name][who, None] for name in ("ability", "willingness")}
    working = _burden_with_work(run, who)
    known: FloatArray = sum(felt.values(), np.zeros_like(jobless))
    return {
        "job_loss": felt["job_loss"]
        + pays("per_jobless") * jobless
        + pays("per_burden") * (latents["burden"] - working),
        "debt_spiral": felt["debt_spiral"] + pays("per_burden") * (working - usual),
        "shock": felt["shock"],
        "investment_loss": felt["investment_loss"],
        "bad_times": felt["bad_times"],
        "low_ability": felt["low_ability"] - pays("per_ability") * traits["ability"],
        "habit": np.broadcast_to(-pays("per_willingness") * traits["willingness"], known.shape),
        "other": pays("per_distress") * latents["distress"] - known,
    }


def _distress(run: Run, who: IntArray) -> dict[str, FloatArray]:
    """What of distress each driver has brought about, (borrowers, months): see `distress`."""
    numbers, noise, up = run.setting.numbers, run.setting.noise, run.calendar.run_up
    columns, working = run.latents.columns, _burden_with_work(run, who)
    n_rows = len(columns["income"])
    found = {name: np.zeros((len(who), n_rows)) for name in DRIVERS[:6]}
    out = run.past.columns["high_risk_out_fen"]
    for row in range(n_rows):
        month = row - up
        income = columns["income"][row, who]
        lost = out[row - 1, who] / 100.0 / income if row else np.zeros(len(who))
        shocked = noise.uniform("shock", month, who) < number(numbers, "distress", "shock")
        size = -np.log(1.0 - noise.uniform("shock_size", month, who))
        felt = np.maximum(columns["burden"][row, who] - 1.0, 0.0)
        debt = np.maximum(working[:, row] - 1.0, 0.0)
        jobless = 1.0 - columns["employed"][row, who]
        per = {name: number(numbers, "distress", name) for name in WEIGHTS}
        pressed = {
            "job_loss": per["per_jobless"] * jobless + per["per_burden"] * (felt - debt),
            "debt_spiral": per["per_burden"] * debt,
            "shock": per["shock_size"] * (shocked * size),
            "investment_loss": per["per_loss"] * np.minimum(lost, 3.0),
            "bad_times": per["per_stress"] * columns["stress"][row, who],
            "low_ability": -per["per_ability"] * run.state["ability"][who],
        }
        for name, amount in pressed.items():
            before = found[name][:, row - 1] if row else np.zeros(len(who))
            found[name][:, row] = number(numbers, "distress", "memory") * before + amount
    return found


def _burden_with_work(run: Run, who: IntArray) -> FloatArray:
    """What the same dues would weigh with the income of work, (borrowers, months)."""
    numbers, columns = run.setting.numbers, run.latents.columns
    income, cost, burden, employed = (
        columns[name][:, who].T.astype(np.float64)
        for name in ("income", "living_cost", "burden", "employed")
    )
    least = number(numbers, "distress", "least_left")
    dues = burden * np.maximum(income - cost, least * income)
    earned = np.where(employed > 0.0, income, income / number(numbers, "income", "without_job"))
    return np.asarray(dues / np.maximum(earned - cost, least * earned))

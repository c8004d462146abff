"""Pages and pictures of a synthetic world, and its small sample, below data/synthetic/.

mingxi describe configs/quick.yaml
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from mingxi.adapters import store
from mingxi.declare.calendar import later, months_from
from mingxi.declare.errors import BadConfig
from mingxi.evaluate import course
from mingxi.evaluate.lives import telling, turns
from mingxi.recipes.atlas import declared_pages, world_atlas
from mingxi.recipes.context import Context
from mingxi.recipes.lived import Lives, all_lives, cause_names, ever_defaulted
from mingxi.recipes.sample import write_sample
from mingxi.recipes.targets import BASE, found_in, summary, targets_from
from mingxi.report.atlas.lives import Life, ten_lives
from mingxi.report.atlas.measured import measured_page
from mingxi.report.atlas.month_by_month import Series, Span, month_by_month
from mingxi.report.atlas.rolls import roll_map
from mingxi.report.atlas.sign_flip import sign_flip
from mingxi.report.atlas.vintage_curves import vintage_curves
from mingxi.simulate.config import WorldConfig
from mingxi.simulate.numbers import members, number
from mingxi.simulate.world import common_tables

N_LIVES = 10
SETTLED, YEAR = 11, 12  # first month end whose arrears have reached every bucket; months to follow


def describe(context: Context) -> None:
    """Write README, dictionary, causes, codes, pictures and the sample of a world.

    Raises
    ------
    BadConfig
        The configuration describes a table of one's own, not a world.
    """
    config = _config(context)
    folder = context.places.root / "data" / "synthetic"
    with context.step("pages from the declarations"):
        for name, page in declared_pages(world_atlas(config.numbers)).items():
            store.write_text(folder / name, page)
    store.write_text(folder / "MEASURED.md", _measured(context, config))
    with context.step("lives"):
        lives = all_lives(config, context.workers)
    with context.step("the same lives with other limits"):
        effect = ever_defaulted(config, lives, context.workers)
    with context.step("pictures"):
        for name, picture in pictures(config, lives, effect).items():
            store.write_text(folder / "pictures" / f"{name}.svg", picture)
    with context.step("sample"):
        write_sample(folder / "sample", config.numbers)
    context.console.print(f"Read {_shown(folder, context)}/README.md")


def _measured(context: Context, config: WorldConfig) -> str:
    found = found_in(config, targets_from(BASE), context)
    verdict = {True: "yes", False: "no", None: "–"}
    rows = [
        (t.key, f.found, t.low, t.high, verdict[f.met], t.unit, t.sure, t.source)
        for f in found
        for t in (f.target,)
    ]
    world = (
        f"World `{context.places.world}`, seed {config.seed}, "
        f"{config.n_borrowers:,} borrowers × {config.n_months} months"
    )
    return measured_page(world, summary(found), rows)


def pictures(
    config: WorldConfig, lives: Lives, effect: list[tuple[str, float]]
) -> Mapping[str, str]:
    """SVG pictures by name."""
    names = months_from(config.first_month, config.n_months)
    snapshots = range(SETTLED, config.n_months - YEAR, 3)
    curves = course.vintages(lives.months["dpd"], lives.loans_by_place(config.first_month))
    return {
        "months": _months(config, lives),
        "lives": _lives(lives, names),
        "sign-flip": sign_flip(course.default_by_limit(lives.months, snapshots).tolist(), effect),
        "rolls": roll_map(course.roll_matrix(lives.months).tolist(), course.BUCKETS),
        "vintages": vintage_curves(
            {
                f"{names[first]} to {later(names[first], 5)}": curve.tolist()
                for first, curve in curves.items()
            }
        ),
    }


def _months(config: WorldConfig, lives: Lives) -> str:
    names = months_from(config.first_month, config.n_months)
    macro = common_tables(config).observed["macro"].to_pandas()
    return month_by_month(
        names,
        [
            Series("unemployment", "blue", macro["unemployment"].tolist()),
            Series("output gap", "plum", macro["gdp_gap"].tolist()),
        ],
        [
            Series("30+ days", "rust", course.past_due_by_month(lives.months, 30).tolist()),
            Series("90+ days", "ochre", course.past_due_by_month(lives.months, 90).tolist()),
            Series("new defaults", "teal", course.default_by_month(lives.months).tolist()),
        ],
        [_span(config, f"shock/{key}", "downturn") for key in members(config.numbers, "shock")],
        [
            _span(config, f"notice/policy_version/{key}", key.split("/")[-1])
            for key in members(config.numbers, "notice/policy_version")
        ],
    )


def _span(config: WorldConfig, key: str, name: str) -> Span:
    """Months from the first to the last day of a dated window, cut to the world."""
    start = pd.Period(config.first_month, "M").ordinal
    first, last = (
        pd.Period(str(int(number(config.numbers, key, side))), "D").asfreq("M").ordinal - start
        for side in ("starts_on", "ends_on")
    )
    return Span(name, max(first, 0), min(last, config.n_months - 1))


def _lives(lives: Lives, names: tuple[str, ...]) -> str:
    found = turns(lives.limit_events, lives.limit_causes)
    open_months = dict(enumerate(lives.months["on_book"].sum(axis=1).tolist()))
    people = lives.borrowers.set_index("borrower_id")
    shown = []
    for who in telling(found, open_months, N_LIVES):
        person = people.loc[who]
        has = lives.months["on_book"][who] | (lives.months["limit_fen"][who] > 0)
        limits = np.where(np.cumsum(has) > 0, lives.months["limit_fen"][who] / 100.0, np.nan)
        title = f"Borrower {who} · {person['region']}, {person['segment'].replace('_', ' ')}"
        shown.append(Life(title, limits.tolist(), [(t.month, t.cause) for t in found[who]]))
    return ten_lives(shown, names, cause_names())


def _config(context: Context) -> WorldConfig:
    world = context.settings.world
    if world is None:
        raise BadConfig(
            "mingxi describe",
            f"{context.settings.name!r} describes a table of its own, not a world",
            "Give a configuration with a `world:` section, e.g. configs/quick.yaml",
        )
    return WorldConfig(
        context.settings.seed, world.borrowers, world.first_month, world.months, context.numbers
    )


def _shown(folder: Path, context: Context) -> Path:
    return folder.relative_to(context.places.root)

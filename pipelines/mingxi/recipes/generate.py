"""Borrower histories of a synthetic world: observed tables for everyone, truth apart.

mingxi generate configs/quick.yaml
"""

from functools import partial

from mingxi.adapters import store, truth
from mingxi.adapters.scale import over_blocks
from mingxi.declare.errors import BadConfig
from mingxi.recipes.context import Context, fingerprint
from mingxi.recipes.places import Places
from mingxi.simulate.config import Block, WorldConfig
from mingxi.simulate.world import (
    OBSERVED_TABLES,
    TRUE_TABLES,
    blocks,
    common_tables,
    simulate,
)

# table that is written last: without it, a block that was cut off is refused when it is read
LAST = "months"


def generate(context: Context) -> None:
    """Make the world, or what is still missing of it after an interruption.

    Raises
    ------
    BadConfig
        A world of that name was made with other settings: nothing is overwritten.
    """
    config, places = _config(context), context.places
    _claim(context, config)
    todo = [b for b in blocks(config) if not _is_whole(places, b)]
    with context.counted("generate", len(todo)) as done:
        common = common_tables(config)
        for name, table in common.observed.items():
            store.write_table(store.block_file(places.observed, name), table)
        for name, table in common.truth.items():
            truth.write_truth(places.truth, name, table)
        over_blocks(partial(_made, config, places), todo, context.workers, done)


def _is_whole(places: Places, block: Block) -> bool:
    """Whether every file of a block is there: a damaged one that was deleted is made again."""
    seen = [store.block_file(places.observed, name, block.number) for name in OBSERVED_TABLES]
    hidden = [truth.truth_file(places.truth, name, block.number) for name in TRUE_TABLES]
    return all(path.is_file() for path in (*seen, *hidden))


def _made(config: WorldConfig, places: Places, block: Block) -> None:
    """One block of borrowers, everything before its file in `LAST`."""
    try:
        made = simulate(config, block)
    except (ArithmeticError, ValueError) as error:  # e.g. a chance of minus one
        raise BadConfig(
            "numbers of the world",
            f"nobody can live by them ({type(error).__name__}: {error})",
            "Compare them with those in configs/world/ and mend what you changed",
        ) from error
    for name, table in made.truth.items():
        truth.write_truth(places.truth, name, table, block.number)
    for name, table in sorted(made.observed.items(), key=lambda item: item[0] == LAST):
        store.write_table(store.block_file(places.observed, name, block.number), table)


def _config(context: Context) -> WorldConfig:
    world = context.settings.world
    if world is None:
        raise BadConfig(
            "mingxi generate",
            f"{context.settings.name!r} describes a table of its own, not a world",
            "Give a configuration with a `world:` section, e.g. configs/quick.yaml",
        )
    return WorldConfig(
        seed=context.settings.seed,
        n_borrowers=world.borrowers,
        first_month=world.first_month,
        n_months=world.months,
        numbers=context.numbers,
    )


def _claim(context: Context, config: WorldConfig) -> None:
    """Write down what this world is made from, or refuse to mix two worlds in one folder."""
    manifest = {
        "first_month": config.first_month,
        "n_months": config.n_months,
        "n_borrowers": config.n_borrowers,
        "seed": config.seed,
        "numbers": fingerprint(
            {m: {k: q.value for k, q in n.items()} for m, n in config.numbers.items()}
        ),
    }
    path = context.places.observed / store.MANIFEST
    if not path.is_file():
        store.write_json(path, manifest)
        return
    found = store.world_manifest(context.places.observed)
    changed = sorted(k for k in manifest if found.get(k) != manifest[k])
    if changed:
        raise BadConfig(
            f"world {context.places.world!r} in {context.places.observed}",
            f"it was made with other {', '.join(changed)}",
            "Remove that folder, or name the new world with --set world.name=NAME",
        )

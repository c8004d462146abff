"""How good the explanations are: measured on people whom nobody trained on.

mingxi grade configs/quick.yaml
"""

from dataclasses import asdict
from math import isfinite

from rich.console import Console
from rich.table import Table

from mingxi.adapters import store
from mingxi.adapters.config_file import config_root, read_yaml
from mingxi.adapters.seal import sealed
from mingxi.declare.errors import BadConfig
from mingxi.evaluate.explanations.metric import Metric
from mingxi.recipes import measures, wordings
from mingxi.recipes.blame import blame
from mingxi.recipes.context import Context
from mingxi.recipes.deletion import faithfulness
from mingxi.recipes.followed import followed
from mingxi.recipes.generate import generate
from mingxi.recipes.graded import Graded, fresh, graded
from mingxi.recipes.material import world_material
from mingxi.recipes.record import check_store, recorded
from mingxi.recipes.recourse_measures import recourse, second_method
from mingxi.recipes.retrained import retrained_stability
from mingxi.recipes.train import versions_of
from mingxi.recipes.true_causes import true_causes

SCENARIOS = "scenarios/codes.yaml"
WIDE = 118  # columns of the table where there is no screen to fit it into


def grade(context: Context, retrain: int = 0) -> tuple[Metric, ...]:
    """Measure explanation quality with the run's model, print it, and write ``grade.json``.

    Parameters
    ----------
    context : Context
    retrain : int
        How often models are learned again: do reasons and steps stay? 0: not at all.

    Raises
    ------
    BadConfig
        The settings describe a table of one's own: there are no fresh people to decide on.
    """
    if context.settings.world is None or context.settings.snapshots is None:
        raise BadConfig(
            "mingxi grade",
            f"{context.settings.name!r} describes a table of its own, not a world",
            "Give a configuration with a `world:` section, e.g. configs/quick.yaml",
        )
    check_store(context)
    other = fresh(context)
    generate(other)
    learned_from, theirs = world_material(context.places), world_material(other.places)
    with sealed(context.places.truth, context.places.all_truth):
        found = graded(other, theirs)
        with context.step("measure"):
            every = _measured(context, found)
        if retrain:
            every = (*every, *retrained_stability(context, learned_from, found, retrain))
    if other.settings.world and other.settings.world.tables == "all":
        with context.step("compare with the true causes"):  # all is decided: the seal may go
            causes = true_causes(context, learned_from, (other.places, theirs))
            every = (*every, *causes, *followed(other, found))
    store.write_json(context.places.reports / "grade.json", [_entry(m) for m in every])
    data = store.content_hash(other.places.observed)
    with recorded(other, versions_of(other, data)) as run:
        run.log_metrics({f"grade.{m.key}": m.value for m in every if isfinite(m.value)})
        run.log_file(context.places.reports / "grade.json")
    _shown(context, every, len(found.decisions))
    return every


def _measured(context: Context, found: Graded) -> tuple[Metric, ...]:
    seed, snapshots = context.settings.seed, context.settings.snapshots
    assert snapshots is not None
    # the people compared with lived in the world of the run
    theirs = world_material(context.places).snapshot(
        snapshots.out_of_time[-1], lender=found.model.lender
    )
    book = read_yaml(config_root() / SCENARIOS)
    return (
        *measures.additivity(found),
        *faithfulness(found, seed),
        *measures.completeness(found),
        *blame(found),
        *wordings.coverage(found, book, found.model.policy),
        *measures.sign_honesty(found),
        *wordings.stability(found, seed),
        *measures.contrasts(found.model, theirs),
        *recourse(found),
        *measures.split_exactness(found),
        *wordings.readability(found),
        *measures.what_if(found),
        *second_method(found, seed),
    )


def _entry(metric: Metric) -> dict[str, object]:
    return {**asdict(metric), "passes": metric.passes}


def _shown(context: Context, every: tuple[Metric, ...], n: int) -> None:
    """The table that the command ends with."""
    table = Table(title=f"Explanations of {context.settings.name} on {n:,} fresh borrowers")
    for heading in ("", "what", "measured", "gate", "on", "verdict"):
        table.add_column(heading)
    for one in every:
        verdict = "told" if one.gate is None else "pass" if one.passes else "FAIL"
        value = f"{one.value:.4g}" + (f" ± {one.error:.1g}" if one.error else "")
        table.add_row(one.key, one.name, value, one.bar, f"{one.n:,}", verdict)
    screen = Console()
    (screen if screen.is_terminal else Console(width=WIDE)).print(table)
    gated = [one for one in every if one.gate is not None]
    passed = sum(one.passes for one in gated)
    context.console.print(f"{passed} of {len(gated)} gates passed")
    context.console.print(f"{context.places.reports / 'grade.json'}")

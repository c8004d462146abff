"""The command line: `mingxi COMMAND CONFIG`. Exit 0 done, 1 failed, 2 bad input.

Recipes are imported inside the commands: the libraries behind them take seconds to load, and
`mingxi --help` should not wait for them.
"""

import sys
from pathlib import Path
from subprocess import call
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from mingxi.adapters.config_file import config_root
from mingxi.adapters.interrupts import hear_every_interrupt
from mingxi.declare.errors import MingxiError
from mingxi.declare.words import LANGUAGES
from mingxi.recipes.context import Context, opened
from mingxi.recipes.settings import Tables

app = typer.Typer(
    name="mingxi",
    help="Mingxi 明晰: train credit risk and limits; account for every yuan of every decision.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
INTERRUPTED = 130  # what typer makes of Ctrl-C
console = Console(stderr=True, highlight=False)

Config = Annotated[str, typer.Argument(help="Configuration file, e.g. configs/quick.yaml")]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="Override a setting; may be given often."),
]
Seed = Annotated[int | None, typer.Option(min=0, help="Override the seed of the configuration.")]
Workers = Annotated[
    int, typer.Option(min=1, help="Processes and threads; they never change a result.")
]

Scheduler = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS",
        help="Make the world on a Dask cluster instead, e.g. tcp://10.0.0.5:8786; its workers "
        "need Mingxi and this folder under the same path.",
    ),
]


def _opened(
    config: str,
    overrides: list[str] | None,
    seed: int | None,
    workers: int,
    scheduler: str | None = None,
) -> Context:
    changes = [*(overrides or []), *([] if seed is None else [f"seed={seed}"])]
    return opened(config, changes, workers, Path.cwd(), console, scheduler)


@app.command(epilog="Example: mingxi run configs/quick.yaml --workers 2")
def run(
    config: Config,
    overrides: Set = None,
    seed: Seed = None,
    workers: Workers = 2,
    scheduler: Scheduler = None,
) -> None:
    """Generate, train, decide, explain and report; everything recorded in MLflow."""
    from mingxi.recipes import run as recipe

    recipe.run(_opened(config, overrides, seed, workers, scheduler))


@app.command(epilog="Example: mingxi generate configs/quick.yaml --set world.borrowers=2000")
def generate(
    config: Config,
    overrides: Set = None,
    seed: Seed = None,
    workers: Workers = 2,
    scheduler: Scheduler = None,
    tables: Annotated[
        Tables | None,
        typer.Option(help="All tables, or the panel: borrowers and months, without events."),
    ] = None,
) -> None:
    """Make the borrower histories of a synthetic world (continues if interrupted)."""
    from mingxi.recipes import generate as recipe

    changes = [*(overrides or []), *([] if tables is None else [f"world.tables={tables}"])]
    recipe.generate(_opened(config, changes, seed, workers, scheduler))


@app.command(epilog="Example: mingxi calibrate configs/quick.yaml --overlay mine.yaml")
def calibrate(  # noqa: PLR0913, PLR0917 - one parameter per option
    config: Config,
    overlay: Annotated[
        Path, typer.Option(help="Where the found numbers go; goes on from it if it is there.")
    ],
    rounds: Annotated[int, typer.Option(min=0, help="Steps after the slope is known.")] = 8,
    borrowers: Annotated[int, typer.Option(min=1000, help="People to look at.")] = 20_000,
    overrides: Set = None,
    seed: Seed = None,
    workers: Workers = 2,
) -> None:
    """Turn the numbers of the world until its figures meet their targets (minutes)."""
    from mingxi.recipes import calibrate as recipe

    recipe.calibrate(_opened(config, overrides, seed, workers), overlay, rounds, borrowers)


@app.command(epilog="Example: mingxi difficulty configs/quick.yaml")
def difficulty(
    config: Config,
    overrides: Set = None,
    seed: Seed = None,
    workers: Workers = 2,
) -> None:
    """How well defaults of a world can be told: by a plain model, and by the true chance."""
    from mingxi.recipes import difficulty as recipe

    recipe.difficulty(_opened(config, overrides, seed, workers))


@app.command(epilog="Example: mingxi ceiling configs/quick.yaml --workers 2")
def ceiling(
    config: Config,
    learn: Annotated[
        int, typer.Option(min=10_000, help="Borrowers that the large model learns from.")
    ] = 200_000,
    judge: Annotated[
        int, typer.Option(min=5_000, help="Fresh borrowers who judge, of each of two worlds.")
    ] = 80_000,
    overrides: Set = None,
    seed: Seed = None,
    workers: Workers = 2,
) -> None:
    """Hold the trained risk against a model of ten times as many people, on fresh ones."""
    from mingxi.recipes import ceiling as recipe

    recipe.ceiling(_opened(config, overrides, seed, workers), learn, judge)


@app.command(epilog="Example: mingxi evidence configs/quick.yaml --borrowers 20000 --seeds 3")
def evidence(  # noqa: PLR0913, PLR0917 - one parameter per option
    config: Config,
    borrowers: Annotated[int, typer.Option(min=1000, help="Fresh people per world.")] = 20_000,
    months: Annotated[int, typer.Option(min=1, max=36, help="Months of lending.")] = 12,
    seeds: Annotated[int, typer.Option(min=1, help="Worlds to lend in.")] = 3,
    drawn: Annotated[
        int, typer.Option(min=1000, help="People whose limits are drawn by lot, for the oracle.")
    ] = 50_000,
    books: Annotated[
        int, typer.Option(min=0, help="Books on which estimates from records are checked.")
    ] = 24,
    overrides: Set = None,
    seed: Seed = None,
    workers: Workers = 2,
) -> None:
    """Lend with the trained limit model in a closed loop, beside its rivals and an oracle."""
    from mingxi.recipes import evidence as recipe

    plan = recipe.Plan(borrowers, months, seeds, drawn, books)
    recipe.evidence(_opened(config, overrides, seed, workers), plan)


@app.command(epilog="Example: mingxi train configs/own_data/taiwan.yaml")
def train(
    config: Config,
    overrides: Set = None,
    seed: Seed = None,
    workers: Workers = 2,
) -> None:
    """Search, train, measure and register the decision model."""
    from mingxi.recipes import run as recipe

    recipe.train_only(_opened(config, overrides, seed, workers))


@app.command(epilog="Example: mingxi decide configs/quick.yaml")
def decide(
    config: Config,
    overrides: Set = None,
    seed: Seed = None,
    workers: Workers = 2,
) -> None:
    """Write the decision trace of everybody at the snapshot as Parquet."""
    from mingxi.recipes import letters as recipe

    recipe.decide_only(_opened(config, overrides, seed, workers))


@app.command(epilog="Example: mingxi explain configs/quick.yaml --borrower 42 --language en")
def explain(  # noqa: PLR0913, PLR0917 - one parameter per option
    config: Config,
    borrower: Annotated[str | None, typer.Option(help="One borrower's number.")] = None,
    sample: Annotated[int | None, typer.Option(min=1, help="So many, of all kinds.")] = None,
    everybody: Annotated[bool, typer.Option("--all", help="Everybody at the snapshot.")] = False,
    letter: Annotated[
        str | None, typer.Option(help="The number of a letter to make again, bit for bit.")
    ] = None,
    language: Annotated[
        str | None, typer.Option(help="Also print the letter here: zh or en.")
    ] = None,
    overrides: Set = None,
    seed: Seed = None,
    workers: Workers = 2,
) -> None:
    """Write letters: a page, its JSON twin and plain text per borrower, and an index."""
    from mingxi.recipes import letters as recipe

    if language is not None and language not in LANGUAGES:
        raise typer.BadParameter(
            f"{language!r}; use {' or '.join(LANGUAGES)}", param_hint="--language"
        )
    if sum((borrower is not None, sample is not None, everybody, letter is not None)) > 1:
        raise typer.BadParameter("give one of --borrower, --sample, --all and --letter")
    choice = recipe.Choice(borrower, sample, everybody, language, letter)
    recipe.explain_only(_opened(config, overrides, seed, workers), choice)


@app.command(epilog="Example: mingxi describe configs/quick.yaml")
def describe(
    config: Config,
    overrides: Set = None,
    seed: Seed = None,
    workers: Workers = 2,
) -> None:
    """Write the pages, the pictures and the small sample of a synthetic world."""
    from mingxi.recipes import describe as recipe

    recipe.describe(_opened(config, overrides, seed, workers))


@app.command(epilog="Example: mingxi grade configs/quick.yaml")
def grade(
    config: Config,
    retrain: Annotated[
        int, typer.Option(min=0, help="Learn models so often again: are reasons and steps steady?")
    ] = 0,
    strict: Annotated[bool, typer.Option("--strict", help="Fail where a gate is missed.")] = False,
    overrides: Set = None,
    seed: Seed = None,
    workers: Workers = 2,
) -> None:
    """Measure the explanations on borrowers nobody trained on, each against its gate."""
    from mingxi.recipes import grade as recipe

    found = recipe.grade(_opened(config, overrides, seed, workers), retrain)
    if strict and not all(one.passes for one in found):
        raise typer.Exit(1)


@app.command(epilog="Example: mingxi ui --port 5000")
def ui(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port on this machine.")] = 5000,
) -> None:
    """Open the MLflow pages on this project's store (stop with Ctrl-C)."""
    from mingxi.adapters.tracking import ui_command
    from mingxi.recipes.record import store_uri

    command = ui_command(store_uri(Path.cwd()), port)
    console.print(f"MLflow on http://127.0.0.1:{port} (Ctrl-C stops it)")
    try:
        code = call(command)  # noqa: S603 - our own words
    except KeyboardInterrupt:  # the way to stop it
        code = 0
    raise typer.Exit(code)


@app.command(epilog="Example: mingxi configs")
def configs() -> None:
    """List the configurations that come with Mingxi."""
    root = config_root()
    for path in sorted(root.rglob("*.yaml")):
        if path.parent.name in ("own_data", root.name):
            console.print(path.relative_to(root.parent))


def main() -> None:
    """Run a command; errors that a person can mend become one message and exit code 2."""
    hear_every_interrupt()
    try:
        app(standalone_mode=True)
    except MingxiError as error:
        console.print(f"[bold red]Not done.[/] {escape(str(error))}")
        sys.exit(2)
    except SystemExit as ended:
        if ended.code != INTERRUPTED:
            raise
        console.print("[yellow]Interrupted.[/] Run the same command again to go on.")
        sys.exit(1)

"""What every command starts from: checked settings, where files lie, and how progress is shown."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from typing import Any

import orjson
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from mingxi.adapters import config_file
from mingxi.declare.errors import BadConfig, nearest
from mingxi.declare.quantity import Quantity
from mingxi.models.profit import ProfitTerms
from mingxi.policy.terms import policy
from mingxi.recipes.overlays import world_numbers
from mingxi.recipes.places import Places, places
from mingxi.recipes.settings import Settings, settings_from

# whose releases can change a number in a letter
SOFTWARE = ("lightgbm", "numba", "numpy", "optuna", "pandas", "pyarrow", "shap")


@dataclass(frozen=True)
class Context:
    """One command's surroundings.

    Parameters
    ----------
    settings : Settings
    places : Places
    workers : int
        Processes for blocks and threads for trees; never changes a result.
    policy : mapping
        Parsed policy file.
    economics : mapping of str to Quantity
        What lending earns and costs, with sources; empty for imitation.
    terms : ProfitTerms | None
        The same as plain numbers; None where past limits are imitated.
    numbers : mapping
        Numbers of the synthetic world; empty for a table of one's own.
    console : Console
    seconds : dict
        Time each step took, filled as they end.
    scheduler : str | None
        Address of a Dask scheduler whose workers take the blocks instead of local processes.
    """

    settings: Settings
    places: Places
    workers: int
    policy: Mapping[str, Any]
    economics: Mapping[str, Quantity]
    terms: ProfitTerms | None
    numbers: Mapping[str, Mapping[str, Quantity]]
    console: Console
    seconds: dict[str, float] = field(default_factory=dict)
    scheduler: str | None = None

    @property
    def config_hash(self) -> str:
        """Fingerprint of everything that was configured, numbers and policy included."""
        document = {
            "settings": self.settings.model_dump(mode="json"),
            "policy": self.policy,
            "economics": {k: q.value for k, q in self.economics.items()},
            "numbers": {m: {k: q.value for k, q in n.items()} for m, n in self.numbers.items()},
        }
        return fingerprint(document)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Block that is announced while it runs and timed."""
        start = perf_counter()
        with self.console.status(f"{name} …"):
            yield
        self.seconds[name] = self.seconds.get(name, 0.0) + perf_counter() - start
        self.console.print(f"[green]✓[/] {name} [dim]{perf_counter() - start:.1f} s[/]")

    @contextmanager
    def counted(self, name: str, total: int) -> Iterator[Any]:
        """Block with a progress bar; yields a function to call with the number done."""
        start = perf_counter()
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        with Progress(
            *columns, TimeElapsedColumn(), console=self.console, transient=True
        ) as progress:
            task = progress.add_task(name, total=total)
            yield lambda done: progress.update(task, completed=done)
        self.seconds[name] = perf_counter() - start
        self.console.print(f"[green]✓[/] {name} [dim]{perf_counter() - start:.1f} s[/]")


def opened(
    config: str,
    overrides: Sequence[str],
    workers: int,
    root: Path,
    console: Console,
    scheduler: str | None = None,
) -> Context:
    """Context of a command from its configuration file and overrides.

    Raises
    ------
    BadConfig
        A file is missing or wrong; the message says where and what to do.
    """
    path = config_file.find_config(config)
    document = config_file.apply_overrides(config_file.read_yaml(path), overrides)
    settings = settings_from(document, path)
    rules = config_file.read_yaml(config_file.find_config(settings.policy))
    policy(rules)  # a mistake in it is told now, not after the world is made
    economics, terms = _economics(settings)
    return Context(
        settings,
        places(settings, root),
        workers,
        rules,
        economics,
        terms,
        _numbers(settings),
        console,
        scheduler=scheduler,
    )


def fingerprint(document: Any) -> str:
    """Short hash of a JSON-able document; key order does not matter."""
    text = orjson.dumps(document, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS)
    return blake2b(text, digest_size=6).hexdigest()


def software() -> dict[str, str]:
    """Versions that a result depends on."""
    return {name: version(name) for name in ("mingxi", *SOFTWARE)}


def _economics(settings: Settings) -> tuple[Mapping[str, Quantity], ProfitTerms | None]:
    if settings.limit.method == "imitation":
        return {}, None
    path = config_file.find_config(settings.limit.economics)
    numbers = config_file.numbers_in(path)
    if "profit" not in numbers:
        raise BadConfig(
            f"economics in {path}", "it has no section 'profit'", nearest("profit", numbers)
        )
    found, wanted = numbers["profit"], [f.name for f in fields(ProfitTerms)]
    for name in found:
        if name not in wanted:
            raise BadConfig(f"profit.{name} in {path}", "it is not known", nearest(name, wanted))
    lost = [name for name in wanted if name not in found]
    if lost:
        raise BadConfig(
            f"profit in {path}", f"{', '.join(lost)} is missing", "Add it with unit and source"
        )
    return found, ProfitTerms(**{name: q.value for name, q in found.items()})


def _numbers(settings: Settings) -> Mapping[str, Mapping[str, Quantity]]:
    if settings.world is None:
        return {}
    world = settings.world
    return world_numbers(world.numbers, world.variant, world.overlays)

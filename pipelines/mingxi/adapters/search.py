"""Optuna: looks for the settings with the highest score, and goes on where it was interrupted.

A score may be told in steps; parameters that fall behind are given up after the first ones.
"""

import json
import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

import optuna
from optuna.distributions import BaseDistribution, FloatDistribution, IntDistribution
from optuna.trial import TrialState
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from mingxi.declare.errors import BadConfig, BadData, StoreUnavailable

Found = float | tuple[float, Mapping[str, Any]]
Score = Callable[[dict[str, Any]], Found | Iterator[Found]]

# trials that are never given up: what "behind" means has to be seen first
UNPRUNED = 4
DONE = (TrialState.COMPLETE, TrialState.PRUNED)


class Range(Protocol):
    """Values that may be tried for one setting, both ends included."""

    @property
    def low(self) -> float:
        """Lowest value."""

    @property
    def high(self) -> float:
        """Highest value."""

    @property
    def log(self) -> bool:
        """Tried evenly on the logarithmic scale."""

    @property
    def whole(self) -> bool:
        """Whole numbers only."""


@dataclass(frozen=True)
class SearchResult:
    """What a search found.

    Parameters
    ----------
    best : dict
        Parameters of the trial with the highest score, the earliest among equals.
    value : float
        Its score.
    trials : list of dict
        Finished trials in their order: ``number`` (0, 1, …), ``params``, ``value``, ``attrs``,
        and ``pruned``: given up early, with the last value told.
    """

    best: dict[str, Any]
    value: float
    trials: list[dict[str, Any]]


def search(
    name: str,
    storage_url: str,
    space: Mapping[str, Range],
    score: Score,
    n_trials: int,
    seed: int,
) -> SearchResult:
    """Best of ``n_trials`` parameter sets, of which those already in the store are not run again.

    One process at a time may work on a study: a trial that is still "running" when the search
    starts is taken for the leftover of an interrupted process and done again. The sampler is
    seeded anew before each trial with ``seed`` + number of finished trials, and a trial is given
    up by what finished trials had at the same step, so an interrupted search proposes and gives
    up what an undisturbed one would have.

    Parameters
    ----------
    name : str
        Study name; one name, one space and seed.
    storage_url : str
        ``sqlite:///file`` or another database URL.
    space : mapping of str to Range
    score : callable
        Takes a dict of parameters; returns the number to be made high, or (number, attributes),
        or an iterator of these, each a better estimate than the one before.
    n_trials : int
        Finished trials wanted in all, those given up included.
    seed : int

    Raises
    ------
    StoreUnavailable
        The store cannot be opened or written.
    BadConfig
        The study exists with another space or seed, or no trial is wanted.
    BadData
        A score is not a finite number.
    """
    if n_trials < 1:
        raise BadConfig("n_trials", f"it is {n_trials}", "Search at least once")
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    distributions = {key: _distribution(space[key]) for key in sorted(space)}
    with _storage(storage_url) as storage:
        with _reachable(storage_url):
            study = _study(name, storage, distributions, seed)
        while (done := len(_finished(study, storage_url))) < n_trials:
            with _reachable(storage_url):
                study.sampler = optuna.samplers.TPESampler(seed=seed + done)
                trial = study.ask(distributions)
            _run(study, trial, score, storage_url)
        return _result(_finished(study, storage_url))


def _distribution(span: Range) -> BaseDistribution:
    if span.whole:
        return IntDistribution(int(span.low), int(span.high), log=span.log)
    return FloatDistribution(span.low, span.high, log=span.log)


def _study(
    name: str,
    storage: optuna.storages.RDBStorage,
    distributions: Mapping[str, BaseDistribution],
    seed: int,
) -> optuna.Study:
    study = optuna.create_study(
        study_name=name,
        storage=storage,
        pruner=optuna.pruners.MedianPruner(n_startup_trials=UNPRUNED),
        direction="maximize",
        load_if_exists=True,
    )
    made_for = json.dumps({"seed": seed, "space": {k: repr(d) for k, d in distributions.items()}})
    found = study.user_attrs.get("made_for")
    if found not in (None, made_for):
        raise BadConfig(
            f"search {name!r} with seed {seed}",
            "the store holds a search of that name with another seed or other ranges",
            "Give this search another name, or remove the old one",
        )
    if found is None:
        study.set_user_attr("made_for", made_for)
    for left in study.get_trials(deepcopy=False, states=(TrialState.RUNNING,)):
        study.tell(left.number, state=TrialState.FAIL)
    return study


def _run(study: optuna.Study, trial: optuna.Trial, score: Score, storage_url: str) -> None:
    try:
        value, attrs, hopeless = _scored(trial, score(dict(trial.params)), storage_url)
    except BaseException:  # also Ctrl-C: whatever stopped it, the trial is to be done again
        with _reachable(storage_url):
            study.tell(trial, state=TrialState.FAIL)
        raise
    with _reachable(storage_url):
        for key, attr in attrs.items():
            trial.set_user_attr(key, attr)
        if hopeless:
            study.tell(trial, state=TrialState.PRUNED)
        else:
            study.tell(trial, value)


def _scored(
    trial: optuna.Trial, scored: Found | Iterator[Found], storage_url: str
) -> tuple[float, Mapping[str, Any], bool]:
    """Last value told, its attributes, and whether it was given up on the way."""
    if not isinstance(scored, Iterator):
        return *_finite(trial, scored), False
    for step, found in enumerate(scored):
        value, attrs = _finite(trial, found)
        with _reachable(storage_url):
            trial.report(value, step)
            if trial.should_prune():
                return value, attrs, True
    return value, attrs, False


def _finite(trial: optuna.Trial, found: Found) -> tuple[float, Mapping[str, Any]]:
    value, attrs = found if isinstance(found, tuple) else (found, {})
    if not math.isfinite(value):
        raise BadData(
            f"score of trial {trial.number}",
            f"it is {value} for {trial.params}",
            "Check the rows it is measured on, then start the search again",
        )
    return float(value), attrs


def _finished(study: optuna.Study, storage_url: str) -> list[optuna.trial.FrozenTrial]:
    with _reachable(storage_url):
        return study.get_trials(deepcopy=False, states=DONE)


def _result(finished: list[optuna.trial.FrozenTrial]) -> SearchResult:
    finished = sorted(finished, key=lambda trial: trial.number)
    # numbered by order: an interruption leaves gaps in the store's own numbers
    trials = [
        {
            "number": order,
            "params": t.params,
            "value": t.value,
            "attrs": t.user_attrs,
            "pruned": t.state is TrialState.PRUNED,
        }
        for order, t in enumerate(finished)
    ]
    whole = [t for t in finished if t.state is TrialState.COMPLETE]
    best = max(whole, key=_value)  # max keeps the first among equals
    return SearchResult(dict(best.params), _value(best), trials)


def _value(trial: optuna.trial.FrozenTrial) -> float:
    assert trial.value is not None  # finished trials have one
    return trial.value


@contextmanager
def _storage(storage_url: str) -> Iterator[optuna.storages.RDBStorage]:
    with _reachable(storage_url):
        storage = optuna.storages.RDBStorage(storage_url)
    try:
        yield storage
    finally:
        storage.remove_session()
        storage.engine.dispose()


@contextmanager
def _reachable(storage_url: str) -> Iterator[None]:
    unreachable = (SQLAlchemyError, optuna.exceptions.StorageInternalError, ImportError, OSError)
    try:
        yield
    except unreachable as error:
        first: BaseException = error
        while first.__cause__ is not None:  # Optuna and SQLAlchemy wrap what the database said
            first = first.__cause__
        raise StoreUnavailable(
            f"search store {_without_password(storage_url)}",
            f"{type(first).__name__}: {str(first).splitlines()[0]}",
            "Check that the folder or database exists and can be written, then start again",
        ) from error


def _without_password(storage_url: str) -> str:
    try:
        return make_url(storage_url).render_as_string(hide_password=True)
    except SQLAlchemyError:
        return "(its address is not a database URL)"

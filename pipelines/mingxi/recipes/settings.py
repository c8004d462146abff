"""Settings of a run, read from one YAML file and checked once."""

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from mingxi.declare.calendar import later
from mingxi.declare.errors import BadConfig, nearest
from mingxi.records.law import Law

Month = Annotated[str, Field(pattern=r"^(19|20)\d{2}-(0[1-9]|1[0-2])$")]
Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]
Share = Annotated[float, Field(gt=0, lt=1)]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Tables = Literal["all", "panel"]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class World(_Section):
    """The synthetic world to live in."""

    name: Name
    borrowers: Annotated[int, Field(ge=50)]
    first_month: Month
    months: Annotated[int, Field(ge=15, le=240)]
    numbers: str = "world"
    variant: Name = "base"
    overlays: tuple[str, ...] = ()
    tables: Tables = "all"


class Snapshots(_Section):
    """Month ends at which borrowers are looked at."""

    train: tuple[Month, ...] = Field(min_length=1)
    out_of_time: tuple[Month, ...] = Field(min_length=1)
    previous: Month
    decide: Month
    horizon_months: Annotated[int, Field(ge=1, le=36)] = 12

    @model_validator(mode="after")
    def _in_order(self) -> "Snapshots":
        if max(self.train) >= min(self.out_of_time):
            raise ValueError("every train month must lie before every out_of_time month")
        if self.previous >= self.decide:
            raise ValueError("previous must lie before decide")
        return self


class Training(_Section):
    """How the models are searched for and split.

    ``trees`` replaces single dials of the default-risk trees; a search replaces those it turns.
    ``folds``: whether the whole data are also judged fold by fold.
    ``out_of_time_from``: first month of a table with time that is only judged.
    ``retrains``: how often the risk model is trained again on other draws of the same people.
    """

    trials: Annotated[int, Field(ge=0)]
    trees: dict[str, float] = {}
    holdout_share: Share = 0.3
    folds: bool = False
    challengers: bool = True
    out_of_time_from: Month | None = None
    retrains: Annotated[int, Field(ge=0, le=50)] = 0
    earlier_method: bool = False


class Amount(_Section):
    """How much a budget allows.

    A number of ``times`` what the limits given so far carry, which may be written as the number
    alone, or money ``per_line`` that it concerns.
    """

    times: Positive | None = None
    per_line: Positive | None = None

    @model_validator(mode="before")
    @classmethod
    def _number(cls, given: Any) -> Any:
        return given if isinstance(given, dict | cls) else {"times": given}

    @model_validator(mode="after")
    def _one(self) -> "Amount":
        if (self.times is None) == (self.per_line is None):
            raise ValueError("give a number, or {per_line: money}")
        return self


class Budget(_Section):
    """What the limits together may carry.

    ``loss``: expected loss of a year. ``exposure``: sum of limits of a group, ``all``,
    ``region:<name>`` or ``segment:<name>``.
    """

    loss: Amount = Amount(times=1.0)
    exposure: dict[str, Amount] = {}


class Limit(_Section):
    """How the limit is learned: from profit, or as an imitation of past limits.

    ``bags``: divisions of the borrowers by which every outcome is told apart. ``caution``:
    standard deviations between them that are taken off a profit and put on a loss. ``confirm``:
    pairs of models learned again, most of which must confirm a step or a curve before it is told.
    """

    method: Literal["profit", "imitation"]
    economics: str = "economics/base.yaml"
    bags: Annotated[int, Field(ge=1, le=32)] = 4
    caution: Annotated[float, Field(ge=0, le=5)] = 0.5
    confirm: Annotated[int, Field(ge=0, le=9)] = 3
    budget: Budget = Budget()


class InBoth(_Section):
    """A name in both languages."""

    zh: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]


class Explain(_Section):
    """Which letters are written, and under whose law."""

    sample: Annotated[int, Field(ge=1)] = 100
    reference_rows: Annotated[int, Field(ge=50)] = 500
    law: Law = "cn"
    lender: InBoth | None = None
    agency: InBoth | None = None
    casework: bool = True
    pdf: bool = False

    @model_validator(mode="after")
    def _named(self) -> "Explain":
        if self.law == "us_regb" and (self.lender is None or self.agency is None):
            raise ValueError(
                "us_regb: a notice names the creditor and the federal agency over it; give lender "
                "and agency, each {zh: …, en: …}"
            )
        return self


class Tracking(_Section):
    """Where the run is recorded."""

    experiment: str = "mingxi"
    model: Name = "mingxi"


class Settings(_Section):
    """A whole run: a synthetic ``world`` with ``snapshots``, or a ``table`` to ``decide`` on."""

    name: Name
    seed: Annotated[int, Field(ge=0, lt=2**63)] = 7
    world: World | None = None
    snapshots: Snapshots | None = None
    table: dict[str, Any] | None = None
    decide: Month | None = None
    training: Training
    limit: Limit
    policy: str
    explain: Explain = Explain()
    tracking: Tracking = Tracking()

    @model_validator(mode="after")
    def _one_source(self) -> "Settings":
        if (self.world is None) == (self.table is None):
            raise ValueError("give either world (synthetic) or table (your own data), not both")
        if self.world is not None and self.snapshots is None:
            raise ValueError("a world needs snapshots")
        if self.table is not None and self.decide is None:
            raise ValueError("a table needs decide, the month its rows are decided in")
        if self.table is not None and self.limit.method == "profit":
            raise ValueError(
                "limit.method: profit needs the balances after a limit was given, which a table "
                "does not have; use imitation"
            )
        return self

    @model_validator(mode="after")
    def _inside_the_world(self) -> "Settings":
        """Refuse snapshots that the world does not show, or whose outcomes it does not."""
        if self.world is None or self.snapshots is None:
            return self
        first, ask = self.world.first_month, self.snapshots
        last = later(first, self.world.months - 1)
        horizon = ask.horizon_months
        for name, months, then in (
            ("train", ask.train, horizon),
            ("out_of_time", ask.out_of_time, horizon),
            ("previous", (ask.previous,), 0),
            ("decide", (ask.decide,), 0),
        ):
            for month in months:
                if month < first or later(month, then) > last:
                    wait = f" and its outcome takes {then} months" if then else ""
                    raise ValueError(
                        f"snapshots.{name}: {month} does not fit: the world runs from {first} to "
                        f"{last}{wait}"
                    )
        return self


def settings_from(document: dict[str, Any], path: Path) -> Settings:
    """Settings from a parsed file, checked.

    Raises
    ------
    BadConfig
        The message names every wrong key with its place, what was found and what is possible.
    """
    try:
        return Settings.model_validate(document)
    except ValidationError as error:
        problems = [_problem(e) for e in error.errors(include_url=False)]
        raise BadConfig(
            f"settings in {path}", "; ".join(problems), "Correct the file or the --set override"
        ) from None


def _problem(error: Any) -> str:
    place = ".".join(str(part) for part in error["loc"]) or "the file"
    if error["type"] == "extra_forbidden":
        section: Any = Settings
        for part in error["loc"][:-1]:
            section = _section(section, str(part))
        known = section.model_fields if section is not None else {}
        return f"unknown key {place!r}. {nearest(str(error['loc'][-1]), known)}".rstrip(".")
    if error["type"] == "missing":
        return f"{place!r} is missing"
    message = str(error["msg"]).removeprefix("Value error, ")
    if error["type"] == "value_error":
        return f"{place}: {message}" if error["loc"] else message
    if error["type"] == "model_type":
        message = "write its `key: value` lines below it"
    return f"{place!r} is {error['input']!r}: {message[0].lower()}{message[1:]}"


def _section(model: Any, key: str) -> Any:
    field = getattr(model, "model_fields", {}).get(key)
    kinds = getattr(field.annotation, "__args__", (field.annotation,)) if field else ()
    return next((k for k in kinds if isinstance(k, type) and issubclass(k, BaseModel)), None)

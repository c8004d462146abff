"""A lender's own table, declared without code: what its columns are, and the features in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mingxi.declare.errors import BadConfig, BadData
from mingxi.declare.feature import Concept
from mingxi.declare.words import Words
from mingxi.features.own_codes import special_codes
from mingxi.features.own_columns import OwnRows, SpecialCode
from mingxi.features.own_dates import dates, refuse_known_later
from mingxi.features.own_document import Part
from mingxi.features.own_expressions import ColumnValue, columns_of, dates_of
from mingxi.features.own_feature import OwnFeature, Role, own_feature, unknown_concept
from mingxi.features.own_roles import Roles, TimeRole, roles
from mingxi.features.own_standing import OwnFact, own_facts
from mingxi.records.application import Applications
from mingxi.records.decision import Money
from mingxi.records.feature_table import FeatureTable, FloatArray

REQUIRED = ("path", "currency", "roles", "concepts", "features")
OPTIONAL = ("separator", "sample", "source", "special_codes", "standing")
LIMIT_NAME = Words("额度", "limit")


@dataclass(frozen=True)
class OwnTable:
    """What a lender's own table holds, checked.

    Parameters
    ----------
    path, separator : str
        File (CSV or Parquet) and its column separator.
    sample : int | None
        Rows to draw at random; None: all.
    source : str
        Where the data come from and under which licence.
    money : Money
        Currency and what the limit is called.
    roles : Roles
    codes : tuple of SpecialCode
    concepts : tuple of Concept
    features : tuple of OwnFeature
    facts : tuple of OwnFact
        Standing facts for the policy.
    """

    path: str
    separator: str
    sample: int | None
    source: str
    money: Money
    roles: Roles
    codes: tuple[SpecialCode, ...]
    concepts: tuple[Concept, ...]
    features: tuple[OwnFeature, ...]
    facts: tuple[OwnFact, ...]

    @property
    def limit_keys(self) -> tuple[str, ...]:
        """Keys of the features that the limit model may read, in column order."""
        return tuple(f.what.key for f in self.features if "limit" in f.used_for)

    @property
    def columns(self) -> tuple[ColumnValue, ...]:
        """Columns that features and standing facts read, where they are named."""
        read = [f.columns for f in self.features] + [f.columns for f in self.facts]
        return tuple(column for columns in read for column in columns)

    def rows(self, frame: pd.DataFrame) -> OwnRows:
        """Rows of ``frame`` with the special codes of this table."""
        return OwnRows(frame, self.codes)


def own_table(document: Mapping[str, Any]) -> OwnTable:
    """Own table that a parsed document declares.

    Parameters
    ----------
    document : mapping
        What stands below ``table:``.

    Raises
    ------
    BadConfig
        Anything is wrong; the message names the place, what was found and the nearest known name.
    """
    part = Part("table", dict(document))
    given = part.mapping(REQUIRED, OPTIONAL)
    held = roles(given["roles"])
    spec = OwnTable(
        path=given["path"].text(),
        separator=_separator(given["separator"]) if "separator" in given else ",",
        sample=given["sample"].whole(least=1) if "sample" in given else None,
        source=given["source"].text() if "source" in given else "own data",
        money=_money(given["currency"], held),
        roles=held,
        codes=special_codes(given["special_codes"]) if "special_codes" in given else (),
        concepts=tuple(_concept(item) for item in given["concepts"].items()),
        features=tuple(own_feature(item) for item in given["features"].items()),
        facts=own_facts(given["standing"]) if "standing" in given else (),
    )
    _check_keys(given, spec)
    _check_concepts(given, spec)
    _check_columns_allowed(spec)
    return spec


def own_features(frame: pd.DataFrame, spec: OwnTable, role: Role = "risk") -> FeatureTable:
    """Feature table of all rows of an own table.

    Parameters
    ----------
    frame : DataFrame
        Columns as in the file; identifiers are read as text, rows without one by their index.
    spec : OwnTable
    role : {"risk", "limit"}
        ``"risk"``: all features; ``"limit"``: those that a limit model may read.

    Raises
    ------
    BadData
        The table is empty, lacks a declared column, has a column of which nothing is said, holds
        text where numbers are declared, or repeats an identifier.
    """
    _check_frame(frame, spec)
    rows = spec.rows(frame)
    month = _months(rows, spec.roles.time)
    _check_known_then(rows, spec)
    chosen = [f for f in spec.features if role in f.used_for]
    return FeatureTable(
        features=tuple(f.what for f in chosen),
        concepts=spec.concepts,
        values=np.column_stack([f.values(rows) for f in chosen]),
        borrower_id=_identifiers(rows, spec.roles.identity, month),
        month=month,
    )


def own_target(frame: pd.DataFrame, spec: OwnTable) -> FloatArray:
    """Outcome of each row: 1 default, 0 not, shape (n,).

    Raises
    ------
    BadData
        The column is missing or has empty cells, or no row defaults.
    """
    role, rows = spec.roles.target, spec.rows(frame)
    raw = rows.raw(role.column)
    if raw.isna().any():
        raise BadData(
            role.column.place,
            f"column {role.column.column!r} is empty in {int(raw.isna().sum())} rows",
            "Leave out rows whose outcome is not known",
        )
    outcome = rows.holds(role.column, (role.positive,)).astype(np.float64)
    if not outcome.any():
        raise BadData(
            role.column.place,
            f"no row of {role.column.column!r} holds {role.positive!r}; "
            f"it holds {raw.unique()[:5].tolist()}",
            "Correct `positive` in the roles",
        )
    return outcome


def own_privileged(frame: pd.DataFrame, spec: OwnTable) -> FloatArray | None:
    """What is known of past rows beyond the features, shape (n, q), NaN unknown; None: nothing.

    Raises
    ------
    BadData
        A column is missing or holds text.
    """
    rows = spec.rows(frame)
    columns = [rows.numbers(column) for column, _ in spec.roles.privileged]
    return np.column_stack(columns) if columns else None


def own_limit(frame: pd.DataFrame, spec: OwnTable) -> FloatArray | None:
    """Limit given in the past, money, shape (n,), NaN unknown; None if the table has none.

    Raises
    ------
    BadData
        The column is missing or holds text.
    """
    role = spec.roles.limit
    return None if role is None else spec.rows(frame).numbers(role.column)


def own_applications(frame: pd.DataFrame, spec: OwnTable, on: date) -> Applications:
    """Standing facts that the table declares, for a decision on ``on``.

    A row has an open line when its past limit is positive, unless the table says otherwise.

    Raises
    ------
    BadData
        A column is missing, or a fact that cannot be unknown is.
    """
    rows = spec.rows(frame)
    ids = _identifiers(rows, spec.roles.identity, _months(rows, spec.roles.time))
    limit = spec.roles.limit
    known = limit is not None and limit.column.column in frame.columns
    past = rows.numbers(limit.column) if known and limit else np.zeros(len(frame))
    facts: dict[str, NDArray[Any]] = {"has_line": past > 0}
    facts |= {fact.name: fact.values(rows) for fact in spec.facts}
    return Applications(on, ids, facts)


def _separator(part: Part) -> str:
    if not isinstance(part.value, str) or len(part.value) != 1 or part.value in '\r\n"':
        raise part.wrong(f"it is {part.value!r}", 'Write one character, such as ";" or "\\t"')
    return part.value


def _money(part: Part, held: Roles) -> Money:
    given = part.mapping(("name", "symbol"))
    name = LIMIT_NAME if held.limit is None else held.limit.name
    return Money(given["name"].words(), given["symbol"].text(), name, held.target.name)


def _concept(part: Part) -> Concept:
    given = part.mapping(("key", "name", "matters_because"))
    return Concept(given["key"].text(), given["name"].words(), given["matters_because"].words())


def _check_keys(given: dict[str, Part], spec: OwnTable) -> None:
    keys = {"features": [f.what.key for f in spec.features]}
    keys["concepts"] = [c.key for c in spec.concepts]
    for name, found in keys.items():
        for number, key in enumerate(found):
            if key in found[:number]:
                raise BadConfig(
                    f"{given[name].place}[{number}].key",
                    f"{key!r} is there already, at {name}[{found.index(key)}]",
                    "Rename one of them",
                )


def _check_concepts(given: dict[str, Part], spec: OwnTable) -> None:
    known = tuple(c.key for c in spec.concepts)
    for feature in spec.features:
        if feature.what.concept not in known:
            raise unknown_concept(feature, known)
    used = {f.what.concept for f in spec.features}
    for number, key in enumerate(known):
        if key not in used:
            raise BadConfig(
                f"{given['concepts'].place}[{number}]",
                f"no feature belongs to {key!r}",
                "Take it out, or give it a feature",
            )


def _check_columns_allowed(spec: OwnTable) -> None:
    """Refuse features and facts that read what no model or rule may, derived ones included.

    Only a span of months may begin or end at the time of the row.
    """
    forbidden = spec.roles.forbidden()
    time = spec.roles.time and spec.roles.time.column.column
    ends = [c for f in spec.features for span in dates_of(f.found) for c in columns_of(span)]
    for column in spec.columns:
        if column.column in forbidden and not (column.column == time and column in ends):
            raise BadConfig(
                column.place,
                f"it reads {column.column!r}, {forbidden[column.column]}",
                "Take it out: it may not be used",
            )
    limit = spec.roles.limit and spec.roles.limit.column.column
    for feature in spec.features:
        if "limit" in feature.used_for and any(c.column == limit for c in feature.columns):
            raise BadConfig(
                feature.place,
                f"{feature.what.key!r} is made of the past limit {limit!r}, which the limit model "
                "is to learn",
                "Write `used_for: [risk]`",
            )


def _check_frame(frame: pd.DataFrame, spec: OwnTable) -> None:
    if len(frame) == 0:
        raise BadData("own table", "it has no rows", "Export it again")
    rows = spec.rows(frame)
    for column in spec.columns:
        rows.raw(column)
    declared = {c.column for c in (*spec.columns, *spec.roles.columns())}
    unsaid = [str(name) for name in frame.columns if str(name) not in declared]
    if unsaid:
        raise BadData(
            "own table",
            f"nothing is said of column(s) {', '.join(repr(name) for name in unsaid)}",
            "Say what each is: a feature, protected, or exclude (with the reason); privileged, if "
            "it is known of past rows only",
        )


def _identifiers(
    rows: OwnRows, asked: ColumnValue | None, month: NDArray[np.str_]
) -> NDArray[np.str_]:
    if asked is None:
        return rows.frame.index.astype(str).to_numpy(dtype=np.str_)
    raw = rows.raw(asked)
    if raw.isna().any():
        raise BadData(
            asked.place,
            f"column {asked.column!r} is empty in {int(raw.isna().sum())} rows",
            "Give every row an identifier",
        )
    ids = raw.astype(str).to_numpy(dtype=np.str_)
    twice = pd.DataFrame({"id": ids, "month": month}).duplicated()
    if twice.any():
        raise BadData(
            asked.place,
            f"{str(ids[twice.to_numpy()][0])!r} stands in more than one row",
            "One row per person, or declare the time of each row",
        )
    return ids


def _months(rows: OwnRows, role: TimeRole | None) -> NDArray[np.str_]:
    if role is None:
        return np.full(len(rows.frame), "")
    raw = rows.raw(role.column)
    if raw.isna().any():
        raise BadData(
            role.column.place,
            f"column {role.column.column!r} is empty in {int(raw.isna().sum())} rows",
            "Give every row its day or month",
        )
    times = dates(raw, role.column, role.format)
    months: NDArray[np.str_] = times.dt.strftime("%Y-%m").to_numpy(dtype=np.str_)
    return months


def _check_known_then(rows: OwnRows, spec: OwnTable) -> None:
    """Refuse features that read dates after the time of the row."""
    role = spec.roles.time
    if role is None:
        return
    then = rows.dates(role.column, role.format)
    for span in (s for f in spec.features for s in dates_of(f.found)):
        for column in columns_of(span):
            if column.column != role.column.column:
                refuse_known_later(rows.dates(column, span.format), then, column)

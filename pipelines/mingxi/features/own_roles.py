"""Roles of the columns of an own table: who, when, outcome, past limit, and what is kept out."""

from dataclasses import dataclass

from mingxi.declare.errors import BadConfig
from mingxi.declare.words import Words
from mingxi.features.own_document import Part
from mingxi.features.own_expressions import Code, ColumnValue, code


@dataclass(frozen=True)
class TimeRole:
    """Column that holds the day or month of each row; ``format`` as in `strftime`."""

    column: ColumnValue
    format: str | None


@dataclass(frozen=True)
class TargetRole:
    """Column of the outcome, the value in it that means default, and what default is here."""

    column: ColumnValue
    positive: Code
    name: Words


@dataclass(frozen=True)
class LimitRole:
    """Column of the limit given in the past and what letters call it."""

    column: ColumnValue
    name: Words


@dataclass(frozen=True)
class Roles:
    """Columns that are no features.

    Parameters
    ----------
    identity : ColumnValue | None
        None: rows are numbered.
    time : TimeRole | None
    target : TargetRole
    limit : LimitRole | None
    protected : tuple of ColumnValue
        Traits that no model may use.
    privileged : tuple of (ColumnValue, str)
        Numbers that are known of past rows only, and what they are: trees are taught with them and
        never read them.
    exclude : tuple of (ColumnValue, str)
        Other columns left out, and why.
    """

    identity: ColumnValue | None
    time: TimeRole | None
    target: TargetRole
    limit: LimitRole | None
    protected: tuple[ColumnValue, ...]
    privileged: tuple[tuple[ColumnValue, str], ...]
    exclude: tuple[tuple[ColumnValue, str], ...]

    def forbidden(self) -> dict[str, str]:
        """Columns that no feature may read, and what they are."""
        found = {c.column: f"an excluded column ({why})" for c, why in self.exclude}
        found |= {c.column: f"known of past rows only ({why})" for c, why in self.privileged}
        found |= {c.column: "a protected column" for c in self.protected}
        found[self.target.column.column] = "the outcome itself"
        if self.identity is not None:
            found[self.identity.column] = "the identifier"
        if self.time is not None:
            found[self.time.column.column] = "the time of the row"
        return found

    def columns(self) -> tuple[ColumnValue, ...]:
        """All columns with a role, where they are declared."""
        single = [role.column for role in (self.time, self.target, self.limit) if role]
        if self.identity is not None:
            single.insert(0, self.identity)
        unread = (*self.privileged, *self.exclude)
        return (*single, *self.protected, *(c for c, _ in unread))


def roles(part: Part) -> Roles:
    """Roles that a part of a document declares.

    Raises
    ------
    BadConfig
        A key is unknown or missing, or a column has two roles.
    """
    optional = ("id", "time", "limit", "protected", "privileged", "exclude")
    given = part.mapping(("target",), optional)
    found = Roles(
        identity=_column(given["id"]) if "id" in given else None,
        time=_time(given["time"]) if "time" in given else None,
        target=_target(given["target"]),
        limit=_limit(given["limit"]) if "limit" in given else None,
        protected=_columns(given["protected"]) if "protected" in given else (),
        privileged=_with_reasons(given["privileged"]) if "privileged" in given else (),
        exclude=_with_reasons(given["exclude"]) if "exclude" in given else (),
    )
    seen: dict[str, str] = {}
    for column in found.columns():
        if column.column in seen:
            raise BadConfig(
                column.place,
                f"column {column.column!r} has a role already, at {seen[column.column]}",
                "Give each column one role",
            )
        seen[column.column] = column.place
    return found


def _column(part: Part) -> ColumnValue:
    return ColumnValue(part.place, part.text())


def _columns(part: Part) -> tuple[ColumnValue, ...]:
    return tuple(_column(item) for item in part.items())


def _time(part: Part) -> TimeRole:
    given = part.mapping(("column",), ("format",))
    return TimeRole(
        _column(given["column"]), given["format"].text() if "format" in given else None
    )


def _target(part: Part) -> TargetRole:
    given = part.mapping(("column", "positive", "name"))
    return TargetRole(_column(given["column"]), code(given["positive"]), given["name"].words())


def _limit(part: Part) -> LimitRole:
    given = part.mapping(("column", "name"))
    return LimitRole(_column(given["column"]), given["name"].words())


def _with_reasons(part: Part) -> tuple[tuple[ColumnValue, str], ...]:
    return tuple((ColumnValue(why.place, str(name)), why.text()) for name, why in part.entries())

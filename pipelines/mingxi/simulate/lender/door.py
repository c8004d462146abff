"""The door for a lender from outside: what it is shown, and what becomes of its answer."""

from dataclasses import replace

import numpy as np

from mingxi.declare.calendar import months_from
from mingxi.declare.errors import BadConfig, MingxiError
from mingxi.records.columns import FIXED, MONTHLY
from mingxi.records.histories import Histories
from mingxi.simulate.kept.past import Past
from mingxi.simulate.lender.review import EVENT, REGULAR, WELCOME, Verdict
from mingxi.simulate.lender.sight import FOLLOW, Lender, Sight, answer_of
from mingxi.simulate.month import Array, BoolArray, Columns, IntArray, Month
from mingxi.simulate.start.people import FAMILIES, GENDERS

THEIR_POLICY = -1  # policy number of decisions of a lender from outside


def through_door(
    at: Month, state: Columns, past: Past, row: int, legacy: Verdict
) -> tuple[Verdict, BoolArray]:
    """Decisions of the month after a lender from outside was asked, and which of them are its own.

    Raises
    ------
    BadConfig
        The lender failed, or its answer is not one limit in whole yuan for each borrower.
    """
    nobody = np.zeros(len(state["on_book"]), dtype=bool)
    door = at.setting.door
    if door is None or at.month < door.from_month:
        return legacy, nobody
    given = at.asked("set_limit")
    up = legacy.applied | legacy.reviewed | legacy.looked_at
    if given is not None:  # a limit set by an intervention is no lender's decision
        up = up & np.isnan(given)
    who = np.nonzero(up)[0]
    if not len(who):
        return legacy, nobody
    sight = _sight(at, state, past, row, (legacy, who))
    answer = _answer(at, door.lender, sight, {name: state[name][who] for name in state})
    own = who[answer != FOLLOW]
    theirs = nobody.copy()
    theirs[own] = True
    return _replaced(state, legacy, own, answer[answer != FOLLOW]), theirs


def _replaced(state: Columns, legacy: Verdict, own: IntArray, yuan: IntArray) -> Verdict:
    limit, opens, cut = legacy.yuan.copy(), legacy.opens.copy(), legacy.cut.copy()
    explored, policy = legacy.explored.copy(), legacy.policy_number.copy()
    multiplier, propensity = legacy.multiplier.copy(), legacy.propensity.copy()
    limit[own] = yuan
    opens[own] = legacy.applied[own] & (yuan > 0)
    cut[own] = legacy.looked_at[own] & (yuan != state["limit_yuan"][own])
    explored[own], multiplier[own], propensity[own] = False, 1.0, 1.0
    policy[own] = THEIR_POLICY
    return replace(
        legacy,
        yuan=limit,
        opens=opens,
        cut=cut,
        explored=explored,
        multiplier=multiplier,
        propensity=propensity,
        policy_number=policy,
    )


def _answer(at: Month, lender: Lender, sight: Sight, truth: Columns) -> IntArray:
    asked = f"lender {lender.name!r} at the end of {sight.month}"
    try:
        answer = np.asarray(answer_of(lender, sight, truth))
    except MingxiError:
        raise
    except Exception as error:
        found = f"its `decide` failed ({type(error).__name__}: {error})"
        raise BadConfig(asked, found, "Mend it, and try it on the same sight alone") from error
    todo = "Give one whole number of yuan for each borrower up for a decision"
    if answer.shape != sight.asks.shape or answer.dtype.kind not in "iu":
        found = f"it gave {answer.dtype} of shape {answer.shape}, not {sight.asks.shape}"
        raise BadConfig(asked, found, todo)
    highest = int(at.number("L15", "ceiling"))
    if len(answer) and not FOLLOW <= answer.min() <= answer.max() <= highest:
        found = f"its limits run from {answer.min()} to {answer.max()}"
        raise BadConfig(asked, found, f"Stay between 0 and {highest}")
    return answer.astype(np.int64)


def _sight(
    at: Month, state: Columns, past: Past, row: int, asked: tuple[Verdict, IntArray]
) -> Sight:
    legacy, who = asked
    grants = np.where(legacy.applied, np.where(legacy.opens, legacy.yuan, 0), legacy.yuan)
    grants = np.where(legacy.looked_at & ~legacy.cut, state["limit_yuan"], grants)
    asks = np.where(legacy.applied, WELCOME, np.where(legacy.reviewed, REGULAR, EVENT))
    months = _months(at)
    fixed = {c.name: _fixed(at, state, c.name, who).astype(_plain(c.dtype)) for c in FIXED}
    n = len(months)
    monthly = {
        c.name: _known(past.columns[c.name][:, who], row, n, c.known_after_months) for c in MONTHLY
    }
    since_open = np.arange(n) - state["open_month"][who, None]
    for column in MONTHLY:
        hidden = since_open < -column.known_after_months
        monthly[column.name][hidden] = np.nan if column.dtype == "float64" else 0
    return Sight(
        months[-1],
        Histories(months, fixed, monthly),
        asks[who],
        np.where(legacy.applied, 0, state["limit_yuan"])[who],
        grants[who],
        (legacy.yuan - legacy.done_line - legacy.explored_line)[who],
    )


def _plain(dtype: str) -> str:
    return "U" if dtype == "str" else dtype


def _months(at: Month) -> tuple[str, ...]:
    this = np.datetime64(int(at.starts[0]), "D").astype("datetime64[M]")
    return months_from(str(this - np.timedelta64(at.month, "M")), at.month + 1)


def _fixed(at: Month, state: Columns, name: str, who: IntArray) -> Array:
    values = state[name][who]
    if name in FAMILIES:
        return np.array(at.setting.names(name))[values]
    return np.array(GENDERS)[values] if name == "gender" else values


def _known(rows: Array, row: int, n_months: int, lag: int) -> Array:
    """Months shown of recorded rows, (m, months); the last ``lag`` repeat what is known."""
    held = rows[row - n_months + 1 : row + 1].T.copy()
    if lag:
        held[:, -lag:] = rows[max(row - lag, 0)][:, None]
    return held

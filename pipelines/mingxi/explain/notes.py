"""States with their causes, and remarks beside the principal reasons."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from mingxi.declare.codes.registry import CODES
from mingxi.declare.words import Slot, Words
from mingxi.records.decision import Attribution, Note

State = Literal["T01", "T02", "T03", "T04"]

# a state names at most so many causes in one sentence
MOST_CAUSES = 2
# a report older than this is not the latest there is: one month of delay is regular
REGULAR_DELAY_DAYS = 45
# so close to the line that any step could change the result; assumption: a twentieth of it
CLOSE = 0.05
# what speaks for a person comes to this share of what speaks against them: the signals conflict
BALANCED = 0.9


@dataclass(frozen=True)
class Standing:
    """How one person stands after a decision.

    Parameters
    ----------
    on : date
    symbol : str
        Of the currency.
    limit : int
    before : int | None
        Limit at the review before; None: there was none.
    draw_open : bool
    has_line : bool
    limit_when_asked : int
        Limit shown when the person asked; 0: nothing was asked.
    reviewed_on, report_on : date | None
        Day a person looked again; day of the credit report used.
    data_as_of : date
        Day of the newest information.
    verified : bool
        Identity is confirmed and nothing is missing in the profile.
    assets_verified : bool
    no_path : bool
    """

    on: date
    symbol: str
    limit: int
    before: int | None
    draw_open: bool
    has_line: bool
    limit_when_asked: int
    reviewed_on: date | None
    report_on: date | None
    data_as_of: date
    verified: bool
    assets_verified: bool
    no_path: bool


@dataclass(frozen=True)
class Line:
    """A risk held against the line that it may not pass."""

    risk: float
    most: float


def states(
    now: Standing, causes: Mapping[State, Sequence[str]]
) -> tuple[tuple[Note, ...], tuple[str, ...]]:
    """States that hold, each with its causes; one without a cause is withheld and said to be.

    Parameters
    ----------
    now : Standing
    causes : mapping of state to codes
        Codes of what decided, in order; those of states do not count.

    Returns
    -------
    notes : tuple of Note
    withheld : tuple of str
    """
    notes: list[Note] = []
    withheld: list[str] = []
    for state in _holding(now):
        behind = _causes(causes.get(state, ()))
        if behind:
            notes.append(_state(state, behind, _state_slots(state, now)))
        else:
            withheld.append(f"{state}: no cause stands behind it")
    return tuple(notes), tuple(withheld)


def remarks(now: Standing, refused_by: Line | None, risk: Attribution) -> tuple[Note, ...]:
    """Remarks that the facts carry, in the order of the catalogue.

    Parameters
    ----------
    now : Standing
    refused_by : Line | None
        The line that a refusal by risk failed; None: no such refusal.
    risk : Attribution
        Against people just approved.
    """
    refused = now.limit == 0 and refused_by is not None
    found = [
        *(
            _note("K04", {}, {"assets_verified": 1})
            for _ in [0]
            if refused and now.assets_verified
        ),
        _note("A06", {}, {"not_used": "contacts, location"}),
        *_moved(now),
        *_old(now),
        *(_note("M05", {}, {"limit": now.limit}) for _ in [0] if _below_hope(now)),
    ]
    if refused and refused_by is not None:
        found += [*_doubt(risk), *_close(refused_by)]
    if now.reviewed_on is not None and now.reviewed_on <= now.on:
        day = now.reviewed_on.isoformat()
        found.append(_note("M08", {"date": day}, {"reviewed_on": day}))
    if now.no_path:
        found.append(_note("N01", {}, {"steps_told": 0}))
    return tuple(found)


def _holding(now: Standing) -> list[State]:
    found: list[State] = []
    if now.limit == 0:
        found.append("T01" if now.has_line else "T03")
    elif not now.draw_open:
        found.append("T02")
    if now.limit < now.limit_when_asked:
        found.append("T04")
    return found


def _causes(codes: Iterable[str]) -> tuple[str, ...]:
    real = dict.fromkeys(code for code in codes if not CODES[code].is_state)
    return tuple(real)[:MOST_CAUSES]


def _state(state: State, causes: tuple[str, ...], slots: Mapping[str, Slot]) -> Note:
    text, names = CODES[state].text, [CODES[code].name for code in causes]
    words = Words(
        text.zh.replace("{cause}", "、".join(name.zh for name in names)),
        text.en.replace("{cause}", "; ".join(name.en for name in names)),
    )
    return Note(state, words, slots, {"causes": ", ".join(causes)}, causes)


def _state_slots(state: State, now: Standing) -> dict[str, Slot]:
    if state != "T04":
        return {}
    return {"symbol": now.symbol, "before": now.limit_when_asked, "after": now.limit}


def _note(code: str, slots: Mapping[str, Slot], evidence: Mapping[str, Slot]) -> Note:
    return Note(code, CODES[code].text, slots, evidence)


def _moved(now: Standing) -> list[Note]:
    if now.before is None or now.before in {0, now.limit}:
        return []
    slots: dict[str, Slot] = {"date": now.on.isoformat(), "symbol": now.symbol}
    limits: dict[str, Slot] = {"before": now.before, "after": now.limit}
    return [_note("M02", slots | limits, limits)]


def _old(now: Standing) -> list[Note]:
    """The oldest information, where it is older than it regularly is."""
    late = [now.data_as_of] if now.data_as_of < now.on else []
    if now.report_on is not None and (now.on - now.report_on).days > REGULAR_DELAY_DAYS:
        late.append(now.report_on)
    return (
        [_note("M04", {"date": d}, {"as_of": d}) for d in [min(late).isoformat()]] if late else []
    )


def _below_hope(now: Standing) -> bool:
    return now.limit > 0 and now.before is None and now.verified


def _doubt(risk: Attribution) -> list[Note]:
    against = sum(max(f.push, 0.0) for f in risk.factors)
    speaks_for = sum(max(-f.push, 0.0) for f in risk.factors)
    if against <= 0 or speaks_for < BALANCED * against:
        return []
    return [_note("M06", {}, {"for": speaks_for, "against": against})]


def _close(refused: Line) -> list[Note]:
    if refused.risk > (1 + CLOSE) * refused.most:
        return []
    line = 100 * refused.most
    # never shown as if it had met the line
    slots: dict[str, Slot] = {"yours": max(100 * refused.risk, line + 0.1), "line": line}
    return [_note("M07", slots, {"risk": refused.risk, "line": refused.most})]

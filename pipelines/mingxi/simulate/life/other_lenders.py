"""Borrowing elsewhere: loans with other lenders one by one, and what they ask the bureau.

``line_fen[:, k]`` is what is owed on the loan in place k, 0: the place is free. ``line_no`` is its
number in the credit report and ``line_kind`` a position in `KINDS`.
"""

import numpy as np

from mingxi.simulate.inversion import counts, pick
from mingxi.simulate.kept.journal import Journal
from mingxi.simulate.life.places import add_up, find_smallest, pay_down
from mingxi.simulate.month import Array, BoolArray, Columns, FloatArray, IntArray, Month, sigmoid

KINDS = ("bank", "consumer_finance", "small_loan")
SMALL = KINDS.index("small_loan")
REASONS = ("loan_application", "card_application")
MOST_LINES = 10  # places; assumption: nobody is lent to by more
MOST_INQUIRIES = 12
LOTS = ("new_lender", "lender_closes", "inquiries")
GOLDEN = 0.6180339887498949  # golden section: numbers i × GOLDEN mod 1 lie evenly


def other_lenders(at: Month, state: Columns) -> Columns:
    """Loans, debt and dues elsewhere, and inquiries of the month, shape (n,) and (n, places).

    A new line with us makes others advertise: approval raises later borrowing elsewhere.
    """
    stops = at.does("no_inquiries")
    lots = at.uniforms(LOTS)
    opens = _opens(at, state, lots[0])
    if at.setting.do:
        opens = opens & ~stops & ~at.does("no_new_lenders")
    before = state["line_fen"]
    kind, no = state["line_kind"].copy(order="K"), state["line_no"].copy(order="K")
    closed = smallest(before, _closings(at, state, lots[1]))
    fen = np.empty_like(before)
    pay_down(before.T, closed.T, float(at.number("other_lenders", "repaid_per_month")), fen.T)
    who = opens.nonzero()[0]
    place = (before[who] == 0).argmax(axis=1)
    fen[who, place] = _amounts(at, state, who)
    kind[who, place] = _kinds(at, state["stretch"][who], at.uniform("lender_kind", who))
    no[who, place] = state["n_lines"][who]
    sums = np.empty((3, len(fen)), dtype=np.int64)
    add_up(fen.T, kind.T, SMALL, (sums[0], sums[1], sums[2]))
    debt = sums[0] / 100.0
    inquiries = _inquiries(at, state, opens, lots[2])
    return {
        "line_fen": fen,
        "line_kind": kind,
        "line_no": no,
        "n_lines": state["n_lines"] + opens,
        "lenders": sums[1],
        "small_lenders": sums[2],
        "debt_elsewhere": debt,
        "due_elsewhere": at.number("other_lenders", "due_share") * debt,
        "inquiries": np.where(stops, 0, inquiries) if at.setting.do else inquiries,
        "file_months": state["file_months"] + 1,
        "line_opens": opens,
        "line_closes": closed,
    }


def after_repaying(fen: IntArray, rate: float) -> IntArray:
    """What is owed a month later, fen, same shape; the last few fen stay until the loan closes.

    Examples
    --------
    >>> after_repaying(np.array([10_000, 0, 3]), 0.06).tolist()
    [9400, 0, 3]
    """
    return fen - (fen * rate).astype(np.int64)


def smallest(fen: IntArray, how_many: IntArray) -> BoolArray:
    """The ``how_many`` smallest amounts of each row that are not 0, shape (n, places).

    Examples
    --------
    >>> smallest(np.array([[5, 0, 3, 9], [7, 0, 0, 0]]), np.array([2, 0]))
    array([[ True, False,  True, False],
           [False, False, False, False]])
    """
    chosen = np.zeros_like(fen, dtype=bool)
    find_smallest(fen.T, how_many, chosen.T)
    return chosen


def _opens(at: Month, state: Columns, lot: FloatArray) -> BoolArray:
    tempted = (
        at.number("other_lenders", "new_level")
        + at.number("other_lenders", "new_per_demand") * state["demand"]
        + at.number("other_lenders", "new_per_stretch") * state["stretch"]
        + at.number("other_lenders", "new_when_solicited") * (state["months_open"] < 6)
    )
    return np.asarray((lot < sigmoid(tempted)) & (state["lenders"] < MOST_LINES))


def _closings(at: Month, state: Columns, lot: FloatArray) -> IntArray:
    """How many loans elsewhere are paid off this month, the smallest first, shape (n,)."""
    paid_off = 1.0 - (1.0 - at.number("other_lenders", "paid_off")) ** state["lenders"]
    how_many = (lot < paid_off).astype(np.int64)
    asked = at.asked("close_lenders")
    if asked is not None:
        how_many = how_many + np.where(np.isnan(asked), 0, asked).astype(np.int64)
    return how_many


def _amounts(at: Month, state: Columns, who: IntArray) -> IntArray:
    """Amounts of new loans, fen, shape (m,)."""
    size = at.number("other_lenders", "loan_in_incomes") * np.exp(
        at.number("other_lenders", "loan_spread") * at.normal("loan_elsewhere", who)
    )
    return np.maximum(np.rint(size * state["income"][who] * 100.0).astype(np.int64), 1)


def _kinds(at: Month, stretch: Array, lot: FloatArray) -> IntArray:
    """Kinds of lender: people who live on credit turn to small-loan companies, shape (m,)."""
    own = np.empty((len(lot), len(KINDS)))
    own[:] = at.series("lender_kinds", KINDS)
    own[:, SMALL] *= np.exp(at.number("lender_kinds", "small_per_stretch") * stretch)
    return pick(lot, own)


def _inquiries(at: Month, state: Columns, opens: BoolArray, lot: FloatArray) -> IntArray:
    rate = at.number("other_lenders", "inquiries") * np.exp(
        at.number("other_lenders", "inquiries_per_stretch") * state["stretch"]
    )
    rate = rate + at.number("other_lenders", "inquiries_per_new_lender") * opens
    return counts(lot, rate, MOST_INQUIRIES)


def reported(at: Month, before: Columns, state: Columns, journal: Journal) -> None:
    """Write the month's new and closed loans elsewhere, and its inquiries, into the journal."""
    if not journal.kept:
        return
    who = np.nonzero(state["line_opens"])[0]
    place = np.argmax(state["line_no"][who] == before["n_lines"][who, None], axis=1)
    journal.add(
        "lines_opened",
        borrower_id=state["borrower_id"][who],
        line_no=before["n_lines"][who],
        kind=state["line_kind"][who, place],
        amount_fen=state["line_fen"][who, place],
        opened_on=day_of(at, at.uniform("opening_day", who)),
    )
    gone, place = np.nonzero(state["line_closes"])
    journal.add(
        "lines_closed",
        borrower_id=state["borrower_id"][gone],
        line_no=before["line_no"][gone, place],
        closed_on=day_of(at, at.uniform("closing_day", gone)),
    )
    _report_inquiries(at, state, journal)


def _report_inquiries(at: Month, state: Columns, journal: Journal) -> None:
    n = state["inquiries"]
    who = np.repeat(np.arange(len(n)), n)
    which = np.arange(len(who)) - np.repeat(np.cumsum(n) - n, n)
    day, lender, card = (
        (at.uniform(f"inquiry_{name}", who) + which * GOLDEN) % 1.0
        for name in ("day", "lender", "card")
    )
    kind = _kinds(at, state["stretch"][who], lender)
    # the first inquiry of a month with a new loan is that lender's own
    opens = state["line_opens"][who] & (which == 0)
    kind = np.where(opens, _newest_kind(state)[who], kind)
    for_card = (kind == 0) & ~opens & (card < at.number("lender_kinds", "card_share"))
    journal.add(
        "inquiries",
        borrower_id=state["borrower_id"][who],
        inquired_on=day_of(at, day),
        kind=kind,
        reason=for_card.astype(np.int64),
    )


def _newest_kind(state: Columns) -> IntArray:
    kinds = np.zeros(len(state["n_lines"]), dtype=np.int64)
    who = np.nonzero(state["line_opens"])[0]
    place = np.argmax(state["line_no"][who], axis=1)
    kinds[who] = state["line_kind"][who, place]
    return kinds


def day_of(at: Month, lot: FloatArray) -> IntArray:
    """Day number of the month at the share ``lot`` of it, same shape."""
    return int(at.starts[0]) + np.floor(lot * at.n_days).astype(np.int64)

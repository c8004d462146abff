"""How balances answer to the limit, read from the decisions that were randomised."""

import numpy as np

from mingxi.evaluate.book import Book
from mingxi.evaluate.sums import Ratio

RAISES = (1.0, 2.0, 4.0)  # of the multipliers drawn: as proposed, and raises; each equally likely


def balance_per_limit(
    book: Book, score_from: int = 0, score_to: int = 10_000, months: int = 3
) -> Ratio:
    """Yuan of balance after ``months`` months per yuan of limit granted.

    ``score_from`` ≤ outside score at the decision < ``score_to``.

    The multiplier was drawn by lot, so multiplier − its mean is an instrument for the limit, and
    the ratio of two covariances is the effect (Wald estimate). Both sides are taken per yuan
    proposed: every line counts alike, and not the large ones most.
    """
    events = book.limit_events
    tried = events["explored"] & np.isin(events["multiplier"], RAISES)
    tried &= (events["month"] + months < book.n_months) & (events["old_fen"] > 0)
    row, month = events["row"][tried], events["month"][tried]
    score = book.months["outside_score"][row, month]
    inside = (score >= score_from) & (score < score_to)
    row, month = row[inside], month[inside]
    proposal = events["proposal_fen"][tried][inside].astype(np.float64)
    drawn = events["multiplier"][tried][inside]
    lot = (drawn - np.mean(RAISES)) / proposal
    balance = book.months["balance_fen"]
    # the balance of the day is not moved by the lot: taking it off only takes chance away
    after = balance[row, month + months] - balance[row, month]
    limit = events["new_fen"][tried][inside]
    return Ratio(float((lot * after).sum()), float((lot * limit).sum()))

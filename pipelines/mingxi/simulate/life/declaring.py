"""What a borrower declares with a request: purpose, way of repaying, and an amount of the tier."""

import numpy as np

from mingxi.simulate.inversion import pick
from mingxi.simulate.life.drawing import STEP_FEN, Wish
from mingxi.simulate.month import Array, BoolArray, Columns, FloatArray, IntArray, Month

PURPOSES = (
    "daily",
    "home",
    "education",
    "medical",
    "travel",
    "business",
    "investment",
    "property",
)
# consumer loans may go neither into property nor into shares, bonds, futures or the like (Interim
# Measures for the Administration of Internet Loans of Commercial Banks, CBIRC 2020 no. 9)
FORBIDDEN = ("investment", "property")
_IS_FORBIDDEN = np.isin(PURPOSES, FORBIDDEN)
METHODS = ("equal_principal", "interest_first")
INTEREST_FIRST = METHODS.index("interest_first")
SHORTEST = 3  # months; only the shortest loans are repaid at their end


def purpose(at: Month, lot: FloatArray) -> IntArray:
    """Position in `PURPOSES` of what each request is said to be for, shape (m,)."""
    return pick(lot, at.series("declaring", PURPOSES))


def forbidden(said: IntArray) -> BoolArray:
    """Whether no consumer loan may be used for it, shape (m,)."""
    return np.asarray(_IS_FORBIDDEN[said])


def method(at: Month, lot: FloatArray, term_months: IntArray) -> IntArray:
    """Position in `METHODS` of how each loan is to be repaid, shape (m,)."""
    at_end = lot < at.number("declaring", "interest_first")
    return np.where(at_end & (term_months == SHORTEST), INTEREST_FIRST, 0)


def tier(at: Month, state: Columns) -> Columns:
    """Largest single loan of each borrower's tier, fen, from now on, shape (n,)."""
    score = state["outside_score"]
    most = np.where(
        score >= at.number("tiers", "upper_from"),
        at.number("tiers", "upper_most"),
        np.where(
            score >= at.number("tiers", "middle_from"),
            at.number("tiers", "middle_most"),
            at.number("tiers", "lower_most"),
        ),
    )
    return {"draw_most_fen": (most * 100).astype(np.int64)}


def within_tier(
    at: Month, state: Columns, wish: Wish, lot: FloatArray, request_fen: Array
) -> IntArray:
    """Amounts asked for by people most of whom have read what their tier allows, shape (m,)."""
    most = state["draw_most_fen"][wish.who] // STEP_FEN * STEP_FEN
    overlooks = lot < at.number("tiers", "overlooked")
    return np.where(overlooks, request_fen, np.minimum(request_fen, most))

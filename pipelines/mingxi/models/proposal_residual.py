"""What a lender knew beside the features: its proposal less what the features explain of it.

A lender who lent before knew more than its records show. Limits it left to chance were drawn
around its own proposal, so chance is fair only among people with the same proposal; the residual
keeps that, without handing the old limit itself to the new model.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.feature import Actionable, Concept, Direction, Feature
from mingxi.declare.words import Words
from mingxi.models.booster import Examples, Goal, fit_booster, limit_signs, raw_scores
from mingxi.models.split import borrower_parts
from mingxi.models.tree_settings import TreeSettings
from mingxi.records.feature_table import FeatureTable

FloatArray = NDArray[np.float64]

FOLDS = 4
MOST_ROWS = 100_000  # to learn a fold from; assumption: rules are seen from so many

LENDER = Concept(
    "lender_information",
    Words("以前的审核", "Earlier reviews"),
    Words(
        "以前的审核看得到一些这里没有留下的情况。",
        "Earlier reviews could see some things that are no longer held here.",
    ),
    decider="review",
)
LENDER_INFORMATION = Feature(
    key="lender_information",
    name=Words(
        "以前审核给的额度，和按你的记录推算的相比",
        "Limit by earlier reviews, against what your record suggests",
    ),
    unit="share",
    on_risk=Direction.LOWERS,
    on_limit=Direction.RAISES,
    concept=LENDER.key,
    actionable=Actionable.NOT,
    code="M10",
    if_adverse=Words(
        "以前的审核给出的，是按你的记录推算的 {value:.0%}。它还看了什么，这里没有留下。",
        "Earlier reviews came to {value:.0%} of what your record alone suggests; what else they "
        "looked at is no longer held.",
    ),
    if_favourable=Words(
        "以前的审核给出的，是按你的记录推算的 {value:.0%}。它还看了什么，这里没有留下。",
        "Earlier reviews came to {value:.0%} of what your record alone suggests; what else they "
        "looked at is no longer held.",
    ),
    if_missing=Words(
        "还没有以前的审核结果可以参考。",
        "There is no result of an earlier review to go by yet.",
    ),
    missing_code="H03",
    source="the earlier proposal over what the other features explain of it, out of fold",
    unknown_at=1.0,
)


@dataclass(frozen=True)
class ExpectedProposal:
    """What the features lead one to expect of a proposal.

    Parameters
    ----------
    texts : tuple of str
        Trees on the logarithm of the proposal, one per fold, each blind to its fold.
    keys : tuple of str
        Features in the order learned.
    """

    texts: tuple[str, ...]
    keys: tuple[str, ...]


def fit_expected_proposal(
    table: FeatureTable,
    proposal: FloatArray,
    settings: TreeSettings,
    effort: tuple[int, int],
) -> tuple[ExpectedProposal, FloatArray]:
    """Expectation of proposals, and the residual of each row out of fold, shape (n,).

    The trees that a row's residual is taken from never saw its borrower.

    Parameters
    ----------
    table : FeatureTable
    proposal : ndarray of shape (n,)
        Money > 0.
    settings : TreeSettings
    effort : (seed, threads)
    """
    log = np.log(proposal)
    shares = [1.0 / FOLDS] * (FOLDS - 1)
    fold = borrower_parts(table.borrower_id, shares, effort[0])
    goal = Goal("regression", limit_signs(table.features))
    left, texts = np.empty(len(log)), []
    for number in range(FOLDS):
        mine = fold == number
        # every k-th row: months follow one another in the rows, so all months are among them
        others = np.flatnonzero(~mine)
        some = others[:: -(-len(others) // MOST_ROWS)]
        rows = Examples(table.rows(some), log[some])
        texts.append(fit_booster(goal, rows, None, settings, *effort))
        left[mine] = log[mine] - raw_scores(texts[-1], table.keys, table.rows(mine))
    return ExpectedProposal(tuple(texts), table.keys), left


def proposal_residual(
    expected: ExpectedProposal, table: FeatureTable, proposal: FloatArray
) -> FloatArray:
    """Logarithm of each proposal less what the features explain of it, shape (n,); NaN: none.

    Parameters
    ----------
    expected : ExpectedProposal
    table : FeatureTable
    proposal : ndarray of shape (n,)
        Money; NaN or 0 where nothing was proposed.
    """
    known = np.isfinite(proposal) & (proposal > 0)
    left = np.full(len(table), np.nan)
    if known.any():
        rows = table.rows(known)
        each = [raw_scores(text, expected.keys, rows) for text in expected.texts]
        left[known] = np.log(proposal[known]) - np.mean(each, axis=0)
    return left


def with_lender_information(table: FeatureTable, residual: FloatArray) -> FeatureTable:
    """Table with the residual as its last column, under a concept of its own.

    As a ratio: 0.8 is a proposal a fifth lower than the features explain. Where nothing was
    proposed (NaN), nothing is known beside the features: 1.
    """
    return FeatureTable(
        (*table.features, LENDER_INFORMATION),
        (*table.concepts, LENDER),
        np.column_stack([table.values, np.exp(np.nan_to_num(residual))]),
        table.borrower_id,
        table.month,
    )


def informed(
    expected: ExpectedProposal | None, table: FeatureTable, proposal: FloatArray
) -> FeatureTable:
    """Table with the lender's information, or as it is where the model uses none."""
    if expected is None:
        return table
    return with_lender_information(table, proposal_residual(expected, table, proposal))

"""Exact Shapley shares of a product, and their rounding to whole yuan."""

import numpy as np

from mingxi.simulate.month import FloatArray, IntArray


def shapley_shares(level: FloatArray, steps: FloatArray) -> FloatArray:
    """Shapley value of every player of the game v(S) = level × exp(sum of the steps in S).

    The value is the integral of the marginal gain along the diagonal of the multilinear
    extension (Owen 1972). For a product that is a polynomial of degree players − 1, which
    Gauss-Legendre quadrature integrates exactly, so no subset has to be visited.

    Parameters
    ----------
    level : ndarray of shape (n,)
        v of nobody.
    steps : ndarray of shape (n, players)
        Log steps.

    Returns
    -------
    ndarray of shape (n, players)
        Adds up to level × (exp(sum of all steps) − 1).

    Examples
    --------
    >>> shapley_shares(np.array([100.0]), np.log(np.array([[2.0, 0.5, 1.0]]))).round(6).tolist()
    [[75.0, -75.0, 0.0]]
    """
    players = steps.shape[1]
    nodes, weights = np.polynomial.legendre.leggauss(players // 2 + 1)
    gain = np.expm1(steps)
    shares = np.zeros_like(gain)
    for node, weight in zip((nodes + 1.0) / 2.0, weights / 2.0, strict=True):
        factor = 1.0 + node * gain
        product = np.ones(len(level))
        for i in range(players):  # in order, so the bytes do not depend on the block
            product = product * factor[:, i]
        shares += weight * product[:, None] / factor
    return level[:, None] * gain * shares


def whole_yuan(shares: FloatArray, total: IntArray) -> IntArray:
    """Shares rounded to whole yuan that add up to ``total`` exactly (largest remainder).

    Parameters
    ----------
    shares : ndarray of shape (n, players)
        Add up to ``total`` within rounding.
    total : ndarray of shape (n,)

    Examples
    --------
    >>> whole_yuan(np.array([[1.4, 1.4, 0.0]]), np.array([3])).tolist()
    [[2, 1, 0]]
    """
    low = np.floor(shares).astype(np.int64)
    moved = shares != 0.0  # a cause that did nothing gets nothing
    rest = np.where(moved, shares - low, -1.0)
    order = np.argsort(-rest, axis=1, kind="stable")
    rank = np.empty_like(order)
    np.put_along_axis(rank, order, np.arange(shares.shape[1])[None, :], axis=1)
    missing = total - low.sum(axis=1)
    low = low + (rank < missing[:, None])
    # both ends of the total are rounded, so a yuan may be left when every player has had one
    left = total - low.sum(axis=1)
    low[np.arange(len(low)), np.argmax(np.abs(shares), axis=1)] += left
    return np.asarray(low)

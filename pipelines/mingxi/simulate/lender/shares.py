"""Exact Shapley shares of a product, and their rounding to whole yuan."""

from functools import cache

import numpy as np

from mingxi.simulate.month import FloatArray, IntArray


def yuan_shares(level: FloatArray, steps: FloatArray, total: IntArray) -> IntArray:
    """Shapley shares in whole yuan, shape (n, players); a player that did not step gets nothing.

    Parameters
    ----------
    level, steps : ndarray
        As in `shapley_shares`.
    total : ndarray of shape (n,)
        What the shares add up to: level × (exp(sum of steps) − 1) within rounding, and 0 where
        nobody stepped.

    Examples
    --------
    >>> yuan_shares(np.array([100.0]), np.log(np.array([[2.0, 1.0, 0.5]])), np.array([0])).tolist()
    [[75, 0, -75]]
    """
    moved = steps != 0.0
    shares = np.zeros(steps.shape, dtype=np.int64)
    n_moved = moved.sum(axis=1)
    # few players move at a time, and the work grows with their square: rows of a kind together
    for players in np.unique(n_moved[n_moved > 0]):
        who = np.nonzero(n_moved == players)[0]
        place = np.nonzero(moved[who])[1].reshape(-1, players)
        own = np.take_along_axis(steps[who], place, axis=1)
        shares[who[:, None], place] = whole_yuan(shapley_shares(level[who], own), total[who])
    return shares


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
    nodes, weights = _nodes((players + 1) // 2)
    gain = np.ascontiguousarray(np.expm1(steps).T)  # one row per player: long loops
    shares = np.zeros_like(gain)
    for node, weight in zip((nodes + 1.0) / 2.0, weights / 2.0, strict=True):
        factor = 1.0 + node * gain
        product = np.full(len(level), weight)
        for one in factor:  # in order, so the bytes do not depend on the block
            product *= one
        shares += product / factor
    return np.asarray((level * gain * shares).T)


@cache
def _nodes(how_many: int) -> tuple[FloatArray, FloatArray]:
    return np.polynomial.legendre.leggauss(how_many)


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

"""Where a share may lie, seen on so many."""

from math import sqrt

Z = 1.959963984540054  # 95 of 100 intervals hold the true share


def share_interval(count: float, n: float) -> tuple[float, float]:
    """Bounds of a share of which ``count`` of ``n`` were seen, 95 %; (0, 1) where n is 0.

    Where rows are not independent, both may be given as fractions of what was counted.

    References
    ----------
    Wilson (JASA 1927): unlike mean ± 1.96 s.e. it holds for few and for none.

    Examples
    --------
    >>> low, high = share_interval(0, 100)
    >>> round(low, 4), round(high, 4)
    (0.0, 0.037)
    """
    if not n:
        return 0.0, 1.0
    share, z2 = count / n, Z * Z
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z * sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    # at the ends the formula gives 0 and 1, but for rounding
    return (middle - half if count else 0.0), (middle + half if count < n else 1.0)

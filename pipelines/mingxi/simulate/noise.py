"""Noise as a pure function of seed, draw name, month and borrower.

Counter-based Philox: borrower ``i`` owns lane ``i % 4`` of counter ``i // 4``, so a block of
borrowers holds the same bytes however many blocks there are and in whatever order they are made,
and a new draw name moves nobody else's noise (Salmon et al. 2011, "Parallel random numbers: as
easy as 1, 2, 3"; NumPy documentation of `numpy.random.Philox`).
"""

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from mingxi.declare.errors import BadConfig

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

LANES = 4
TINIEST = 2.0**-54  # keeps the inverse normal finite at u == 0
ALWAYS = "always"  # key of draws that are made once in a life


@dataclass(frozen=True)
class Noise:
    """Noise of the borrowers (or regions) at positions start … stop − 1.

    Parameters
    ----------
    seed : int
        ≥ 0.
    start, stop : int
        ``start`` is a multiple of 4.

    Raises
    ------
    BadConfig
        The positions do not start at a multiple of 4, or the seed is negative.
    """

    seed: int
    start: int
    stop: int

    def __post_init__(self) -> None:
        if self.start % LANES or self.seed < 0:
            raise BadConfig(
                f"noise of seed {self.seed} from position {self.start}",
                "positions start at multiples of 4 and seeds are not negative",
                "Use other block bounds or another seed",
            )

    def uniform(self, name: str, month: int | str = ALWAYS) -> FloatArray:
        """Uniform numbers in [0, 1), one per position.

        Examples
        --------
        >>> whole = Noise(7, 0, 12).uniform("job", 3)
        >>> bool((Noise(7, 8, 12).uniform("job", 3) == whole[8:]).all())
        True
        """
        key = np.array([self.seed, name_hash(f"{name}|{month}")], dtype=np.uint64)
        generator = np.random.Philox(key=key, counter=self.start // LANES)
        raw = generator.random_raw(self.stop - self.start)
        # our own conversion: NumPy promises raw bits for ever, distributions only per release
        return (raw >> np.uint64(11)).astype(np.float64) * 2.0**-53

    def normal(self, name: str, month: int | str = ALWAYS) -> FloatArray:
        """Standard normal numbers by inverse distribution function, one per position."""
        return np.asarray(ndtri(np.maximum(self.uniform(name, month), TINIEST)))


def name_hash(name: str) -> int:
    """64-bit number of a draw name, the same on every machine and in every process.

    Examples
    --------
    >>> name_hash("job") == name_hash("job"), 0 <= name_hash("job") < 2**64
    (True, True)
    """
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little")


def counts(uniform: FloatArray, rate: FloatArray, most: int) -> IntArray:
    """Poisson counts by inversion, cut at ``most``; more ``rate`` never means fewer.

    Examples
    --------
    >>> counts(np.array([0.1, 0.9, 0.999]), np.array([0.5, 0.5, 0.5]), 8)
    array([0, 1, 4])
    """
    term = np.exp(-rate)
    reached = term.copy()
    found = np.zeros(len(uniform), dtype=np.int64)
    for k in range(1, most + 1):
        found += uniform >= reached
        term = term * rate / k
        reached = reached + term
    return found


def pick(uniform: FloatArray, shares: FloatArray) -> IntArray:
    """Number of the class in which each uniform falls.

    Parameters
    ----------
    uniform : ndarray of shape (n,)
    shares : ndarray of shape (k,) or (n, k)
        Need not add up to 1.

    Examples
    --------
    >>> pick(np.array([0.1, 0.6, 0.99]), np.array([1.0, 1.0, 2.0]))
    array([0, 2, 2])
    """
    bounds = np.cumsum(shares, axis=-1)
    bounds = bounds / bounds[..., -1:]
    return np.asarray((uniform[:, None] >= bounds[..., :-1]).sum(axis=1, dtype=np.int64))

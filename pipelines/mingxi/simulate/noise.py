"""Noise as a pure function of seed, draw name, month and borrower.

Counter-based Philox: borrower ``i`` owns lane ``i % 4`` of counter ``i // 4``, so a borrower holds
the same noise in any block and alone, in whatever order worlds are made, and a new draw name moves
nobody else's noise (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3").
"""

import hashlib
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from mingxi.declare.errors import BadConfig
from mingxi.simulate.philox import (
    Key,
    uniforms_at,
    uniforms_of_draws,
    uniforms_of_run,
    uniforms_of_runs,
)

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

TINIEST = np.array(2.0**-54)  # keeps the inverse normal finite at u == 0
ALWAYS = "always"  # key of draws that are made once in a life


@dataclass(frozen=True)
class Fresh:
    """Another life of the same people: other luck from some month on, the same before.

    Draws that are made once in a life, and the common economy, stay as they are.

    Parameters
    ----------
    number : int
        ≥ 1; every number is another life.
    from_month : int
        First month index whose draws are others.

    Raises
    ------
    BadConfig
        The number is less than 1.
    """

    number: int
    from_month: int

    def __post_init__(self) -> None:
        if self.number < 1:
            raise BadConfig(
                f"fresh noise {self.number}",
                "lives are counted from 1; the base world has none",
                "Use 1 or more, or leave it out for the base world",
            )


@dataclass(frozen=True, eq=False)
class Noise:
    """Noise of borrowers (or regions).

    Parameters
    ----------
    seed : int
        ≥ 0.
    positions : range | ndarray of int
        Neighbours, or anybody one by one.
    fresh : Fresh | None
        Another life; None: the base world.

    Raises
    ------
    BadConfig
        The seed is negative.
    """

    seed: int
    positions: range | IntArray
    fresh: Fresh | None = None

    def __post_init__(self) -> None:
        if self.seed < 0:
            raise BadConfig(
                f"noise of seed {self.seed}", "seeds are not negative", "Use another seed"
            )

    def uniform(
        self, name: str, month: int | str = ALWAYS, who: IntArray | None = None
    ) -> FloatArray:
        """Uniform numbers in [0, 1).

        Parameters
        ----------
        name : str
            Of the draw.
        month : int | str
        who : ndarray of shape (m,) | None
            Places among the positions: the same numbers as for all, at the cost of these only.

        Returns
        -------
        ndarray of shape (n,) or (m,)

        Examples
        --------
        >>> whole = Noise(7, range(12)).uniform("job", 3)
        >>> bool((Noise(7, range(8, 12)).uniform("job", 3) == whole[8:]).all())
        True
        >>> bool((Noise(7, range(8, 12)).uniform("job", 3, np.array([1])) == whole[[9]]).all())
        True
        """
        life = 0 if self.fresh is None else self._life(month)
        key, people = _key(self.seed, name, month, life), self.positions
        if not isinstance(people, range):
            return uniforms_at(key, people if who is None else people[who])
        if who is None:
            return uniforms_of_run(key, people.start, people.stop)
        return uniforms_at(key, who, people.start)

    def uniforms(
        self, names: tuple[str, ...], month: int, who: IntArray | None = None
    ) -> FloatArray:
        """Uniform numbers of several draws at once, a row each; as `uniform` gives them.

        Examples
        --------
        >>> noise, who = Noise(7, range(12)), np.array([1, 9])
        >>> both = noise.uniforms(("job", "spend"), 3, who)
        >>> bool((both[1] == noise.uniform("spend", 3, who)).all())
        True
        """
        life = 0 if self.fresh is None else self._life(month)
        keys, people = _keys(self.seed, names, month, life), self.positions
        if not isinstance(people, range):
            return uniforms_of_draws(keys, people if who is None else people[who])
        if who is None:
            return uniforms_of_runs(keys, people.start, people.stop)
        return uniforms_of_draws(keys, who, people.start)

    def uniforms_of_months(self, name: str, months: range) -> FloatArray:
        """Uniform numbers of one draw in several months, shape (months, n)."""
        lives = tuple(self._life(month) for month in months)
        keys, people = _keys_of_months(self.seed, name, months, lives), self.positions
        if isinstance(people, range):
            return uniforms_of_runs(keys, people.start, people.stop)
        return uniforms_of_draws(keys, people)

    def normal(
        self, name: str, month: int | str = ALWAYS, who: IntArray | None = None
    ) -> FloatArray:
        """Standard normal numbers by inverse distribution function; arguments as in `uniform`."""
        return np.asarray(ndtri(np.maximum(self.uniform(name, month, who), TINIEST)))

    def normals(self, names: tuple[str, ...], month: int) -> FloatArray:
        """Standard normal numbers of several draws at once, shape (names, n)."""
        return np.asarray(ndtri(np.maximum(self.uniforms(names, month), TINIEST)))

    def _life(self, month: int | str) -> int:
        """Number of the life that draws in ``month``; 0: the base world."""
        fresh = self.fresh
        if fresh is None or isinstance(month, str) or month < fresh.from_month:
            return 0
        return fresh.number


@lru_cache(maxsize=8192)  # every block draws by the same names
def _key(seed: int, name: str, month: int | str, life: int) -> Key:
    """Key of one draw; not to be written to."""
    draw = f"{name}|{month}" + (f"|life {life}" if life else "")
    return np.array([seed, name_hash(draw)], dtype=np.uint64)


@lru_cache(maxsize=8192)
def _keys(seed: int, names: tuple[str, ...], month: int | str, life: int) -> NDArray[np.uint64]:
    """Keys of several draws, shape (names, 2); not to be written to."""
    return np.array([_key(seed, name, month, life) for name in names])


@lru_cache(maxsize=1024)
def _keys_of_months(
    seed: int, name: str, months: range, lives: tuple[int, ...]
) -> NDArray[np.uint64]:
    """Keys of one draw in several months, shape (months, 2); not to be written to."""
    return np.array([_key(seed, name, *when) for when in zip(months, lives, strict=True)])


def name_hash(name: str) -> int:
    """64-bit number of a draw name, the same on every machine and in every process.

    Examples
    --------
    >>> name_hash("job") == name_hash("job"), 0 <= name_hash("job") < 2**64
    (True, True)
    """
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little")

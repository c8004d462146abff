"""Uniform numbers of Philox4x64-10 at any positions, run or scattered.

Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3". The bits are
those of `numpy.random.Philox`, which stays the reference of the tests: compiled here because a
run costs a third of NumPy's generator with its conversion, and scattered positions would have to
visit the gaps.
"""

# numba has no type stubs: its decorators are untyped and compiled signatures are left bare
# mypy: disable-error-code="no-untyped-def, untyped-decorator, no-untyped-call, no-any-return"
import numpy as np
from numba import njit
from numpy.typing import NDArray

LANES = 4  # numbers that one counter gives
ROUNDS = 10
FIRST, SECOND = np.uint64(0xD2E7470EE14C6C93), np.uint64(0xCA5A826395121157)  # multipliers
GOLDEN, ROOT = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBB67AE8584CAA73B)  # steps of the key
HALF, LOW = np.uint64(32), np.uint64(0xFFFFFFFF)
NOUGHT, ONE, SPARE = np.uint64(0), np.uint64(1), np.uint64(11)
STEP = 2.0**-53  # distance of two neighbouring uniform numbers

Key = NDArray[np.uint64]  # shape (2,)
FloatArray = NDArray[np.float64]


def uniforms_of_run(key: Key, start: int, stop: int) -> FloatArray:
    """Uniform numbers in [0, 1) at positions ``start`` … ``stop`` − 1."""
    out = np.empty(stop - start)
    _fill_run(key, start, out)
    return out


def uniforms_at(key: Key, positions: NDArray[np.int64], start: int = 0) -> FloatArray:
    """Uniform numbers in [0, 1) at ``start`` + each of ``positions``, same shape.

    Examples
    --------
    >>> key = np.array([7, 11], dtype=np.uint64)
    >>> whole = uniforms_of_run(key, 0, 10)
    >>> bool((uniforms_at(key, np.array([9, 2, 5])) == whole[[9, 2, 5]]).all())
    True
    """
    out = np.empty(len(positions))
    _fill_at(key, positions, start, out)
    return out


def uniforms_of_draws(
    keys: NDArray[np.uint64], positions: NDArray[np.int64], start: int = 0
) -> FloatArray:
    """Uniform numbers as in `uniforms_at` for each of ``keys`` (k, 2), shape (k, positions)."""
    out = np.empty((len(keys), len(positions)))
    _fill_draws(keys, positions, start, out)
    return out


@njit(cache=True, nogil=True)
def _fill_run(key, start, out):
    n, skipped = len(out), start % LANES
    for i in range(-skipped, n, LANES):
        lanes = _bits(key[0], key[1], np.uint64((start + i) // LANES))
        if 0 <= i <= n - LANES:
            for k in range(LANES):
                out[i + k] = np.float64(lanes[k] >> SPARE) * STEP
        else:  # the ends of the run share their counters with others
            for k in range(max(-i, 0), min(LANES, n - i)):
                out[i + k] = np.float64(lanes[k] >> SPARE) * STEP


@njit(cache=True, nogil=True)
def _fill_at(key, positions, start, out):
    held, lanes = NOUGHT, _bits(key[0], key[1], NOUGHT)
    for i in range(len(positions)):
        position = np.uint64(positions[i] + start)
        counter = position // np.uint64(LANES)
        if counter != held:  # neighbours share a counter
            held, lanes = counter, _bits(key[0], key[1], counter)
        out[i] = np.float64(lanes[position % np.uint64(LANES)] >> SPARE) * STEP


def uniforms_of_runs(keys: NDArray[np.uint64], start: int, stop: int) -> FloatArray:
    """Uniform numbers as in `uniforms_of_run` for each of ``keys`` (k, 2), one row each."""
    out = np.empty((len(keys), stop - start))
    _fill_runs(keys, start, out)
    return out


@njit(cache=True, nogil=True)
def _fill_runs(keys, start, out):
    for k in range(len(keys)):
        _fill_run(keys[k], start, out[k])


@njit(cache=True, nogil=True)
def _fill_draws(keys, positions, start, out):
    for k in range(len(keys)):
        _fill_at(keys[k], positions, start, out[k])


@njit(cache=True, nogil=True)
def _bits(key_a, key_b, counter):
    """The four lanes of one counter; NumPy counts up before it makes numbers."""
    a, b, c, d = counter + ONE, NOUGHT, NOUGHT, NOUGHT
    for _ in range(ROUNDS):
        high_a, high_c = _high(FIRST, a), _high(SECOND, c)
        a, b, c, d = high_c ^ b ^ key_a, SECOND * c, high_a ^ d ^ key_b, FIRST * a
        key_a, key_b = key_a + GOLDEN, key_b + ROOT
    return a, b, c, d


@njit(cache=True, nogil=True)
def _high(a, b):
    """Upper 64 bits of the product of two 64-bit numbers."""
    low_a, high_a, low_b, high_b = a & LOW, a >> HALF, b & LOW, b >> HALF
    across = high_a * low_b
    middle = (low_a * low_b >> HALF) + (across & LOW) + low_a * high_b
    return high_a * high_b + (across >> HALF) + (middle >> HALF)

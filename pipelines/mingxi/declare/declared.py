"""A function together with its declaration: computation and words in one place."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Generic, ParamSpec, TypeVar

D = TypeVar("D")
P = ParamSpec("P")
R = TypeVar("R")


class Declared(Generic[D, P, R]):
    """Callable that carries its declaration; calling it calls the function.

    Parameters
    ----------
    what : D
        The declaration: a `Feature`, a `Mechanism` or a `Rule`.
    compute : Callable
        The pure function.
    """

    def __init__(self, what: D, compute: Callable[P, R]) -> None:
        self.what = what
        self.compute = compute
        update_wrapper(self, compute)  # name, docstring and doctests of the function

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Value of the function."""
        return self.compute(*args, **kwargs)


def declared(what: D) -> Callable[[Callable[P, R]], Declared[D, P, R]]:
    """Decorator that ties ``what`` to a function.

    Examples
    --------
    >>> @declared("doubles")
    ... def twice(x: int) -> int:
    ...     return 2 * x
    >>> twice(4), twice.what
    (8, 'doubles')
    """

    def tie(compute: Callable[P, R]) -> Declared[D, P, R]:
        """The computation with its declaration."""
        return Declared(what, compute)

    return tie

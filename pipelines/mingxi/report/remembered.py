"""Results remembered by what they were made from, told apart by identity.

Declarations (words, features, rules) recur on every letter. They are frozen, but hashing one costs
more than the few words made from it; that it is the very same object is seen at once. What a
result was made from is held with it, so that no other object can take its place. Results are
shared: nobody may change them.
"""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

Asked = TypeVar("Asked")
Made = TypeVar("Made")
_MOST = 8192  # declarations held; a process meets a few hundred


def by_identity(make: Callable[[Asked], Made]) -> Callable[[Asked], Made]:
    """``make``, asked once for the same object.

    Examples
    --------
    >>> upper = by_identity(lambda words: [words.upper()])
    >>> word = "".join(["ab", "c"])
    >>> upper(word) is upper(word)
    True
    """
    held: dict[int, tuple[Asked, Made]] = {}

    @wraps(make)
    def made(thing: Asked) -> Made:
        found = held.get(id(thing))
        if found is None:
            if len(held) >= _MOST:
                held.clear()
            found = held[id(thing)] = (thing, make(thing))
        return found[1]

    return made


def by_identities(make: Callable[..., Made]) -> Callable[..., Made]:
    """``make``, asked once for the same objects in the same order."""
    held: dict[tuple[int, ...], tuple[tuple[object, ...], Made]] = {}

    @wraps(make)
    def made(*things: object) -> Made:
        key = tuple(map(id, things))
        found = held.get(key)
        if found is None:
            if len(held) >= _MOST:
                held.clear()
            found = held[key] = (things, make(*things))
        return found[1]

    return made

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
Other = TypeVar("Other")
Made = TypeVar("Made")
_MOST = 8192  # declarations held; a process meets a few hundred
_FEW = 64  # lists held; a run has one or two


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
        """What was made before, or is made now."""
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
        """What was made before, or is made now."""
        key = tuple(map(id, things))
        found = held.get(key)
        if found is None:
            if len(held) >= _MOST:
                held.clear()
            found = held[key] = (things, make(*things))
        return found[1]

    return made


def by_two(make: Callable[[Asked, Other], Made]) -> Callable[[Asked, Other], Made]:
    """`by_identities` of two things: quicker, for what is asked a hundred times a letter."""
    held: dict[tuple[int, int], tuple[Asked, Other, Made]] = {}

    @wraps(make)
    def made(thing: Asked, other: Other) -> Made:
        """What was made before, or is made now."""
        key = (id(thing), id(other))
        found = held.get(key)
        if found is None:
            if len(held) >= _MOST:
                held.clear()
            found = held[key] = (thing, other, make(thing, other))
        return found[2]

    return made


def by_equal_lists(make: Callable[..., Made]) -> Callable[..., Made]:
    """``make``, asked once for equal lists: for what is made a few times and asked for often.

    Equal lists of the very same objects are told at once, without hashing any of them.

    Examples
    --------
    >>> joined = by_equal_lists(lambda words: ["".join(words)])
    >>> joined(["a", "b"]) is joined(["a", "b"])
    True
    """
    held: list[tuple[tuple[object, ...], Made]] = []

    @wraps(make)
    def made(*lists: object) -> Made:
        """What was made before, or is made now."""
        for i, (asked, found) in enumerate(held):
            if asked == lists:
                if i:
                    held.insert(0, held.pop(i))  # the next will likely ask for the same
                return found
        found = make(*lists)
        held.insert(0, (lists, found))
        del held[_FEW:]
        return found

    return made


def of_the_last(make: Callable[[Asked], Made]) -> Callable[[Asked], Made]:
    """``make``, asked once as long as it is the same object that is asked about.

    Examples
    --------
    >>> rolled = of_the_last(lambda words: [words.upper()])
    >>> one, other = ["".join(["a", "b"]), "".join(["a", "b"])]
    >>> first = rolled(one)
    >>> rolled(one) is first, rolled(other) is first
    (True, False)
    """
    last: list[tuple[Asked, Made]] = []

    @wraps(make)
    def made(thing: Asked) -> Made:
        """What was made before, or is made now."""
        if not last or last[0][0] is not thing:
            last[:] = [(thing, make(thing))]
        return last[0][1]

    return made

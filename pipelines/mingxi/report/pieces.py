"""Parts of a twin that know how they read as JSON.

Two thirds of a twin are the same on every letter of a day: rules, features, rights, what passed.
Such a part is a dict or a list like any other, with its JSON beside it, so that writing a letter
copies what writing the one before has worked out. Parts are shared: nobody may change them.
"""

from collections.abc import Iterable
from typing import Any

import orjson


class Piece(dict[str, Any]):
    """Dict with its JSON; a copy of it is a plain dict.

    Examples
    --------
    >>> orjson.dumps([Piece({"b": 1, "a": 2})], default=json_of, option=SHARED)
    b'[{"a":2,"b":1}]'
    """

    __slots__ = ("json",)

    def __init__(self, content: dict[str, Any]) -> None:
        super().__init__(content)
        self.json = orjson.Fragment(as_json(content))

    def __reduce__(self) -> tuple[type[dict[str, Any]], tuple[dict[str, Any]]]:
        return dict, (dict(self),)


class Pieces(list[Any]):
    """List with its JSON, which may be given where it is known; a copy is a plain list."""

    __slots__ = ("json",)

    def __init__(self, content: Iterable[Any], json: bytes | None = None) -> None:
        super().__init__(content)
        self.json = orjson.Fragment(as_json(self) if json is None else json)

    def __reduce__(self) -> tuple[type[list[Any]], tuple[list[Any]]]:
        return list, (list(self),)


# sorted keys; parts with their JSON are asked for it instead of being walked through
SHARED = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_SUBCLASS


def as_json(content: Any) -> bytes:
    """JSON with sorted keys, whatever any part says of itself."""
    return orjson.dumps(content, option=orjson.OPT_SORT_KEYS)


def as_json_of_pieces(content: Any) -> bytes:
    """The same bytes as `as_json`, many times as quick where parts know their JSON."""
    return orjson.dumps(content, default=json_of, option=SHARED)


def json_of(part: Any) -> orjson.Fragment:
    """JSON of a part that knows it; `TypeError` for anything else."""
    if isinstance(part, Piece | Pieces):
        return part.json
    raise TypeError(f"{type(part).__name__} is no part of a twin")

"""The sentences of a letter and where they stand."""

from collections.abc import Iterator
from typing import Any

from mingxi.report.bilingual import Both

# parts whose words are the law's own, or names
_PRESCRIBED = frozenset({"notices"})
_SPOKEN = ("verdict", "checks", "reasons", "helped", "steps", "ours", "rights", "borrowing", "how")


def spoken(twin: dict[str, Any]) -> Iterator[tuple[str, Both]]:
    """Every text that speaks to the reader in our words, with its place."""
    for part in _SPOKEN:
        yield from _inside(twin[part], part)
    for ruling in twin["rulings"]:
        for key in ("text", "step", "ours"):
            if ruling[key] is not None:
                yield f"rulings.{ruling['key']}.{key}", ruling[key]


def printed(twin: dict[str, Any]) -> Iterator[tuple[str, Both]]:
    """Every text there is, with its place."""
    yield from spoken(twin)
    for part in sorted(_PRESCRIBED | {"sections"}):
        yield from _inside(twin[part], part)


def _inside(node: Any, where: str) -> Iterator[tuple[str, Both]]:
    if isinstance(node, dict):
        if "zh" in node:
            yield where, node
            return
        for key, value in node.items():
            if isinstance(value, dict | list):
                yield from _inside(value, f"{where}.{key}")
    elif isinstance(node, list):
        for i, value in enumerate(node):
            yield from _inside(value, f"{where}.{i}")

"""YAML as people mean it: a key stands once, ``no`` is a word, ``1e-3`` is a number."""

import re
from typing import Any

import yaml

from mingxi.declare.errors import BadConfig


class _Strict(yaml.SafeLoader):
    """Safe loader that refuses a key given twice and reads scalars as people mean them.

    ``yes``, ``no``, ``on`` and ``off`` stay words (they are codes in people's tables), ``010``
    is ten, and ``1e-3`` is a number.
    """

    def compose_mapping_node(self, anchor: Any) -> yaml.MappingNode:
        """Mapping as written; a key given twice is an error.

        Looked at here and not when values are built, because merging (``<<``) has then already
        put inherited keys beside the own ones that override them.
        """
        node = super().compose_mapping_node(anchor)
        lines: dict[tuple[str, str], int] = {}
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                continue
            if (key.tag, key.value) in lines:
                found = f"key {key.value!r} was given before, in line {lines[key.tag, key.value]}"
                raise yaml.composer.ComposerError(None, None, found, key.start_mark)
            lines[key.tag, key.value] = key.start_mark.line + 1
        return node


_BOOL, _INT, _FLOAT = (f"tag:yaml.org,2002:{kind}" for kind in ("bool", "int", "float"))
_Strict.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in (_BOOL, _INT, _FLOAT)]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_DIGITS = list("-+0123456789")
for _tag, _pattern, _first in (
    (_BOOL, r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    (_INT, r"[-+]?[0-9][0-9_]*", _DIGITS),
    (_FLOAT, r"[-+]?(\.[0-9]+|[0-9][0-9_]*(\.[0-9_]*)?)([eE][-+]?[0-9]+)?", [*_DIGITS, "."]),
    (_FLOAT, r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", [*_DIGITS, "."]),
):
    _Strict.add_implicit_resolver(_tag, re.compile(f"^(?:{_pattern})$"), _first)


def _whole_number(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> int:
    return int(loader.construct_scalar(node).replace("_", ""))


_Strict.add_constructor(_INT, _whole_number)


def parsed(text: str, asked: str) -> Any:
    """Value that ``text`` says.

    Parameters
    ----------
    text : str
    asked : str
        What is being read, for the message.

    Raises
    ------
    BadConfig
        It is not YAML or gives a key twice; the line is given.
    """
    try:
        return yaml.load(text, Loader=_Strict)  # noqa: S506 - a subclass of SafeLoader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"line {mark.line + 1}: " if mark is not None else ""
        raise BadConfig(asked, f"{where}{error.problem}", "Correct that line") from error
    except (yaml.YAMLError, ValueError) as error:  # ValueError: the 31st of February
        raise BadConfig(asked, " ".join(str(error).split()), "Correct the text") from error
    except RecursionError as error:
        raise BadConfig(asked, "brackets are nested too deeply", "Correct the text") from error

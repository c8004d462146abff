"""Templates drawn from a twin, compiled for what a twin is: nothing but dicts and lists.

A letter is thousands of small pieces, so what Jinja does between two of them is most of the work.
Parts are put into their page before it is compiled, which spares a context and a generator for
each; and an item is taken from its dict at once, where Jinja would look for an attribute first.
Templates stay as they are, and give the same text as with Jinja alone.
"""

import re
from collections.abc import Callable

from jinja2 import BaseLoader, Environment, nodes
from jinja2.compiler import CodeGenerator, Frame

# methods of a dict that templates call, and what a loop knows of itself
_METHODS = frozenset({"items", "get", "values"})
_PART = re.compile(r"\{% include '([\w./]+)' %\}\n?")
# parts chosen by the key of what is at hand
_CHOSEN = re.compile(r"\{% include '(\w+/)' ~ (\w+)\.key ~ '\.html' %\}\n?")


class WholePages(BaseLoader):
    """Loader that puts the parts of a page into it.

    Parameters
    ----------
    parts : BaseLoader
        Where pages and parts lie.
    """

    def __init__(self, parts: BaseLoader) -> None:
        self.parts = parts

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Source of a page with everything that it includes."""
        source, path, fresh = self.parts.get_source(environment, template)

        def included(found: re.Match[str]) -> str:
            return self.get_source(environment, found[1])[0].removesuffix("\n")

        def chosen(found: re.Match[str]) -> str:
            folder, thing = found[1], found[2]
            names = [n for n in self.parts.list_templates() if n.startswith(folder)]
            tests = (
                f"{{% {'if' if i == 0 else 'elif'} {thing}.key == "
                f"'{name.removeprefix(folder).removesuffix('.html')}' %}}"
                f"{self.get_source(environment, name)[0].removesuffix(chr(10))}"
                for i, name in enumerate(names)
            )
            return f"{''.join(tests)}{{% else %}}{found[0].strip()}{{% endif %}}"

        return _CHOSEN.sub(chosen, _PART.sub(included, source)), path, fresh


class FromDicts(CodeGenerator):
    """Generator whose ``a.b`` and ``a[b]`` are items of dicts, save for methods and loops."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802  Jinja's name
        """Item of that name."""
        of_loop = isinstance(node.node, nodes.Name) and node.node.name == "loop"
        if of_loop or node.attr in _METHODS:
            super().visit_Getattr(node, frame)
            return
        self.write("item(")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r})")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802
        """Item of that key."""
        if isinstance(node.arg, nodes.Slice):
            super().visit_Getitem(node, frame)
            return
        self.write("item(")
        self.visit(node.node, frame)
        self.write(", ")
        self.visit(node.arg, frame)
        self.write(")")

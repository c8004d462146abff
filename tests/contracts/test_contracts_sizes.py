"""What is read by people stays small, named and described; nothing goes round in a circle."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

import mingxi

PACKAGE = Path(str(mingxi.__file__)).parent
FILES = sorted(PACKAGE.rglob("*.py"))
Function = ast.FunctionDef | ast.AsyncFunctionDef

LONGEST_FILE, LONGEST_FUNCTION, LONGEST_BODY, MOST_PARAMETERS = 400, 60, 50, 6


def _short(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _functions(tree: ast.AST) -> Iterator[Function]:
    return (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


def _docstring_lines(function: Function) -> int:
    first = function.body[0]
    if ast.get_docstring(function) is None or first.end_lineno is None:
        return 0
    return first.end_lineno - first.lineno + 1


def _decorators(function: Function) -> str:
    return " ".join(ast.unparse(d) for d in function.decorator_list)


def _parameters(function: Function) -> list[ast.arg]:
    given = function.args
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs]
    return [a for a in every if a.arg not in {"self", "cls"}]


def _public(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """Module, public classes, and public functions and methods of public classes."""
    yield "the module", tree
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    for node in tree.body:
        if not isinstance(node, kinds) or node.name.startswith("_"):
            continue
        yield node.name, node
        if isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, kinds) and not inner.name.startswith("_"):
                    yield f"{node.name}.{inner.name}", inner


def _too_big(tree: ast.Module) -> Iterator[str]:
    for function in _functions(tree):
        whole = (function.end_lineno or 0) - function.lineno + 1 - _docstring_lines(function)
        body = (
            (function.end_lineno or 0) - function.body[0].lineno + 1 - _docstring_lines(function)
        )
        if whole > LONGEST_FUNCTION or body > LONGEST_BODY:
            yield f"{function.name}: {whole} lines, {body} of them body"
        # a command has one parameter per option; a compiled loop takes flat arrays
        free = "command" in _decorators(function) or "njit" in _decorators(function)
        if not free and len(_parameters(function)) > MOST_PARAMETERS:
            yield f"{function.name}: {len(_parameters(function))} parameters"


def _undescribed(tree: ast.Module) -> Iterator[str]:
    for name, node in _public(tree):
        overload = isinstance(node, Function) and "overload" in _decorators(node)
        if not overload and not ast.get_docstring(node):  # type: ignore[arg-type]
            yield f"{name}: no docstring"
    for function in _functions(tree):
        if "njit" in _decorators(function):
            continue  # the compiler finds the types, for each kind of array anew
        if function.returns is None and function.name != "__init__":
            yield f"{function.name}: no return type"
        for parameter in _parameters(function):
            if parameter.annotation is None:
                yield f"{function.name}: {parameter.arg} has no type"


@pytest.mark.parametrize("path", FILES, ids=_short)
def test_files_and_functions_are_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE
    assert list(_too_big(_tree(path))) == []


@pytest.mark.parametrize("path", FILES, ids=_short)
def test_all_that_is_public_is_described_and_typed(path: Path) -> None:
    assert list(_undescribed(_tree(path))) == []


def test_no_import_goes_round_in_a_circle() -> None:
    graph = grimp.build_graph("mingxi", cache_dir=None)
    imports = {m: graph.find_modules_directly_imported_by(m) for m in graph.modules}
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_no_module_is_named_after_nothing() -> None:
    empty_names = {"utils", "util", "helpers", "common", "base", "misc"}
    assert [
        _short(p) for p in FILES if p.stem in empty_names or p.parent.name in empty_names
    ] == []


def test_the_examination_itself_can_fail() -> None:
    long_body = "".join(f"    x = {i}\n" for i in range(51))
    function = f'def f(a, b, c, d, e, g, h):\n    """Doc."""\n{long_body}'
    bad = f"{function}\nclass C:\n    def m(self): ...\n"
    tree = ast.parse(bad)
    assert len(list(_too_big(tree))) == 2
    found = set(_undescribed(tree))
    assert {
        "the module: no docstring",
        "C: no docstring",
        "C.m: no docstring",
        "f: no return type",
        "f: a has no type",
    } <= found

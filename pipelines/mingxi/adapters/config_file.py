"""YAML files a person writes, read strictly, with the line and the nearest name in every error."""

import copy
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

import mingxi
from mingxi.adapters.strict_yaml import parsed
from mingxi.declare.errors import BadConfig, nearest
from mingxi.declare.quantity import Quantity, Sure

_QUANTITY_KEYS = ("value", "unit", "source", "sure")


def read_yaml(path: Path) -> dict[str, Any]:
    """Content of a YAML file that holds one mapping.

    Parameters
    ----------
    path : Path

    Raises
    ------
    BadConfig
        The file is missing (the nearest name is given), is not valid YAML or gives a key twice
        (the line is given), or does not hold a mapping.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:  # ValueError: not UTF-8, or a NUL in the name
        raise _unreadable(path, error) from error
    document = parsed(text, f"reading {path}")
    if not isinstance(document, dict):
        found = "it is empty" if document is None else f"it holds {_kind(document)}"
        raise BadConfig(f"reading {path}", found, "Write `key: value` lines")
    return document


def apply_overrides(document: Mapping[str, Any], overrides: Sequence[str]) -> dict[str, Any]:
    """Copy of ``document`` with overrides such as ``"training.n_trials=3"`` put in.

    Values are read as YAML. Keys that are not there yet are added: whether they mean anything is
    for the settings to judge.

    Raises
    ------
    BadConfig
        An override is not ``key=value``, its value is not YAML, or its path runs through
        something that is not a mapping.

    Examples
    --------
    >>> apply_overrides({"world": {"seed": 1}}, ["world.seed=7", "months=[1, 2]"])
    {'world': {'seed': 7}, 'months': [1, 2]}
    """
    changed: dict[str, Any] = copy.deepcopy(dict(document))
    for override in overrides:
        key, equals, text = override.partition("=")
        steps = [step.strip() for step in key.split(".")]
        if not equals or not all(steps):
            raise BadConfig(f"override {override!r}", "not key=value", "Write e.g. `world.seed=7`")
        _put(changed, steps, parsed(text, f"override {override!r}"), override)
    return changed


def numbers_from(folder: Path) -> dict[str, dict[str, Quantity]]:
    """Numbers of the world by mechanism and name, from all ``*.yaml`` files of a folder.

    Each file is ``mechanism: {number: {value, unit, source, sure}}``; ``sure`` may be left out.

    Raises
    ------
    BadConfig
        There is no file, a mechanism stands in two files, or a number lacks its value, unit or
        source; file and key are named.
    """
    files = sorted(folder.glob("[!.]*.yaml"))
    if not files:
        raise BadConfig(f"numbers of {folder}", "there is no .yaml file", "Correct the folder")
    numbers: dict[str, dict[str, Quantity]] = {}
    origin: dict[str, str] = {}
    for path in files:
        for mechanism, quantities in numbers_in(path).items():
            if mechanism in origin:
                raise BadConfig(
                    f"{mechanism} in {path}",
                    f"it is in {origin[mechanism]} too",
                    "Keep one of them",
                )
            origin[mechanism] = path.name
            numbers[mechanism] = quantities
    return numbers


def numbers_in(path: Path) -> dict[str, dict[str, Quantity]]:
    """Numbers of one file, by mechanism and name; see `numbers_from`.

    Raises
    ------
    BadConfig
        The file cannot be read, or a number lacks its value, unit or source.
    """
    numbers = {}
    for mechanism, entries in read_yaml(path).items():
        if not isinstance(entries, dict):
            raise BadConfig(
                f"{mechanism} in {path}",
                f"it holds {_kind(entries)}",
                "Write its numbers below it",
            )
        numbers[mechanism] = {
            name: _quantity(f"{mechanism}.{name} in {path}", entry)
            for name, entry in entries.items()
        }
    return numbers


def config_root() -> Path:
    """Folder of the configurations: ``configs/`` of a checkout, or the copy in the wheel.

    Raises
    ------
    BadConfig
        Neither is there.
    """
    package = Path(mingxi.__file__).parent
    for root in (package / "configs", package.parents[1] / "configs"):
        if root.is_dir():
            return root
    raise BadConfig("configurations", f"there are none beside {package}", "Install mingxi again")


def find_config(name: str) -> Path:
    """File of a configuration: ``name`` as a path from here, else below `config_root`.

    So ``configs/quick.yaml`` and ``quick.yaml`` work in a checkout, and anywhere with the wheel.

    Raises
    ------
    BadConfig
        There is no such file; the nearest name is given.
    """
    here = resolve_path(name, Path.cwd())
    if here.is_file():
        return here
    root = config_root()
    shipped = root / name.removeprefix("configs/")
    if not Path(name).is_absolute() and shipped.is_file():
        return shipped
    known = [p.relative_to(root).as_posix() for p in root.rglob("*.yaml")]
    raise BadConfig(
        f"configuration {name!r}",
        "there is no such file",
        nearest(name.removeprefix("configs/"), known),
    )


def resolve_path(text: str, root: Path) -> Path:
    """Absolute path of ``text``: ``~`` is the home folder, relative paths start at ``root``.

    Raises
    ------
    BadConfig
        The text is empty or holds a NUL.
    """
    if not text.strip() or "\0" in text:
        raise BadConfig(f"path {text!r}", "it is empty or holds a NUL", "Write a path")
    return (root / Path(text).expanduser()).absolute()


def _unreadable(path: Path, error: Exception) -> BadConfig:
    if isinstance(error, FileNotFoundError):
        folder = path.parent
        names = [p.name for p in folder.iterdir() if p.is_file()] if folder.is_dir() else []
        hint = nearest(path.name, names) if names else f"{folder} holds no file."
        return BadConfig(f"reading {path}", "there is no such file", hint)
    if isinstance(error, UnicodeDecodeError):
        return BadConfig(f"reading {path}", "it is not UTF-8", "Save it as UTF-8")
    why = getattr(error, "strerror", None) or str(error)
    return BadConfig(f"reading {path}", why, "Give the path of a YAML file")


def _put(document: dict[str, Any], steps: list[str], value: Any, override: str) -> None:
    inner = document
    for step in steps[:-1]:
        inner = inner.setdefault(step, {})
        if not isinstance(inner, dict):
            raise BadConfig(
                f"override {override!r}", f"{step!r} holds {_kind(inner)}", "Set it as a whole"
            )
    inner[steps[-1]] = value


def _quantity(asked: str, entry: Any) -> Quantity:
    if not isinstance(entry, dict):
        raise BadConfig(asked, f"it holds {_kind(entry)}", "Write value, unit and source below it")
    for key in entry:
        if key not in _QUANTITY_KEYS:
            raise BadConfig(asked, f"key {key!r} is not known", nearest(str(key), _QUANTITY_KEYS))
    value = entry.get("value")
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise BadConfig(asked, f"value is {value!r}", "Give a number")
    for key in ("unit", "source"):
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            raise BadConfig(asked, f"{key} is missing", f"Say its {key}, or 'assumption: why'")
    sure = entry.get("sure", "L")
    if sure not in get_args(Sure):
        raise BadConfig(asked, f"sure is {sure!r}", "Use H (primary), M (secondary) or L (lore)")
    return Quantity(float(value), entry["unit"], entry["source"], sure)


def _kind(value: Any) -> str:
    kinds = {dict: "a mapping", list: "a list", str: "a text", bool: "true or false"}
    return kinds.get(type(value), "nothing" if value is None else f"the number {value}")

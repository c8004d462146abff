"""Everything that is declared of a world, joined from the rooms that declare it."""

from collections.abc import Mapping
from inspect import getsource
from pathlib import Path
from typing import Any

import mingxi
from mingxi.adapters.config_file import config_root, read_yaml
from mingxi.declare.codes.registry import CODES
from mingxi.declare.errors import BadConfig, nearest
from mingxi.declare.quantity import Quantity
from mingxi.records.tables import TABLES
from mingxi.report.atlas.causes import causes_page, codes_page
from mingxi.report.atlas.described import Cause, Traced, WorldAtlas
from mingxi.report.atlas.dictionary import dictionary
from mingxi.report.atlas.graph import causal_graph
from mingxi.report.atlas.readme import readme
from mingxi.simulate.declared.influences import NODES, influences
from mingxi.simulate.declared.mechanisms_table import DRAW_CAUSES, LIMIT_CAUSES, PUSHES_LIMIT
from mingxi.simulate.declared.mechanisms_table import Cause as Mechanic
from mingxi.simulate.declared.seen import SEEN
from mingxi.simulate.declared.steps import STEPS
from mingxi.simulate.faults.faults_table import FAULTS
from mingxi.simulate.intervention import BEHAVIOURS

Numbers = Mapping[str, Mapping[str, Quantity]]
TRACES = "codes/causes.yaml"
_LISTS = ("causes", "account", "steps", "columns", "absent")
_TEXTS = ("case", "how")


def world_atlas(numbers: Numbers) -> WorldAtlas:
    """Declarations of the world with the numbers that are in force."""
    causes = (*LIMIT_CAUSES, *DRAW_CAUSES)
    return WorldAtlas(
        steps=STEPS,
        nodes=tuple(step for step in NODES if step.key != "deciding"),
        causes=tuple(_cause(cause, numbers) for cause in causes),
        arrows=influences(),
        codes=traced_codes(),
        tables=TABLES,
        behaviours={key: behaviour.meaning for key, behaviour in BEHAVIOURS.items()},
        faults=FAULTS,
    )


def declared_pages(atlas: WorldAtlas) -> dict[str, str]:
    """Pages and pictures that follow from declarations alone: path below data/synthetic → text."""
    mechanisms = [cause.what for cause in atlas.causes]
    return {
        "README.md": readme(atlas),
        "DICTIONARY.md": dictionary(atlas.tables),
        "CAUSES.md": causes_page(atlas),
        "CODES.md": codes_page(atlas.codes),
        "pictures/causal-graph.svg": causal_graph(atlas.nodes, mechanisms, atlas.arrows),
    }


def traces() -> dict[str, dict[str, Any]]:
    """Entries of ``configs/codes/causes.yaml`` by code; missing lists are empty.

    Raises
    ------
    BadConfig
        An entry has a field that is not known, or a code is missing or unknown.
    """
    document = read_yaml(config_root() / TRACES)
    for code in (*document, *CODES):
        if code not in CODES:
            raise BadConfig(f"{code!r} in {TRACES}", "it is no code", nearest(code, CODES))
        if code not in document:
            raise BadConfig(f"{code!r} in {TRACES}", "it is missing", "Say what produces it")
    for code, entry in document.items():
        for field in entry:
            if field not in (*_LISTS, *_TEXTS):
                raise BadConfig(
                    f"field {field!r} of {code} in {TRACES}",
                    "it is not known",
                    nearest(field, (*_LISTS, *_TEXTS)),
                )
    return {
        code: {
            **{name: tuple(entry.get(name, ())) for name in _LISTS},
            **{name: entry.get(name, "") for name in _TEXTS},
        }
        for code, entry in document.items()
    }


def traced_codes() -> tuple[Traced, ...]:
    """Every code of the catalogue with what produces it, in the order of the catalogue."""
    found = traces()
    return tuple(
        Traced(
            code,
            found[key]["causes"],
            found[key]["account"],
            found[key]["steps"],
            found[key]["columns"],
            found[key]["case"],
            found[key]["how"],
        )
        for key, code in CODES.items()
    )


def _cause(cause: Mechanic, numbers: Numbers) -> Cause:
    what = cause.what
    made_from = tuple(dict.fromkeys(s for column in what.reads for s in SEEN[column]))
    windows = tuple(s for s in made_from if s.startswith(("notice/", "incident/")))
    own = dict(numbers.get(what.key, {}))
    for window in windows:
        for key in sorted(k for k in numbers if k.startswith(f"{window}/")):
            own |= {f"{key}: {name}": quantity for name, quantity in numbers[key].items()}
    package = Path(str(mingxi.__file__)).parent
    file = Path(str(cause.compute.__code__.co_filename)).relative_to(package)
    return Cause(
        what,
        str(PUSHES_LIMIT[what.key]) if what.acts_on == "limit" else "stops",
        file.as_posix(),
        _equation(cause),
        made_from,
        own,
    )


def _equation(cause: Mechanic) -> str:
    """Source of the function without its declaration."""
    source = getsource(cause.compute)
    return source[source.index("\ndef ") + 1 :]

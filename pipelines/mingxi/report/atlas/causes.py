"""The causes of a world: steps of a month, mechanisms with their equations, codes, faults."""

from collections.abc import Sequence

from mingxi.declare.fault import Fault
from mingxi.declare.step import Step
from mingxi.declare.words import Words
from mingxi.report.atlas.described import Cause, Traced, WorldAtlas
from mingxi.report.atlas.graph import FIXABLE
from mingxi.report.atlas.markdown import codes, table

_CODE = "../../pipelines/mingxi/simulate"
_HEAD = """# Causes of the world

Made by `mingxi describe` from the declarations beside the code; a test keeps both alike. The
picture of it all: [causal graph](pictures/causal-graph.svg).

- A **step** is a part of a month: `pipelines/mingxi/simulate/world.py` calls them in this
  order, for every borrower at once.
- A **mechanism** is one function in one file: `L..` pushes the lender's log limit, `B..` stops
  a draw. Its effect on every single decision is written down in the truth.
- Numbers stand in `configs/world/`, each with unit, source and how sure it is: H a primary
  source, M a secondary one, L chosen or derived here.
"""
_MOVES = {
    "lowers": "lowers the limit",
    "raises": "raises the limit",
    "either": "lowers or raises the limit",
    "stops": "stops a draw",
}


def causes_page(atlas: WorldAtlas) -> str:
    """Markdown page of everything that acts in a world."""
    parts = [
        _HEAD,
        "## Steps of a month\n",
        _steps(atlas.steps),
        "\n## Mechanisms\n",
        _overview(atlas.causes),
        "\n## Each mechanism\n",
        "\n".join(_mechanism(cause) for cause in atlas.causes),
        "## What may be done to the world\n",
        "The same people with the same luck, one thing changed; `without:<mechanism>` takes one "
        "mechanism away.\n",
        _behaviours(atlas),
        "\n## Faults of the records\n",
        "What happened does not depend on them; every instance stands in the truth table "
        "`faults`.\n",
        _faults(atlas.faults),
    ]
    return "\n".join(parts) + "\n"


def codes_page(traced: Sequence[Traced]) -> str:
    """Markdown page: every reason code, and what in the world produces it."""
    seeded = sum(1 for one in traced if one.code.documents)
    head = (
        "# Reason codes and what produces them\n\n"
        "Made by `mingxi describe` from `configs/codes/causes.yaml` and the catalogue in "
        "`pipelines/mingxi/declare/codes/`. "
        f"{seeded} codes come from the five users' documents (numbers 0 to 4), "
        f"{len(traced) - seeded} complete the catalogue; none is missing. Where no life in the "
        "world brings a code about, a case below `tests/cases/` does.\n"
    )
    rows = [
        (
            one.code.id,
            f"{one.code.name.zh} · {one.code.name.en}",
            _documents(one.code.documents),
            _produced(one),
            codes(one.columns),
            one.how,
        )
        for one in traced
    ]
    names = ("code", "cause", "documents", "produced by", "shows in", "note")
    return head + "\n" + table(names, rows) + "\n"


def _steps(steps: Sequence[Step]) -> str:
    rows = [
        (
            str(i),
            f"[{s.name.en}]({_CODE}/{s.file}) · {s.name.zh}",
            s.side,
            codes(s.reads),
            codes(s.writes),
            codes(s.numbers),
        )
        for i, s in enumerate(steps, start=1)
    ]
    return table(("#", "step", "side", "reads", "writes", "numbers"), rows)


def _overview(causes: Sequence[Cause]) -> str:
    rows = [
        (
            f"[{c.what.key}](#{c.what.key.lower()})",
            f"{c.what.name.en} · {c.what.name.zh}",
            _MOVES[c.pushes],
            _mended(c).en,
            _documents(c.what.documents),
            " ".join(c.what.reason_codes) or "–",
        )
        for c in causes
    ]
    return table(("key", "mechanism", "can do", "mended by", "documents", "codes"), rows)


def _mechanism(cause: Cause) -> str:
    what, mended = cause.what, _mended(cause)
    facts = [
        f"### {what.key}",
        f"**{what.name.en} · {what.name.zh}**: {_MOVES[cause.pushes]}; {mended.en} · {mended.zh}. "
        f"Truth: `{what.truth}`. Source: {what.source}.\n",
        f"Reads {codes(what.reads)}, made from {codes(cause.made_from)}; moves `{what.writes}`.\n",
        f"[{cause.file.split('/')[-1]}](../../pipelines/mingxi/{cause.file})\n",
        f"```python\n{cause.equation.strip()}\n```\n",
    ]
    if cause.numbers:
        rows = [
            (f"`{name}`", f"{q.value:g}", q.unit, q.sure, q.source)
            for name, q in cause.numbers.items()
        ]
        facts.append(table(("number", "value", "unit", "sure", "source"), rows) + "\n")
    return "\n".join(facts)


def _mended(cause: Cause) -> Words:
    return FIXABLE[cause.what.fixable_by][1]


def _documents(numbers: Sequence[int]) -> str:
    return ", ".join(str(number) for number in numbers) or "–"


def _produced(one: Traced) -> str:
    parts = []
    if one.causes:
        parts.append(
            "mechanisms " + ", ".join(f"[{c}](CAUSES.md#{c.lower()})" for c in one.causes)
        )
    if one.account:
        parts.append(f"lines {codes(one.account)} of the account")
    if one.steps:
        parts.append(f"steps {codes(one.steps)}")
    if one.case:
        parts.append(f"case `tests/cases/{one.case}`")
    return "; ".join(parts) or "the table named beside"


def _behaviours(atlas: WorldAtlas) -> str:
    rows = [(f"`{key}`", words.en, words.zh) for key, words in atlas.behaviours.items()]
    return table(("behaviour", "what is done", "做什么"), rows)


def _faults(faults: Sequence[Fault]) -> str:
    rows = [
        (
            f"`{f.key}`",
            f"{f.happens.en} · {f.happens.zh}",
            f.kind,
            codes(f"{where}.{column}" if column else where for where, column in f.touches),
            f"{f.when_read.en} · {f.when_read.zh}",
        )
        for f in faults
    ]
    return table(("fault", "what is recorded instead", "kind", "touches", "when read"), rows)

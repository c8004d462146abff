"""Letters beside what others make of the same decision: `python benchmarks/letters.py`.

From ready decisions of all seven kinds, one core; each row says which files it writes (into
memory) for one person. Every round tells of other people with other numbers, so that what is
remembered helps as much as in a run and no more. Beside it one local explanation plot of shapash
and of explainerdashboard where they are installed: a fragment in one language, without a
decision, that needs plotly beside it. Where the run of configs/quick.yaml lies in this folder
(`make demo`), so is the whole road: from a borrower's number, and 2,000 people with curves and
caseworker's pages. Rates depend on the machine; ratios, taken in turn in one run, hardly do.
"""

import gc
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")  # one core is what is measured
sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "report"))

from sample_decisions import MADE
from wide_decisions import widened

from mingxi.records.decision import Decision
from mingxi.report.casework import casework_html
from mingxi.report.forms import forms
from mingxi.report.letter import letter_html
from mingxi.report.lint.linter import faults
from mingxi.report.phrasebook import phrasebook
from mingxi.report.twin import twin_and_bytes
from mingxi.report.whole.letter import Whole, whole_letter

ROUNDS = 7
COPIES = 30  # of each of the seven kinds in a round, with different numbers
CONFIG = "configs/quick.yaml"
PEOPLE, ALONE = 2000, 7

Works = dict[str, tuple[int, Callable[[], object]]]
Telling = Callable[[Decision], object]


def checked(decision: Decision) -> tuple[Whole, bytes]:
    """Whole letter and its twin as JSON; one that fails the linter is not written."""
    content, raw = twin_and_bytes(decision)
    letter = whole_letter(content, phrasebook(decision))
    assert not faults(letter, decision.law)
    return letter, raw


def complete(decision: Decision) -> object:
    """The person's files: a page in both languages, and JSON."""
    letter, raw = checked(decision)
    return letter_html(letter).encode(), raw


def everything(decision: Decision) -> object:
    """What a run writes: page, JSON, plain texts, and the caseworker's page."""
    letter, raw = checked(decision)
    return forms(letter, raw), casework_html(letter).encode()


ROWS: dict[str, Telling] = {
    "complete: .html (zh and en) + .json": complete,
    "JSON only: .json": twin_and_bytes,
    "JSON only, checked: .json": checked,
    "all: .html .json .zh.txt .en.txt .case.html": everything,
}


def ours() -> dict[str, float]:
    """Letters per second of processor, median over rounds; every round other people."""
    made = [make() for make in MADE.values()]
    seconds: dict[str, list[float]] = {name: [] for name in ROWS}
    for i in range(ROUNDS + 1):
        some = [widened(one, i * COPIES + j) for j in range(COPIES) for one in made]
        gc.collect()
        gc.freeze()  # what stays is not searched again
        for name, tell in ROWS.items():
            start = time.process_time()
            for decision in some:
                tell(decision)
            seconds[name].append(time.process_time() - start)
    n = COPIES * len(made)
    # the first round warms up: templates compiled, words filled once
    return {name: n / statistics.median(spent[1:]) for name, spent in seconds.items()}


def peers() -> Works:
    """Local explanation plots of other tools on a model of 43 columns, where installed."""
    out: Works = {}
    if not (find_spec("shapash") or find_spec("explainerdashboard")):
        return out
    import lightgbm as lgb
    import numpy as np
    import pandas as pd

    random = np.random.default_rng(3)
    rows = pd.DataFrame(random.normal(size=(400, 43)), columns=[f"f{i}" for i in range(43)])
    y = (rows["f0"] + rows["f1"] > 0).astype(int)
    model = lgb.LGBMClassifier(n_estimators=30, verbosity=-1).fit(rows, y)
    if find_spec("shapash"):
        from shapash import SmartExplainer

        one = SmartExplainer(model=model)
        one.compile(x=rows, y_pred=pd.Series(model.predict(rows), name="y"))
        places = list(rows.index[:20])
        out["shapash local_plot"] = (
            len(places),
            lambda: [one.plot.local_plot(index=i).to_json() for i in places],
        )
    if find_spec("explainerdashboard"):
        from explainerdashboard import ClassifierExplainer

        two = ClassifierExplainer(model, rows, y, shap="tree")
        two.get_shap_values_df()
        out["explainerdashboard plot_contributions"] = (
            20,
            lambda: [two.plot_contributions(i).to_json() for i in range(20)],
        )
    return out


def rates(works: Works) -> dict[str, float]:
    """Plots per second of each work on this core, median over rounds taken in turn."""
    seconds: dict[str, list[float]] = {name: [] for name in works}
    for _, work in works.values():
        work()  # warm
    for _ in range(ROUNDS):
        for name, (_, work) in works.items():
            start = time.process_time()
            work()
            seconds[name].append(time.process_time() - start)
    return {name: n / statistics.median(seconds[name]) for name, (n, _) in works.items()}


def road() -> None:
    """Print what letters cost from the data on, where the run of the demo is there."""
    here = Path.cwd()
    if not (here / "data" / "models" / "quick" / "champion" / "declared.json").is_file():
        print(f"from the data on: no run of {CONFIG} in this folder (make demo)")
        return
    from rich.console import Console

    from mingxi.recipes.context import opened
    from mingxi.recipes.decide import decide
    from mingxi.recipes.explain import explain, sampled, whole_decisions
    from mingxi.recipes.law import law_of
    from mingxi.recipes.material import world_material

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "data").symlink_to(here / "data")
        context = opened(CONFIG, [], 1, Path(folder), Console(quiet=True))
        material = world_material(context.places)
        now = decide(context, material)
        rows = sampled(now, PEOPLE, 1)
        law = law_of(context.settings, now.rulings.on)
        explain(context, material, now, rows[:100])  # warm
        alone = [
            _timed(lambda i=i: explain(context, material, now, rows[-i - 1 : -i or None]))
            for i in range(ALONE)
        ]
        ready = _timed(lambda: whole_decisions(context, material, now, rows[:500], law))
        every = _timed(lambda: explain(context, material, now, rows))
    wall, cpu = (statistics.median(t) for t in zip(*alone, strict=True))
    print(
        f"one borrower, from the number to the written letter: {wall:.2f} s by the clock, "
        f"{cpu:.2f} s of work"
    )
    print(f"decisions with reasons, advice and curves {500 / ready[1]:8,.0f} per second and core")
    print(
        f"{len(rows)} people, letters and caseworker's pages written "
        f"{len(rows) / every[1]:8,.0f} per second and core, "
        f"{len(rows) / every[0]:,.0f} by the clock"
    )


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock and of work."""
    clock, start = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - start


def main() -> None:
    """Print the table."""
    found = {**ours(), **rates(peers())}
    whole = next(iter(found.values()))
    raws = [(twin_and_bytes(d)[1], phrasebook(d).raw) for d in map(_widest, MADE.values())]
    twin, words = (statistics.mean(map(len, column)) / 1000 for column in zip(*raws, strict=True))
    print(f"JSON {twin:.1f} kB each, and {words:.0f} kB of words once per run")
    for name, rate in found.items():
        print(
            f"{name:46s} {rate:8,.0f} per second and core   {whole / rate:6.2f} x the time of a "
            "complete letter"
        )
    for name in ("shapash", "explainerdashboard"):
        if not find_spec(name):
            print(f"{name}: not installed here")
    road()


def _widest(make: Callable[[], Decision]) -> Decision:
    return widened(make(), 1)


if __name__ == "__main__":
    main()

"""Letters beside what others make of the same decision: `python benchmarks/letters.py`.

Complete letters (page in Chinese and English, plain texts in both, JSON) from ready decisions of
all seven kinds, one core, against one local explanation plot of shapash and of explainerdashboard
where they are installed: a fragment in one language, without a decision, that needs plotly beside
it. Rates depend on the machine; ratios, taken in turn in one run, hardly do.
"""

import gc
import statistics
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "report"))

from sample_decisions import MADE
from wide_decisions import widened

from mingxi.report.forms import forms
from mingxi.report.lint.linter import faults
from mingxi.report.twin import twin_and_bytes

ROUNDS = 5
COPIES = 30  # of each of the seven kinds, with different numbers


def peers() -> dict[str, tuple[int, Callable[[], object]]]:
    """Local explanation plots of other tools on a model of 43 columns, where installed."""
    out: dict[str, tuple[int, Callable[[], object]]] = {}
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


def rates(works: dict[str, tuple[int, Callable[[], object]]]) -> dict[str, float]:
    """Pieces per second of each work on this core, median over rounds taken in turn."""
    seconds: dict[str, list[float]] = {name: [] for name in works}
    for _, work in works.values():
        work()  # warm: templates compiled, words filled once
    gc.collect()
    gc.freeze()  # what stays is not searched again
    for _ in range(ROUNDS):
        for name, (_, work) in works.items():
            start = time.process_time()
            work()
            seconds[name].append(time.process_time() - start)
    return {name: n / statistics.median(seconds[name]) for name, (n, _) in works.items()}


def main() -> None:
    """Print the table."""
    ready = [widened(made(), seed) for seed in range(COPIES) for made in MADE.values()]
    twins = [(d, *twin_and_bytes(d)) for d in ready]
    works: dict[str, tuple[int, Callable[[], object]]] = {
        "JSON alone": (len(ready), lambda: [twin_and_bytes(d) for d in ready]),
        "complete letter": (len(ready), lambda: [forms(*twin_and_bytes(d)) for d in ready]),
        "its check by the linter": (len(ready), lambda: [faults(t, d.law) for d, t, _ in twins]),
        **peers(),
    }
    found = rates(works)
    whole = found["complete letter"]
    sizes = [len(raw) for _, _, raw in twins]
    print(f"{len(ready)} decisions, JSON {statistics.mean(sizes) / 1000:.0f} kB each")
    for name, rate in found.items():
        print(
            f"{name:40s} {rate:8,.0f} per second and core   {whole / rate:6.2f} x the time of it"
        )
    for name in ("shapash", "explainerdashboard"):
        if not find_spec(name):
            print(f"{name}: not installed here")


if __name__ == "__main__":
    main()

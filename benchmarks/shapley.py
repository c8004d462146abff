"""Exact Shapley values beside their peers, in one run on one model: `make bench`.

Ratios are rows per second relative to LightGBM's own ``pred_contrib`` on one thread, the median of
three rounds taken in turn. Absolute numbers depend on the machine; ratios hardly do.
"""

import statistics
import sys
import time
import warnings

import lightgbm as lgb
import numpy as np

from mingxi.explain.contributions import against_many, against_one, reference_set
from mingxi.explain.forest import forest

ROUNDS = 3
FEATURES, CONCEPTS = 40, 12


def booster_and_rows(trees: int, leaves: int) -> tuple[lgb.Booster, np.ndarray]:
    """A credit-like model: 40 features, one in eight values of seven of them missing."""
    random = np.random.default_rng(11)
    rows = random.normal(size=(30_000, FEATURES))
    rows[:, :7][random.random((len(rows), 7)) < 0.12] = np.nan
    filled = np.nan_to_num(rows)
    log_odds = filled[:, :20] @ random.normal(0.3, 0.2, 20) + filled[:, 20] * filled[:, 21] - 4
    y = (random.random(len(rows)) < 1 / (1 + np.exp(-log_odds))).astype(float)
    settings = {
        "objective": "binary",
        "num_leaves": leaves,
        "max_depth": 8,
        "learning_rate": 0.05,
        "num_threads": 2,
        "verbosity": -1,
        "seed": 1,
    }
    return lgb.train(settings, lgb.Dataset(rows, y), trees), rows


def rates(works: dict) -> dict[str, float]:
    """Rows per second of each work (rows, function), median over rounds taken in turn."""
    seconds: dict[str, list[float]] = {name: [] for name in works}
    for work in works.values():
        work[1]()  # warm: compiled, paged in
    for _ in range(ROUNDS):
        for name, (_, call) in works.items():
            start = time.perf_counter()
            call()
            seconds[name].append(time.perf_counter() - start)
    return {name: rows / statistics.median(seconds[name]) for name, (rows, _) in works.items()}


def main() -> None:
    """Print the table of ratios and the agreement with shap."""
    import shap

    booster, rows = booster_and_rows(300, 31)
    model = forest(booster.model_to_string())
    concepts = np.arange(FEATURES) % CONCEPTS
    singles = np.arange(FEATURES)
    past = rows[1000:3000]
    some = past.copy()
    some[:, ::3] = rows[5000:7000, ::3]
    few, many = (
        reference_set(model, rows[-100:], concepts),
        reference_set(model, rows[-5000:], concepts),
    )
    alone = reference_set(model, rows[-500:], singles)
    hundred = rows[-100:]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        peer = shap.TreeExplainer(booster, hundred, feature_perturbation="interventional")
    works = {
        "LightGBM pred_contrib, 1 thread": (
            200,
            lambda: booster.predict(rows[:200], pred_contrib=True, num_threads=1),
        ),
        "shap interventional, 100 references": (20, lambda: peer.shap_values(rows[:20])),
        "one row against one, a third changed": (
            2000,
            lambda: against_one(model, some, past, singles),
        ),
        "one row against one, all changed": (
            1000,
            lambda: against_one(model, rows[:1000], past[:1000], singles),
        ),
        "against 500 people, 40 features": (3000, lambda: against_many(alone, rows[:3000])),
        "against 100 people, 12 concepts": (3000, lambda: against_many(few, rows[:3000])),
        "against 5,000 people, 12 concepts": (3000, lambda: against_many(many, rows[:3000])),
        "the same, 2 threads": (3000, lambda: against_many(many, rows[:3000], threads=2)),
    }
    found = rates(works)
    anchor = next(iter(found.values()))
    print(f"300 trees x 31 leaves, {FEATURES} features; Python {sys.version.split()[0]}")
    for name, rate in found.items():
        print(f"{name:40s} {rate:10,.0f} rows/s {rate / anchor:8.1f} x")
    ours = against_many(reference_set(model, hundred, singles), rows[:20])
    gap = np.abs(ours.base + ours.push.sum(axis=1) - ours.output).max()
    difference = np.abs(ours.push - peer.shap_values(rows[:20])).max()
    print(f"largest difference to shap {difference:.1e}; additivity gap {gap:.1e}")


if __name__ == "__main__":
    main()

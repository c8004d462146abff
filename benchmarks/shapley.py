"""Exact Shapley values beside their peers, in one run on the same models: `make bench`.

One thread against one thread: CPU seconds, median of rounds taken in turn, as rows per second
relative to LightGBM's own ``pred_contrib``. Two threads against two: by the clock. Absolute
numbers depend on the machine; ratios hardly do. ``largest difference`` is to the same game by
another road: shap, or our own pairwise walk. woodelf-explainer, shapiq and fasttreeshap take part
where they are installed.
"""

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from contextlib import redirect_stderr
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import lightgbm as lgb
import numpy as np

from mingxi.explain.contributions import (
    ReferenceSet,
    against_many,
    against_one,
    raw_scores,
    reference_set,
)
from mingxi.explain.forest import Forest, forest
from mingxi.explain.leaf_sets import leaf_sets
from mingxi.explain.quantiser import quantiser

ROUNDS = 5
FEATURES, CONCEPTS = 60, 12
SINGLES, GROUPS = np.arange(FEATURES), np.arange(FEATURES) % CONCEPTS
STREAM_BLOCK = 50_000  # rows in memory at a time
ANCHOR = "LightGBM pred_contrib"


@dataclass
class Work:
    """One line of the table: rows explained by a call, and the largest difference found."""

    rows: int
    call: Callable[[int], object]  # takes the number of threads
    difference: str = ""
    rounds: int = ROUNDS
    threads: bool = True  # has a figure with two


def credit_rows(n: int) -> tuple[np.ndarray, np.ndarray]:
    """Credit-like rows and outcomes: 20 of 60 columns counts, one in eight of seven missing."""
    random = np.random.default_rng(11)
    rows = random.normal(size=(n, FEATURES))
    rows[:, 20:40] = np.exp(rows[:, 20:40])
    rows[:, 40:] = np.round(3 * rows[:, 40:])
    rows[:, :7][random.random((n, 7)) < 0.12] = np.nan
    filled = np.nan_to_num(rows)
    log_odds = filled[:, :20] @ random.normal(0.3, 0.2, 20) + 0.3 * filled[:, 20] * filled[:, 21]
    log_odds += 0.3 * np.log(filled[:, 30]) - 0.1 * filled[:, 45] * filled[:, 46] - 4
    return rows, (random.random(n) < 1 / (1 + np.exp(-log_odds))).astype(float)


def trained(rows: np.ndarray, y: np.ndarray, trees: int, leaves: int, depth: int) -> lgb.Booster:
    """A booster without early stopping, so that its size is what the table says."""
    settings = {
        "objective": "binary",
        "num_leaves": leaves,
        "max_depth": depth,
        "learning_rate": 0.05 if trees < 1000 else 0.02,
        "num_threads": 2,
        "verbosity": -1,
        "seed": 1,
    }
    return lgb.train(settings, lgb.Dataset(rows, y), trees)


def table(title: str, works: dict[str, Work]) -> None:
    """Run all works in turn and print the table."""
    cpu: dict[str, list[float]] = {name: [] for name in works}
    clock: dict[str, list[float]] = {name: [] for name in works}
    for turn in range(ROUNDS):
        for name, work in works.items():
            if turn >= work.rounds:
                continue
            start = time.process_time()
            work.call(1)
            cpu[name].append((time.process_time() - start) / work.rows)
            if work.threads:
                begin = time.perf_counter()
                work.call(2)
                clock[name].append((time.perf_counter() - begin) / work.rows)
    print(f"\n{title}")
    print(f"{'':42s} {'rows/s':>10s} {'ratio':>9s} {'2 threads':>10s}  largest difference")
    one, two = statistics.median(cpu[ANCHOR]), statistics.median(clock[ANCHOR])
    for name, work in works.items():
        mine = statistics.median(cpu[name])
        both = f"{two / statistics.median(clock[name]):10.1f}" if work.threads else " " * 10
        print(f"{name:42s} {1 / mine:10,.1f} {one / mine:9.2f} {both}  {work.difference}")


def peer_of(booster: lgb.Booster, reference: np.ndarray) -> object:
    """Explainer of shap with all of the reference rows; by itself it would keep 100."""
    import shap

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        masker = shap.maskers.Independent(reference, max_samples=len(reference))
        return shap.TreeExplainer(booster, masker, feature_perturbation="interventional")


def changed(rows: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Earlier rows, the same with a third of the features changed, and with all changed."""
    past, other = rows[1000 : 1000 + n], rows[10_000 : 10_000 + n]
    third = past.copy()
    third[:, ::3] = other[:, ::3]
    return past, third, other


def gap(a: object, b: object) -> str:
    """Largest difference, as text."""
    return f"{np.abs(np.asarray(a) - np.asarray(b)).max():.0e}"


def walked(model: Forest, row: np.ndarray, reference: np.ndarray, groups: np.ndarray) -> object:
    """One row against a set by definition: the mean over its members."""
    repeated = np.repeat(row[None, :], len(reference), axis=0)
    return against_one(model, repeated, reference, groups).push.mean(axis=0)


def contribution(booster: lgb.Booster, rows: np.ndarray) -> Callable[[int], object]:
    """Call of the anchor."""
    return lambda threads: booster.predict(rows, pred_contrib=True, num_threads=threads)


def ordinary(booster: lgb.Booster, rows: np.ndarray) -> None:
    """300 trees of 31 leaves: both games beside all peers."""
    model = forest(booster.model_to_string())
    past, third, other = changed(rows, 4000)
    hundred, people, crowd = rows[-100:], rows[-500:], rows[-5000:]
    begin = time.perf_counter()
    alone = reference_set(model, people, SINGLES)
    built = time.perf_counter() - begin
    few, some, many = (reference_set(model, r, GROUPS) for r in (hundred, people, crowd))
    beside = reference_set(model, hundred, SINGLES)
    shap_100, shap_500 = peer_of(booster, hundred), peer_of(booster, people)
    per_row = np.array([peer_of(booster, past[i : i + 1]).shap_values(third[i]) for i in range(2)])

    def by_shap(explainer: object, n: int) -> Callable[[int], object]:
        return lambda _: explainer.shap_values(other[:n])

    works = {
        ANCHOR: Work(100, contribution(booster, rows[:100])),
        "LightGBM plain scoring (scale)": Work(
            4000, lambda t: booster.predict(other, raw_score=True, num_threads=t)
        ),
        "our scoring (scale)": Work(
            4000,
            lambda _: raw_scores(model, other),
            gap(raw_scores(model, other), booster.predict(other, raw_score=True)),
            threads=False,
        ),
        "one against one, a third changed": Work(
            4000,
            lambda t: against_one(model, third, past, SINGLES, t),
            gap(against_one(model, third[:2], past[:2], SINGLES).push, per_row) + " shap",
        ),
        "one against one, all changed": Work(
            4000, lambda t: against_one(model, other, past, SINGLES, t)
        ),
        "one against one, all changed, 12 concepts": Work(
            4000, lambda t: against_one(model, other, past, GROUPS, t)
        ),
        "shap, explainer of each row's past": Work(
            2,
            lambda _: [peer_of(booster, past[i : i + 1]).shap_values(third[i]) for i in range(2)],
            rounds=2,
            threads=False,
        ),
        "against 500, 60 features": Work(
            8192,
            lambda t: against_many(alone, rows[:8192], t),
            gap(against_many(alone, other[:8]).push, shap_500.shap_values(other[:8])) + " shap",
        ),
        "against 100, 60 features": Work(
            8192,
            lambda t: against_many(beside, rows[:8192], t),
            gap(against_many(beside, other[:8]).push, shap_100.shap_values(other[:8])) + " shap",
        ),
        "against 100, 12 concepts": Work(8192, lambda t: against_many(few, rows[:8192], t)),
        "against 500, 12 concepts": Work(
            8192,
            lambda t: against_many(some, rows[:8192], t),
            gap(against_many(some, other[:1]).push[0], walked(model, other[0], people, GROUPS))
            + " walk",
        ),
        "against 5,000, 12 concepts": Work(8192, lambda t: against_many(many, rows[:8192], t)),
        "shap interventional, 100": Work(8, by_shap(shap_100, 8), rounds=3, threads=False),
        "shap interventional, 500": Work(4, by_shap(shap_500, 4), rounds=3, threads=False),
        **peers(booster, rows, against_many(beside, other).push),
    }
    table(f"300 trees x 31 leaves, {FEATURES} features (tables for 500: {built:.1f} s)", works)
    physics(model, alone, (third, past, rows[:8192]))


def peers(booster: lgb.Booster, rows: np.ndarray, exact: np.ndarray) -> dict[str, Work]:
    """Optional packages on the same model; what is missing or fails says so."""
    found: dict[str, Work] = {}
    other = rows[10_000:14_000]
    for name, make in (
        ("woodelf-explainer, 100, marginal", lambda: woodelf_work(booster, rows, exact)),
        ("shapiq, path-dependent", lambda: shapiq_work(booster, other[:4])),
        ("fasttreeshap, path-dependent", lambda: fasttreeshap_work(booster, other[:20])),
    ):
        try:
            with warnings.catch_warnings(), redirect_stderr(StringIO()):
                warnings.simplefilter("ignore")
                found[name] = make()
        except ImportError:
            print(f"{name}: not installed")
        except Exception as error:  # a peer's failure is a line of the table, not ours
            print(f"{name}: does not run here ({type(error).__name__}: {str(error)[:80]})")
    return found


def woodelf_work(booster: lgb.Booster, rows: np.ndarray, exact: np.ndarray) -> Work:
    """Time of woodelf per further row: its fixed cost per call, seconds, is left out."""
    import pandas as pd
    from woodelf import WoodelfExplainer

    frame = pd.DataFrame(rows, columns=booster.feature_name())
    explainer = WoodelfExplainer(booster, data=frame.iloc[-100:])

    def seconds(n: int) -> float:
        start = time.process_time()
        explainer.shap_values(frame.iloc[:n])
        return time.process_time() - start

    theirs = explainer.shap_values(frame.iloc[10_000:14_000])
    per_row = (seconds(20_000) - seconds(2000)) / 18_000

    def call(_: int) -> None:  # stands for the measured time: a call takes half a minute
        end = time.process_time() + per_row * 1000
        while time.process_time() < end:
            pass

    return Work(1000, call, gap(theirs, exact) + " ours", rounds=1, threads=False)


def shapiq_work(booster: lgb.Booster, rows: np.ndarray) -> Work:
    """Path-dependent values of shapiq, row by row."""
    from shapiq import TreeExplainer

    explainer = TreeExplainer(booster, index="SV", max_order=1)
    exact = booster.predict(rows[:1], pred_contrib=True)[0, :-1]
    theirs = np.array([explainer.explain(rows[0])[(j,)] for j in range(FEATURES)])
    return Work(
        len(rows),
        lambda _: [explainer.explain(row) for row in rows],
        gap(theirs, exact) + " pred_contrib",
        rounds=2,
        threads=False,
    )


def fasttreeshap_work(booster: lgb.Booster, rows: np.ndarray) -> Work:
    """Path-dependent values of fasttreeshap; its second algorithm is wrong on missing values."""
    from fasttreeshap import TreeExplainer

    explainer = TreeExplainer(booster, algorithm="v1", n_jobs=1)
    exact = booster.predict(rows, pred_contrib=True)[:, :-1]
    theirs = np.asarray(explainer(rows, check_additivity=False).values)
    theirs = theirs[..., -1] if theirs.ndim == 3 else theirs
    return Work(
        len(rows),
        lambda _: explainer(rows, check_additivity=False),
        gap(theirs, exact) + " pred_contrib",
        rounds=2,
        threads=False,
    )


def physics(model: Forest, reference: ReferenceSet, rows: tuple[np.ndarray, ...]) -> None:
    """Bytes that a row has to move, and the share of a near cache's speed reached."""
    third, past, many = rows
    bins = quantiser(model)
    sets = leaf_sets(model, bins, SINGLES, np.ones(len(model.leaf), dtype=bool))
    search = 8 * FEATURES * np.log2(max(len(bins.edges) / len(bins.feature), 2))
    # per test and row: a bin of 2 bytes, a word of 4 read and written; slots are read twice more
    pair = 2 * (10 * len(sets.tests) + 8 * len(sets.slots) + search)
    # per cut: bin, state read and written; per value: state, entry, sum read and written
    grouped = reference.grouped
    values = len(grouped.player)
    crowd = 6 * len(grouped.steps) + 26 * values + 10 * len(sets.tests) + search
    near = np.ones(1 << 14)  # 128 KB
    best = min(_seconds(lambda: np.add(near, 1.0, out=near), 2000) for _ in range(5))
    speed = 16 * len(near) / best
    print(f"\nsecond-level cache, read and written: {speed / 1e9:.0f} GB/s")
    for name, moved, visits, call, n in (
        (
            "one against one, a third changed",
            pair,
            2 * len(sets.tests),
            lambda: against_one(model, third, past, SINGLES),
            len(third),
        ),
        (
            "against 500, 60 features",
            crowd,
            len(grouped.steps) + len(sets.tests),
            lambda: against_many(reference, many),
            len(many),
        ),
    ):
        spent = min(_seconds(call, 1) for _ in range(3)) / n
        print(
            f"{name:36s} {visits:7,d} tests, {moved / 1000:5.0f} kB a row: at least "
            f"{moved / speed * 1e6:4.1f} µs, takes {spent * 1e6:5.1f} µs: "
            f"{moved / speed / spent:.0%} of the limit"
        )
    print(f"values added per row and tree: {values / (len(model.trees) - 1):.0f}")


def deep(booster: lgb.Booster, rows: np.ndarray) -> None:
    """1000 trees of 63 leaves without a depth cap."""
    model = forest(booster.model_to_string())
    past, third, other = changed(rows, 1000)
    begin = time.perf_counter()
    some = reference_set(model, rows[-500:], GROUPS)
    middle = time.perf_counter()
    alone = reference_set(model, rows[-500:], SINGLES)
    end = time.perf_counter()
    works = {
        ANCHOR: Work(10, contribution(booster, rows[:10])),
        "one against one, a third changed": Work(
            1000, lambda t: against_one(model, third, past, SINGLES, t)
        ),
        "one against one, all changed": Work(
            1000, lambda t: against_one(model, other, past, SINGLES, t)
        ),
        "against 500, 12 concepts": Work(
            4096,
            lambda t: against_many(some, rows[:4096], t),
            gap(
                against_many(some, other[:1]).push[0], walked(model, other[0], rows[-500:], GROUPS)
            )
            + " walk",
            rounds=3,
        ),
        "against 500, 60 features": Work(
            4096,
            lambda t: against_many(alone, rows[:4096], t),
            gap(
                against_many(alone, other[:1]).push[0],
                walked(model, other[0], rows[-500:], SINGLES),
            )
            + " walk",
            rounds=3,
        ),
    }
    listed = int((np.diff(alone.apart.first_listed) > 0).sum())
    print(
        f"\ndeep: {len(model.leaf):,} leaves; tables for 500 take {middle - begin:.0f} s and "
        f"{table_megabytes(some):.0f} MB with concepts, {end - middle:.0f} s and "
        f"{table_megabytes(alone):.0f} MB with features ({listed:,} leaves by lists)"
    )
    table("1000 trees x 63 leaves, no depth cap", works)


def table_megabytes(reference: ReferenceSet) -> float:
    """Size of both kinds of tables."""
    return (reference.grouped.table.nbytes + reference.apart.table.nbytes) / 1e6


def stream(model_path: str) -> None:
    """Both games over up to a million rows in blocks; prints one JSON object (own process)."""
    model = forest(Path(model_path).read_text())
    rows, _ = credit_rows(STREAM_BLOCK)
    reference = reference_set(model, rows[:5000], GROUPS)
    past = np.roll(rows, 1, axis=0)

    def crowd(some: slice) -> object:
        return against_many(reference, rows[some])

    def pair(some: slice) -> object:
        return against_one(model, rows[some], past[some], GROUPS)

    out: dict[str, object] = {}
    for name, game in (("against 5,000", crowd), ("one against one", pair)):
        game(slice(0, 10))
        out[name] = [_streamed(game, n) / n for n in (1000, 10_000, 100_000, 1_000_000)]
        out[f"{name}, single"] = statistics.median(_each(game, 300))
    out["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps(out))


def _streamed(game: Callable[[slice], object], n: int) -> float:
    """CPU seconds of ``n`` rows, a block in memory at a time."""
    start = time.process_time()
    for a in range(0, n, STREAM_BLOCK):
        game(slice(0, min(STREAM_BLOCK, n - a)))
    return time.process_time() - start


def _each(game: Callable[[slice], object], n: int) -> list[float]:
    """Seconds of each of ``n`` single rows, by the clock."""
    out = []
    for i in range(n):
        start = time.perf_counter()
        game(slice(i, i + 1))
        out.append(time.perf_counter() - start)
    return out


def scaling(booster: lgb.Booster) -> None:
    """Time per row from a thousand to a million rows, memory, and one row at a time."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.txt"
        path.write_text(booster.model_to_string())
        done = subprocess.run(
            [sys.executable, __file__, "stream", str(path)],
            check=True,
            capture_output=True,
            text=True,
        )
    found = json.loads(done.stdout)
    print("\n12 concepts; µs per row for 1,000, 10,000, 100,000 and 1,000,000 rows; one row alone")
    for name in ("against 5,000", "one against one"):
        each = "  ".join(f"{t * 1e6:6.1f}" for t in found[name])
        print(f"{name:20s} {each}   {found[f'{name}, single'] * 1e3:.2f} ms")
    print(f"peak memory of that process: {found['peak'] / 2**30:.2f} GiB")


def _seconds(call: Callable[[], object], times: int) -> float:
    start = time.perf_counter()
    for _ in range(times):
        call()
    return (time.perf_counter() - start) / times


def main() -> None:
    """Print all tables."""
    rows, y = credit_rows(60_000)
    booster = trained(rows, y, 300, 31, 8)
    ordinary(booster, rows)
    scaling(booster)
    deep(trained(rows, y, 1000, 63, -1), rows)


if __name__ == "__main__":
    if sys.argv[1:2] == ["stream"]:
        stream(sys.argv[2])
    else:
        main()

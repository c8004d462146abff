"""Targets of the base world: read strictly, met, and shown beside what was found."""

from io import StringIO

import numpy as np
import pytest
import yaml
from rich.console import Console
from simulate_worlds import world_numbers

from mingxi.adapters.config_file import numbers_in
from mingxi.declare.errors import BadConfig
from mingxi.evaluate.target import finding
from mingxi.recipes import calibrate, difficulty, targets
from mingxi.recipes.overlays import overlaid
from mingxi.recipes.portfolio import book_of
from mingxi.simulate.config import Block, WorldConfig
from mingxi.simulate.intervention import Intervention
from mingxi.simulate.world import lived

SMALL = 4_096


def config(n_borrowers=SMALL, seed=7, numbers=None):
    return WorldConfig(seed, n_borrowers, "2023-01", 36, numbers or world_numbers())


def findings(world, block_size=SMALL):
    wanted = targets.targets_from(targets.BASE)
    starts = range(0, world.n_borrowers, block_size)
    blocks = [
        Block(i, start, min(start + block_size, world.n_borrowers))
        for i, start in enumerate(starts)
    ]
    totals = targets.added([targets._counted(world, wanted, block) for block in blocks])
    return [finding(t, totals[t.key].value, world.n_borrowers) for t in wanted]


def off(found):
    return {f.target.key: f.found for f in found if f.met is False}


def test_there_are_targets_of_every_kind_each_with_a_source():
    wanted = targets.targets_from(targets.BASE)
    assert len(wanted) >= 35
    assert sum(t.sure != "L" for t in wanted) >= 20
    assert all(len(t.source) > 5 and t.unit for t in wanted)


def test_a_small_base_world_meets_what_can_be_judged():
    found = findings(config())
    judged = [f for f in found if f.met is not None]
    assert len(judged) >= 15
    assert len(off(found)) <= 0.1 * len(judged), off(found)
    assert any(f.met is None for f in found)  # rare events need more people
    text = Console(width=100, record=True, file=StringIO())
    text.print(targets.table_of(found, "small"))
    shown = text.export_text()
    assert "roll_1" in shown
    assert "too few" in shown
    assert f"of {len(judged)} targets met" in targets.summary(found)
    assert targets.document(found)["mean_loan"]["unit"] == "CNY"


@pytest.mark.slow
@pytest.mark.parametrize("seed", [7, 8, 11])
def test_the_base_world_meets_nine_in_ten_of_its_targets_on_any_seed(seed):
    found = findings(config(20_480, seed))
    assert all(f.met is not None for f in found)
    assert len(off(found)) <= 0.1 * len(found), off(found)
    surer = {f.target.key for f in found if f.target.sure != "L"}
    # the demo's seed meets all with a published source; chance may cost another seed one or two
    assert len(surer & set(off(found))) <= (0 if seed == 7 else 2), off(found)


@pytest.mark.slow
def test_default_falls_with_the_limit_seen_and_rises_with_the_limit_given():
    """The sign flips: same people, same noise, half or twice the limit."""
    world = config(8_192)
    bad = {}
    for behaviour in ("halve_limit", "", "double_limit"):
        do = (Intervention(behaviour, 0, 35),) if behaviour else ()
        run = lived(world, Block(0, 0, 8_192), do)
        bad[behaviour] = (run.past.columns["dpd"] >= 90).any(axis=0).sum()
        if not behaviour:
            seen = targets.measured(book_of(run), "default_by_limit", {}).value
    assert seen > 2.0
    assert bad["halve_limit"] < 0.95 * bad[""]
    assert bad["double_limit"] > 1.05 * bad[""]


@pytest.mark.parametrize(
    ("change", "hint"),
    [
        ({"metrik": "mean_loan"}, "'metric'"),
        ({"metric": "mean_lone"}, "'mean_loan'"),
        ({"stratum": {"bukcet": 1}}, "no 'bukcet'"),
        ({"value": 9}, "between low and high"),
        ({"sure": "X"}, "H, M or L"),
        ({"low": "one"}, "low is 'one'"),
        ({"unit": None}, "unit is missing"),
    ],
)
def test_a_wrong_target_is_refused_by_name(tmp_path, change, hint):
    row = {
        "metric": "mean_loan",
        "value": 2,
        "low": 1,
        "high": 3,
        "unit": "CNY",
        "sure": "L",
        "least": 0,
        "source": "a test",
    } | change
    row = {k: v for k, v in row.items() if v is not None}
    path = tmp_path / "targets.yaml"
    path.write_text(yaml.safe_dump({"x": row}), encoding="utf-8")
    with pytest.raises(BadConfig, match=hint):
        targets.targets_from(str(path))


def test_every_dial_is_a_number_of_the_world_and_moves_a_target():
    numbers = world_numbers()
    dials = calibrate.dials_from(calibrate.DIALS, numbers)
    assert 12 <= len(dials) <= 20
    aims = calibrate.aimed_at(targets.targets_from(targets.BASE), dials)
    assert len(aims) >= len(dials)
    for dial in dials:
        assert dial.moves
        assert dial.low < numbers[dial.mechanism][dial.number].value < dial.high


def test_a_dial_that_is_no_number_names_the_nearest(tmp_path):
    path = tmp_path / "dials.yaml"
    path.write_text("job.los: {low: 0, high: 1, step: 0.1, moves: []}\n", encoding="utf-8")
    with pytest.raises(BadConfig, match=r"'job\.loss'"):
        calibrate.dials_from(str(path), world_numbers())


def test_the_overlay_written_is_the_overlay_read(tmp_path):
    numbers = world_numbers()
    dials = calibrate.dials_from(calibrate.DIALS, numbers)
    values = np.array([(d.low + d.high) / 2 for d in dials])
    path = tmp_path / "found.yaml"
    calibrate._write(path, numbers, dials, values)
    world = overlaid(numbers, numbers_in(path), str(path))
    for dial, value in zip(dials, values, strict=True):
        now = world[dial.mechanism][dial.number]
        assert now.value == pytest.approx(value, rel=1e-3)
        assert now.source.startswith("calibrated to ")
    turned = calibrate.turned(numbers, dials, values)
    assert {m: {k: q.value for k, q in own.items()} for m, own in turned.items()} == {
        m: {k: q.value for k, q in own.items()} for m, own in world.items()
    }


def test_the_true_chance_is_measured_against_lives_it_has_not_seen():
    # the chance is 0.1 for one half and 0.5 for the other
    chance = np.repeat([0.1, 0.5], 2_000)
    u = np.random.default_rng(5).random((4_000, 16))
    lives = difficulty.Lives(u < chance[:, None], 1.0 - chance, np.arange(4_000))
    found = difficulty.truth([lives])
    # AUC of the chance itself: P(bad is of the risky half) and so on, ties half
    bad_high, good_high = 0.5 / 0.6, 0.5 / 1.4
    exact = bad_high * (1 - good_high) + 0.5 * (
        bad_high * good_high + (1 - bad_high) * (1 - good_high)
    )
    values = list(found.values())
    assert values[0] < exact
    assert values[1] == pytest.approx(exact, abs=0.02)
    assert values[2] == pytest.approx(1.0 - exact, abs=0.01)  # an outlook upside down
    assert values[3] == pytest.approx(0.3, abs=0.01)


@pytest.mark.slow
def test_the_world_is_neither_too_easy_nor_too_hard():
    world = config(SMALL)
    part = difficulty.other_lives(world, Block(0, 0, SMALL), month=23, lives=24)
    found = list(difficulty.truth([part]).values())
    assert 0.82 < found[0] < 0.93
    assert 0.82 < found[1] < 0.93

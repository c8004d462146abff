"""Each released variant shows what it was released for, on the same people with the same noise."""

import numpy as np
import pytest

from mingxi.declare.errors import BadConfig
from mingxi.declare.quantity import Quantity
from mingxi.evaluate import admissions, drift
from mingxi.evaluate.book import SETTLED
from mingxi.recipes.overlays import overlaid, variants, world_numbers
from mingxi.recipes.portfolio import book_of
from mingxi.simulate.config import Block, WorldConfig
from mingxi.simulate.declared.mechanisms_table import CHECKS
from mingxi.simulate.world import lived

N = 4096


@pytest.fixture(scope="module")
def runs():
    """Runs by variant, made when they are first asked for."""
    made = {}

    def run(variant):
        if variant not in made:
            numbers = world_numbers("world", variant, ())
            made[variant] = lived(WorldConfig(7, N, "2023-01", 36, numbers), Block(0, 0, N))
        return made[variant]

    return run


def share_late(run):
    """Share of the open lines with a balance that is 30 days past due, by month."""
    book = book_of(run)
    owing = book.months["on_book"] & (book.months["balance_fen"] > 0)
    return ((book.months["dpd"] >= 30) & owing).sum(axis=0) / owing.sum(axis=0)


def share_failing(run, key):
    """Share of the requests for a loan that fail a check."""
    causes = run.journal.rows("draw_causes", ("borrower_id", "attempted_on"))["failing"]
    attempts = run.journal.rows("draw_attempts", ("borrower_id", "attempted_on"))
    which = [check.what.key for check in CHECKS].index(key)
    return causes[:, which].sum() / len(attempts["granted"])


def test_six_variants_are_released():
    assert variants() == ("base", "drift", "outage", "policy_shift", "reject_biased", "shock")


@pytest.mark.slow
def test_in_a_shock_arrears_peak_two_to_three_times_as_high_and_ease(runs):
    base, shock = share_late(runs("base")), share_late(runs("shock"))
    np.testing.assert_array_equal(base[:16], shock[:16])  # before it, nothing differs
    peak = shock[SETTLED:].max()
    assert 1.8 < peak / base[SETTLED:].max() < 3.5
    assert shock[-3:].mean() < 0.5 * peak


@pytest.mark.slow
def test_a_policy_shift_cuts_far_more_lines_for_causes_that_are_not_the_borrowers(runs):
    cut, not_theirs = {}, {}
    for variant in ("base", "policy_shift"):
        book = book_of(runs(variant))
        event = book.limit_events
        inside = (event["month"] >= 18) & (event["month"] <= 20)
        lower = inside & (event["new_fen"] < event["old_fen"]) & (event["new_fen"] > 0)
        cut[variant] = len(np.unique(event["row"][lower])) / book.months["on_book"][:, 18].sum()
        not_theirs[variant] = admissions.cuts_not_the_borrowers(book, 18, 20).value
    assert cut["policy_shift"] > 1.2 * cut["base"]
    assert not_theirs["policy_shift"] > not_theirs["base"]


@pytest.mark.slow
def test_a_biased_lender_lets_no_rejected_in_and_chooses_by_what_no_table_shows(runs):
    chosen = {}
    for variant in ("base", "reject_biased"):
        run = runs(variant)
        book = book_of(run)
        late = book.people["open_month"] >= 0
        has = book.months["on_book"].any(axis=1)
        private = run.state["private"]
        chosen[variant] = private[late & has].mean() - private[late & ~has].mean()
        tried = admissions.rejects_tried(book).value
        assert (tried == 0.0) == (variant == "reject_biased")
    assert chosen["reject_biased"] > 1.3 * chosen["base"]


@pytest.mark.slow
def test_in_a_drift_the_main_columns_move_by_more_than_a_quarter(runs):
    moved = {v: book_of(runs(v)) for v in ("base", "drift")}
    for column in ("outside_score", "active_days"):
        assert drift.year_on_year(moved["base"], column).value < 0.10
        assert drift.year_on_year(moved["drift"], column).value > 0.25


@pytest.mark.slow
def test_in_an_outage_payments_wait_and_requests_fail(runs):
    base, outage = runs("base"), runs("outage")
    waits = {}
    for name, run in (("base", base), ("outage", outage)):
        waits[name] = (run.past.columns["pending_fen"][-1] > 0)[run.past.columns["on_book"][-1]]
    assert waits["outage"].mean() > 3 * waits["base"].mean()
    assert share_failing(outage, "B08") > 2 * share_failing(base, "B08")
    assert share_failing(outage, "B06") > share_failing(base, "B06")


ONE = Quantity(1.0, "share", "a test of overlays")


@pytest.mark.parametrize(
    ("mechanism", "name", "hint"),
    [("jib", "loss", "'job'"), ("job", "los", "'job.loss'")],
)
def test_an_overlay_with_an_unknown_number_is_refused(numbers, mechanism, name, hint):
    with pytest.raises(BadConfig, match=hint):
        overlaid(numbers, {mechanism: {name: ONE}}, "mine")


def test_an_overlay_changes_its_own_numbers_and_may_add_events(numbers):
    new = {"job": {"loss": ONE}, "shock/storm": {"starts_on": ONE, "ends_on": ONE, "size": ONE}}
    changed = overlaid(numbers, new, "mine")
    assert changed["job"]["loss"] is ONE
    assert changed["job"]["found"] is numbers["job"]["found"]
    assert changed["shock/storm"]["size"] is ONE
    assert {k: v for k, v in changed.items() if k not in new} == {
        k: v for k, v in numbers.items() if k != "job"
    }


def test_an_unknown_variant_names_the_nearest():
    with pytest.raises(BadConfig, match="'shock'"):
        world_numbers("world", "shok", ())

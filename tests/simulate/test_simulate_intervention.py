import numpy as np
import pytest
from simulate_worlds import changed, frames, grid, whole, world, world_numbers

from mingxi.declare.errors import BadConfig
from mingxi.simulate.config import Block
from mingxi.simulate.declared.mechanisms_table import MECHANISMS
from mingxi.simulate.intervention import BEHAVIOURS, Intervention, does
from mingxi.simulate.tables.of_run import observed_tables
from mingxi.simulate.world import lived, panel

N, MONTHS = 160, 16
FROM, TO = 6, 12
EVERY = [*BEHAVIOURS, *(f"without:{m.key}" for m in MECHANISMS)]
SOME = tuple(range(0, N, 2))
PEOPLE = Block(0, 0, N)
VALUES = {"fewer_draws": 0, "close_lenders": 2, "set_limit": 5_000}


@pytest.fixture(scope="module")
def config():
    return world(world_numbers(), N, MONTHS)


@pytest.fixture(scope="module")
def base(config):
    return frames(whole(config).observed)["months"]


def test_nothing_done_is_the_base_to_the_last_bit(config):
    nobody = Intervention("stop_churn", FROM, TO, ())
    later = Intervention("stop_churn", 90, 99)
    assert changed(whole(config), whole(config, (nobody, later))) == []


@pytest.mark.parametrize("behaviour", EVERY)
def test_earlier_months_and_other_people_stay_as_they_were(config, base, behaviour):
    do = (Intervention(behaviour, FROM, TO, SOME, VALUES.get(behaviour)),)
    months = panel(config, PEOPLE, do)["months"].to_pandas()
    apart = (months["month"] < FROM) | ~months["borrower_id"].isin(SOME)
    assert months[apart].equals(base[apart])


@pytest.mark.parametrize("behaviour", ["close_lenders", "set_limit", "pay_on_time", "appeal"])
def test_no_event_of_earlier_months_or_other_people_changes(config, behaviour):
    do = (Intervention(behaviour, FROM, TO, SOME, VALUES.get(behaviour)),)
    first = np.datetime64("2023-01", "M") + FROM
    sides = [frames(observed_tables(lived(config, PEOPLE, how))) for how in ((), do)]
    for table, day in (
        ("loans", "drawn_on"),
        ("repayments", "paid_on"),
        ("draw_attempts", "attempted_on"),
        ("bureau_inquiries", "inquired_on"),
        ("bureau_marks", "marked_on"),
        ("appeals", "filed_on"),
    ):
        kept = []
        for side in sides:
            rows = side[table].drop(columns=["event_id", "corrected_on"], errors="ignore")
            early = rows[day].to_numpy().astype("datetime64[M]") < first
            others = ~rows["borrower_id"].isin(SOME).to_numpy()
            rows = rows.drop(columns=["outcome", "decided_on"], errors="ignore")
            kept.append(rows[early | others].reset_index(drop=True))
        assert kept[0].equals(kept[1]), table
    others = [side["instalments"].query("borrower_id % 2 == 1") for side in sides]
    assert others[0].reset_index(drop=True).equals(others[1].reset_index(drop=True))


def done(config, behaviour, column):
    do = (Intervention(behaviour, FROM, TO, value=VALUES.get(behaviour)),)
    months = panel(config, PEOPLE, do)["months"].to_pandas()
    return grid(months, column)[:, FROM : TO + 1]


@pytest.mark.parametrize(
    ("behaviour", "column"),
    [
        ("stop_churn", "n_reborrows"),
        ("no_inquiries", "bureau_inquiries"),
        ("fewer_draws", "n_draws"),
        ("no_instalment_spending", "instalment_spend_fen"),
        ("no_high_risk_use", "high_risk_out_fen"),
        ("complete_profile", "profile_items_missing"),
        ("pay_on_time", "dpd"),
        ("pay_on_time", "late_days"),
    ],
)
def test_a_behaviour_that_stops_leaves_no_trace(config, base, behaviour, column):
    assert grid(base, column)[:, FROM : TO + 1].any()
    assert not done(config, behaviour, column).any()


def test_autopay_and_papers_are_switched_on(config, base):
    known = np.arange(FROM, TO + 1) >= open_months(config)[:, None]
    assert not grid(base, "autopay")[:, FROM : TO + 1][known].all()
    assert done(config, "autopay_on", "autopay")[known].all()
    assert done(config, "complete_profile", "identity_valid")[known].all()
    late = grid(base, "late_days")[:, FROM : TO + 1] > 0
    assert (done(config, "autopay_on", "late_days") > 0).sum() < late.sum()


def open_months(config):
    return frames(whole(config).observed)["borrowers"]["open_month"].to_numpy()


@pytest.mark.parametrize("behaviour", ["no_new_lenders", "no_inquiries"])
def test_nobody_opens_a_new_lender(config, behaviour):
    lenders = done(config, behaviour, "bureau_lenders").astype(int)
    known = np.arange(FROM + 1, TO + 1) > open_months(config)[:, None]
    assert (np.diff(lenders)[known] <= 0).all()


def test_the_smallest_loans_elsewhere_are_closed_once_and_cost_less(config, base):
    lenders = done(config, "close_lenders", "bureau_lenders").astype(int)
    before = grid(base, "bureau_lenders")[:, FROM : TO + 1].astype(int)
    known = open_months(config) <= FROM
    first = np.maximum(before[known, 0] - 2, 0)
    assert ((first == lenders[known, 0]) | (lenders[known, 0] == first + 1)).all()
    assert (lenders[known, 0] < before[known, 0]).sum() > 10
    # once: later months are not capped
    assert (np.diff(lenders[known], axis=1) > 0).any()
    due, due_before = (
        done(config, "close_lenders", "bureau_due_fen"),
        grid(base, "bureau_due_fen")[:, FROM : TO + 1],
    )
    assert (due[known, 0] <= due_before[known, 0]).all()


def test_what_is_overdue_is_paid_in_the_month(config, base):
    dpd = done(config, "pay_off_overdue", "dpd")
    on_book = done(config, "pay_off_overdue", "on_book")
    assert (grid(base, "dpd")[:, FROM : TO + 1][on_book] > 31).any()
    # only what fell due this month may be open at its end
    assert dpd[on_book].max() <= 31


def test_a_limit_is_set_while_the_line_is_open_and_let_go_afterwards(numbers):
    config = world(numbers, N, MONTHS)
    do = (Intervention("set_limit", FROM, TO, SOME, 12_340),)
    made = whole(config, do)
    months = frames(made.observed)["months"]
    limit, on_book = grid(months, "limit_fen"), grid(months, "on_book")
    held = np.zeros_like(on_book)
    held[list(SOME), FROM : TO + 1] = True
    held &= on_book
    assert held.any()
    assert (limit[held] == 1_230_000).all()  # whole hundreds of yuan
    later = on_book[:, -1] & (limit[:, TO] == 1_230_000)
    assert (limit[later, -1] != 1_230_000).any()
    causes = frames(made.truth)["limit_causes"]
    assert "intervention" in set(causes["mechanism"])


def test_an_appeal_takes_a_wrong_mark_out_of_the_report(numbers):
    config = world(numbers, 800, 24)
    base, free = whole(config), whole(config, (Intervention("appeal", 0, 23),))
    late = [grid(frames(w.observed)["months"], "bureau_late").astype(int) for w in (base, free)]
    assert (late[1] <= late[0]).all()
    assert (late[1] < late[0]).any()
    filed = [frames(w.observed)["appeals"] for w in (base, free)]
    wrong = [(f["grounds"] == "not_my_loan").sum() for f in filed]
    assert wrong[1] > wrong[0]
    gives_back = [
        frames(w.truth)["limit_causes"].query("mechanism == 'L19'") for w in (base, free)
    ]
    assert len(gives_back[1]) > len(gives_back[0])


def test_a_rule_taken_away_is_a_region_without_its_tightening(numbers):
    config = world(numbers, 600, 33)
    free = frames(whole(config, (Intervention("without:L12", -99, 99),)).truth)["limit_causes"]
    assert "L12" not in set(free["mechanism"])
    assert "L12" in set(frames(whole(config).truth)["limit_causes"]["mechanism"])


@pytest.mark.parametrize("key", ["L04", "L09", "L11", "L17", "L18"])
def test_a_mechanism_taken_away_for_good_is_in_no_account(numbers, key):
    config = world(numbers, 200, 9)
    do = (Intervention(f"without:{key}", -99, 99),)
    causes = frames(whole(config, do).truth)["limit_causes"]
    assert key not in set(causes["mechanism"])
    assert key in set(frames(whole(config).truth)["limit_causes"]["mechanism"])


def test_a_lowering_cause_taken_away_never_lowers_the_first_limit(numbers):
    config = world(numbers, 600, 4)
    base = frames(whole(config).observed)["limit_events"]
    free = frames(whole(config, (Intervention("without:L10", 0, 3),)).observed)["limit_events"]
    both = base.merge(free, on=["borrower_id", "month", "told"], suffixes=("", "_free"))
    first = both[both["told"] == "welcome"]
    assert len(first) > 10
    assert (first["new_fen_free"] >= first["new_fen"]).all()
    assert (first["new_fen_free"] > first["new_fen"]).any()


@pytest.mark.parametrize(
    ("wrong", "hint"), [("stop_chrun", "stop_churn"), ("without:L44", "without:L")]
)
def test_an_unknown_intervention_names_the_nearest(config, wrong, hint):
    with pytest.raises(BadConfig, match=hint):
        whole(config, (Intervention(wrong, 0, 3),))


@pytest.mark.parametrize(
    ("behaviour", "value", "hint"),
    [
        ("set_limit", None, "Give it as `value=`"),
        ("set_limit", -5.0, "value ≥ 0 in CNY"),
        ("close_lenders", float("nan"), "value ≥ 0 in count"),
        ("autopay_on", 3.0, "takes no value"),
        ("without:L12", 1.0, "takes no value"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(behaviour, value, hint):
    with pytest.raises(BadConfig, match=hint):
        Intervention(behaviour, 0, 3, None, value)


def test_every_behaviour_says_in_both_languages_what_is_done():
    for behaviour in BEHAVIOURS.values():
        assert behaviour.meaning.zh
        assert behaviour.meaning.en


def test_both_ends_of_the_time_are_included():
    ids = np.array([3, 4])
    one = (Intervention("autopay_on", 2, 4, (4,)),)
    shown = [does(one, "autopay_on", month, ids).tolist() for month in (1, 2, 4, 5)]
    assert shown == [[False, False], [False, True], [False, True], [False, False]]

"""Every figure of a portfolio on a tiny book whose answer a hand can check."""

import numpy as np
import pytest

from mingxi.declare.errors import BadConfig
from mingxi.evaluate.book import Book
from mingxi.evaluate.measures import MEASURES, checked, measured
from mingxi.evaluate.target import Target, finding
from mingxi.evaluate.tuning import Dials, tuned

N, MONTHS = 4, 26
# month 11 is the first settled quarter end; day numbers of month m are 30 m … 30 m + 29
NONE = {"row": np.array([], int)}


def grid(default, **cells):
    """(people, months), one value everywhere but in the cells p{person}_{from}_{to}."""
    values = np.full((N, MONTHS), default)
    for name, value in cells.items():
        person, first, last = (int(x) for x in name[1:].split("_"))
        values[person, first : last + 1] = value
    return values


def events(**columns):
    return {name: np.asarray(values) for name, values in columns.items()}


@pytest.fixture
def book():
    """Four people: 0 pays, 1 goes bad from month 13 on, 2 is late once, 3 has no line."""
    on_book = grid(True, p3_0_25=False)
    dpd = grid(0, p2_12_12=10, p1_13_13=20, p1_14_14=50, p1_15_15=80, p1_16_25=110)
    return Book(
        people={
            "open_month": np.array([-5, 0, 1, 2]),
            "region": np.array(["gansu", "shanghai", "gansu", "gansu"]),
            "city_tier": np.array(["T3", "T1", "T3", "T3"]),
        },
        months={
            "on_book": on_book,
            "limit_fen": grid(1_000_000, p1_0_25=200_000, p2_0_25=150_000, p3_0_25=0),
            "balance_fen": grid(100_000, p1_0_25=200_000, p3_0_25=0),
            "due_fen": grid(0, p0_10_25=10_000, p1_12_13=10_000, p2_12_12=10_000),
            "late_days": grid(0, p1_13_13=20, p2_12_12=10),
            "dpd": dpd,
            "n_draws": grid(0, p0_9_9=1, p1_12_12=1),
            "income_fen": grid(600_000.0, p1_0_25=1_200_000.0, p2_0_25=np.nan),
            "outside_score": grid(700, p1_0_25=580),
            "active_days": grid(12, p0_0_13=4),
            "bureau_lenders": grid(0, p1_0_25=2, p2_0_25=1),
        },
        loans=events(
            row=[0, 0, 1],
            loan_no=[0, 1, 0],
            drawn_month=[9, 14, 11],
            amount_fen=[100_000, 300_000, 200_000],
            term_months=[3, 6, 12],
            daily_rate=[0.0002, 0.0004, 0.0005],
        ),
        repayments=events(row=[2], due_month=[12], due_on=[370], paid_on=[390]),
        limit_events=events(
            row=[0, 0, 1, 1, 2],
            month=[5, 8, 14, 17, 1],
            old_fen=[500_000, 500_000, 400_000, 300_000, 0],
            new_fen=[500_000, 1_000_000, 300_000, 200_000, 100_000],
            proposal_fen=[500_000, 500_000, 300_000, 200_000, 100_000],
            multiplier=[1.0, 2.0, 1.0, 1.0, 1.0],
            explored=[False, True, False, False, True],
            told=[*["regular review"] * 4, "welcome"],
        ),
        draw_attempts=events(row=[0, 1], attempted_month=[9, 12], granted=[True, False]),
        limit_causes=events(
            row=[1, 1, 1],
            month=[14, 14, 17],
            mechanism=["L01", "L14", "L16"],
            yuan=[-700, -300, -1_000],
        ),
        employed=grid(True, p1_14_25=False),
    )


# settled month ends 11 … 25 (15 of them); balances 1,000 + 2,000 + 1,000 yuan at each
HANDMADE = [
    ("past_due_share", {"from_days": 30}, 12 * 2 / (15 * 4)),
    ("past_due_share", {"from_days": 31, "to_days": 60}, 2 / 60),
    ("past_due_ratio", {"from_days": 90, "of_days": 30}, 10 / 12),
    ("worst_past_due_share", {"from_days": 30}, 0.5),
    ("roll_rate", {"bucket": 1}, 2 / 3),  # person 1 rolls on, person 2 pays
    ("roll_rate", {"bucket": 2}, 1.0),
    ("late_on_day_one", {}, 2 / 19),  # 19 instalments due of people who were current
    ("recovered_in_30_days", {}, 0.5),
    ("unpaid_after_30_days", {}, 1 / 17),
    ("first_payment_30", {}, 0.0),
    ("default_in_a_year", {}, 1 / 3),
    ("default_in_a_year", {"score_to": 600}, 1.0),
    ("default_in_a_year", {"score_from": 600}, 0.0),
    ("use_before_default", {}, 1.0 / ((0.1 + 1_000 / 1_500) / 2)),
    ("default_after_job_loss", {}, 1.0),
    ("defaults_after_job_loss", {}, 1.0),
    ("vintage_share", {"from_month": 0, "to_month": 3}, 1.0),
    ("vintage_loss_share", {"from_month": 4, "to_month": 14}, 0.0),
    ("vintage_level", {}, 1.0),
    ("limits", {"read": 0.5}, 2_000.0),
    ("limits", {"read": "mean"}, 4_500.0),
    ("round_limits", {}, 2 / 3),
    ("outside_range", {"lowest": 1_800, "highest": 9_000}, 2 / 3),
    ("ever_drew", {}, 2 / 3),
    ("mean_loan", {}, 2_000.0),
    ("mean_term", {}, (3 * 1 + 6 * 3 + 12 * 2) / 6),
    ("mean_daily_rate", {}, (0.0002 * 1 + 0.0004 * 3 + 0.0005 * 2) / 6),
    ("repeat_share", {}, 1.0),
    ("rejected", {}, 2 / 3),  # person 3, and person 2 who was let in to learn from
    ("rejects_tried", {}, 0.5),
    ("explored_reviews", {}, 0.25),
    ("cuts_without_delinquency", {}, 0.0),
    ("cuts_not_the_borrowers", {}, 0.5),
    ("cuts_by_cause", {"causes": ["L01"], "to_month": 15}, 1.0),
    ("draws_blocked", {}, 0.5),
    ("incomes", {"read": 0.5}, 6_025.0),
    ("incomes", {"read": "mean"}, 9_025.0),
    ("income_contrast", {"column": "region", "one": "shanghai", "other": "gansu"}, 2.0),
]


@pytest.mark.parametrize(("metric", "stratum", "answer"), HANDMADE)
def test_a_figure_is_what_a_hand_finds(book, metric, stratum, answer):
    checked(metric, stratum, "a test")
    assert measured(book, metric, stratum).value == pytest.approx(answer)


def test_use_is_the_mean_share_of_the_limit_of_lines_that_owe_and_do_not_default(book):
    # person 1 owes all of the line until 90 days past due: quarter ends 11 and 14 of 11 … 23
    shares = 5 * (0.1 + 1_000 / 1_500) + 2 * 1.0
    assert measured(book, "utilisation", {}).value == pytest.approx(shares / 12)
    owed, granted = 5 * (1_000 + 1_000) + 2 * 2_000, 5 * (10_000 + 1_500) + 2 * 2_000
    assert measured(book, "used_of_granted", {}).value == pytest.approx(owed / granted)


def test_a_line_is_active_in_the_quarter_in_which_it_is_drawn_on(book):
    # quarters ending in 11 (person 0 drew in 9), 14 (person 1 in 12), 17, 20, 23; three lines
    assert measured(book, "active_in_quarter", {}).value == pytest.approx(2 / 15)


def test_lenders_elsewhere_counts_people_who_owe_us(book):
    several = {"at_least": 1, "at_most": 99, "among": 0}
    # persons 0 and 2 at five quarter ends, person 1 at two
    assert measured(book, "lenders_elsewhere", several).value == pytest.approx(7 / 12)
    two = {"at_least": 1, "at_most": 1, "among": 1}
    assert measured(book, "lenders_elsewhere", two).value == pytest.approx(5 / 7)


def test_default_by_limit_compares_the_lowest_tenth_with_the_highest(book):
    book.months["limit_fen"][1] = 120_000
    found = measured(book, "default_by_limit", {})
    assert found.one.value == 1.0
    assert found.other.value == 0.0
    assert np.isnan(found.value)


def test_balance_per_limit_finds_the_effect_of_a_limit_drawn_by_lot(book):
    rows = np.arange(3)
    tried = events(
        row=rows,
        month=[5, 5, 5],
        old_fen=[1_000_000] * 3,
        new_fen=[1_000_000, 2_000_000, 4_000_000],
        proposal_fen=[1_000_000] * 3,
        multiplier=[1.0, 2.0, 4.0],
        explored=[True] * 3,
        told=["regular review"] * 3,
    )
    book.months["balance_fen"][:3, 5] = [50_000, 10_000, 70_000]
    # what comes on top is a fifth of the limit
    later = book.months["balance_fen"][:3, 5] + np.array([200_000, 400_000, 800_000])
    book.months["balance_fen"][:3, 8] = later
    lines = Book(**{**vars(book), "limit_events": tried})
    assert measured(lines, "balance_per_limit", {}).value == pytest.approx(0.2)


def test_limit_growth_follows_small_new_lines_that_were_never_late(book):
    book.months["limit_fen"][1, 12:] = 400_000
    stratum = {"below_yuan": 5_000, "months": 12}
    assert measured(book, "limit_growth", stratum).value == pytest.approx(2.0)  # person 1


def test_cuts_are_more_common_after_a_delinquency(book):
    # four quarter ends of person 1 are late and two of them see a cut; nobody else is ever cut
    found = measured(book, "cut_after_delinquency", {})
    assert found.one.value == pytest.approx(2 / 6)
    assert found.other.value == 0.0


def test_a_column_that_moves_has_an_index_above_nought(book):
    assert measured(book, "year_on_year", {"column": "outside_score"}).value == 0.0
    assert measured(book, "year_on_year", {"column": "active_days"}).value > 0.25


def test_sums_of_two_halves_are_those_of_the_whole(book):
    for metric, stratum, answer in HANDMADE:
        once = measured(book, metric, stratum)
        assert (once + once).value == pytest.approx(answer), metric


def test_every_measure_is_checked_by_hand():
    seen = {metric for metric, *_ in HANDMADE} | {
        "utilisation",
        "used_of_granted",
        "active_in_quarter",
        "lenders_elsewhere",
        "default_by_limit",
        "balance_per_limit",
        "limit_growth",
        "cut_after_delinquency",
        "year_on_year",
    }
    assert seen == set(MEASURES)


@pytest.mark.parametrize(
    ("metric", "stratum", "hint"),
    [("rol_rate", {}, "'roll_rate'"), ("roll_rate", {"bukcet": 1}, "'bucket'")],
)
def test_an_unknown_metric_or_stratum_names_the_nearest(metric, stratum, hint):
    with pytest.raises(BadConfig, match=hint):
        checked(metric, stratum, "target 'x'")


def test_a_figure_of_too_few_people_is_not_judged():
    target = Target("x", "mean_loan", {}, 2.0, 1.0, 3.0, "CNY", "a test", "L", 100)
    assert finding(target, 2.5, 100).met
    assert finding(target, 3.5, 100).met is False
    assert finding(target, float("nan"), 100).met is False
    assert finding(target, 3.5, 99).met is None


def test_tuning_stays_within_bounds_and_is_never_worse_than_its_start():
    def misses(x):
        return np.array([np.exp(x[0]) - 20.0, 3.0 * x[1] - 6.0])

    dials = Dials(np.array([0.5, 1.0]), np.zeros(2), np.array([2.0, 9.0]), np.full(2, 0.1))
    seen = []
    best = tuned(misses, dials, 30, lambda n, now: seen.append(float(now.misses @ now.misses)))
    assert seen == sorted(seen, reverse=True)
    assert best.values[0] == 2.0  # the bound: 20 lies beyond it
    assert best.values[1] == pytest.approx(2.0, abs=0.05)

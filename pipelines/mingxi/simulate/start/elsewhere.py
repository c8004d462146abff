"""Loans and guarantees elsewhere that borrowers have when their history begins."""

import numpy as np

from mingxi.simulate.inversion import pick
from mingxi.simulate.life.guarantees import PLACES
from mingxi.simulate.life.other_lenders import KINDS, MOST_LINES, after_repaying
from mingxi.simulate.month import Columns, FloatArray, IntArray, Setting
from mingxi.simulate.numbers import number

MOST_AT_START = 8


def start_elsewhere(
    setting: Setting, log_income: FloatArray, lenders: IntArray, guarantees: IntArray
) -> Columns:
    """Places of loans and guarantees before the run-up, and how old they are, (n, places).

    ``start_amount_fen`` and ``start_age_months`` belong to the loans with the numbers 0, 1, …,
    then to the guarantees; they never change and serve the credit report.
    """
    n = len(lenders)
    # column by column in memory: sums over places are quick
    fen = np.zeros((n, MOST_LINES), dtype=np.int64, order="F")
    kind = np.zeros((n, MOST_LINES), dtype=np.int64, order="F")
    no = np.full((n, MOST_LINES), -1, dtype=np.int64, order="F")
    amount = np.zeros((n, MOST_AT_START + PLACES), dtype=np.int64)
    age = np.zeros((n, MOST_AT_START + PLACES), dtype=np.int64)
    oldest = number(setting.numbers, "start_lines", "oldest_months")
    shares = np.array([number(setting.numbers, "lender_kinds", k) for k in KINDS])
    for i in range(MOST_AT_START):
        who = np.nonzero(lenders > i)[0]
        age[who, i] = np.floor(oldest * setting.noise.uniform(f"start_age#{i}", who=who))
        kind[who, i] = pick(setting.noise.uniform(f"start_kind#{i}", who=who), shares)
        amount[who, i] = _amounts(setting, log_income, i, who)
        no[who, i] = i
        fen[who, i] = amount[who, i]
    rate = number(setting.numbers, "other_lenders", "repaid_per_month")
    for month in range(int(age.max(initial=0))):
        older = age[:, :MOST_AT_START] > month
        own = fen[:, :MOST_AT_START]
        fen[:, :MOST_AT_START] = np.where(older, after_repaying(own, rate), own)
    guaranteed = _guarantees(setting, log_income, guarantees, lenders)
    amount[:, MOST_AT_START:] = guaranteed["guarantee_fen"]
    return {
        "line_fen": fen,
        "line_kind": kind,
        "line_no": no,
        "n_lines": lenders + guarantees,
        "lenders": lenders,
        "guarantees": guarantees,
        "start_lenders": lenders,
        "start_amount_fen": amount,
        "start_age_months": age,
        "start_kind": kind[:, :MOST_AT_START].copy(),
        **guaranteed,
    }


def _amounts(setting: Setting, log_income: FloatArray, i: int, who: IntArray) -> IntArray:
    spread = number(setting.numbers, "other_lenders", "loan_spread")
    size = np.exp(log_income[who] + spread * setting.noise.normal(f"start_loan#{i}", who=who))
    fen = number(setting.numbers, "other_lenders", "loan_in_incomes") * size * 100.0
    return np.maximum(np.rint(fen).astype(np.int64), 1)


def _guarantees(
    setting: Setting, log_income: FloatArray, guarantees: IntArray, lenders: IntArray
) -> Columns:
    fen = np.zeros((len(lenders), PLACES), dtype=np.int64, order="F")
    no = np.full((len(lenders), PLACES), -1, dtype=np.int64, order="F")
    usual = number(setting.numbers, "guarantees", "in_incomes")
    for i in range(PLACES):
        who = np.nonzero(guarantees > i)[0]
        size = usual * (0.5 + setting.noise.uniform(f"start_guarantee#{i}", who=who))
        sizes = np.rint(size * np.exp(log_income[who]) * 100.0).astype(np.int64)
        fen[who, i] = np.maximum(sizes, 1)
        no[who, i] = lenders[who] + i
    return {"guarantee_fen": fen, "guarantee_no": no}

"""Who the borrowers are: everything about them that is drawn once."""

import numpy as np

from mingxi.simulate.inversion import pick
from mingxi.simulate.month import Columns, FloatArray, IntArray, Setting, sigmoid
from mingxi.simulate.numbers import number

GENDERS = ("female", "male")
FAMILIES = ("region", "city_tier", "segment", "industry")  # columns that hold a family's codes
FIRST = "T1"  # city tier whose share stands with each region
DUE_DAYS = np.array([5, 10, 15, 20, 25, 28])  # assumption: days that exist in every month


def people(setting: Setting) -> Columns:
    """Fixed columns and lasting traits of all borrowers of a block.

    Traits are standard normal: ``ability`` (to pay), ``willingness``, ``engagement`` (with the
    platform), ``appetite`` (for risk), ``demand`` (for credit), ``reliance`` (on instalments),
    ``private`` (the lender's own impression, exported only as truth).
    """
    noise, numbers = setting.noise, setting.numbers
    home = _home(setting)
    work = _work(setting)
    open_month = _open_month(setting)
    traits = {
        name: noise.normal(name)
        for name in ("ability", "willingness", "engagement", "appetite", "demand", "reliance")
    }
    # assumption: those who have a line already were chosen by the same lender
    early = np.where(open_month < 0, number(numbers, "people", "early_ability"), 0.0)
    traits["ability"] = traits["ability"] + early
    age = _age(setting)
    return {
        "borrower_id": setting.borrower_id,
        "open_month": open_month,
        "gender": (noise.uniform("gender") < number(numbers, "people", "male_share")).astype(int),
        "age": age,
        **home,
        **work,
        **traits,
        "private": _private(setting, traits["ability"], traits["willingness"]),
        "log_income": _log_income(setting, {**home, **work, **traits}, age),
        "borrows": noise.uniform("borrows") < _wish_to_borrow(setting, traits["demand"]),
        "churns": noise.uniform("churns") < number(numbers, "people", "churning_share"),
        "due_day": DUE_DAYS[(noise.uniform("due_day") * len(DUE_DAYS)).astype(np.int64)],
    }


def _wish_to_borrow(setting: Setting, demand: FloatArray) -> FloatArray:
    """Chance that somebody borrows at all, shape (n,): those who need credit do."""
    share = number(setting.numbers, "people", "borrowing_share")
    level = np.log(share / (1.0 - share))
    return sigmoid(level + number(setting.numbers, "people", "borrowing_per_demand") * demand)


def _home(setting: Setting) -> Columns:
    numbers = setting.numbers
    region = pick(setting.noise.uniform("home_region"), setting.table("region", "share"))
    # the first tier lies in few regions; the other tiers share the rest alike everywhere
    first = setting.table("region", "tier_1_share")[region]
    tiers = setting.names("city_tier")
    others = [0.0 if t == FIRST else number(numbers, f"city_tier/{t}", "share") for t in tiers]
    shares = (1.0 - first)[:, None] * np.array(others) / sum(others)
    shares[:, tiers.index(FIRST)] = first
    tier = pick(setting.noise.uniform("home_tier"), shares)
    cost = setting.table("city_tier", "income")[tier]
    return {"region": region, "city_tier": tier, "place_cost": cost}


def _work(setting: Setting) -> Columns:
    segment = pick(setting.noise.uniform("segment"), setting.table("segment", "share"))
    industry = pick(setting.noise.uniform("industry"), setting.table("industry", "share"))
    risk = setting.table("industry", "job_risk")[industry]
    return {
        "segment": segment,
        "industry": industry,
        "job_risk": risk * setting.table("segment", "job_risk")[segment],
        "income_swing": setting.table("segment", "income_swing")[segment],
    }


def _open_month(setting: Setting) -> IntArray:
    numbers, u = setting.numbers, setting.noise.uniform("open_month")
    early = number(numbers, "people", "early_share")
    months_before = number(numbers, "people", "early_months")
    months_after = number(numbers, "people", "late_months")
    before = -1 - np.floor(u / early * months_before)
    after = np.floor((u - early) / (1.0 - early) * months_after)
    return np.where(u < early, before, after).astype(np.int64)


def _age(setting: Setting) -> IntArray:
    numbers, z = setting.numbers, setting.noise.normal("age")
    years = number(numbers, "people", "age") * np.exp(number(numbers, "people", "age_spread") * z)
    low, high = number(numbers, "people", "age_lowest"), number(numbers, "people", "age_highest")
    return np.clip(np.floor(years), low, high).astype(np.int64)


def _private(setting: Setting, ability: FloatArray, willingness: FloatArray) -> FloatArray:
    share = number(setting.numbers, "people", "private_accuracy")
    seen = (ability + willingness) / np.sqrt(2.0)
    return np.asarray(share * seen + np.sqrt(1.0 - share**2) * setting.noise.normal("private"))


def _log_income(setting: Setting, who: Columns, age: IntArray) -> FloatArray:
    numbers = setting.numbers
    peak = number(numbers, "income", "age_peak")
    place = np.log(setting.table("region", "income")[who["region"]])
    place = place + np.log(setting.table("city_tier", "income")[who["city_tier"]])
    trade = np.log(setting.table("industry", "income")[who["industry"]])
    trade = trade + np.log(setting.table("segment", "income")[who["segment"]])
    own = number(numbers, "income", "ability_effect") * who["ability"]
    own = own - number(numbers, "income", "age_effect") * ((age - peak) / 10.0) ** 2
    spread = number(numbers, "income", "spread") * setting.noise.normal("log_income")
    centre = np.log(number(numbers, "income", "median"))
    return np.asarray(centre + place + trade + own + spread)

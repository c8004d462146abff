"""Concepts and features of the hand-made decisions, and what one person's values are."""

from math import nan

from mingxi.declare.feature import Actionable, Concept, Direction, Feature
from mingxi.declare.words import Words


def _concept(key: str, zh: str, en: str, why_zh: str, why_en: str) -> Concept:
    return Concept(key, Words(zh, en), Words(why_zh, why_en))


LATE = _concept(
    *("late_payments", "晚还记录", "Late payments"),
    *("晚还过的人，以后更容易还不上。", "Who paid late before is likelier to fall behind again."),
)
DEBT = _concept(
    *("debt_burden", "欠款负担", "Debt burden"),
    *("每月要还的越多，剩下的越少。", "The more is due each month, the less is left."),
)
LENDERS = _concept(
    *("many_lenders", "同时借款的机构", "Lenders at once"),
    *("同时欠几家，还款更容易撞在一起。", "With several lenders, due dates collide more easily."),
)
INCOME = _concept(
    *("income", "收入", "Income"),
    *("收入决定你能还多少。", "Income decides how much you can repay."),
)
TENURE = _concept(
    *("tenure", "记录长短", "Length of record"),
    *("记录越长，我们越了解你。", "The longer the record, the better we know you."),
)
SPENDING = _concept(
    *("spending", "日常使用", "Everyday use"),
    *("只作很小的参考。", "It counts only a little."),
)

UP, DOWN = Direction.RAISES, Direction.LOWERS


def _feature(key: str, name: Words, unit: str, concept: Concept, risk: Direction) -> Feature:
    limit = DOWN if risk is UP else UP
    code, adverse, favourable, step = SENTENCES[key]
    who = Actionable.BY_BORROWER if step else Actionable.WITH_TIME
    return Feature(
        key, name, unit, risk, limit, concept.key, who, code, adverse, favourable, None, step
    )


SENTENCES: dict[str, tuple[str, Words, Words | None, Words | None]] = {
    "late_12m": (
        "R01",
        Words(
            "近一年你有 {value:.0f} 期还款晚了。",
            "You paid {value:.0f} instalments late in the past year.",
        ),
        Words("近一年你每期都按时还了。", "You paid every instalment on time in the past year."),
        Words(
            "按时还到 {date}，晚还降到 {target:.0f} 期。",
            "Pay on time until {date}, and late payments fall to {target:.0f}.",
        ),
    ),
    "late_days": (
        "R01",
        Words("最长晚了 {value:.0f} 天。", "The longest delay was {value:.0f} days."),
        None,
        None,
    ),
    "due_to_income": (
        "B06",
        Words(
            "你每月要还的钱约占收入的 {value:.0%}。",
            "About {value:.0%} of your income goes to repayments.",
        ),
        Words(
            "你每月要还的钱只占收入的 {value:.0%}。",
            "Only {value:.0%} of your income goes to repayments.",
        ),
        Words(
            "把每月要还的钱降到收入的 {target:.0%}，{date} 起算。",
            "Bring repayments down to {target:.0%} of your income; it counts from {date}.",
        ),
    ),
    "debt_elsewhere": (
        "B06",
        Words("你在别处还欠 {value:,.0f} 元。", "You owe {value:,.0f} yuan elsewhere."),
        None,
        None,
    ),
    "lenders": (
        "B03",
        Words(
            "你现在同时欠着 {value:.0f} 家机构的钱。",
            "You currently owe money to {value:.0f} lenders at the same time.",
        ),
        Words(
            "你只在 {value:.0f} 家机构有借款。", "You have loans with only {value:.0f} lender(s)."
        ),
        Words(
            "先还清最小的几家，到 {date} 降到 {target:.0f} 家。",
            "Clear the smallest first, down to {target:.0f} by {date}.",
        ),
    ),
    "checks_3m": (
        "B02",
        Words(
            "近三个月你向其他机构申请过 {value:.0f} 次借款。",
            "You applied for loans elsewhere {value:.0f} times in the past three months.",
        ),
        None,
        None,
    ),
    "monthly_income": (
        "K05",
        Words("你的月收入约 {value:,.0f} 元。", "Your monthly income is about {value:,.0f} yuan."),
        Words(
            "你的月收入约 {value:,.0f} 元，对你有利。",
            "Your monthly income of about {value:,.0f} yuan counts in your favour.",
        ),
        None,
    ),
    "income_proven": (
        "K02",
        Words("我们还缺你的收入证明。", "We are missing proof of your income."),
        Words("你的收入有证明。", "Your income is proven."),
        None,
    ),
    "months_with_us": (
        "H03",
        Words(
            "你在这里开户只有 {value:.0f} 个月。",
            "You opened your account with us only {value:.0f} months ago.",
        ),
        Words(
            "你的借还记录已经有 {value:.0f} 个月。",
            "You have {value:.0f} months of borrowing record.",
        ),
        None,
    ),
    "active_days": (
        "A01",
        Words(
            "近 90 天你只用过 {value:.0f} 天。",
            "You used this account on only {value:.0f} of the past 90 days.",
        ),
        None,
        None,
    ),
}

FEATURES: dict[str, Feature] = {
    f.key: f
    for f in (
        _feature(
            "late_12m", Words("近一年晚还期数", "Late instalments, past year"), "count", LATE, UP
        ),
        _feature("late_days", Words("最长晚还天数", "Longest delay"), "days", LATE, UP),
        _feature(
            "due_to_income", Words("月还款占收入", "Repayments of income"), "share", DEBT, UP
        ),
        _feature("debt_elsewhere", Words("别处欠款", "Owed elsewhere"), "money", DEBT, UP),
        _feature("lenders", Words("欠款机构数", "Lenders owed"), "count", LENDERS, UP),
        _feature(
            "checks_3m", Words("近 3 个月申请次数", "Applications, 3 months"), "count", LENDERS, UP
        ),
        _feature("monthly_income", Words("月收入", "Monthly income"), "money", INCOME, DOWN),
        _feature("income_proven", Words("收入有证明", "Income is proven"), "flag", INCOME, DOWN),
        _feature("months_with_us", Words("开户月数", "Months with us"), "months", TENURE, DOWN),
        _feature("active_days", Words("使用天数", "Days used"), "days", SPENDING, DOWN),
    )
}

# value of the person, of the people compared with, and of the person last time
VALUES: dict[str, tuple[float, float, float]] = {
    "late_12m": (3, 0, 1),
    "late_days": (17, 0, 4),
    "due_to_income": (0.684, 0.33, 0.512),
    "debt_elsewhere": (48_300, 21_000, 30_100),
    "lenders": (5, 2, 5),
    "checks_3m": (4, 1, 4),
    "monthly_income": (9_200, 8_400, 9_200),
    "income_proven": (1, 1, 1),
    "months_with_us": (26, 19, 23),
    "active_days": (nan, 31, 40),
}

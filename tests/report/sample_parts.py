"""Parts of hand-made decisions: concepts, features, rules and what a person did."""

from dataclasses import replace
from datetime import date
from math import nan

from sample_features import DEBT, FEATURES, INCOME, LATE, LENDERS, SPENDING, TENURE, VALUES

from mingxi.declare.feature import Concept
from mingxi.declare.quantity import Reference
from mingxi.declare.rule import Layer, Rule
from mingxi.declare.words import Words
from mingxi.records.decision import (
    Advice,
    Attribution,
    Fact,
    Factor,
    Lever,
    LimitPoint,
    Money,
    Reason,
    ReferenceGroup,
    Ruling,
)

ON = date(2025, 12, 31)
MONEY = Money(Words("元", "yuan"), "¥", Words("额度", "limit"))
PEERS = ReferenceGroup(
    "just_approved", Words("刚刚获批的人", "people just approved"), 512, "9f2c1a"
)
NEXT = ReferenceGroup("next_step", Words("高一档的人", "people one step up"), 500, "77ab03")
YOURSELF = ReferenceGroup(
    "yourself_last_time", Words("你自己上次", "yourself last time"), 1, "1c0de5"
)
OWN_POLICY = Reference(
    Words("信贷政策 2025-07", "Credit policy 2025-07"), Words("第 4 节", "§ 4"), date(2025, 7, 1)
)
LAW = Reference(
    Words("《商业银行互联网贷款管理暂行办法》", "Interim Measures for Internet Loans"),
    Words("第 6 条", "art. 6"),
    date(2026, 1, 15),
)


def _factor(concept: Concept, amount: int, against: int) -> Factor:
    keys = [k for k, f in FEATURES.items() if f.concept == concept.key]
    facts = tuple(
        Fact(FEATURES[k], VALUES[k][0], VALUES[k][against], amount / len(keys)) for k in keys
    )
    return Factor(concept, float(amount), amount, facts)


def attribution(reference: ReferenceGroup, base: int, amounts: tuple[int, ...]) -> Attribution:
    """Attribution in yuan over the six concepts, in their order."""
    concepts = (LATE, DEBT, LENDERS, INCOME, TENURE, SPENDING)
    against = 2 if reference is YOURSELF else 1
    factors = tuple(_factor(c, a, against) for c, a in zip(concepts, amounts, strict=True))
    output = base + sum(amounts)
    return Attribution("limit", reference, base, output, base, output, factors)


def risk() -> Attribution:
    """Attribution of the default risk in log-odds."""
    pushes = (0.61, 0.34, 0.2, -0.12, -0.05, 0.0)
    found = attribution(PEERS, 0, (0, 0, 0, 0, 0, 0))
    factors = tuple(replace(f, push=p) for f, p in zip(found.factors, pushes, strict=True))
    return replace(found, target="risk", base=-3.2, output=-3.2 + sum(pushes), factors=factors)


def rule(key: str, layer: Layer, zh: str, en: str, decider: str = "policy", **more) -> Rule:
    """Rule with short words."""
    reason = more.pop(
        "reason", Words(f"「{zh}」这一步没有通过。", f"The step “{en}” did not pass.")
    )
    person = more.pop("about_person", decider in ("behaviour", "data"))
    code = more.pop("code", "P04")
    return Rule(key, Words(zh, en), layer, code, reason, decider, person, **more)


OPEN, CAP, DRAW = Layer.OPEN_GATE, Layer.CAP, Layer.DRAW_GATE
RULES: tuple[Rule, ...] = (
    rule("identity_open", OPEN, "身份和资料", "Identity and details", "data", code="A05"),
    rule("history_open", OPEN, "信用记录", "Credit record", "behaviour", code="H02"),
    rule(
        "risk_open",
        OPEN,
        "还款可能性",
        "Chance of repaying",
        "behaviour",
        code="T03",
        reason=Words(
            "按你的记录，严重晚还的可能性是 {value:.1%}，开通要求不超过 {bar:.1%}。",
            "From your record the chance of a serious late payment is {value:.1%}; "
            "to open, it may be {bar:.1%} at most.",
        ),
    ),
    rule(
        "income_cap",
        CAP,
        "收入上限",
        "Income cap",
        "behaviour",
        code="K05",
        reason=Words(
            "按你的月收入，最多可以有 {cap:,.0f} 元。",
            "On your monthly income you can have at most {cap:,.0f} yuan.",
        ),
        step=Words(
            "收入变了，请上传新的收入证明。", "If your income has changed, upload new proof of it."
        ),
    ),
    rule(
        "region_cap",
        CAP,
        "地区统一上限",
        "Common cap in a region",
        "group",
        code="G01",
        reason=Words(
            "你所在地区最近统一收紧了，每人最多 {cap:,.0f} 元。",
            "We have tightened across your region: at most {cap:,.0f} yuan each.",
        ),
        ours=Words("{review} 我们会重新评估这条规定。", "We review this rule on {review}."),
    ),
    rule("legal_ceiling", CAP, "法定上限", "Legal ceiling", "law", code="P01"),
    rule("identity_draw", DRAW, "身份核对", "Identity check", "data", code="A05"),
    rule(
        "overdue",
        DRAW,
        "没有逾期",
        "Nothing overdue",
        "behaviour",
        code="R01",
        reason=Words(
            "你有一期还款已经晚了 {days:.0f} 天。",
            "One of your instalments is {days:.0f} days late.",
        ),
        step=Words(
            "先还清这一期，还清后马上可以再借。",
            "Pay this instalment first; then you can borrow again at once.",
        ),
    ),
    rule("use_of_funds", DRAW, "借款用途", "Use of the loan", "data", code="F03"),
    rule("anomaly", DRAW, "异常交易", "Unusual payments", "behaviour", code="A02"),
    rule("velocity", DRAW, "借款次数", "Number of draws", "policy", code="P04"),
    rule("bureau_hit", DRAW, "新的借款申请", "New applications", "behaviour", code="B02"),
    rule("region_draw", DRAW, "地区和时段", "Region and period", "group", code="G02"),
    rule("funds", DRAW, "可放款资金", "Funds to lend", "funds", code="P02"),
    rule(
        "sync",
        DRAW,
        "还款入账",
        "Posting of repayments",
        "system",
        code="S03",
        reason=Words(
            "你的还款已经收到，额度会在 {date} 前恢复。",
            "We have received your repayment, and your limit will be back by {date}.",
        ),
        ours=Words(
            "{date} 前把你的还款入账；过了这天还没恢复，请联系我们。",
            "We post your repayment by {date}; contact us if your limit is not back then.",
        ),
    ),
    rule("system", DRAW, "系统状态", "System status", "system", code="S01"),
)


def rulings(**failing: dict) -> tuple[Ruling, ...]:
    """All rules, passed, save those named with their own fields."""
    passed = {
        "value": 0.0,
        "threshold": 0.0,
        "passed": True,
        "effect": 0,
        "binding": False,
        "jointly": False,
        "slots": {},
        "effective_from": None,
        "review_by": None,
        "unit": "flag",
    }
    return tuple(
        Ruling(
            rule=r,
            reference=LAW if r.decider == "law" else OWN_POLICY,
            **{**passed, **failing.get(r.key, {})},
        )
        for r in RULES
    )


def stops(value: float, threshold: float, unit: str, **more) -> dict:
    """Fields of a ruling that decides alone."""
    return {
        "value": value,
        "threshold": threshold,
        "unit": unit,
        "passed": False,
        "binding": True,
        "effective_from": date(2025, 7, 1),
        **more,
    }


def reason(concept: Concept, key: str, amount: int, share: float, against: int = 1) -> Reason:
    """Personal reason with its fact."""
    feature = FEATURES[key]
    fact = Fact(feature, VALUES[key][0], VALUES[key][against], float(amount))
    words = feature.if_adverse if amount <= 0 else feature.if_favourable
    return Reason(
        *(feature.code, "concept", concept.key, "behaviour", words),
        *({"value": fact.value}, amount, share, fact, YOURSELF if against == 2 else PEERS),
    )


def rule_reason(ruling: Ruling) -> Reason:
    """Reason of a rule that decides."""
    r = ruling.rule
    return Reason(r.code, "rule", r.key, r.decider, r.reason, ruling.slots, ruling.effect, nan)


def advice(key: str, target: float, limit_after: int, earliest: date, who: str = "you") -> Advice:
    """Tested step."""
    feature = FEATURES[key]
    return Advice(
        *(feature.code, feature, feature.step, VALUES[key][0], target),
        *(limit_after, False, earliest, who),
    )


def lever(key: str, points: tuple[tuple[float, int], ...]) -> Lever:
    """Curve of one item."""
    return Lever(FEATURES[key], VALUES[key][0], points)


HISTORY = tuple(
    LimitPoint(f"2025-{m:02d}", limit, used)
    for m, (limit, used) in enumerate(
        [
            (12_000, 3_000),
            (12_000, 5_200),
            (15_000, 7_400),
            (15_000, 6_800),
            (15_000, 9_000),
            (20_000, 9_700),
            (20_000, 14_300),
            (20_000, 13_100),
            (20_000, 16_800),
            (20_000, 15_500),
            (20_000, 17_200),
        ],
        start=1,
    )
)

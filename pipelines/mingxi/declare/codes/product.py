"""What the product allows, and the money behind it."""

from mingxi.declare.code import ActionClass, Code
from mingxi.declare.words import Words

CODES = (
    Code(
        "P01",
        Words("产品的最高或最低额度", "the product's largest or smallest limit"),
        Words(
            "这个产品每人最多 {symbol}{cap:,.0f}，你已经到顶了。",
            "This product allows at most {symbol}{cap:,.0f} per person, and you have reached it.",
        ),
        Words(
            "需要更多可以了解其他正规产品。",
            "For more, look at other licensed products.",
        ),
        family="product",
        layers=("cap",),
        action=ActionClass.NONE,
        decider="policy",
        evidence=("ruling",),
        proof="rule, value and limit",
        review="rule_date",
        documents=(0,),
    ),
    Code(
        "P02",
        Words("可放款的资金不够", "too little money to lend"),
        Words(
            "现在可以放款的资金不够，和你的信用无关。",
            "We do not have enough funds to lend right now; this is not about your credit.",
        ),
        Words(
            "{date} 以后再试，不会影响你的记录。",
            "Try again after {date}; it does not affect your record.",
        ),
        family="product",
        layers=("gate", "system"),
        action=ActionClass.OURS,
        decider="funds",
        evidence=("ruling",),
        proof="state of the pool of funds on the day",
        review="incident_end",
        documents=(2,),
    ),
    Code(
        "P03",
        Words("产品的开通门槛", "the entry bar of this product"),
        Words(
            "这个产品目前只开放给等级较高的人。",
            "This product is open only to people in higher tiers for now.",
        ),
        Words(
            "你可以看看目前对你开放的产品。",
            "You can see which products are open to you now.",
        ),
        family="product",
        layers=("gate",),
        action=ActionClass.STEP,
        decider="policy",
        evidence=("ruling",),
        proof="rule, value and bar",
        review="next_review",
        documents=(1,),
    ),
    Code(
        "P04",
        Words("按等级的借款限制", "the limits on loans of your tier"),
        Words(
            "按你现在的等级，每次最多借 {symbol}{most:,.0f}。每月最多 {times:.0f} 次。",
            "At your tier you can borrow up to {symbol}{most:,.0f} each time, {times:.0f} times a "
            "month.",
        ),
        Words(
            "这次改借 {symbol}{most:,.0f} 以内就可以。",
            "Ask for {symbol}{most:,.0f} or less this time.",
        ),
        family="product",
        layers=("gate",),
        action=ActionClass.NOW,
        decider="policy",
        evidence=("ruling",),
        proof="rule, value and limit",
        review="rule_date",
        documents=(2,),
    ),
)

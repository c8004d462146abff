"""First words of a letter: badge, headline and lead for each question."""

from typing import Literal

from mingxi.declare.rule import Decider
from mingxi.declare.words import Words
from mingxi.records.decision import Question

Tone = Literal["good", "calm", "stop", "wait"]

BADGES: dict[Question, tuple[Tone, Words]] = {
    Question.NOT_OPENED: ("stop", Words("未开通", "Not opened")),
    Question.LIMIT_LOW: ("calm", Words("已开通", "Open")),
    Question.LIMIT_REDUCED: ("stop", Words("额度降低", "Reduced")),
    Question.LIMIT_ROSE: ("good", Words("额度提高", "Raised")),
    Question.UNCHANGED: ("calm", Words("额度不变", "Unchanged")),
    Question.CANNOT_DRAW: ("wait", Words("暂停借款", "Borrowing paused")),
    Question.CANNOT_REDRAW: ("wait", Words("暂停借款", "Borrowing paused")),
}
# the limit that a method learned from somebody's past decisions would give
PAST_BADGE: tuple[Tone, Words] = ("calm", Words("照以往做法", "By past practice"))
# a person who has borrowed here has no account left to open
NO_LIMIT_BADGE: tuple[Tone, Words] = ("stop", Words("没有额度", "No limit"))
NO_LIMIT_TITLE = Words("为什么没有额度", "Why there is no limit")
NO_LIMIT_HEADLINE = Words("你现在没有{limit_name}", "You have no {limit_name} now")
PAST_REFUSAL_HEADLINE = Words(
    "照这里的规定，不会给额度", "By the rules used here, no limit would be given"
)
POSTING_BADGE: tuple[Tone, Words] = ("wait", Words("还款入账中", "Repayment being posted"))

TITLES: dict[Question, Words] = {
    Question.NOT_OPENED: Words("为什么还没有开通", "Why it is not open yet"),
    Question.LIMIT_LOW: Words("额度为什么是这么多", "Why this limit"),
    Question.LIMIT_REDUCED: Words("额度为什么降了", "Why the limit went down"),
    Question.LIMIT_ROSE: Words("额度为什么升了", "Why the limit went up"),
    Question.UNCHANGED: Words("额度为什么没有变", "Why the limit stayed the same"),
    Question.CANNOT_DRAW: Words("有额度，为什么不能借", "Limit shown, yet you cannot borrow"),
    Question.CANNOT_REDRAW: Words("还了钱，为什么不能再借", "Repaid, yet you cannot borrow again"),
}

HEADLINES: dict[Question, Words] = {
    Question.NOT_OPENED: Words("这次还不能为你开通", "We cannot open this for you yet"),
    Question.LIMIT_LOW: Words(
        "你的{limit_name}是 {limit} {currency}", "Your {limit_name} is {limit} {currency}"
    ),
    Question.LIMIT_REDUCED: Words(
        "你的{limit_name}从 {before} 降到 {limit} {currency}",
        "Your {limit_name} went down from {before} to {limit} {currency}",
    ),
    Question.LIMIT_ROSE: Words(
        "你的{limit_name}从 {before} 升到 {limit} {currency}",
        "Your {limit_name} went up from {before} to {limit} {currency}",
    ),
    Question.UNCHANGED: Words(
        "你的{limit_name}没有变，还是 {limit} {currency}",
        "Your {limit_name} has not changed: {limit} {currency}",
    ),
    Question.CANNOT_DRAW: Words(
        "你的{limit_name}还在，但现在不能借",
        "You still have your {limit_name}, but you cannot borrow now",
    ),
    Question.CANNOT_REDRAW: Words(
        "你已经还了款，但现在还不能再借", "You have repaid, but you cannot borrow again yet"
    ),
}
# which of three things holds up a loan: our side, this loan's own check, or a pause of the line
OURS_HEADLINES: dict[Question, Words] = {
    Question.CANNOT_DRAW: Words(
        "你的{limit_name}还在。现在不能借，原因在我们这边",
        "You still have your {limit_name}; what stops you from borrowing is on our side",
    ),
    Question.CANNOT_REDRAW: Words(
        "你已经还了款。现在不能再借，原因在我们这边",
        "You have repaid; what stops you from borrowing again is on our side",
    ),
}
THIS_LOAN_HEADLINES: dict[Question, Words] = {
    Question.CANNOT_DRAW: Words(
        "你的{limit_name}还在，但这次借款没有通过单独的检查",
        "You still have your {limit_name}, but this loan did not pass its own check",
    ),
    Question.CANNOT_REDRAW: Words(
        "你已经还了款，但这次借款没有通过单独的检查",
        "You have repaid, but this loan did not pass its own check",
    ),
}
TOO_LITTLE_FREE_HEADLINES: dict[Question, Words] = {
    Question.CANNOT_DRAW: Words(
        "你的{limit_name}还在，但可借的不够最小的一笔",
        "You still have your {limit_name}, but too little of it is free to borrow",
    ),
    Question.CANNOT_REDRAW: Words(
        "你已经还了款，但可借的还不够最小的一笔",
        "You have repaid, but too little is free to borrow again yet",
    ),
}
POSTING_HEADLINE = Words(
    "你的还款已经收到，正在入账", "We have your repayment, and it is being posted"
)
# a limit worked out from somebody else's past decisions: named, never called yours
PAST_HEADLINE = Words("{limit_name}：{limit} {currency}", "{limit_name}: {limit} {currency}")

# what the decisive check stands for
PAUSED_BY: dict[Decider, Words] = {
    "behaviour": Words(
        "没有通过的一步是「{name}」，和你的记录有关。",
        "The step that did not pass is “{name}”. It concerns your record.",
    ),
    "model": Words(
        "没有通过的一步是「{name}」，由我们的评估方法决定。",
        "The step that did not pass is “{name}”. Our method decided it.",
    ),
    "policy": Words(
        "没有通过的一步是「{name}」，这是我们的规定。",
        "The step that did not pass is “{name}”. It is one of our rules.",
    ),
    "group": Words(
        "没有通过的一步是「{name}」，这是对一个群体统一的规定。",
        "The step that did not pass is “{name}”. It is a rule for a whole group.",
    ),
    "funds": Words(
        "停在「{name}」这一步，原因在我们这边：可以放款的资金不够。",
        "It stopped at “{name}”. The cause is on our side: we are short of funds to lend.",
    ),
    "system": Words(
        "停在「{name}」这一步，原因在我们的系统。",
        "It stopped at “{name}”. The cause is in our system.",
    ),
    "law": Words(
        "没有通过的一步是「{name}」，这是法律的规定。",
        "The step that did not pass is “{name}”. The law requires it.",
    ),
    "data": Words(
        "没有通过的一步是「{name}」，和我们手上的资料有关。",
        "The step that did not pass is “{name}”. It concerns the papers we hold.",
    ),
}
PASSES_NOW = Words(
    "改借 {amount} {currency} 或更少，现在就能通过。",
    "A loan of {amount} {currency} or less would pass now.",
)
NO_AMOUNT_PASSES = Words(
    "这和金额无关，现在借多少都通不过。",
    "This is not about the amount: no loan would pass now, however small.",
)
PASSES_AFTER = Words(
    "这一步解决以后，按现在的额度和欠款，最多可以借 {amount} {currency}。",
    "Once this is solved you can borrow up to {amount} {currency}, your limit and debt as now.",
)
PASSES_AFTER_ALL = Words(
    "这几步都解决以后，按现在的额度和欠款，最多可以借 {amount} {currency}。",
    "Once all of these are solved you can borrow up to {amount} {currency}, your limit and debt "
    "as now.",
)
ALL_CHECKS_PASS = Words("我们记录的各项检查都已通过。", "All checks that we record have passed.")
STOPPED_AT_AMOUNT = Words(
    "各项检查都通过了，但算出来的金额没有过「{name}」这一步。",
    "All checks have passed, but the amount that came out did not pass “{name}”.",
)
ALSO_FELL = Words(
    "另外，你的{limit_name}这次从 {before} 降到 {limit} {currency}。",
    "Your {limit_name} also went down this time, from {before} to {limit} {currency}.",
)
STOPPED_TOGETHER = Words(
    "共有 {n} 步同时拦住，要都解决才行。",
    "{n} steps stop it together; all of them must be solved.",
)

AVERAGE_OF = Words("{reference}的平均", "Average of {reference}")
STARTS_FROM_PEOPLE = Words(
    "我们从{reference}的平均 {base} {currency}算起，一项一项加减，得到你的结果。",
    "We start from the average of {reference}, {base} {currency}, and add or take away "
    "item by item.",
)
STARTS_FROM_YOURSELF = Words(
    "我们从你上次的 {base} {currency}算起，一项一项加减，得到这次的结果。",
    "We start from your last result, {base} {currency}, and add or take away item by item.",
)

MOSTLY: dict[str, Words] = {
    "you": Words(
        "主要是你自己的记录有变化：{amount} {currency}。",
        "Mostly your own record changed: {amount} {currency}.",
    ),
    "reviews": Words(
        "主要是以前审核的结果有变化：{amount} {currency}。",
        "Mostly the result of earlier reviews changed: {amount} {currency}.",
    ),
    "method": Words(
        "主要是我们改了评估方法：{amount} {currency}，和你做了什么无关。",
        "Mostly our method changed: {amount} {currency}. Nothing you did caused this.",
    ),
    "rules": Words(
        "主要是我们的规定和上限有变化：{amount} {currency}。",
        "Mostly our rules and caps changed: {amount} {currency}.",
    ),
    "rounding": Words(
        "主要是取整：{amount} {currency}。", "Mostly rounding: {amount} {currency}."
    ),
}
SEVERAL_PARTS = Words(
    "没有哪一项占大头：你的记录 {you}，我们改了方法 {method}，规定和上限 {rules} {currency}。",
    "No part stands out: your record {you}, our method {method}, rules and caps {rules} "
    "{currency}.",
)
# where what earlier reviews came to weighs too
SEVERAL_PARTS_AND_REVIEWS = Words(
    "没有哪一项占大头：你的记录 {you}，以前的审核 {reviews}，我们改了方法 {method}，"
    "规定和上限 {rules} {currency}。",
    "No part stands out: your record {you}, earlier reviews {reviews}, our method {method}, "
    "rules and caps {rules} {currency}.",
)
HELD_BY = Words(
    "算出来的数有变动，但经过「{name}」这一步，额度和上次一样。",
    "What we worked out has moved, but after “{name}” the limit is the same as last time.",
)
A_CEILING_DECIDED = Words(
    "起决定作用的是「{name}」，其余变动多出来的部分都被它截住了。",
    "What decided is “{name}”; whatever else moved is cut off at it.",
)
LARGEST_ITEM = Words(
    "其中最大的一项是「{name}」：{amount} {currency}。",
    "The largest item in it is “{name}”: {amount} {currency}.",
)
NOTHING_MOVED = Words(
    "我们又看了一次，算出来和上次一样。这很正常。",
    "We looked again and it came out the same. That is normal.",
)
CANCELLED_OUT = Words(
    "有的项往上，有的项往下，合起来没有变。这很正常。",
    "Some items moved it up and some down, and together they cancel out. That is normal.",
)

RECEIVED = Words(
    "{repaid_on} 收到你还的 {amount} {currency}，预计 {posted_on} 入账，之后算进可借的钱。",
    "We received {amount} {currency} on {repaid_on}. It should be posted on {posted_on}; then "
    "it counts towards what you can borrow.",
)
RECEIVED_WITHOUT_AMOUNT = Words(
    "{repaid_on} 收到你的还款，预计 {posted_on} 入账，之后算进可借的钱。",
    "We received your repayment on {repaid_on}. It should be posted on {posted_on}; then it "
    "counts towards what you can borrow.",
)
POSTED = Words(
    "你 {repaid_on} 还的款已经在 {posted_on} 入账。",
    "What you repaid on {repaid_on} was posted on {posted_on}.",
)

"""Sentences around a step: its effect, its date, and what to say when there is none."""

from mingxi.declare.words import Words

EFFECT = Words("约 {amount} {currency}", "about {amount} {currency}")
OPENS = Words(
    "之后可以开通，约 {limit} {currency}", "then it can open, at about {limit} {currency}"
)
FROM = Words("最早 {date}", "{date} at the earliest")
NOW_TO_TARGET = Words("现在 {now}，目标 {target}", "now {now}, aim for {target}")
NOW_AT = Words("现在 {now}", "now {now}")
NO_PATH = Words(
    "就我们现在看的这些，你暂时没有能马上明显改变结果的办法。",
    "On what we look at now, there is nothing you can do at once to change this noticeably.",
)
NO_PATH_NEXT = Words("你可以要求由工作人员重新看一遍。", "You can ask for a person to look again.")
NOTHING_TO_DO = Words("这次不需要你做什么。", "There is nothing you need to do.")

NEXT_REVIEW = Words(
    "{date} 我们会自动再看一次你的额度，不用申请。",
    "We look at your limit again on {date} by ourselves; you need not ask.",
)
# a loan that is held up does not wait for the review of the limit
REVIEW_OF_THE_LIMIT = Words(
    "额度本身在 {date} 复查；能不能借，不用等到那天。",
    "The limit itself is reviewed on {date}; being able to borrow does not wait for that.",
)
RULE_REVIEW = Words(
    "{date} 前我们会重新评估「{name}」这条规定。", "We review the rule “{name}” by {date}."
)
POSTING_BY = Words("我们会在 {date} 前把你的还款入账。", "We post your repayment by {date}.")

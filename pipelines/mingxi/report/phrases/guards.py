"""Sentences that keep a letter from being misread; each is printed only when it is true."""

from mingxi.declare.words import Words

GUARDS: dict[str, Words] = {
    "not_you": Words(
        "这不是因为你个人。起作用的是对很多人都一样的规定或我们这边的情况。",
        "This is not about you personally. What decided is a rule for many people, or something "
        "on our side.",
    ),
    "repaying_not_the_cause": Words(
        "还款不是原因。你没有因为还钱而失去什么。",
        "Repaying is not the cause. You have lost nothing by paying.",
    ),
    "paying_helps": Words(
        "按时还款对你有利，这一点没有变。", "Paying on time still counts in your favour."
    ),
    "not_a_refusal": Words("这不算被拒。", "This does not count as a refusal."),
    "little_known": Words(
        "其中有的是我们对你了解还不够，不说明你做错了什么。",
        "Part of it is that we know too little of you yet; that is nothing you did wrong.",
    ),
    "not_causal": Words(
        "下面的金额是照以往的做法估出来的，不代表改变某一项之后额度会怎样变。",
        "The amounts below are estimated from how limits were set in the past. They do not say "
        "what would happen if something changed.",
    ),
}

# "not you" by who decided instead; with several of them it stays general
NOT_YOU: dict[str, Words] = {
    "group": Words(
        "这不是因为你个人。这是对一个群体统一的规定。",
        "This is not about you personally. It is a rule for a whole group.",
    ),
    "law": Words(
        "这不是因为你个人。这是法律对所有人的规定。",
        "This is not about you personally. It is a law for everybody.",
    ),
    "policy": Words(
        "这不是因为你个人。这是对所有人都一样的规定。",
        "This is not about you personally. It is a rule for everybody.",
    ),
    "ours": Words(
        "这不是因为你个人，是我们这边的情况。",
        "This is not about you personally; the cause is on our side.",
    ),
    "method": Words(
        "这不是因为你个人，是我们改了评估方法。",
        "This is not about you personally; we changed our method.",
    ),
}

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
    "not_a_refusal": Words(
        "这不算被拒，是我们这边的情况。",
        "This does not count as a refusal; the cause is on our side.",
    ),
    "not_causal": Words(
        "下面的金额是照以往的做法估出来的，不代表改变某一项之后额度会怎样变。",
        "The amounts below are estimated from how limits were set in the past. They do not say "
        "what would happen if something changed.",
    ),
}

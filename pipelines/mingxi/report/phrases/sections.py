"""Headings of a letter's sections and the line under each."""

from mingxi.declare.words import Words
from mingxi.records.decision import Question

TITLES: dict[str, Words] = {
    "change": Words("额度是怎么变的", "How the limit changed"),
    "ledger": Words("额度是怎么算出来的", "How the limit adds up"),
    "checks": Words("逐项检查", "The checks, in order"),
    "timeline": Words("还款走到哪一步了", "Where your repayment is"),
    "reasons": Words("主要原因", "Main reasons"),
    "helped": Words("对你有利的", "What helped"),
    "steps": Words("你可以做什么", "What you can do"),
    "what_if": Words("试一试", "Try a change"),
    "ours": Words("我们会做什么", "What we will do"),
    "history": Words("额度和欠款的变化", "Limit and amount owed over time"),
    "information": Words("用了哪些信息", "Information used"),
    "rights": Words("如果你不同意", "If you disagree"),
    "notices": Words("法律要求告诉你的", "What the law has us tell you"),
    "borrowing": Words("再借之前", "Before you borrow elsewhere"),
    "how": Words("这封信是怎么来的", "How this letter was made"),
}
INTROS: dict[str, Words] = {
    "change": Words(
        "从上次到这次，每一笔都有去处。",
        "From last time to now, every amount accounted for.",
    ),
    "ledger": Words(
        "每一笔都有去处，加起来正好。",
        "Every amount accounted for; it adds up exactly.",
    ),
    "checks": Words("按我们检查的先后次序。", "In the order in which we check."),
    "reasons": Words(
        "先是决定结果的规定，再按影响大小。", "Deciding rules first, then by size of effect."
    ),
    "steps": Words(
        "都用你的记录重新算过。是估计，不是承诺。",
        "Worked out again on your own record. An estimate, not a promise.",
    ),
    "information": Words("截至 {as_of} 我们掌握的情况。", "What we held up to {as_of}."),
    "rights": Words("这些是你的权利，都不收费。", "These are your rights, all free of charge."),
}
# where nothing fell, the reasons have another heading
REASONS_TITLES: dict[Question, Words] = {
    Question.UNCHANGED: Words("往下拉的几项", "What pulls it down"),
}
# where no rule decides
REASONS_BY_SIZE = Words("影响大的在前。", "The largest effect comes first.")

_END = ("notices", "information", "borrowing", "how")
# a result that is no worse needs no word on borrowing elsewhere
_CALM_END = ("rights", "information", "how")
ORDER: dict[Question, tuple[str, ...]] = {
    Question.NOT_OPENED: (
        *("checks", "reasons", "steps", "what_if", "ours", "rights", "ledger", "helped"),
        *_END,
    ),
    Question.LIMIT_LOW: (
        *("ledger", "reasons", "steps", "what_if", "helped", "ours", "history", "rights"),
        *_END,
    ),
    Question.LIMIT_REDUCED: (
        *(
            "change",
            "reasons",
            "steps",
            "what_if",
            "ours",
            "history",
            "rights",
            "ledger",
            "helped",
        ),
        *_END,
    ),
    Question.LIMIT_ROSE: (
        *("change", "reasons", "helped", "history", "steps", "what_if", "ours", "ledger"),
        *_CALM_END,
    ),
    Question.UNCHANGED: (
        *("history", "change", "reasons", "helped", "steps", "what_if", "ours", "ledger"),
        *_CALM_END,
    ),
    Question.CANNOT_DRAW: (
        *(
            "checks",
            "reasons",
            "ours",
            "steps",
            "what_if",
            "change",
            "rights",
            "history",
            "ledger",
        ),
        *("helped", *_END),
    ),
    Question.CANNOT_REDRAW: (
        *(
            "timeline",
            "checks",
            "reasons",
            "ours",
            "steps",
            "what_if",
            "change",
            "rights",
            "history",
        ),
        *("ledger", "helped", *_END),
    ),
}

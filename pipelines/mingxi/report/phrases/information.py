"""What is used and what is not, and how a letter comes to be."""

from mingxi.declare.words import Words

# key → words; the key is looked for among the names of the columns that were used
NOT_USED: dict[str, Words] = {
    "contacts": Words("通讯录和好友关系", "your contacts and friends"),
    "location": Words("手机定位和行踪", "your phone's location and movements"),
    "gender": Words("性别", "your gender"),
    "age": Words("年龄", "your age"),
}
# other names by which a column may hold one of them
ALSO_CALLED: dict[str, frozenset[str]] = {
    "contacts": frozenset({"contacts", "friends"}),
    "location": frozenset({"location", "gps"}),
    "gender": frozenset({"gender", "sex"}),
    "age": frozenset({"age", "birth"}),
}

ADDS_UP = Words(
    "每一项的金额，是把你的情况和对照逐项替换后精确算出来的，加起来分毫不差。",
    "Each amount is worked out exactly by swapping your items one by one with those of the "
    "comparison; they add up exactly.",
)
COMPARED_WITH_PEOPLE = Words(
    "对照：{reference}，共 {n} 人。", "Compared with: {reference}, {n} in all."
)
COMPARED_WITH_YOURSELF = Words("对照：你自己上次的情况。", "Compared with: yourself last time.")
CHANCE = Words(
    "按你的记录，我们估计{what}的可能性是 {chance}，属于 {tier} 级。",
    "From your record, we put the chance of {what} at {chance}: tier {tier}.",
)
RULES_SEPARATE = Words(
    "规定和上限造成的变化单独列出，不算在你的记录头上。",
    "What rules and caps did is listed apart and never put down to your record.",
)
AS_OF = Words(
    "用的是截至 {as_of} 的信息，之后的变化还没算进去。",
    "We used information up to {as_of}; later changes are not counted yet.",
)
ARTICLE = Words("{title}第 {article} 条", "{title}, art. {article}")
LEFT_OUT = Words(
    "有影响、但没有事实能如实说明的项目，没有写成原因：{n} 项。",
    "Items that count but that no single fact bears out, so not given as reasons: {n}.",
)

"""The twelve concepts of the synthetic world: what a person thinks of as one thing."""

from mingxi.declare.feature import Concept
from mingxi.declare.words import Words


def _concept(key: str, name: tuple[str, str], matters_because: tuple[str, str]) -> Concept:
    return Concept(key, Words(*name), Words(*matters_because))


# the order is the order of the players in every explanation
CONCEPTS: tuple[Concept, ...] = (
    _concept(
        "late_payments",
        ("最近的还款", "Recent payments"),
        (
            "最近有没有按时还，最能说明下一期会不会按时还。",
            "Whether recent payments were on time says most about the next one.",
        ),
    ),
    _concept(
        "old_late_payments",
        ("以前的晚还", "Older late payments"),
        (
            "以前的晚还还有参考价值，但会随时间变小。",
            "Older late payments still tell something, less so with time.",
        ),
    ),
    _concept(
        "bureau_record",
        ("信用报告", "Credit report"),
        (
            "在其他机构的还款记录，和在这里一样重要。",
            "How you repay other lenders matters as much as how you repay us.",
        ),
    ),
    _concept(
        "borrow_repay_cycles",
        ("借款的节奏", "Borrowing rhythm"),
        (
            "频繁借、刚还又借，常常说明手头紧。",
            "Borrowing often, or right after repaying, can mean that money is tight.",
        ),
    ),
    _concept(
        "many_lenders",
        ("借款机构和新申请", "Lenders and new applications"),
        (
            "同时欠的机构越多，越难都按时还。",
            "The more lenders you owe, the harder it is to pay all of them on time.",
        ),
    ),
    _concept(
        "debt_burden",
        ("还款负担", "Repayment burden"),
        (
            "要还的钱占收入越多，留给意外的余地越小。",
            "The more of your income goes to repayments, the less is left for surprises.",
        ),
    ),
    _concept(
        "line_use",
        ("这笔额度的使用", "Use of this line"),
        (
            "额度长期用满，再遇到急事就没有余地了。",
            "A line that is always full leaves no room when something happens.",
        ),
    ),
    _concept(
        "use_of_funds",
        ("借款的去向", "Where borrowed money went"),
        (
            "借来的钱用到哪里，关系到能不能还上。规定也有要求。",
            "Where borrowed money goes bears on repaying it, and rules limit its use.",
        ),
    ),
    _concept(
        "income",
        ("收入和资料", "Income and papers"),
        (
            "还款要靠收入，我们需要看得到它。",
            "Repayments come out of income, so we need to see it.",
        ),
    ),
    _concept(
        "activity",
        ("账户的使用", "Use of the account"),
        (
            "平时的使用让我们有东西可参考，这一项影响很小。",
            "Everyday use gives us something to go on; it counts only a little.",
        ),
    ),
    _concept(
        "outside_score",
        ("外部信用分", "Outside credit score"),
        (
            "外部机构根据它看到的信息给你打的分。",
            "A score that another company gives you from what it can see.",
        ),
    ),
    _concept(
        "history",
        ("记录的多少", "Extent of your record"),
        (
            "记录越多，我们越了解你怎么还款。",
            "The more record there is, the better we know how you repay.",
        ),
    ),
)

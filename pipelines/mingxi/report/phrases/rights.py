"""What a person may ask for, with the law behind it."""

from dataclasses import dataclass

from mingxi.declare.words import Words


@dataclass(frozen=True)
class Right:
    """One right of the reader.

    Parameters
    ----------
    key : str
    title, text, law : Words
    within_days : int | None
        Time the other side has to answer, by law.
    without_law : bool
        The lender grants it itself, whatever the law.
    """

    key: str
    title: Words
    text: Words
    law: Words
    within_days: int | None = None
    without_law: bool = False


# texts of the laws read 2026-01; article numbers in digits so that both languages agree
RIGHTS: tuple[Right, ...] = (
    Right(
        "ask_a_person",
        Words("请人来看", "Ask for a person"),
        Words(
            "你可以要求由工作人员重新看一遍，并说明你的情况。",
            "You can ask for a member of staff to look again, and tell them your side.",
        ),
        Words("《个人信息保护法》第 24 条", "Personal Information Protection Law, art. 24"),
        without_law=True,
    ),
    Right(
        "refuse_machine_only",
        Words("不接受只由机器决定", "Refuse a machine-only decision"),
        Words(
            "这次结果由系统自动作出。你可以要求解释，也可以不接受只由机器作出的决定。",
            "A system made this decision by itself. You can ask for an explanation and refuse a "
            "decision made only by a machine.",
        ),
        Words("《个人信息保护法》第 24 条", "Personal Information Protection Law, art. 24"),
    ),
    Right(
        "correct_data",
        Words("改正错误的信息", "Correct wrong information"),
        Words(
            "上面哪一项事实不对，告诉我们。核实后我们会改正，并重新计算。",
            "If a fact above is wrong, tell us. Once it is checked we correct it and work the "
            "result out again.",
        ),
        Words("《个人信息保护法》第 46 条", "Personal Information Protection Law, art. 46"),
        without_law=True,
    ),
    Right(
        "bureau_dispute",
        Words("对信用报告提出异议", "Dispute your credit report"),
        Words(
            "信用报告有错，可以免费向征信机构或报送机构提出异议，对方须在 20 天内书面答复。",
            "If your credit report is wrong, dispute it for free with the bureau or the lender "
            "that reported it. They must answer in writing within 20 days.",
        ),
        Words("《征信业管理条例》第 25 条", "Credit Reporting Regulation, art. 25"),
        within_days=20,
    ),
)

BORROWING: tuple[Words, ...] = (
    Words(
        "向别处申请借款，可能会在信用报告里留下一次查询。",
        "Applying for a loan elsewhere may leave a check in your credit report.",
    ),
    Words(
        "不要借新债还旧债。还款吃力时，先和已有的贷款机构商量。",
        "Do not take a new loan to repay an old one. If repaying is hard, talk to your lender "
        "first.",
    ),
    Words(
        "没有人能花钱替你「修复」信用。收费的都是骗局。",
        "Nobody can “repair” your credit for money. Anyone who charges for it is cheating you.",
    ),
)

"""What a person may ask for, and what a law has printed word for word."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from mingxi.declare.words import Words


@dataclass(frozen=True)
class Right:
    """One right of the reader, in words; the law behind it is dated data of its own.

    Parameters
    ----------
    title, text : Words
    without_law : bool
        The lender grants it itself, whatever the law.
    """

    title: Words
    text: Words
    without_law: bool = False


RIGHTS: Mapping[str, Right] = MappingProxyType(
    {
        "ask_a_person": Right(
            Words("请人来看", "Ask for a person"),
            Words(
                "你可以要求由工作人员重新看一遍，并说明你的情况。",
                "You can ask for a member of staff to look again, and tell them your side.",
            ),
            without_law=True,
        ),
        "refuse_machine_only": Right(
            Words("不接受只由机器决定", "Refuse a machine-only decision"),
            Words(
                "这次结果由系统自动作出。你可以要求解释，也可以不接受只由机器作出的决定。",
                "A system made this decision by itself. You can ask for an explanation and "
                "refuse a decision made only by a machine.",
            ),
        ),
        "correct_data": Right(
            Words("改正错误的信息", "Correct wrong information"),
            Words(
                "上面哪一项事实不对，告诉我们。核实后我们会改正，并重新计算。",
                "If a fact above is wrong, tell us. Once it is checked we correct it and work the "
                "result out again.",
            ),
            without_law=True,
        ),
        "copy_of_data": Right(
            Words("查看你的信息", "See your information"),
            Words(
                "你可以要求查看、复制我们手里关于你的信息。",
                "You can ask to see and copy the information we hold about you.",
            ),
        ),
        "bureau_dispute": Right(
            Words("对信用报告提出异议", "Dispute your credit report"),
            Words(
                "信用报告有错，可以免费向征信机构或报送机构提出异议，对方须在 20 天内书面答复。",
                "If your credit report is wrong, dispute it for free with the bureau or the "
                "lender that reported it. They must answer in writing within 20 days.",
            ),
        ),
        "two_free_reports": Right(
            Words("免费查看信用报告", "See your credit report for free"),
            Words(
                "你每年可以向征信机构免费要 2 次自己的信用报告。",
                "You can ask the credit bureau for your own credit report 2 times a year, for "
                "free.",
            ),
        ),
        "complain_about_report": Right(
            Words("向监管部门投诉", "Complain to the authority"),
            Words(
                "如果征信机构、报送或使用报告的机构侵害了你的权益，可以向当地的人民银行投诉。",
                "If the bureau, or whoever reports to it or uses it, harms your rights, you can "
                "complain to the local branch of the People's Bank.",
            ),
        ),
        "own_view": Right(
            Words("说出你的看法", "Give your view"),
            Words(
                "你可以说明你的看法，也可以对这个结果提出异议。",
                "You can give your view and contest this result.",
            ),
        ),
        "explanation": Right(
            Words("要求解释", "Ask for an explanation"),
            Words(
                "你可以要求我们说明用了哪些信息、按什么步骤得出结果。",
                "You can ask which information we used and by which steps we came to the result.",
            ),
        ),
        "debt_advice": Right(
            Words("债务咨询", "Debt advice"),
            Words(
                "还款吃力时，你可以找独立的债务咨询机构。",
                "If repaying is hard, you can turn to an independent debt advice service.",
            ),
        ),
        "complain": Right(
            Words("向监管机构投诉", "Complain to the authority"),
            Words(
                "你可以向所在国的数据保护机构投诉。",
                "You can complain to the data protection authority of your country.",
            ),
        ),
        "free_report": Right(
            Words("免费的信用报告", "A free credit report"),
            Words(
                "用了信用报告时，你可以在 60 天内免费要一份，机构没有作出这个决定。",
                "Where a credit report was used, you can ask its agency for a free copy within "
                "60 days; the agency did not make this decision.",
            ),
        ),
        "dispute_report": Right(
            Words("对信用报告提出异议", "Dispute your credit report"),
            Words(
                "信用报告不准或不全，可以向出报告的机构提出异议，它一般须在 30 天内查清。",
                "If the report is wrong or not whole, dispute it with the agency that gave it; it "
                "must as a rule look into it within 30 days.",
            ),
        ),
    }
)

# texts that a law prescribes; they are as long as the law made them
NOTICES: Mapping[str, Words] = MappingProxyType(
    {
        "decided_by_system": Words(
            "这次结果由系统自动作出，没有人参与。",
            "A system made this decision by itself; no person took part.",
        ),
        "equal_credit": Words(
            "美国联邦《平等信用机会法》禁止贷款人因种族、肤色、宗教、原国籍、性别、婚姻状况、年龄"
            "（只要申请人有能力订立有约束力的合同）而歧视申请人；也禁止因申请人的全部或部分收入来自"
            "公共援助，或因申请人善意行使《消费者信用保护法》下的任何权利而歧视。",
            "The Federal Equal Credit Opportunity Act prohibits creditors from discriminating "
            "against credit applicants on the basis of race, color, religion, national origin, "
            "sex, marital status, age (provided the applicant has the capacity to enter into a "
            "binding contract); because all or part of the applicant's income derives from any "
            "public assistance program; or because the applicant has in good faith exercised any "
            "right under the Consumer Credit Protection Act.",
        ),
        "agency": Words(
            "负责监督本贷款人遵守该法的联邦机构：{agency}。",
            "The Federal agency that administers compliance with this law concerning this "
            "creditor is: {agency}.",
        ),
    }
)

HEAVY_DEBT = Words(
    "就我们看到的，你每月要还的钱约占收入的 {share}，已经很重。请先不要再借，尽早和各家商量。",
    "From what we can see, about {share} of your income goes to repayments, which is heavy. "
    "Please do not borrow more, and talk to your lenders early.",
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
        "只向有牌照的机构借。放款前先收费的，多半是骗局。",
        "Borrow only from licensed lenders. Whoever asks for a fee before the money comes is "
        "most likely cheating you.",
    ),
    Words(
        "没有人能花钱替你「修复」信用。收费的都是骗局。",
        "Nobody can “repair” your credit for money. Anyone who charges for it is cheating you.",
    ),
)

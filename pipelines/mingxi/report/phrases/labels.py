"""Short names on a page: columns, legends, buttons."""

from mingxi.declare.rule import Decider
from mingxi.declare.words import Language, Words

DECIDERS: dict[Decider, Words] = {
    "behaviour": Words("你的记录", "Your record"),
    "review": Words("以前的审核", "Earlier reviews"),
    "model": Words("我们的方法", "Our method"),
    "policy": Words("我们的规定", "Our rules"),
    "group": Words("统一规定", "A rule for a group"),
    "funds": Words("我们的资金", "Our funds"),
    "system": Words("我们的系统", "Our system"),
    "law": Words("法律规定", "The law"),
    "data": Words("资料", "Papers and data"),
}

LABELS: dict[str, Words] = {
    "brand": Words("明晰", "Mingxi"),
    "language": Words("语言", "Language"),
    "this_language": Words("中文", "English"),
    "date": Words("日期", "Date"),
    "number": Words("编号", "Letter no."),
    "borrower": Words("借款人", "Borrower"),
    "lender": Words("贷款人", "Lender"),
    "quote": Words("联系我们时，请说编号", "When you contact us, quote letter no."),
    "then_and_now": Words("哪些项目变了（上次 → 现在）", "What changed (last time → now)"),
    "unmoved": Words(
        "没有列出的项目和上次一样，影响正好是 0。",
        "Items that are not listed are as they were; their effect is exactly 0.",
    ),
    "owed": Words("已借未还", "Owed"),
    "pending": Words("还款入账中", "Being posted"),
    "available": Words("现在可借", "You can borrow"),
    "available_paused": Words("可用（暂停中）", "Available (paused)"),
    "last_time": Words("上次", "Last time"),
    "now": Words("现在", "Now"),
    "you": Words("你", "You"),
    "start": Words("起点", "Start"),
    "proposed": Words("按你的记录", "On your record"),
    "your_part": Words("你的记录", "Your record"),
    "reviews_part": Words("以前的审核", "Earlier reviews"),
    "method": Words("我们改了方法", "Our method changed"),
    "rules_part": Words("规定和上限", "Rules and caps"),
    "rounding": Words("取整", "Rounding"),
    "not_below_zero": Words("额度不会低于 0", "A limit is never below 0"),
    "together": Words("合计", "Together"),
    "raises": Words("你的记录，往上", "Your record, up"),
    "lowers": Words("你的记录，往下", "Your record, down"),
    "not_yours": Words("其余", "All else"),
    "item": Words("项目", "Item"),
    "amount": Words("金额", "Amount"),
    "all_items": Words("全部项目", "All items"),
    "passed": Words("通过", "Passed"),
    "failed": Words("未通过", "Not passed"),
    "decides": Words("决定的一步", "This one decides"),
    "together_with": Words("和别的一起决定", "Decides with others"),
    "not_decisive": Words("也没通过，但不是决定的一步", "Also not passed, but not decisive"),
    "did_not_decide": Words(
        "也有影响，但这次不是它决定的", "Also counts, but did not decide this"
    ),
    "your_value": Words("你的情况", "Yours"),
    "set_at": Words("标准", "Set at"),
    "over_by": Words("超出", "Over by"),
    "short_by": Words("还差", "Short by"),
    "based_on": Words("依据", "Based on"),
    "in_force_since": Words("生效", "In force since"),
    "review_by": Words("复查", "Reviewed by"),
    "code": Words("代码", "Code"),
    "decided_by": Words("由谁决定", "Decided by"),
    "all_passed": Words("其余都通过了", "All others passed"),
    "all_rules": Words("全部规定和结果", "All rules and their results"),
    "effect": Words("影响", "Effect"),
    "first": Words("先做这个", "Do this first"),
    "only_time": Words("这些只能等时间过去：", "Only time helps with these: "),
    "comparison": Words("对照", "Comparison"),
    "result": Words("结果", "Result"),
    "comma": Words("、", ", "),
    "colon": Words("：", ": "),
    "semicolon": Words("；", "; "),
    "stop": Words("。", "."),
    "paid": Words("已付款", "Paid"),
    "received": Words("已收到", "Received"),
    "posted": Words("已入账", "Posted"),
    "restored": Words("额度恢复", "Limit back"),
    "borrow_again": Words("可再借", "Borrow"),
    "here": Words("在这一步", "Here now"),
    "expected": Words("预计", "due"),
    "used": Words("用到的", "Used"),
    "not_used": Words("没有用到的", "Not used"),
    "month": Words("月份", "Month"),
    "owed_short": Words("欠款", "Owed"),
    "versions": Words("版本", "Versions"),
    "run": Words("运行", "Run"),
    "method_version": Words("评估方法", "Method"),
    "rules_version": Words("规定", "Rules"),
    "words_version": Words("用语", "Wording"),
    "data_as_of": Words("数据截至", "Data up to"),
    "data_hash": Words("数据校验", "Data check"),
    "config_hash": Words("设置校验", "Settings check"),
    "seed": Words("随机种子", "Seed"),
    "reference_hash": Words("对照校验", "Comparison check"),
    "chart_ledger": Words("从起点到额度的瀑布图", "Waterfall from start to limit"),
    "chart_change": Words("从上次到这次的瀑布图", "Waterfall from last time to now"),
    "chart_history": Words("每月额度与欠款", "Limit and amount owed by month"),
    "chart_checks": Words("检查灯：按次序", "Check lights, in order"),
    "chart_timeline": Words("还款进度", "Progress of the repayment"),
    "chart_marker": Words("你和对照", "You and the comparison"),
}


def labels(language: Language) -> dict[str, str]:
    """All labels in one language.

    Examples
    --------
    >>> labels("en")["you"], labels("zh")["you"]
    ('You', '你')
    """
    return {key: getattr(words, language) for key, words in LABELS.items()}

"""What a person is told when we do not know something about them: absence, never blame."""

from mingxi.declare.words import Words

# H03 new with us, H01 no credit record, K02 papers missing: codes of the reason catalogue
NO_LINE_CODE = "H03"
NO_FILE_CODE = "H01"
NO_INCOME_CODE = "K02"

NO_LINE = Words(
    "我们没有你近期使用额度的记录。",
    "We hold no recent record of you using a line here.",
)
NO_FILE = Words(
    "我们还查不到你的信用报告。",
    "We could not find a credit report for you.",
)
NO_INCOME = Words(
    "我们还没有你的收入信息。",
    "We do not have information on your income yet.",
)
# M09: of what should have reached us, and is nobody's doing
NOT_RECEIVED_CODE = "M09"
NO_SCORE = Words(
    "我们这次没有收到你的外部信用分。",
    "We did not receive your outside credit score this time.",
)
NO_SPENDING = Words(
    "我们这次没有收到你完整的消费记录。",
    "We did not receive your full spending record this time.",
)
NOT_A_CUSTOMER = Words(
    "我们还没有你的这项信息。",
    "We do not have this information about you yet.",
)

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
    "我们还查不到你的借还记录。",
    "We could not find any borrowing record for you.",
)
NO_INCOME = Words(
    "我们还没有你的收入信息。",
    "We do not have information on your income yet.",
)
NOT_A_CUSTOMER = Words(
    "我们还没有你的这项信息。",
    "We do not have this information about you yet.",
)

"""Where what is known of a person comes from, in words."""

from mingxi.declare.words import Words

OUR_RECORDS = Words("我们的记录", "our own records")
CREDIT_REPORT = Words("信用报告", "your credit report")
BOTH_RECORDS = Words("我们的记录和信用报告", "our own records and your credit report")
WITH_INCOME = Words(
    "我们的记录、信用报告和估计的收入",
    "our own records, your credit report and your estimated income",
)
ESTIMATE = Words("我们对收入的估计", "our estimate of your income")
PAPERS = Words("你交来的资料", "the papers you gave us")
OUTSIDE_SCORE = Words("给你打分的外部机构", "the company that gives the score")

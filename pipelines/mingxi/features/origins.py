"""Where what is known of a person comes from, in words."""

from mingxi.declare.words import Words

OUR_RECORDS = (Words("我们的记录", "our own records"),)
CREDIT_REPORT = (Words("信用报告", "your credit report"),)
ESTIMATE = (Words("我们对收入的估计", "our estimate of your income"),)
SEEN = (Words("我们看到的收入", "income we saw arrive"),)
PAPERS = (Words("你交来的资料", "the papers you gave us"),)
OUTSIDE_SCORE = (Words("给你打分的外部机构", "the company that gives the score"),)
BOTH_RECORDS = OUR_RECORDS + CREDIT_REPORT
WITH_INCOME = BOTH_RECORDS + ESTIMATE

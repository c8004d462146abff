"""The steps of a month in order, what each reads and writes: source of the graph.

`mingxi.simulate.world.one_month` is the month itself; a test records what every step really looks
at and hands back, and compares.
"""

from mingxi.declare.step import Side, Step
from mingxi.declare.words import Words


def _step(
    where: tuple[Side, str], name: Words, reads: str, writes: str, numbers: str = ""
) -> Step:
    side, place = where
    file, key = place.split(":")
    return Step(
        key,
        name,
        side,
        file,
        tuple(reads.split()),
        tuple(writes.split()),
        tuple(numbers.split()),
    )


STEPS: tuple[Step, ...] = (
    _step(
        ("books", "life/month_start.py:month_start"),
        Words("月初", "The month begins"),
        reads="borrower_id cushion dpd inquiries n_draws open_month",
        writes=(
            "cushion dpd_before drawn_fen inquiries_before months_open n_draws "
            "n_draws_before n_reborrows n_submissions"
        ),
    ),
    _step(
        ("life", "life/job.py:job"),
        Words("工作", "Work"),
        reads="ability economy employed job_risk region",
        writes="employed stress",
        numbers="job",
    ),
    _step(
        ("life", "life/income.py:income"),
        Words("收入与生活费", "Income and living cost"),
        reads="employed income_swing log_income place_cost swing",
        writes="income living_cost swing",
        numbers="income",
    ),
    _step(
        ("life", "life/papers.py:papers"),
        Words("资料与证件", "Papers and profile"),
        reads=(
            "anomaly assets_verified autopay consent_confirmed estimate_error has_assets "
            "identity_valid income income_seen income_verified log_estimate notices "
            "profile_items_missing"
        ),
        writes=(
            "anomaly assets_verified autopay consent_confirmed estimate identity_valid "
            "income_verified inflow log_estimate profile_items_missing"
        ),
        numbers="papers",
    ),
    _step(
        ("books", "life/schedule.py:instalments_due"),
        Words("到期应还", "Instalments fall due"),
        reads="charged_off ladder unpaid",
        writes="due_fen ladder unpaid",
    ),
    _step(
        ("life", "life/other_lenders.py:other_lenders"),
        Words("在其他机构借款", "Borrowing elsewhere"),
        reads=(
            "demand file_months income lenders line_fen line_kind line_no months_open "
            "n_lines stretch"
        ),
        writes=(
            "debt_elsewhere due_elsewhere file_months inquiries lenders line_closes "
            "line_fen line_kind line_no line_opens n_lines small_lenders"
        ),
        numbers="other_lenders",
    ),
    _step(
        ("life", "life/guarantees.py:guarantees"),
        Words("为他人担保", "Guaranteeing others"),
        reads="guarantee_fen guarantee_no guarantees income n_lines",
        writes=(
            "guarantee_begins guarantee_ends guarantee_fen guarantee_no guaranteed "
            "guarantees n_lines"
        ),
    ),
    _step(
        ("books", "life/credit_report.py:credit_report"),
        Words("信用报告", "Credit report"),
        reads="appeals distress lenders wrong_filed wrong_mark_month",
        writes="dispute_open marks_corrected new_late_marks wrong_filed wrong_marks",
        numbers="other_lenders",
    ),
    _step(
        ("life", "life/distress.py:distress"),
        Words("经济压力", "Financial distress"),
        reads=(
            "ability balance_fen demand distress due_elsewhere employed high_risk_out_fen "
            "income living_cost stress"
        ),
        writes="burden distress stretch",
        numbers="distress",
    ),
    _step(
        ("life", "life/spending.py:spending"),
        Words("消费", "Spending"),
        reads="distress engagement income reliance stretch",
        writes="active_days instalment_spend n_scenes spend",
        numbers="spending",
    ),
    _step(
        ("life", "life/repaying.py:repaying"),
        Words("还款", "Repaying"),
        reads=(
            "ability autopay burden charged_off churns cushion distress due_day employed "
            "ladder unpaid willingness"
        ),
        writes="ladder payments unpaid",
        numbers="repaying",
    ),
    _step(
        ("books", "life/posting.py:posted_on"),
        Words("入账", "Posting"),
        reads="incidents payments region",
        writes="posted",
        numbers="posting",
    ),
    _step(
        ("life", "draws.py:draws"),
        Words("借款", "Borrowing"),
        reads=(
            "anomaly borrower_id borrows carried_fen carried_on churns consent_confirmed "
            "demand draw_most_fen drawn_fen identity_valid incidents income "
            "income_fall_6m inquiries_before known_dues known_income ladder last_paid_on "
            "limit_requests_3m limit_yuan n_draws n_draws_before n_loans n_reborrows "
            "n_submissions notices on_book outside_score payments posted region "
            "shown_yuan stretch unpaid use_proof_due"
        ),
        writes="drawn_fen ladder n_draws n_loans n_reborrows n_submissions",
        numbers="drawing",
    ),
    _step(
        ("life", "life/use_of_funds.py:use_of_funds"),
        Words("资金用途", "Use of the money"),
        reads="appetite drawn_fen reliance use_proof_due",
        writes="high_risk_out_fen linked_out_fen use_proof_due",
        numbers="use_of_funds",
    ),
    _step(
        ("books", "life/closing.py:closing"),
        Words("月末结账", "Closing the books"),
        reads=(
            "charged_off dpd due_day ladder last_paid_on months_since_late on_book "
            "payments pending_fen posted unpaid"
        ),
        writes=(
            "balance_fen carried_fen carried_on charged_off dpd last_paid_on late_days "
            "lead_days months_since_late on_book paid_fen pending_fen written_off_now"
        ),
    ),
    _step(
        ("books", "life/score.py:outside_score"),
        Words("外部信用分", "Outside score"),
        reads=(
            "ability dpd engagement late_days lenders on_book profile_items_missing "
            "recent_late score_level score_taste stretch willingness"
        ),
        writes="n_limit_requests outside_score recent_late score_level",
        numbers="score",
    ),
    _step(
        ("lender", "life/declaring.py:tier"),
        Words("单笔上限", "Largest single loan"),
        reads="outside_score",
        writes="draw_most_fen",
        numbers="tiers",
    ),
    _step(
        ("lender", "lender/deciding.py:deciding"),
        Words("额度审核", "The lender decides"),
        reads=(
            "applied borrower_id cap_before dpd dpd_before estimate high_risk_out_fen "
            "identity_valid income_verified industry ladder level limit_yuan lines "
            "log_estimate months_open months_since_late notices on_book open_month "
            "outside_score past private profile_items_missing proposal_yuan pushes region "
            "review_failed rules_before unpaid written_off_now"
        ),
        writes=(
            "applied cap_before income_fall_6m known_dues known_income level "
            "limit_requests_3m limit_yuan lines on_book proposal_yuan pushes "
            "review_failed rules_before shown_yuan"
        ),
        numbers="anchor admission review",
    ),
)

"""Tables that only the simulator has: what a row is and what every column means."""

from mingxi.declare.words import Words
from mingxi.records.event_columns import WHO
from mingxi.records.table import ASKED_ON, EVENT, MONTH, Table, column

# players of the account of a limit: income, the lender's own impression, and what moves it
PUSHES = (
    "income",
    "private",
    *(f"L{i:02d}" for i in (*range(1, 13), 14, 16, 17, 19)),
)
_DRIVERS = (
    ("job_loss", "失业", "Loss of work"),
    ("debt_spiral", "欠款太重", "Debt that grew too heavy"),
    ("shock", "意外支出", "Illness, repair, family"),
    ("investment_loss", "投资亏损", "Money lost in investments"),
    ("bad_times", "当地经济不好", "Bad times in the region"),
    ("low_ability", "还款能力弱", "Little ability to pay"),
    ("habit", "还款意愿弱", "Little willingness to pay"),
    ("other", "其他压力", "All other pressure"),
)

TRUTH: tuple[Table, ...] = (
    Table(
        "traits",
        "truth",
        Words("一位借款人", "one borrower"),
        (
            WHO,
            column("ability", "float64", "sd", "还款能力", "Ability to pay"),
            column("willingness", "float64", "sd", "还款意愿", "Willingness to pay"),
            column("engagement", "float64", "sd", "平台活跃倾向", "Engagement with the platform"),
            column("appetite", "float64", "sd", "风险偏好", "Appetite for risk"),
            column("demand", "float64", "sd", "借款需求", "Demand for credit"),
            column("reliance", "float64", "sd", "对分期的依赖", "Reliance on instalments"),
            column("private", "float64", "sd", "机构自己的印象", "The lender's own impression"),
        ),
    ),
    Table(
        "latents",
        "truth",
        Words("一位借款人的一个月", "one month of one borrower"),
        (
            WHO,
            MONTH,
            column("income", "float32", "CNY per month", "真实收入", "Income earned"),
            column("employed", "float32", "flag", "有工作", "Has work"),
            column("stress", "float32", "sd", "当地经济压力", "Stress of the economy here"),
            column("distress", "float32", "log-odds", "经济困境", "Financial distress"),
            column("burden", "float32", "ratio", "应还与可支配之比", "All dues over what is left"),
            column(
                "stretch", "float32", "share", "靠借款生活的程度", "How much one lives on credit"
            ),
            column("living_cost", "float32", "CNY per month", "生活费", "Living cost"),
        ),
    ),
    Table(
        "hazard",
        "truth",
        Words("一位借款人的一个月", "one month of one borrower"),
        (
            WHO,
            MONTH,
            column(
                "p_miss",
                "float32",
                "share",
                "本月一分不还的概率",
                "Chance to pay nothing this month",
            ),
            column(
                "p_90_12m",
                "float32",
                "share",
                "一年内逾期 90 天的概率",
                "Chance of 90 days past due in a year",
            ),
        ),
    ),
    Table(
        "limit_causes",
        "truth",
        Words("一次决定的一个原因", "one cause of one decision"),
        (
            WHO,
            MONTH,
            column(
                "mechanism", "str", "name", "机制或账目行", "Mechanism, or line of the account"
            ),
            column("log_effect", "float64", "log", "对数额度的变化", "Change of the log limit"),
            column("yuan", "int64", "CNY", "元，合计为新减旧", "Yuan; they add up to new − old"),
        ),
    ),
    Table(
        "draw_causes",
        "truth",
        Words("一次被拒的申请", "one refused request"),
        (
            WHO,
            ASKED_ON,
            column("failing", "list", "list of names", "没有通过的检查", "Checks that failed"),
            column(
                "decisive",
                "str",
                "name",
                "起决定作用的检查",
                "First of them in the published order",
            ),
            column(
                "but_for",
                "list",
                "list of names",
                "单独去掉即可放款",
                "Removed alone, it is granted",
            ),
            column(
                "but_for_pair",
                "list",
                "list of names",
                "两项都去掉才能放款",
                "Two that must both go",
            ),
        ),
    ),
    Table(
        "limit_pushes",
        "truth",
        Words("原机构的一次决定", "one decision of the legacy lender"),
        (
            WHO,
            MONTH,
            *(
                column(name, "float32", "log", f"{name} 的推力", f"Push of {name}")
                for name in PUSHES
            ),
        ),
    ),
    Table(
        "defaults",
        "truth",
        Words("一次走到逾期 90 天", "one time that 90 days past due are reached"),
        (
            WHO,
            MONTH,
            column("first_missed_month", "int16", "month", "开始不还的月份", "First missed month"),
            column("cause", "str", "name", "主要原因", "Largest driver, or chance"),
            *(column(name, "float32", "log-odds", zh, en) for name, zh, en in _DRIVERS),
        ),
    ),
    Table(
        "faults",
        "truth",
        Words("一个有错的格子，或一次重复送达", "one wrong cell, or one repeated delivery"),
        (
            WHO,
            MONTH,
            EVENT,
            column("table", "str", "name", "所在的表", "Table that is wrong"),
            column(
                "column", "str", "name", "所在的列，空为整行", "Its column; empty: the whole row"
            ),
            column("fault", "str", "name", "差错的种类", "Kind of fault"),
            column(
                "true_value", "float64", "by column", "没有差错时的值", "Value without the fault"
            ),
        ),
    ),
)
STRESS = Table(
    "stress",
    "truth",
    Words("一个月", "one month"),
    (
        MONTH,
        column(
            "<region>",
            "float64",
            "sd",
            "该地区的经济压力",
            "Stress of the economy, a column per region",
        ),
    ),
)
LIMIT_RESPONSE = Table(
    "limit_response",
    "truth",
    Words("一位借款人在一个额度上的一年", "a year of one borrower at one limit"),
    (
        WHO,
        MONTH,
        column("limit_fen", "int64", "fen", "该月末给的额度", "Limit set at the month end"),
        column("lives", "int16", "count", "重活次数", "Fresh lives behind the expected figures"),
        *(
            column(f"{name}_{side}", "float64", unit, f"{zh}，{of[0]}", f"{en}, {of[1]}")
            for side, of in (
                ("expected", ("各次重活的平均", "mean over fresh lives")),
                ("same", ("同样的运气", "with the noise of the world itself")),
            )
            for name, unit, zh, en in (
                ("default", "share", "一年内逾期 90 天", "90 days past due within the year"),
                ("balance", "CNY", "全年平均余额", "Mean balance of the year"),
                ("exposure", "CNY", "违约时所欠", "Owed when the default comes"),
                ("profit", "CNY", "全年利润", "Profit of the year"),
            )
        ),
        column("optimal", "bool", "flag", "预期利润最高", "Highest expected profit of the grid"),
    ),
)

"""Headings of the model report; its readers know the terms of the trade."""

from mingxi.declare.words import Words

TITLE = Words("模型报告", "Model report")

HEADINGS: dict[str, Words] = {
    "data": Words("数据与划分", "Data and splits"),
    "discrimination": Words("区分能力", "Discrimination"),
    "calibration": Words("校准", "Calibration"),
    "stability": Words("稳定性", "Stability"),
    "challengers": Words("对照模型", "Challengers"),
    "concepts": Words("什么最重要", "What matters most"),
    "limits": Words("额度", "The limit"),
    "search": Words("参数搜索", "Search"),
    "features": Words("特征与方向", "Features and directions"),
    "use": Words("使用限制", "Limits of use"),
    "versions": Words("版本", "Versions"),
}

# measures as readers call them; one that is missing here is shown by its key
MEASURES: dict[str, str] = {
    "rows": "Rows",
    "defaults": "Defaults",
    "default_rate": "Default rate",
    "mean_pd": "Mean PD",
    "auc": "AUC",
    "gini": "Gini",
    "ks": "KS",
    "brier": "Brier score",
    "log_loss": "Log loss",
    "calibration_slope": "Calibration slope",
    "calibration_intercept": "Calibration intercept",
    "psi": "PSI",
    "auc_gap": "Champion's lead in AUC",
    "auc_gap_noise": "Lead that chance alone would make (95 %)",
    "mean": "Mean",
    "median": "Median",
    "lowest": "Lowest",
    "highest": "Highest",
    "r2": "R²",
    "mae": "Mean absolute gap",
    "mean_gap": "Mean gap",
    "split": "Split",
}

NOTES: dict[str, Words] = {
    "data": Words(
        "同一个人的所有月份都在同一份里；时间外的月份训练时从未见过。",
        "All months of a person lie in one split; out-of-time months were never seen in training.",
    ),
    "discrimination": Words(
        "曲线离左上角越近，好坏分得越开。",
        "The nearer a curve runs to the top left corner, the better good and bad are told apart.",
    ),
    "calibration": Words(
        "点在对角线上，说明说出的概率和实际发生的一样。",
        "On the diagonal, what was stated came true as often as stated.",
    ),
    "stability": Words(
        "PSI 低于 0.10 通常算稳定，高于 0.25 需要查明原因。",
        "A PSI below 0.10 is commonly read as stable; above 0.25 the cause must be found.",
    ),
    "challengers": Words(
        "对每一折的人，每个模型都只从其他折学过。差距按人配对计算。",
        "Everybody is judged by models that never saw their fold. Gaps are paired by person.",
    ),
    "concepts": Words(
        "每个概念对每个人的推动（绝对值）的平均。",
        "Mean absolute push of each concept over people, by exact Shapley values.",
    ),
    "limits": Words("有多少人是多少额度。", "How many people have which limit."),
    "search": Words(
        "每个点是一次尝试，线是当时最好的。", "Each dot is a trial; the line is the best so far."
    ),
    "features": Words(
        "箭头是写死的方向，模型不能反着用；点表示不限方向。",
        "An arrow is enforced: the model cannot use a feature the other way round. "
        "A dot leaves it free.",
    ),
}

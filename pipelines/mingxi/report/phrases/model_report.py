"""Headings of the model report; its readers know the terms of the trade."""

from mingxi.declare.words import Words

TITLE = Words("模型报告", "Model report")

HEADINGS: dict[str, Words] = {
    "checks": Words("一眼看清", "At a glance"),
    "data": Words("数据与划分", "Data and splits"),
    "model": Words("学了什么", "What was learned"),
    "discrimination": Words("区分能力", "Discrimination"),
    "calibration": Words("校准", "Calibration"),
    "segments": Words("分段看", "Segment by segment"),
    "horizons": Words("期限结构和早期预警", "Term structure and early warning"),
    "application": Words("申请评分卡", "Application scorecard"),
    "profiles": Words("单调性", "Monotone profiles"),
    "stability": Words("稳定性", "Stability"),
    "retrained": Words("重新训练", "Trained again"),
    "challengers": Words("对照模型", "Challengers"),
    "concepts": Words("什么最重要", "What matters most"),
    "groups": Words("各群体的公平", "Fairness by group"),
    "limits": Words("额度", "The limit"),
    "evidence": Words("额度的证据", "Evidence for the limit"),
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
    "log_loss_gap": "Champion's lead in log loss",
    "log_loss_gap_noise": "Lead in log loss by chance (95 %)",
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

# what the parts of the data are
SPLITS: dict[str, Words] = {
    "train": Words("学习用的人", "people learned from"),
    "test": Words("其他人，同样的月份", "other people, the same months"),
    "oot": Words("其他人，后来的月份", "other people, later months"),
}

# measures of a retraining, in the order to show
RETRAINED: dict[str, Words] = {
    "retrains": Words("次数", "times"),
    "order_kept": Words("排序相关（最低）", "rank correlation, lowest"),
    "pd_moved": Words("概率的变动（中位数，占自身）", "PD moves, median, parts of itself"),
    "tier_kept": Words("档位不变", "same tier"),
    "tier_near": Words("档位至多差一档", "at most one tier away"),
    "open_kept": Words("有没有额度不变", "same answer: a limit or none"),
    "limit_kept": Words("额度不变", "same limit"),
    "reasons_alike": Words(
        "前四条原因的重合（风险最高的五分之一，Jaccard）",
        "first four reasons alike (riskiest fifth, Jaccard)",
    ),
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
        "点在对角线上，说明说出的概率和实际发生的一样；竖线是 95% 的范围。两轴都是对数。",
        "On the diagonal, what was stated came true as often as stated; bars are 95 % intervals. "
        "Both axes are logarithmic.",
    ),
    "segments": Words(
        "没参加训练的人，分开看。水平：实际违约数除以说出的违约数；斜率和水平都应接近 1，"
        "AUC 不应低于同类的平均；"
        "± 是 95% 的范围，同一个人的几行不算独立。✗：偏离不小，也超出这么多组里偶然会有的。"
        "预计违约少于 10 的组合在一起。",
        "People nobody learned from, part by part. Level: defaults that came over defaults that "
        "were stated; it and the slope should be near 1, the AUC not below the mean of its kind. "
        "± holds 95 %, and rows of one person do not count as independent. ✗: off by more than "
        "matters, and by more than chance makes of so many segments. Those with fewer than 10 "
        "defaults to expect are put together.",
    ),
    "stability": Words(
        "现在的人对训练时的人。PSI 低于 0.10 通常算稳定，高于 0.25 需要查明原因；"
        "记录会随时间变多，单这一点就会让它们的 PSI 变大。",
        "People decided on now against rows learned from. A PSI below 0.10 is commonly read as "
        "stable; above 0.25 the cause must be found. A record grows with time: that alone raises "
        "its PSI.",
    ),
    "horizons": Words(
        "期限短的概率是期限长的概率乘以一个小于 1 的数，所以不会交叉。"
        "最右几列：只看风险最高的这些人，能提前发现多少违约。",
        "A shorter horizon is a factor below 1 of the longer one, so they never cross. "
        "Last columns: defaults found when only so many of the riskiest people are looked at.",
    ),
    "application": Words(
        "刚来的人还没有使用额度的记录，只看申请时带来的信息。和行为评分卡在同样的人上比较。",
        "People who have just come have no record on the line: only what an application brings "
        "counts. Beside it, the behaviour scorecard on the same people.",
    ),
    "profiles": Words(
        "把一个事实对所有人设成同一个值，看平均风险怎么变。方向在每张评分卡之内成立。",
        "One fact is set to the same value for everybody: how the mean risk answers. Directions "
        "hold within each scorecard.",
    ),
    "retrained": Words(
        "换随机种子，或重新抽取借款人，再训练风险模型，看同一批没参加训练的人怎么变。",
        "The risk model is trained again, with other seeds and from other draws of the borrowers: "
        "what moves for the same people whom no model saw.",
    ),
    "groups": Words(
        "模型不读这些特征。影响比是有额度的比例对最高一组的比例，低于 0.8 通常要查。"
        "人数太少的组不列。",
        "No model reads these traits. The impact ratio is the share with a limit over that of the "
        "highest group; below 0.8 is commonly looked into. Small groups are left out.",
    ),
    "evidence": Words(
        "优化器自己的承诺不算证据；这里是在闭环里实现的结果。",
        "What an optimiser promises is no evidence; these are outcomes of closed loops.",
    ),
    "challengers": Words(
        "对每一折的人，每个模型都只从其他折学过。差距按人配对计算。"
        "装有 interpret-core 时，可解释提升机也在其中。",
        "Everybody is judged by models that never saw their fold. Gaps are paired by person. "
        "Where interpret-core is installed, an explainable boosting machine is among them.",
    ),
    "concepts": Words(
        "每个概念对每个人的推动（绝对值）的平均。",
        "Mean absolute push of each concept over people, by exact Shapley values.",
    ),
    "limits": Words("有多少人是多少额度。", "How many people have which limit."),
    "search": Words(
        "每个点是一次尝试，分数是各折 AUC 的平均；线是当时最好的。空心的点中途放弃了，"
        "分数只来自前几折，不能比较。",
        "Each dot is a trial, its score the mean AUC over folds; the line is the best so far. "
        "Hollow dots were given up early: their score is that of the first folds alone and cannot "
        "be compared.",
    ),
    "features": Words(
        "箭头是写死的方向，模型不能反着用；点表示不限方向。",
        "An arrow is enforced: the model cannot use a feature the other way round. "
        "A dot leaves it free.",
    ),
}

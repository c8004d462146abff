"""Words of the index over letters."""

from mingxi.declare.words import Words

LABELS: dict[str, Words] = {
    "brand": Words("明晰", "Mingxi"),
    "title": Words("说明信", "Letters"),
    "this_language": Words("中文", "English"),
    "count": Words("封", "letters"),
    "search": Words("按编号、结果或原因查找", "Find by number, result or reason"),
    "all": Words("全部", "All"),
    "nothing": Words("没有符合的信。", "No letter matches."),
}

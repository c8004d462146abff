"""What is odd about the columns of a table, in words, before anybody trusts a model of it."""

from mingxi.declare.words import Words
from mingxi.evaluate.leaks import Finding, findings
from mingxi.recipes.material import Learning


def warned(rows: Learning) -> tuple[Words, ...]:
    """Warnings about the features of ``rows``, in column order; empty where nothing is odd."""
    found = findings(rows.table.keys, rows.table.values, rows.default)
    return tuple(_words(f) for f in found)


def _words(found: Finding) -> Words:
    if found.kind == "constant":
        return Words(
            f"特征 {found.key} 在每一行都一样：它什么也说明不了，可以去掉。",
            f"Feature {found.key} is the same in every row: it tells nothing, take it out.",
        )
    if found.kind == "is certain":
        return Words(
            f"特征 {found.key} 有一个取值，{found.value:.0f} 行全部违约：申请时就知道它吗？",
            f"Feature {found.key} has a value with which all {found.value:.0f} rows defaulted: "
            "is it known at the application?",
        )
    return Words(
        f"特征 {found.key} 一项的 AUC 就有 {found.value:.3f}：申请时就知道它吗？",
        f"Feature {found.key} alone reaches an AUC of {found.value:.3f}: is it known at the "
        "application?",
    )

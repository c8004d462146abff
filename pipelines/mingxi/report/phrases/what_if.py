"""Words of the block in which a reader tries a change."""

from mingxi.declare.words import Words

ENDS = Words(
    "每次只改这一项，其余不变。这是估计，不是承诺，到 {date} 为止。",
    "One item at a time, all else as it is. An estimate, not a promise; it ends on {date}.",
)
ESTIMATE = Words(
    "每次只改这一项，其余不变。这是估计，不是承诺。",
    "One item at a time, all else as it is. An estimate, not a promise.",
)

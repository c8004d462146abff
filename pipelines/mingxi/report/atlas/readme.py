"""The page that shows a world: what it is, its pictures, where things lie."""

from mingxi.report.atlas.described import WorldAtlas
from mingxi.report.atlas.markdown import codes, table

PICTURES = {
    "causal-graph": (
        "Causal graph",
        "Every arrow is read off the declarations: who hands what to whom, within a month and "
        "into the next. The colour of a mechanism says who can mend it.",
    ),
    "months": (
        "Economy and arrears by month",
        "The economy above, what became of the book below; the downturn and the policy versions "
        "of the lender are marked.",
    ),
    "lives": (
        "Ten limits and what moved them",
        "The lives whose accounts name the most causes. Every change is explained to the yuan in "
        "the truth table `limit_causes`; the mark names the largest part.",
    ),
    "sign-flip": (
        "The limit misleads and still causes",
        "Whoever learns from the left panel believes that a higher limit makes people pay. The "
        "same people with the same luck and another limit say the opposite.",
    ),
    "rolls": (
        "Roll rates",
        "Where a balance stands a month later. Most of what is a few days late comes back; what "
        "is three months late hardly ever does.",
    ),
    "vintages": (
        "Vintages",
        "Loans that became 30 days past due, by months since they were paid out.",
    ),
}
_HEAD = """# Synthetic worlds

Made, not collected: no real person's data, no real lender's rules. {n_mechanisms} known
mechanisms move limits and stop draws; the causes of each single decision are kept as truth, and
any person can live again with one thing changed and the same luck. Why, how and with which
limits: [DATASHEET.md](DATASHEET.md). This page and its neighbours are written by `mingxi
describe configs/quick.yaml`.

| page | what it holds |
|---|---|
| [DICTIONARY.md](DICTIONARY.md) | every table and column, {n_columns} in {n_tables} tables |
| [CAUSES.md](CAUSES.md) | steps of a month, mechanisms with equations, faults of the records |
| [CODES.md](CODES.md) | each of the {n_codes} reason codes and what in the world produces it |
| [MEASURED.md](MEASURED.md) | the figures of the world beside their anchors, with sources |
| [sample/](sample/) | 200 borrowers × 36 months, to look at without making anything |
"""
_MAKE = """## Make one

```
mingxi generate configs/quick.yaml     # histories and truth, as below
mingxi describe configs/quick.yaml     # this page, its pictures, the dictionary
make world                             # the same for the repository
```

```
data/synthetic/<world>/world.json                   months, size, seed, fingerprint of the numbers
data/synthetic/<world>/<table>/00000.parquet …      observed, one file per block of borrowers
data/truth/<world>/<table>/00000.truth …            answers: closed to training and deciding
```

The same seed gives the same bytes, on one process or many, whatever the size of a block.
"""
_KNOWN = """## What is known when

A repayment is known from `paid_on` and posted from `posted_on`. Columns of the credit bureau
are true by month and reach the lender one month later (`Histories.known_at`). Before the
application nothing is known of anybody but the report that comes with it: zeros, and unknown
income.

## Lines of an account

The rows of `limit_causes` add up to new − old, in yuan. Beside the mechanisms stand `base`
(start of a new line), `income` and `private` (what sets the level: the income seen, and an
impression of the lender's own that is in no observed table), `step`, `floor`, `rounding`,
`hold` (a proposal close to the last one changes nothing), `intervention` and `closed`.
"""


def readme(atlas: WorldAtlas) -> str:
    """Markdown page with the pictures of a world."""
    head = _HEAD.format(
        n_mechanisms=len(atlas.causes),
        n_columns=sum(len(one.columns) for one in atlas.tables),
        n_tables=len(atlas.tables),
        n_codes=len(atlas.codes),
    )
    shown = [
        f"## {title}\n\n{told}\n\n![{title}](pictures/{name}.svg)\n"
        for name, (title, told) in PICTURES.items()
    ]
    return "\n".join([head, *shown, _MAKE, _tables(atlas), _KNOWN])


def _tables(atlas: WorldAtlas) -> str:
    rows = [
        (
            f"[{one.name}](DICTIONARY.md#{one.name})",
            one.row.en,
            codes(c.name for c in one.columns) if len(one.columns) < 12 else _counted(one.columns),
        )
        for layer in ("observed", "truth")
        for one in atlas.tables
        if one.layer == layer
    ]
    return "## Tables\n\n" + table(("table", "one row is", "columns"), rows) + "\n"


def _counted(columns: tuple[object, ...]) -> str:
    return f"{len(columns)} columns"

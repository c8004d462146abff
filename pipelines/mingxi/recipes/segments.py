"""The risk model part by part of the book, on people nobody learned from."""

import re

import numpy as np
from numpy.typing import NDArray

from mingxi.declare.words import Words
from mingxi.evaluate.fairness import banded
from mingxi.evaluate.segments import OTHERS, Segment, off, segments
from mingxi.features.applicants import HISTORY
from mingxi.recipes.material import TableMaterial, WorldMaterial
from mingxi.recipes.train import Trained
from mingxi.records.columns import FIXED
from mingxi.records.feature_table import FeatureTable
from mingxi.report.model_facts import SegmentFacts

StrArray = NDArray[np.str_]

# how long somebody has been here and is on file, months; assumptions: half a year is a thin
# record of behaviour, two years of a credit report are what bureaus show of payments
BANDS = {HISTORY: (6.0, 24.0), "bureau_file_months": (24.0, 60.0)}
YEAR = Words("开户的年份", "Year of opening")
OF_ROW = Words("年份", "Year")
FEW_VALUES = 4  # of a number that names kinds rather than measures, as a term of 36 or 60 months


def segment_facts(
    material: WorldMaterial | TableMaterial, trained: Trained, stated: NDArray[np.float64]
) -> tuple[tuple[Words, tuple[SegmentFacts, ...]], ...]:
    """Figures by kind of segment and segment; kinds with one segment only are left out.

    Parameters
    ----------
    material : WorldMaterial | TableMaterial
    trained : Trained
    stated : ndarray of shape (n,)
        Probabilities of the rows of ``trained.learning``.
    """
    judged = trained.parts.test | trained.parts.oot
    table, y = trained.learning.table.rows(judged), trained.learning.default[judged]
    labels = _own(table) if isinstance(material, TableMaterial) else _of_world(material, table)
    parts = {w: segments(label, y, stated[judged], table.borrower_id) for w, label in labels}
    parts = {words: found for words, found in parts.items() if len(found) > 1}
    wrong = off({words.en: found for words, found in parts.items()})
    return tuple(
        (
            words,
            tuple(
                _facts(one, wrong.get((words.en, one.name), ()))
                for one in sorted(found, key=_in_order)
            ),
        )
        for words, found in parts.items()
    )


def _in_order(one: Segment) -> tuple[bool, bool, int, str]:
    """Bands and years rising, other names by the alphabet, what is put together last."""
    number = re.search(r"\d+", one.name)
    rest = one.name in {OTHERS, "unknown"}
    return rest, not one.name.startswith("under "), int(number[0]) if number else 0, one.name


def _of_world(material: WorldMaterial, table: FeatureTable) -> list[tuple[Words, StrArray]]:
    """Where people live and work, how long they have been here and on file, when they came."""
    histories = material.histories
    at = np.searchsorted(histories.borrower_id, table.borrower_id)
    opened = np.datetime64(histories.months[0], "M") + histories.fixed["open_month"][at]
    names = {f.key: f.name for f in table.features}
    return [
        *(
            (c.meaning, histories.fixed[c.name][at])
            for c in FIXED
            if c.dtype == "str" and not c.protected
        ),
        *((names[key], banded(table.column(key), edges)) for key, edges in BANDS.items()),
        (YEAR, opened.astype("datetime64[Y]").astype(str)),
    ]


def _own(table: FeatureTable) -> list[tuple[Words, StrArray]]:
    """Kinds that the features name, and the year of the row."""
    out = []
    for feature in table.features:
        column = table.column(feature.key)
        values = np.unique(column[np.isfinite(column)])
        if feature.categories:
            names = np.array([*feature.categories, "unknown"])
            place = np.where(np.isnan(column), len(feature.categories), column)
            out.append((feature.name, names[place.astype(np.int64)]))
        elif len(values) <= FEW_VALUES:
            shown = {v: f"{v:g}" for v in values}
            out.append((feature.name, np.array([shown.get(v, "unknown") for v in column])))
    if (table.month != "").all():
        out.append((OF_ROW, np.array([month[:4] for month in table.month])))
    return out


def _facts(one: Segment, wrong: tuple[str, ...]) -> SegmentFacts:
    return SegmentFacts(
        one.name,
        one.rows,
        one.defaults,
        one.stated,
        one.came_true,
        (one.level.value, one.level.error),
        (one.slope.value, one.slope.error),
        (one.auc.value, one.auc.error),
        wrong,
    )

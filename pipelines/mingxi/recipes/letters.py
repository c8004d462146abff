"""Decisions and letters with the model that a run left.

mingxi explain configs/quick.yaml --borrower 42

Nothing is imported here that only training needs: a letter should not wait for it.
"""

from contextlib import AbstractContextManager
from dataclasses import dataclass

import numpy as np
from rich.console import Console

from mingxi.adapters import store
from mingxi.adapters.seal import sealed
from mingxi.declare.words import Language
from mingxi.recipes.archive import letter_numbered, made_again
from mingxi.recipes.context import Context
from mingxi.recipes.decide import decide
from mingxi.recipes.explain import explain, row_of, sampled, write_forms, write_words
from mingxi.recipes.material import (
    TableMaterial,
    WorldMaterial,
    table_material,
    world_material,
)


@dataclass(frozen=True)
class Choice:
    """Whose letters: one borrower, a sample, or everybody; and a language to print.

    Or the number of one letter, to be made again from the archive.
    """

    borrower: str | None = None
    sample: int | None = None
    everybody: bool = False
    language: Language | None = None
    letter: str | None = None


def decide_only(context: Context) -> None:
    """Decision traces of everybody, with the model that `mingxi train` left."""
    store.ensure_writable_folder(context.places.reports)
    with answers_sealed(context):
        now = decide(context, read(context))
    context.console.print(f"{len(now.rulings)} decisions in {context.places.decisions}")


def explain_only(context: Context, choice: Choice) -> None:
    """Letters with the model that `mingxi train` left, or one from the archive."""
    store.ensure_writable_folder(context.places.reports)
    if choice.letter is not None:
        return _again(context, choice.letter, choice.language)
    with answers_sealed(context):
        material = read(context)
        now = decide(context, material)
        if choice.borrower is not None:
            rows = row_of(now, choice.borrower, context.places.decisions)
        elif choice.everybody:
            rows = np.arange(len(now.rulings))
        else:
            sample = choice.sample or context.settings.explain.sample
            rows = sampled(now, sample, context.settings.seed)
        letters = explain(context, material, now, rows)
    folder = context.places.reports / "letters"
    if choice.language is not None:
        for borrower in now.snapshot.table.borrower_id[rows].astype(str):
            path = folder / f"{store.safe_name(borrower)}.{choice.language}.txt"
            if borrower not in letters.refused:
                Console().print(store.read_text(path), markup=False, highlight=False)
    context.console.print(f"{letters.count} letters below {folder}")
    letters.check()


def _again(context: Context, number: str, language: Language | None) -> None:
    """One letter from the archive, bit for bit, beside those that were written."""
    letter = letter_numbered(context.places.reports / "archive", number)
    content, found = made_again(letter)
    write_words(context.places.reports, letter)
    place = context.places.reports / "again" / store.safe_name(number)
    write_forms(place, found, content, context)
    if language is not None:
        text = found[f".{language}.txt"].decode()
        Console().print(text, markup=False, highlight=False)
    context.console.print(f"letter {number} made again: {place}.html")


def read(context: Context) -> WorldMaterial | TableMaterial:
    """The world or the table that the settings name, with a line on what is wrong in it."""
    with context.step("read"):
        if context.settings.table is not None:
            return table_material(context.settings, context.places.root)
        material = world_material(context.places)
    context.console.print(f"  [dim]data: {material.quality.line}[/]")
    return material


def answers_sealed(context: Context) -> AbstractContextManager[None]:
    """The answers of this world (wherever a link may put them) and of all others, closed."""
    return sealed(context.places.truth, context.places.all_truth)

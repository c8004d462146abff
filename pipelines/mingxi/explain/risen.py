"""Reasons of a rise that a ceiling let through: it still holds the limit, and is higher now."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from math import nan

from mingxi.declare.rule import Layer
from mingxi.declare.words import Words
from mingxi.records.decision import Change, Reason, Ruling


def from_risen_ceilings(
    rulings: Sequence[Ruling], change: Change, symbol: str
) -> tuple[Reason, ...]:
    """Reasons of the caps that held the limit last time and now, at a higher ceiling now.

    The sum of such a rise puts more on the record and takes more off at the cap; what let the
    limit rise is neither, but the ceiling itself, so the sentence names both its values and the
    reason has no part of the sum.

    Parameters
    ----------
    rulings : sequence of Ruling
        Of today, in the order of the policy.
    change : Change
    symbol : str
        Of the currency.
    """
    moved = {rule.key: amount for rule, amount in change.rules}
    then = [r.effect - moved.get(r.rule.key, 0) for r in rulings]
    # what each step left last time: the proposal of then, less all that was taken so far
    left = list(accumulate(then, initial=change.you.base_amount))[1:]
    return tuple(
        Reason(
            ruling.rule.code,
            "rule",
            ruling.rule.key,
            ruling.rule.decider,
            _rose(ruling.rule.name),
            {"then": ceiling, "now": ruling.threshold, "symbol": symbol},
            0,
            nan,
            evidence={"rule": ruling.rule.key, "value": ceiling, "needed": ruling.threshold},
        )
        for ruling, taken, ceiling in zip(rulings, then, left, strict=True)
        if ruling.rule.layer is Layer.CAP
        and not ruling.passed
        and (ruling.binding or ruling.jointly)
        and taken < 0
        and ceiling < ruling.threshold
    )


@lru_cache
def _rose(name: Words) -> Words:
    return Words(
        f"压住你额度的「{name.zh}」比上次高了：从 {{symbol}}{{then:,.0f}} 到 "
        "{symbol}{now:,.0f}。",
        f"A ceiling still holds your limit ({name.en}), but it is higher than last time: "
        "{symbol}{now:,.0f} instead of {symbol}{then:,.0f}.",
    )

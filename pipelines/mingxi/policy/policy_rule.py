"""A rule together with its computation and the numbers it needs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from mingxi.declare.declared import Declared
from mingxi.declare.feature import Unit
from mingxi.declare.rule import Rule
from mingxi.policy.answer import Answer
from mingxi.policy.clause import Terms
from mingxi.policy.situation import Situation

Compute = Callable[[Situation, Terms], Answer]


@dataclass(frozen=True)
class Needs:
    """What a policy must state for a rule to work.

    Parameters
    ----------
    unit : Unit
        Unit of the rule's value and threshold.
    numbers : mapping of str to Unit
        Every number, all of them required.
    scope : tuple of str
        Lists that must not be empty: a rule that says "your region" needs ``regions``.
    last : bool
        It must be the last of its layer.
    """

    unit: Unit
    numbers: Mapping[str, Unit] = field(default_factory=dict)
    scope: tuple[str, ...] = ()
    last: bool = False


class PolicyRule(Declared[Rule, [Situation, Terms], Answer]):
    """Function with its `Rule` and its needs; calling it answers for everybody at once.

    Parameters
    ----------
    what : Rule
    compute : Callable
    needs : Needs
    """

    def __init__(self, what: Rule, compute: Compute, needs: Needs) -> None:
        super().__init__(what, compute)
        self.needs = needs

    @property
    def blanks(self) -> frozenset[str]:
        """Blanks of all its sentences."""
        said = (self.what.reason, self.what.step, self.what.ours)
        return frozenset().union(*(words.blanks for words in said if words is not None))


def policy_rule(what: Rule, needs: Needs) -> Callable[[Compute], PolicyRule]:
    """Decorator that ties a rule and its needs to the function that answers."""

    def tie(compute: Compute) -> PolicyRule:
        """The rule with its declaration."""
        return PolicyRule(what, compute, needs)

    return tie

"""All causes of the world, in order: what moves a limit and what blocks a draw."""

from collections.abc import Mapping
from inspect import signature
from typing import Any

from mingxi.declare.declared import Declared
from mingxi.declare.errors import BadDeclaration
from mingxi.declare.feature import Direction
from mingxi.declare.mechanism import Mechanism
from mingxi.simulate.draw_causes.b01_amount import amount
from mingxi.simulate.draw_causes.b02_ability import ability
from mingxi.simulate.draw_causes.b03_overdue import overdue
from mingxi.simulate.draw_causes.b04_velocity import velocity
from mingxi.simulate.draw_causes.b05_throttled import throttled
from mingxi.simulate.draw_causes.b06_not_posted import not_posted
from mingxi.simulate.draw_causes.b07_old_display import old_display
from mingxi.simulate.draw_causes.b08_outage import outage
from mingxi.simulate.draw_causes.b09_draw_stop import draw_stop
from mingxi.simulate.draw_causes.b10_funds import funds
from mingxi.simulate.draw_causes.b11_use_proof import use_proof
from mingxi.simulate.draw_causes.b12_unusual_payment import unusual_payment
from mingxi.simulate.draw_causes.b13_fresh_inquiries import fresh_inquiries
from mingxi.simulate.draw_causes.b14_identity import identity
from mingxi.simulate.draw_causes.b15_consent import consent
from mingxi.simulate.draw_causes.b16_purpose import forbidden_purpose
from mingxi.simulate.draw_causes.b17_tier import tier_limit
from mingxi.simulate.limit_causes.l01_overdue_now import overdue_now
from mingxi.simulate.limit_causes.l02_overdue_before import overdue_before
from mingxi.simulate.limit_causes.l03_churn import churn
from mingxi.simulate.limit_causes.l04_many_lenders import many_lenders
from mingxi.simulate.limit_causes.l05_debt_burden import debt_burden
from mingxi.simulate.limit_causes.l06_high_risk_use import high_risk_use
from mingxi.simulate.limit_causes.l07_linked_accounts import linked_accounts
from mingxi.simulate.limit_causes.l08_bureau_marks import bureau_marks
from mingxi.simulate.limit_causes.l09_activity import activity
from mingxi.simulate.limit_causes.l10_profile import profile
from mingxi.simulate.limit_causes.l11_outside_score import outside_score
from mingxi.simulate.limit_causes.l12_region import region
from mingxi.simulate.limit_causes.l13_group_cap import group_cap
from mingxi.simulate.limit_causes.l14_downturn import downturn
from mingxi.simulate.limit_causes.l15_law import law
from mingxi.simulate.limit_causes.l16_policy_version import policy_version
from mingxi.simulate.limit_causes.l17_good_conduct import good_conduct
from mingxi.simulate.limit_causes.l18_exploration import exploration
from mingxi.simulate.limit_causes.l19_appeal import appeal

Cause = Declared[Mechanism, Any, Any]

# pushes that add up on the log limit: the players of the exact Shapley split
PUSHES: tuple[Cause, ...] = (
    overdue_now,
    overdue_before,
    churn,
    many_lenders,
    debt_burden,
    high_risk_use,
    linked_accounts,
    bureau_marks,
    activity,
    profile,
    outside_score,
    region,
    downturn,
    policy_version,
    good_conduct,
    appeal,
)

# steps that follow, in this order: each is one additive line
CAPS: tuple[Cause, ...] = (group_cap, law)
EXPLORATION: Cause = exploration

# checks of a draw in the published order: the first that fails is the decisive one
CHECKS: tuple[Cause, ...] = (
    identity,
    consent,
    overdue,
    forbidden_purpose,
    use_proof,
    unusual_payment,
    velocity,
    throttled,
    fresh_inquiries,
    ability,
    draw_stop,
    funds,
    old_display,
    not_posted,
    outage,
    tier_limit,
    amount,
)

# what each cause of a limit can do to it
PUSHES_LIMIT: Mapping[str, Direction] = {
    **dict.fromkeys(
        (
            "L01",
            "L02",
            "L03",
            "L04",
            "L05",
            "L06",
            "L07",
            "L08",
            "L10",
            "L12",
            "L13",
            "L14",
            "L15",
        ),
        Direction.LOWERS,
    ),
    **dict.fromkeys(("L09", "L11", "L16", "L18"), Direction.EITHER),
    **dict.fromkeys(("L17", "L19"), Direction.RAISES),
}


def checked(causes: tuple[Cause, ...]) -> tuple[Cause, ...]:
    """The same causes; keys are unique and parameters are the columns declared.

    Raises
    ------
    BadDeclaration
        Two causes share a key, or a function reads other columns than its mechanism declares.
    """
    seen: set[str] = set()
    for cause in causes:
        key = cause.what.key
        reads = tuple(signature(cause.compute).parameters)
        if reads != ("numbers", *cause.what.reads):
            raise BadDeclaration(
                f"mechanism {key!r}",
                f"declares {cause.what.reads} and takes {reads}",
                "Take `numbers` and then exactly the declared columns",
            )
        if key in seen:
            raise BadDeclaration(f"mechanism {key!r}", "stands twice", "Give it a key of its own")
        seen.add(key)
    return causes


LIMIT_CAUSES: tuple[Cause, ...] = tuple(
    sorted(checked((*PUSHES, *CAPS, EXPLORATION)), key=lambda cause: cause.what.key)
)
DRAW_CAUSES: tuple[Cause, ...] = tuple(sorted(checked(CHECKS), key=lambda cause: cause.what.key))
MECHANISMS: tuple[Mechanism, ...] = tuple(cause.what for cause in (*LIMIT_CAUSES, *DRAW_CAUSES))

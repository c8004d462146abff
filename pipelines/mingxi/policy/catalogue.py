"""All rules there are; a policy file chooses among them, orders them and gives their numbers."""

from types import MappingProxyType

from mingxi.declare.codes.registry import CODES
from mingxi.declare.errors import BadDeclaration
from mingxi.declare.rule import Layer
from mingxi.policy.caps.general_tightening import general_tightening
from mingxi.policy.caps.income_multiple import income_multiple
from mingxi.policy.caps.income_unknown import income_unknown
from mingxi.policy.caps.industry_ceiling import industry_ceiling
from mingxi.policy.caps.legal_ceiling import legal_ceiling
from mingxi.policy.caps.product_ceiling import product_ceiling
from mingxi.policy.caps.product_minimum import product_minimum
from mingxi.policy.caps.regional_ceiling import regional_ceiling
from mingxi.policy.caps.tier_ceiling import tier_ceiling
from mingxi.policy.gates.anomaly import anomaly
from mingxi.policy.gates.bureau_hit import bureau_hit
from mingxi.policy.gates.consent import consent
from mingxi.policy.gates.court_record import court_record
from mingxi.policy.gates.details_verified import details_verified
from mingxi.policy.gates.dispute_open import dispute_open
from mingxi.policy.gates.duplicate_account import duplicate_account
from mingxi.policy.gates.funds import funds
from mingxi.policy.gates.identity import identity
from mingxi.policy.gates.identity_papers import identity_papers
from mingxi.policy.gates.legal_list import legal_list
from mingxi.policy.gates.network import network
from mingxi.policy.gates.nothing_available import nothing_available
from mingxi.policy.gates.of_age import of_age
from mingxi.policy.gates.other_product_overdue import other_product_overdue
from mingxi.policy.gates.overdue import overdue
from mingxi.policy.gates.profile_complete import profile_complete
from mingxi.policy.gates.purpose import purpose
from mingxi.policy.gates.region_period import region_period
from mingxi.policy.gates.repayment_not_posted import repayment_not_posted
from mingxi.policy.gates.request_complete import request_complete
from mingxi.policy.gates.residence import residence
from mingxi.policy.gates.review_error import review_error
from mingxi.policy.gates.risk_line import risk_line
from mingxi.policy.gates.serious_overdue import serious_overdue
from mingxi.policy.gates.submissions import submissions
from mingxi.policy.gates.system import system
from mingxi.policy.gates.tier_draw_amount import tier_draw_amount
from mingxi.policy.gates.tier_draw_number import tier_draw_number
from mingxi.policy.gates.use_of_funds import use_of_funds
from mingxi.policy.gates.velocity import velocity
from mingxi.policy.policy_rule import PolicyRule

# where in a decision a code must be able to act, for a rule to carry it
_ACTS = {
    Layer.OPEN_GATE: {"gate"},
    Layer.CAP: {"cap"},
    Layer.DRAW_GATE: {"gate", "system"},
}


def _checked(one: PolicyRule) -> PolicyRule:
    """The same rule; its code is declared, and for what it does."""
    rule = one.what
    if rule.code not in CODES or not _ACTS[rule.layer] & set(CODES[rule.code].layers):
        raise BadDeclaration(
            f"rule {rule.key!r}",
            f"code {rule.code!r} is not declared for a {rule.layer.value}",
            "Choose a code of declare/codes, or give that code the layer",
        )
    return one


RULES: MappingProxyType[str, PolicyRule] = MappingProxyType(
    {
        one.what.key: _checked(one)
        for one in (
            # gates to open
            of_age,
            residence,
            legal_list,
            duplicate_account,
            request_complete,
            identity_papers,
            profile_complete,
            details_verified,
            dispute_open,
            court_record,
            serious_overdue,
            risk_line,
            # caps
            income_multiple,
            income_unknown,
            product_ceiling,
            tier_ceiling,
            industry_ceiling,
            regional_ceiling,
            general_tightening,
            legal_ceiling,
            product_minimum,
            # gates to draw
            identity,
            consent,
            overdue,
            other_product_overdue,
            use_of_funds,
            purpose,
            anomaly,
            velocity,
            submissions,
            bureau_hit,
            tier_draw_amount,
            tier_draw_number,
            region_period,
            funds,
            repayment_not_posted,
            system,
            network,
            review_error,
            nothing_available,
        )
    }
)

"""All rules there are; a policy file chooses among them, orders them and gives their numbers."""

from types import MappingProxyType

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
from mingxi.policy.gates.funds import funds
from mingxi.policy.gates.identity import identity
from mingxi.policy.gates.identity_papers import identity_papers
from mingxi.policy.gates.nothing_available import nothing_available
from mingxi.policy.gates.overdue import overdue
from mingxi.policy.gates.profile_complete import profile_complete
from mingxi.policy.gates.region_period import region_period
from mingxi.policy.gates.repayment_not_posted import repayment_not_posted
from mingxi.policy.gates.risk_line import risk_line
from mingxi.policy.gates.serious_overdue import serious_overdue
from mingxi.policy.gates.submissions import submissions
from mingxi.policy.gates.system import system
from mingxi.policy.gates.use_of_funds import use_of_funds
from mingxi.policy.gates.velocity import velocity
from mingxi.policy.policy_rule import PolicyRule

RULES: MappingProxyType[str, PolicyRule] = MappingProxyType(
    {
        one.what.key: one
        for one in (
            # gates to open
            identity_papers,
            profile_complete,
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
            overdue,
            use_of_funds,
            anomaly,
            velocity,
            submissions,
            bureau_hit,
            region_period,
            funds,
            repayment_not_posted,
            system,
            nothing_available,
        )
    }
)

"""A decision with its states and remarks: read from the decision and the standing facts alone."""

from dataclasses import replace
from datetime import date

import numpy as np

from mingxi.declare.rule import Layer
from mingxi.explain.notes import Line, Standing, State, remarks, states
from mingxi.records.application import UNKNOWN, Applications
from mingxi.records.decision import Decision

RISK_LINE = "risk_line"


def noted(decision: Decision, applications: Applications) -> Decision:
    """The same decision with its notes; a state that no cause stands behind is withheld.

    Parameters
    ----------
    decision : Decision
    applications : Applications
        Standing facts of the one borrower.
    """
    now = _standing(decision, applications)
    told = [reason.code for reason in decision.reasons]
    stops = [
        r.rule.code
        for r in decision.rulings
        if r.rule.layer is Layer.DRAW_GATE and (r.binding or r.jointly)
    ]
    causes: dict[State, list[str]] = {"T01": told, "T02": stops, "T03": told, "T04": told}
    found, withheld = states(now, causes)
    line = next(
        (
            Line(r.value, r.threshold)
            for r in decision.rulings
            if r.rule.key == RISK_LINE and not r.passed
        ),
        None,
    )
    notes = (*found, *remarks(now, line, decision.risk))
    return replace(decision, notes=notes, withheld=(*decision.withheld, *withheld))


def _standing(decision: Decision, applications: Applications) -> Standing:
    def held(name: str) -> object:
        """What the standing holds under a name."""
        return applications.get(name, UNKNOWN.get(name, 0))[0]

    missing = applications.get("profile_items_missing", 1)[0]
    return Standing(
        on=decision.on,
        symbol=decision.money.symbol,
        limit=decision.limit,
        before=decision.change.before if decision.change else None,
        draw_open=decision.draw_open,
        has_line=bool(held("has_line")),
        limit_when_asked=int(applications["limit_when_asked"][0]),
        reviewed_on=_day(applications["reviewed_on"][0]),
        report_on=_day(applications["report_on"][0]),
        data_as_of=decision.versions.data_as_of,
        verified=bool(applications.get("identity_valid", False)[0]) and missing == 0,
        assets_verified=bool(held("assets_verified")),
        no_path=decision.no_path,
    )


def _day(value: np.datetime64) -> date | None:
    return None if np.isnat(value) else value.astype("datetime64[D]").item()

"""Postings that are recorded with a later day than that of the posting."""

import numpy as np

from mingxi.declare.declared import declared
from mingxi.declare.fault import Fault
from mingxi.declare.words import Words
from mingxi.simulate.faults.change import Change, Found
from mingxi.simulate.faults.observed import Observed, second_luck
from mingxi.simulate.month import BoolArray
from mingxi.simulate.windows import held

KEY = "late_records"
INCIDENTS = ("network", "maintenance")


@declared(
    Fault(
        key=KEY,
        name=Words("同步延迟的长尾", "The long tail of synchronisation"),
        happens=Words(
            "入账的记录晚到几天到几周，表中的入账日跟着晚；系统故障期间更多。",
            "The record of a posting arrives days or weeks late and shows a later day; more often "
            "during an incident.",
        ),
        kind="late record",
        touches=(("repayments", "posted_on"),),
        depends_on=("paid_on", "region"),
        turned_by=("share", "incident_share"),
        when_read=Words("照读，不会被发现", "Read as it stands; it cannot be recognised"),
        mended_by="platform",
        source="assumption: what is retried after a failure arrives with an exponential delay",
    )
)
def late_records(seen: Observed) -> Found:
    """Days of posting plus an exponential delay, cut at the longest."""
    share, incident_share = seen.number(KEY, "share"), seen.number(KEY, "incident_share")
    mean, longest = seen.number(KEY, "mean_days"), seen.number(KEY, "longest_days")
    if max(share, incident_share) <= 0:
        return
    luck = seen.luck_of_events(KEY, "repayments")
    chance = np.where(_in_incident(seen), max(share, incident_share), share)
    rows = np.flatnonzero(luck < chance)
    delay = np.ceil(-mean * np.log1p(-second_luck(luck[rows])))
    late = np.clip(delay, 1, longest).astype(np.int64)
    yield Change(
        "repayments", "posted_on", rows, seen.column("repayments", "posted_on")[rows] + late
    )


def _in_incident(seen: Observed) -> BoolArray:
    """Payments received while an incident touched the borrower's region, shape (rows,)."""
    paid_on = seen.column("repayments", "paid_on").astype(np.int64)
    names = seen.setting.names("region")
    home = np.searchsorted(np.array(names), seen.borrowers("region").astype(str))
    who = np.searchsorted(seen.setting.borrower_id, seen.column("repayments", "borrower_id"))
    out = np.zeros(len(paid_on), dtype=bool)
    for kind in INCIDENTS:
        out |= held(seen.setting.incidents, kind, paid_on, home[who], names)
    return out

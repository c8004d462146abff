"""All faults of the records, in the order in which they take hold of a cell."""

from dataclasses import replace

from mingxi.declare.errors import BadDeclaration
from mingxi.declare.fault import Fault
from mingxi.simulate.faults.change import FaultCause
from mingxi.simulate.faults.income_withheld import income_withheld
from mingxi.simulate.faults.late_counting import late_counting
from mingxi.simulate.faults.late_records import late_records
from mingxi.simulate.faults.lost_values import lost_values
from mingxi.simulate.faults.low_income_hidden import low_income_hidden
from mingxi.simulate.faults.old_report import old_report
from mingxi.simulate.faults.outliers import outliers
from mingxi.simulate.faults.repeated_deliveries import repeated_deliveries
from mingxi.simulate.faults.scenes_relabelled import scenes_relabelled
from mingxi.simulate.faults.score_rescaled import score_rescaled
from mingxi.simulate.faults.thin_file_missing import thin_file_missing
from mingxi.simulate.faults.unit_errors import unit_errors
from mingxi.simulate.numbers import Numbers

# what is not there cannot be wrong: missing values first; a definition changes what is left
FAULT_CAUSES: tuple[FaultCause, ...] = (
    income_withheld,
    low_income_hidden,
    thin_file_missing,
    lost_values,
    unit_errors,
    outliers,
    old_report,
    late_records,
    scenes_relabelled,
    score_rescaled,
    late_counting,
    repeated_deliveries,
)


def checked(causes: tuple[FaultCause, ...]) -> tuple[Fault, ...]:
    """Their declarations; keys are unique and those of the functions, each can be turned off.

    Raises
    ------
    BadDeclaration
        Two faults share a key, a key is not the function's name, or nothing turns one on.
    """
    seen: set[str] = set()
    for cause in causes:
        key = cause.what.key
        if key != getattr(cause.compute, "__name__", ""):
            raise BadDeclaration(f"fault {key!r}", "its function has another name", "Rename one")
        if key in seen:
            raise BadDeclaration(f"fault {key!r}", "stands twice", "Give it a key of its own")
        if not cause.what.turned_by or not cause.what.touches:
            raise BadDeclaration(
                f"fault {key!r}", "nothing turns it on or it touches nothing", "Declare both"
            )
        seen.add(key)
    return tuple(cause.what for cause in causes)


FAULTS: tuple[Fault, ...] = checked(FAULT_CAUSES)


def faultless(numbers: Numbers) -> Numbers:
    """The same numbers with every fault turned off: records say what happened.

    Examples
    --------
    >>> from mingxi.declare.quantity import Quantity
    >>> share = {"share": Quantity(0.3, "share", "assumption: toy")}
    >>> faultless({"fault/lost_values": share})["fault/lost_values"]["share"].value
    0.0
    """
    quiet = {
        f"fault/{fault.key}": {
            name: replace(q, value=0.0) if name in fault.turned_by else q
            for name, q in numbers[f"fault/{fault.key}"].items()
        }
        for fault in FAULTS
        if f"fault/{fault.key}" in numbers
    }
    return {**numbers, **quiet}

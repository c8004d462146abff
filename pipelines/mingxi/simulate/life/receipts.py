"""The payments of a month added up; compiled."""

# numba has no type stubs: its decorators are untyped and compiled signatures are left bare
# mypy: disable-error-code="no-untyped-def, untyped-decorator"
from numba import njit


@njit(cache=True, nogil=True)
def sum_payments(  # noqa: PLR0913, PLR0917 - a compiled loop takes flat arrays
    fen, paid_on, posted_on, last_day, waits, received, pending, last
):
    """Write what was received, what of it waits for posting, and the day of the last payment."""
    for i in range(len(received)):
        received[i], pending[i], last[i] = 0, 0, 0
        for k in range(len(fen)):
            if posted_on[k, i] > last_day:
                waits[k, i] = fen[k, i]
                pending[i] += fen[k, i]
            if fen[k, i] > 0:
                received[i] += fen[k, i]
                last[i] = max(last[i], paid_on[k, i])

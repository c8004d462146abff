"""Lives that show a world: a few borrowers whose limits moved for as many causes as possible."""

from dataclasses import dataclass

import pandas as pd

# lines of an account that are no cause of their own: start, rounding, small changes held back
NO_CAUSE = frozenset({"base", "rounding", "hold", "step", "floor"})
FEWEST_MONTHS, MOST_TURNS = 24, 8


@dataclass(frozen=True)
class Turn:
    """One change of a limit and the cause that moved it most in its direction.

    Parameters
    ----------
    month : int
    old_yuan, new_yuan : int
    cause : str
        Key of a mechanism, or a line of the account.
    """

    month: int
    old_yuan: int
    new_yuan: int
    cause: str


def turns(events: pd.DataFrame, causes: pd.DataFrame) -> dict[int, list[Turn]]:
    """Changes of every borrower's limit with their largest cause.

    Parameters
    ----------
    events : pandas.DataFrame
        Columns of ``limit_events``.
    causes : pandas.DataFrame
        Columns of ``limit_causes``.
    """
    keys = ["borrower_id", "month"]
    moved = events[(events["new_fen"] != events["old_fen"]) & (events["old_fen"] > 0)]
    both = moved.merge(causes[~causes["mechanism"].isin(NO_CAUSE)], on=keys)
    up = both["new_fen"] > both["old_fen"]
    both = both[(both["yuan"] > 0) == up]
    first = both.assign(size=both["yuan"].abs()).sort_values(
        [*keys, "size", "mechanism"], ascending=[True, True, False, True]
    )
    first = first.drop_duplicates(keys)
    found: dict[int, list[Turn]] = {}
    columns = ("borrower_id", "month", "old_fen", "new_fen", "mechanism")
    for who, month, old, new, cause in zip(*(first[c] for c in columns), strict=True):
        turn = Turn(int(month), int(old) // 100, int(new) // 100, str(cause))
        found.setdefault(int(who), []).append(turn)
    return found


def telling(found: dict[int, list[Turn]], open_months: dict[int, int], n: int) -> list[int]:
    """``n`` borrowers whose turns together name the most causes; each adds the most new ones.

    Ties go to the life with more causes in all, then to fewer turns, which are easier to read,
    then to the lower number, so the choice is the same everywhere.
    """
    left = {
        b: t
        for b, t in found.items()
        if open_months.get(b, 0) >= FEWEST_MONTHS and len(t) <= MOST_TURNS
    }
    seen: set[str] = set()
    chosen: list[int] = []
    while left and len(chosen) < n:
        best = max(left, key=lambda b: _worth(left[b], seen, b))
        seen |= {t.cause for t in left.pop(best)}
        chosen.append(best)
    return chosen


def _worth(life: list[Turn], seen: set[str], who: int) -> tuple[int, int, int, int]:
    causes = {turn.cause for turn in life}
    return len(causes - seen), len(causes), -len(life), -who

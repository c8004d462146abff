"""Error types. Each message says what was asked, what was found and what to do."""

from collections.abc import Iterable
from difflib import get_close_matches

MOST_NAMES = 20  # more in one message would hide what it says


class MingxiError(Exception):
    """Root of all errors that a person can mend; the command line turns it into exit code 2.

    Parameters
    ----------
    asked : str
        What the person or the code asked for.
    found : str
        What was there instead.
    todo : str
        What to do next.
    """

    def __init__(self, asked: str, found: str, todo: str) -> None:
        self.asked, self.found, self.todo = asked, found, todo
        stop = "" if found.endswith(("?", "!", ".")) else "."
        super().__init__(f"{asked}: {found}{stop} {todo}")

    def __reduce__(self) -> tuple[type["MingxiError"], tuple[str, str, str]]:
        # an error of a worker process arrives in the parent with its three parts
        return type(self), (self.asked, self.found, self.todo)


class BadDeclaration(MingxiError):
    """A word, feature, mechanism or rule is declared inconsistently (caught at import)."""


class BadConfig(MingxiError):
    """A configuration file or an override is wrong."""


class BadData(MingxiError):
    """A table is missing, damaged, empty, or lacks a column."""


class UnknownBorrower(MingxiError):
    """No such borrower in the snapshot."""


class StoreUnavailable(MingxiError):
    """A folder or a database cannot be read or written."""


class TruthIsSealed(MingxiError):
    """Code that learns or decides tried to read the truth root."""


class LettersRefused(MingxiError):
    """Letters fail what the law, or plain reading, asks of them; they were not written."""


class ModelMismatch(MingxiError):
    """A model was handed rows in another order or with other columns than it learned from."""


def nearest(name: str, known: Iterable[str]) -> str:
    """Sentence that names the known name closest to ``name``, or lists what is known (some).

    Examples
    --------
    >>> nearest("horizn", ["horizon", "seed"])
    "Did you mean 'horizon'?"
    >>> nearest("zzz", ["horizon", "seed"])
    'Known: horizon, seed.'
    """
    names = sorted(known)
    close = get_close_matches(name, names, n=1)
    if close:
        return f"Did you mean {close[0]!r}?"
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return f"Known: {', '.join(names[:MOST_NAMES])}{more}."

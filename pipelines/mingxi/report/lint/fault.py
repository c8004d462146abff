"""What is wrong with a letter."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One reason why a letter must not be sent.

    Parameters
    ----------
    kind : str
        Which test found it: ``required``, ``reasons``, ``evidence``, ``sentence``, ``banned``,
        ``numbers``.
    where : str
        Place in the letter.
    what : str
        What is wrong there, with what was found.
    """

    kind: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"

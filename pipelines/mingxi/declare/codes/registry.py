"""All codes there are, checked when they are read."""

from types import MappingProxyType

from mingxi.declare.code import Code
from mingxi.declare.codes import (
    ability,
    account,
    borrowing,
    groups,
    history,
    law,
    product,
    repayment,
    request,
    review,
    states,
    system,
    use_of_funds,
)
from mingxi.declare.errors import BadDeclaration

VERSION = "mingxi-codes/1"
FAMILIES = (
    repayment,
    borrowing,
    use_of_funds,
    ability,
    account,
    history,
    request,
    review,
    groups,
    product,
    law,
    system,
    states,
)


def registry(codes: tuple[Code, ...]) -> MappingProxyType[str, Code]:
    """Codes by identifier, in the order given.

    Raises
    ------
    BadDeclaration
        Two codes share an identifier.

    Examples
    --------
    >>> registry((CODES["R01"],))["R01"].name.en
    'a late payment'
    """
    found: dict[str, Code] = {}
    for code in codes:
        if code.id in found:
            raise BadDeclaration(
                f"code {code.id!r}", "it stands twice", "Give it an id of its own"
            )
        found[code.id] = code
    return MappingProxyType(found)


CODES = registry(tuple(code for family in FAMILIES for code in family.CODES))
# what the users' documents name, and what a complete answer needs beside them
NAMED = tuple(code.id for code in CODES.values() if code.documents)
BESIDE = tuple(code.id for code in CODES.values() if not code.documents)

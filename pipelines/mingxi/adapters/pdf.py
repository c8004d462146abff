"""Pages as PDF, where WeasyPrint is installed."""

from importlib import import_module
from importlib.util import find_spec

from mingxi.declare.errors import StoreUnavailable


def pdf_of(page: str) -> bytes:
    """The page as a PDF file, for print.

    Raises
    ------
    StoreUnavailable
        WeasyPrint is not installed.
    """
    if find_spec("weasyprint") is None:
        raise StoreUnavailable(
            "letters as PDF",
            "WeasyPrint is not installed",
            "Install it (pip install weasyprint), or leave explain.pdf out",
        )
    made: bytes = import_module("weasyprint").HTML(string=page).write_pdf()
    return made

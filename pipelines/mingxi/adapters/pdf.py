"""Pages as PDF, where WeasyPrint is installed."""

import re
from importlib import import_module
from importlib.util import find_spec

from mingxi.declare.errors import StoreUnavailable

_VARIABLE = re.compile(r"--([\w-]+):([^;}]+)")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_DRAWN = re.compile(r"fill|stroke|font-size|font-weight")
_MARKS = re.compile(r'<svg class="marks"[^>]*>(.*?)</svg>', re.S)
_REM = re.compile(r"([\d.]+)rem")
# names have room on paper: their short forms are for phones
# and a light rim around letters would be drawn over them
_ON_PAPER = ".cut{display:none}.full{display:inline}svg text{stroke:none}"
# WeasyPrint cannot break a grid over pages (its layout fails), so parts stand in plain blocks
_IN_BLOCKS = (
    "<style>.part,.lightlist>li,.split{display:block!important}.badge{display:inline-block}"
    ".part>.body{margin-top:.75rem}.lightlist .s{float:right}.lightlist .n{margin-right:.5em}"
    ".split{background:none}.split div{display:inline-block;width:18%}.open{margin-left:0}</style>"
)
_PIXELS = 11.5  # of one rem in print, as the pages' own style says


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
    made: bytes = import_module("weasyprint").HTML(string=drawings_alone(page)).write_pdf()
    return made


def drawings_alone(page: str) -> str:
    """The page with drawings that need nothing of it: WeasyPrint draws each by itself.

    Each carries its part of the page's style with the variables filled in, and the marks that a
    browser finds elsewhere on the page.
    """
    found = re.search(r"<style>(.*?)</style>", page, re.S)
    if found is None:
        return page
    style = found[1]
    values = dict(_VARIABLE.findall(style))
    filled = re.sub(r"var\(--([\w-]+)\)", lambda v: values.get(v[1], "currentColor"), style)
    filled = _REM.sub(lambda n: f"{float(n[1]) * _PIXELS:g}px", filled)
    rules = (f"{where}{{{what}}}" for where, what in _RULE.findall(filled) if _DRAWN.search(what))
    marks = _MARKS.search(page)
    inner = f"<style>{''.join(rules)}{_ON_PAPER}</style>{marks[1] if marks else ''}"
    alone = re.sub(r'(<svg class="(?!marks)[^>]*>)', lambda tag: tag[1] + inner, page)
    return alone.replace("</head>", f"{_IN_BLOCKS}</head>", 1)

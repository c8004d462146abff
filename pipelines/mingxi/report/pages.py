"""Templates of the pages, compiled once. They hold layout; every word comes from outside."""

import re
from functools import lru_cache
from math import isfinite
from types import CodeType
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape


@lru_cache(maxsize=65536)
def _known(text: str) -> Markup:
    return escape(text)


def _shown(value: Any) -> Markup:
    """What `markupsafe.escape` gives, remembered for plain text: most of it recurs."""
    return _known(value) if type(value) is str else escape(value)


class _Page(Template):
    """Template whose texts are escaped by `_shown`."""

    @classmethod
    def from_code(cls, environment: Environment, code: CodeType, *more: Any) -> Template:
        """Template from compiled code; its ``escape`` is the one that remembers."""
        made = super().from_code(environment, code, *more)
        made.root_render_func.__globals__.update(escape=_shown)
        return made


class _Pages(Environment):
    """Environment that looks into a dict before it asks for an attribute.

    A twin is all dicts; Jinja asks the other way round and pays for an exception each time.
    """

    template_class = _Page

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Item or attribute of that name."""
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


_PAGES = _Pages(
    loader=PackageLoader("mingxi.report", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)

_DATE = re.compile(r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)")
# a number and the Chinese unit after it
_NUMBER_AND_UNIT = re.compile(r"(?<=\d) (?=[\u4e00-\u9fff])")


@lru_cache(maxsize=8192)  # the fixed sentences recur on every letter
def unbroken(text: str) -> Markup:
    """Sentence whose dates, and numbers with their units, never break over two lines.

    Examples
    --------
    >>> str(unbroken("<b> 2026-01-04"))
    '&lt;b&gt; <time>2026-01-04</time>'
    """
    safe = _NUMBER_AND_UNIT.sub("\u00a0", str(escape(text)))
    return Markup(_DATE.sub(r"<time>\g<0></time>", safe))  # noqa: S704  escaped just above


def percent(share: float) -> str:
    """Share with two decimals; a dash where it is not known.

    Examples
    --------
    >>> percent(0.0427), percent(float("nan"))
    ('4.27%', '–')
    """
    return f"{share:.2%}" if isfinite(share) else "–"


def figure(value: Any) -> str:
    """Number with six digits at most, other things as they are; a dash where there is none.

    Examples
    --------
    >>> figure(0.018465052653556), figure(2155.0), figure(None), figure("x")
    ('0.0184651', '2155', '–', 'x')
    """
    if value is None:
        return "–"
    return f"{value:.6g}" if isinstance(value, float) and abs(value) < 1e6 else str(value)


_PAGES.filters.update(unbroken=unbroken, percent=percent, figure=figure)


def page(name: str) -> Template:
    """Compiled template."""
    return _PAGES.get_template(name)


def stylesheet(*names: str) -> str:
    """Style sheets in one line, without comments and needless space.

    Examples
    --------
    >>> stylesheet("letter.css").startswith(":root{")
    True
    """
    text = "".join(page(name).render() for name in names)
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r"\s*([{};,>])\s*", r"\1", text).replace(";}", "}").strip()


def script(name: str) -> str:
    """Script without the blanks that begin its lines.

    Examples
    --------
    >>> script("index.js").startswith("(() => {")
    True
    """
    return "\n".join(line.strip() for line in page(name).render().splitlines())

"""Templates of the pages, compiled once. They hold layout; every word comes from outside."""

import re
from collections.abc import Callable
from functools import lru_cache
from math import isfinite
from types import CodeType
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from mingxi.declare.words import Language
from mingxi.report.bilingual import Both
from mingxi.report.escaped import escaped
from mingxi.report.phrases.sections import TITLES
from mingxi.report.remembered import by_identities


def _shown(value: Any) -> str:
    """What `markupsafe.escape` gives, at once for plain text and for markup."""
    kind = type(value)
    if kind is Markup:
        safe: Markup = value
        return safe
    return escaped(value) if kind is str else escape(value)


class _Page(Template):
    """Template whose texts are escaped by `_shown`."""

    @classmethod
    def from_code(cls, environment: Environment, code: CodeType, *more: Any) -> Template:
        """Template from compiled code; its ``escape`` is the quick one."""
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
        try:
            return obj[attribute]
        except (TypeError, LookupError):  # a loop, or a method of a dict
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


@by_identities
def fixed(name: str, part: Any, words: dict[str, str], language: Language) -> Markup:
    """Part of a page that is the same on many letters, drawn once for each of its contents.

    Parameters
    ----------
    name : str
        Of its template below ``fixed/``; the template sees ``part``, ``t`` and ``l``.
    part : dict or list
        Of a phrasebook: shared by letters and never changed.
    words : dict
        Labels.
    language : Language
    """
    return Markup(page(f"fixed/{name}.html").render(part=part, t=words, l=language))  # noqa: S704


@by_identities
def heading(key: str, title: Both, intro: Both | None, language: Language) -> Markup:
    """Opening of a section with its heading."""
    shown = page("fixed/heading.html").render(key=key, title=title, intro=intro, l=language)
    return Markup(shown)  # noqa: S704  the template escapes


@lru_cache(maxsize=1)
def bodies() -> dict[str, Callable[..., Markup]]:
    """What draws each section of a letter, by its key: the macro ``body`` of its template."""
    # a macro is an attribute that only its template knows of
    drawn = {key: page(f"sections/{key}.html").module for key in TITLES}
    return {key: module.body for key, module in drawn.items()}  # type: ignore[attr-defined]


_PAGES.globals.update(fixed=fixed)


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

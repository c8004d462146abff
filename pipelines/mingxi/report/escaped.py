"""Text made safe for markup, as plain text again: what rows and drawings are put together from."""

import re

from markupsafe import escape

_MARKUP = re.compile("[&<>\"']")


def escaped(text: str) -> str:
    """Text that stands for itself between tags and in attributes; most need no change.

    Examples
    --------
    >>> escaped("<b> & 'x'"), escaped("额度 12")
    ('&lt;b&gt; &amp; &#39;x&#39;', '额度 12')
    """
    return str(escape(text)) if _MARKUP.search(text) else text

"""What a person sees on a page, and whether its tags are in order."""

from html.parser import HTMLParser

VOID = frozenset({"meta", "input", "br", "link", "img"})
CUT = "cut"
UNSEEN = frozenset({"style", "script", "title", "desc", CUT})


class Page(HTMLParser):
    """Reads a page: texts per language article, tags, attributes, and every misplaced end tag."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.language = ""
        self.seen: dict[str, list[str]] = {"zh": [], "en": [], "": []}
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.misplaced: list[str] = []

    def handle_starttag(self, tag, attrs):
        found = {name: value or "" for name, value in attrs}
        self.tags.append((tag, found))
        if tag == "article":
            self.language = "zh" if found["lang"].startswith("zh") else "en"
        if tag not in VOID:
            # a shortened name stands in for the full one on narrow screens; it is read once
            cut = "cut" in found.get("class", "").split()
            self.open.append(CUT if cut else tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() not in (tag, CUT):
            self.misplaced.append(tag)
        if tag == "article":
            self.language = ""

    def handle_data(self, data):
        if not UNSEEN & set(self.open) and data.strip():
            self.seen[self.language].append(data.strip())

    def text(self, language: str) -> str:
        """All that is seen in one language, one piece per line."""
        return "\n".join(self.seen[language])


def read(html: str) -> Page:
    """Page as read."""
    page = Page()
    page.feed(html)
    page.close()
    return page

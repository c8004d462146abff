"""All forms of one letter, as files would hold them."""

from hashlib import blake2b
from typing import Any

from mingxi.declare.words import LANGUAGES
from mingxi.report.letter import letter_html, letter_text

Forms = dict[str, bytes]


def forms(letter: dict[str, Any], raw: bytes) -> Forms:
    """Page, texts and twin of a letter by the end of their file names.

    Parameters
    ----------
    letter : dict
        From `mingxi.report.whole.letter.whole_letter`.
    raw : bytes
        Its twin as JSON, from `mingxi.report.twin`.
    """
    texts = {f".{x}.txt": letter_text(letter, x).encode() for x in LANGUAGES}
    return {".json": raw, ".html": letter_html(letter).encode(), **texts}


def digest(found: Forms) -> str:
    """Fingerprint of all forms: equal only if every byte is."""
    made = blake2b(digest_size=16)
    for end, content in found.items():
        made.update(f"{end}\0{len(content)}\0".encode())
        made.update(content)
    return made.hexdigest()

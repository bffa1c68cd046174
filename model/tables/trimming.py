"""Remove spaces and invisible characters from both ends of the text of a cell."""

import re

from model.base.csv_writer import own_text

_UNSEEN = "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
"""Invisible characters that text copied from web pages, PDF files and chats often contains."""
_FORMULA = re.compile(r'="([^"]*)"')


def trimmed(text: str) -> str:
    """Return the text without spaces and invisible characters at its two ends."""
    text = text.strip()
    while text and (text[0] in _UNSEEN or text[-1] in _UNSEEN):
        text = text.strip(_UNSEEN).strip()
    return text


def plain_cell(text: str) -> str:
    """Return the trimmed text of a CSV cell. ="007" becomes 007, and '=text becomes =text.

    Some programs write ="007" so that spreadsheet programs keep the leading zeros. This program writes '=text so that
    spreadsheet programs do not run the text as a formula.
    """
    text = own_text(trimmed(text))
    found = _FORMULA.fullmatch(text)
    return trimmed(found[1]) if found else text

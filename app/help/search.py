"""The search over the help pages: plain text, words in any order, no index."""

import re
from dataclasses import dataclass

from app.help.pages import Page, Section

EXCERPT = 110
"""Maximum number of characters of an excerpt."""
_IN_TITLE = 10
"""Weight of a searched word in the title of a section: it counts as this number of occurrences in the text."""


@dataclass(frozen=True)
class Hit:
    """A section that contains all searched words."""

    target: str
    title: str
    page: str
    """Title of the page that has the section."""
    excerpt: str


def search(pages: tuple[Page, ...], typed: str) -> tuple[Hit, ...]:
    """Return the sections that contain all words in `typed`, best first.

    Upper and lower case are not distinguished. A typed word also matches the beginning or the middle of a longer word.
    If no word is typed, the result is empty.
    """
    words = tuple(typed.lower().split())
    if not words:
        return ()
    found = [(_score(section, words), page, section) for page in pages for section in page.sections]
    # The sort keeps the order of the contents among sections with equal scores.
    best = sorted((one for one in found if one[0] > 0), key=lambda one: -one[0])
    return tuple(_hit(page, section, words) for _, page, section in best)


def _score(section: Section, words: tuple[str, ...]) -> int:
    """Return the score of the section for these words, which is higher for more occurrences; 0 if a word is missing."""
    title, text = section.title.lower(), section.text.lower()
    counts = [_IN_TITLE * title.count(word) + text.count(word) for word in words]
    return sum(counts) if min(counts) > 0 else 0


def _hit(page: Page, section: Section, words: tuple[str, ...]) -> Hit:
    target = page.name if section.level == 1 else f"{page.name}#{section.anchor}"
    return Hit(target, section.title, page.title, excerpt(section.text, words))


def excerpt(text: str, words: tuple[str, ...]) -> str:
    """Return the part of `text` around the first of the `words`, cut at spaces.

    Without a match, return the beginning.
    """
    at = min((text.lower().find(word) for word in words if word in text.lower()), default=0)
    start = max(0, at - EXCERPT // 3)
    part = text[start : start + EXCERPT]
    if start > 0:
        part = "…" + re.sub(r"^\S*\s", "", part)
    return part if start + EXCERPT >= len(text) else re.sub(r"\s\S*$", "", part) + "…"

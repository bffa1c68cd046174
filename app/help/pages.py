"""The help pages: the Markdown files in `resources/help`, with their headings and their text.

The same files are read in the program and on the web. A *target* is a file name with an optional anchor, as in a link
between pages: "maps.md" or "maps.md#what-the-colours-mean".
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

HOME = "README.md"
KEYS = "keys.md"
ORDER = (
    HOME, "first-spot.md", "reading-the-result.md", "maps.md", "slides-and-microarrays.md", "many-spots.md",
    "studies.md", "statistics.md", "your-own-model.md", "command-line.md", "recurrent-networks.md", KEYS,
    "access.md", "troubleshooting.md", "glossary.md",
)  # fmt: skip
"""Names of all pages, in the order of the contents."""
_HEADING = re.compile(r"^(#{1,4}) +(.+?) *$")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_FENCE = "```"


@dataclass(frozen=True)
class Section:
    """A section of a page: from its heading up to the next heading. `level` is 1 for the title of the page."""

    title: str
    anchor: str
    level: int
    text: str
    """The text of the section without Markdown marks, for the search."""


@dataclass(frozen=True)
class Page:
    """A help page. The first section has the title of the page."""

    name: str
    markdown: str
    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        return self.sections[0].title


def folder() -> Path:
    """Return the folder of the help pages. The pages name their pictures relative to this folder."""
    return Path(str(files("resources") / "help"))


def read_pages(keys: str = "") -> tuple[Page, ...]:
    """Return all pages in the order of the contents.

    `keys` replaces the text of the page of keys, so that the window can show the names of keys of this computer.
    """
    return tuple(parse(name, keys) if name == KEYS and keys else _read(name) for name in ORDER)


@cache
def _read(name: str) -> Page:
    return parse(name, (folder() / name).read_text(encoding="utf-8"))


def parse(name: str, markdown: str) -> Page:
    """Return the page with the text `markdown`. Raise ValueError if the first line is not a title."""
    heads: list[tuple[int, str]] = []
    bodies: list[list[str]] = []
    code = False
    for line in markdown.splitlines():
        code = code != line.startswith(_FENCE)
        found = None if code else _HEADING.match(line)
        if found is not None:
            heads.append((len(found[1]), plain(found[2])))
            bodies.append([])
        elif bodies:
            bodies[-1].append(line)
        else:
            raise ValueError(f"{name} does not begin with a title.")
    sections = zip(heads, bodies, strict=True)
    return Page(
        name, markdown, tuple(Section(title, anchor_of(title), level, plain("\n".join(body)))
                              for (level, title), body in sections)
    )  # fmt: skip


def anchor_of(heading: str) -> str:
    """Return the anchor of a heading: the same anchor as on GitHub, so that links also work on the web."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def plain(markdown: str) -> str:
    """Return the words of a Markdown text: without marks, addresses of links, and table lines."""
    text = _LINK.sub(r"\1", markdown)
    lines = (line for line in text.splitlines() if not re.fullmatch(r"[|:\- ]+", line) and not line.startswith(_FENCE))
    words = re.sub(r"[*`|]|^#+ ", " ", "\n".join(lines), flags=re.MULTILINE)
    return re.sub(r"\s+", " ", words).strip()


def split_target(target: str) -> tuple[str, str]:
    """Return the file name and the anchor of `target`. The anchor is "" if `target` names a whole page."""
    name, _, anchor = target.partition("#")
    return name, anchor


def target_exists(target: str, pages: tuple[Page, ...]) -> bool:
    """Return whether `pages` has the page that `target` names and, if `target` has an anchor, this anchor."""
    name, anchor = split_target(target)
    sections = [page.sections for page in pages if page.name == name]
    return bool(sections) and (not anchor or anchor in {section.anchor for section in sections[0]})

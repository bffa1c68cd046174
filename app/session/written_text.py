"""The notice about written files: their folder, their number and the first names. No Qt."""

from pathlib import Path

from app.language.text import counted, tr
from app.session.values import Notice

MOST_NAMES = 3
"""How many names a notice has. More take two lines of a small screen; the tooltip of the notice has all of them."""


def written_notice(folder: Path, paths: tuple[Path, ...]) -> Notice:
    """Return the notice about files that were written to `folder`. Its `detail` has the names of all files."""
    title = counted(
        len(paths), "{number} file was written to {folder}.", "{number} files were written to {folder}.", folder=folder
    )
    names = [path.name for path in paths]
    return Notice("success", title, first_names(names), detail="\n".join(names))


def first_names(names: list[str]) -> str:
    """Return the first names, and how many more there are.

    If a file has the same stem as the file before, only its suffix is named.
    """
    shown, before = [], ""
    for name in names:
        stem, _, ending = name.partition(".")
        shown.append(f".{ending}" if stem == before else name)
        before = stem
    if len(names) <= MOST_NAMES + 1:
        return ", ".join(shown)
    return tr("{names} and {count} more", names=", ".join(shown[:MOST_NAMES]), count=len(names) - MOST_NAMES)

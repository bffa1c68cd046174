"""The text of an action in a menu: "…" follows the title of an action that asks for something before it acts.

This is the convention of desktop programs. Command list, list of keys and help pages have the titles without it.
"""

from app.actions.command import Command
from app.language.text import tr

ASKS = frozenset({
    "open", "open-microarray", "features", "open-beside", "save-view", "save-figure", "save-page", "save-heatmap",
    "export", "model", "three-answers", "pixel-size", "core-map", "import-objects", "core-export", "note",
    "marks-export", "queue-files", "study-open", "study-new", "study-read", "study-import", "study-reads",
    "study-predictions", "study-locate", "study-packet", "study-merge", "study-export", "page-report",
    "page-recalibrate", "page-rule", "settings", "commands",
})  # fmt: skip
"""Keys of the actions that open a dialog, or a row of the notice bar, in which the user enters or chooses something."""


def entry_text(row: Command) -> str:
    """Return the title of the action in the language of the window, with " …" if the action asks for something."""
    return f"{tr(row.title)} …" if row.key in ASKS else tr(row.title)

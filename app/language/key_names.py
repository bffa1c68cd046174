"""The names of keys that texts and menus share; no Qt.

Qt calls the same key "Return" or "Enter", and two keys "PgDown" and "PgUp". Here each key has one name, as it is
printed on keyboards, so that a menu, a tooltip, a hint and the help call it the same.
"""

from app.language.text import mark, tr

NAMES = {"Return": mark("Enter"), "Enter": mark("Enter"), "PgUp": mark("PgUp"), "PgDown": mark("PgDn")}
"""For each name of Qt: the name that is shown."""


def key_name(keys: str) -> str:
    """Return `keys`, such as "Ctrl+Return" in the portable form of Qt, with the names that are shown: "Ctrl+Enter"."""
    return "+".join(tr(NAMES[part]) if part in NAMES else part for part in keys.split("+"))

"""The page of keys, made from the tables of actions, of the mouse, and of reading mode."""

from collections.abc import Iterable

MOUSE = (
    ("Zoom at the pointer", "wheel"),
    ("Move the image", "drag, or Space and drag"),
    ("Select a tile", "click"),
    ("Measure, with the ruler or the area tool on", "drag"),
    ("Place the analysis region", "double-click"),
    ("Move the analysis region", "drag its edge"),
    ("Select the region, to move it with the arrow keys", "click its edge"),
)
READING: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Give the answer with this number to the current question", ("1", "2", "…", "9", "0")),
    ("Next question; after the last one, lock the read; then next case", ("Enter",)),
    ("Previous or next question", ("Up", "Down")),
    ("Previous question", ("Backspace",)),
    ("Mark the spot as not assessable, then choose the reason", ("N",)),
    ("Skip this case for now", ("PgDown",)),
    ("Back to a case that is not locked", ("PgUp",)),
    ("Pause, or resume", ("P",)),
    ("After the lock: reveal the model's probability", ("R",)),
    ("After the reveal: second read with the model", ("A",)),
    ("After the reveal: show or hide the heatmap", ("H",)),
    ("Zoom in, zoom out, fit to window", ("+", "-", "F")),
    ("Move the view", ("Ctrl+Shift+Left", "Ctrl+Shift+Right", "Ctrl+Shift+Up", "Ctrl+Shift+Down")),
    ("Ruler: drag to measure", ("M",)),
    ("After the lock: show or hide the grid", ("G",)),
    ("Leave reading mode; all answers are saved", ("Esc",)),
)
"""The keys of a blinded read. They are handled in `app.study.reading`."""
_INTRODUCTION = """# Keys
Every action of the program, with its keys. The program makes this page from its table of actions. **Ctrl+L** opens the
list of commands, which also finds actions without a key. Arrow keys and Enter work over the tissue and the plot;
elsewhere they belong to the list, slider or field that has the focus.
"""
_FOOT = "\n---\nResearch use only. Not for diagnosis or treatment decisions. [Contents](README.md)\n"


def keys_page(rows: Iterable[tuple[str, str, tuple[str, ...]]]) -> str:
    """Return the page as Markdown. Each row is the group, the title and the keys of an action, which may be none."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for group, title, keys in rows:
        groups.setdefault(group, []).append((title, _keys(keys)))
    groups["Mouse"] = list(MOUSE)
    groups["In a blinded read"] = [(title, _keys(keys)) for title, keys in READING]
    return _INTRODUCTION + "".join(_table(group, lines) for group, lines in groups.items()) + _FOOT


def _table(title: str, lines: list[tuple[str, str]]) -> str:
    rows = "".join(f"| {name} | {keys} |\n" for name, keys in lines)
    return f"\n## {title}\n| action | keys |\n|---|---|\n{rows}"


def _keys(keys: tuple[str, ...]) -> str:
    """Return the keys in bold. Brackets are escaped, so that "[" does not begin a link."""
    shown = (key.replace("[", "\\[").replace("]", "\\]") for key in keys)
    return " or ".join(f"**{key}**" for key in shown)

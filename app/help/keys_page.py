"""The page of keys, made from the tables of actions, of the mouse, and of reading mode."""

from collections.abc import Callable, Iterable

from app.language.key_names import key_name
from app.language.text import mark, tr

MOUSE = (
    (mark("Zoom at the pointer"), mark("wheel")),
    (mark("Move the image"), mark("drag, or Space and drag")),
    (mark("Select a tile"), mark("click")),
    (mark("Measure, with the ruler or the area tool on"), mark("drag")),
    (mark("Place the analysis region"), mark("double-click")),
    (mark("Move the analysis region"), mark("drag its edge")),
    (mark("Select the region, to move it with the arrow keys"), mark("click its edge")),
)
DRAWING: tuple[tuple[str, tuple[str, ...]], ...] = (
    (mark("Show the cross in the middle of the view, then move it"), ("Left", "Right", "Up", "Down")),
    (mark("Move the cross in small steps"), ("Shift+Left", "Shift+Right", "Shift+Up", "Shift+Down")),
    (mark("Set a point: start and end, a corner of the area, or two corners of the occlusion"), ("Enter",)),
    (mark("Close the area: a second time at the last corner, or at the first one"), ("Enter",)),
    (mark("Take back the last point"), ("Backspace",)),
    (mark("End the tool"), ("Esc",)),
)
"""The keys of the ruler, the area tool and the occlusion. In a blinded read, Left or Right shows the cross."""
READING: tuple[tuple[str, tuple[str, ...]], ...] = (
    (mark("Give the answer with this number to the current question"), ("1", "2", "…", "9", "0")),
    (mark("Next question without an answer; when all is answered, lock the read; then next case"), ("Enter",)),
    (mark("Previous or next question"), ("Up", "Down")),
    (mark("Previous question"), ("Backspace",)),
    (mark("Mark the spot as not assessable, then choose the reason"), ("N",)),
    (mark("Skip this case for now"), ("PgDown",)),
    (mark("Back to a case that is not locked"), ("PgUp",)),
    (mark("Pause, or resume"), ("P",)),
    (mark("After the lock: reveal the model's probability"), ("R",)),
    (mark("After the reveal: second read with the model"), ("A",)),
    (mark("After the reveal: show, hide or cancel the heatmap"), ("H",)),
    (mark("Zoom in, zoom out, fit to window"), ("+", "-", "F")),
    (mark("Move the view"), ("Ctrl+Shift+Left", "Ctrl+Shift+Right", "Ctrl+Shift+Up", "Ctrl+Shift+Down")),
    (mark("Ruler: drag to measure, or press Left or Right for a cross that the keys move"), ("M",)),
    (mark("After the lock: show or hide the grid"), ("G",)),
    (mark("Cancel the heatmap, or else leave reading mode; all answers are saved"), ("Esc",)),
)
"""The keys of a blinded read. They are handled in `app.study.reading`."""
_INTRODUCTION = mark("""# Keys
Every action of the program, with its keys. The program makes this page from its table of actions. **Ctrl+L** opens the
list of commands, which also finds actions without a key. Arrow keys and Enter work over the tissue and the plot;
elsewhere they belong to the list, slider or field that has the focus.
""")
_FOOT = mark("\n---\nResearch use only. Not for diagnosis or treatment decisions. [Contents](README.md)\n")


def keys_page(
    rows: Iterable[tuple[str, str, tuple[str, ...]]], name: Callable[[str], str] = key_name
) -> str:
    """Return the page of keys as Markdown. Each of `rows` is the group, the title and the keys of one action.

    `name` returns the shown name of a key, such as "Shift+Left", that a table of this module lists.
    """
    groups: dict[str, list[tuple[str, str]]] = {}
    for group, title, keys in rows:
        groups.setdefault(group, []).append((title, _bold(keys)))
    groups[tr("Mouse")] = [(tr(title), tr(how)) for title, how in MOUSE]
    for group, table in ((tr("Drawing with keys: ruler, area, what if"), DRAWING), (tr("In a blinded read"), READING)):
        groups[group] = [(tr(title), _bold(tuple(map(name, keys)))) for title, keys in table]
    return tr(_INTRODUCTION) + "".join(_table(group, lines) for group, lines in groups.items()) + tr(_FOOT)


def _table(title: str, lines: list[tuple[str, str]]) -> str:
    rows = "".join(f"| {name} | {keys} |\n" for name, keys in lines)
    return f"\n## {title}\n| {tr('action')} | {tr('keys')} |\n|---|---|\n{rows}"


def _bold(keys: tuple[str, ...]) -> str:
    """Return the keys in bold. Brackets are escaped, so that "[" does not begin a link."""
    shown = (key.replace("[", "\\[").replace("]", "\\]") for key in keys)
    return tr(" or ").join(f"**{key}**" for key in shown)

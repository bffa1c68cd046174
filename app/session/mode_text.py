"""The text about the mode that the next drag or key belongs to. No Qt."""

from app.language.text import mark, tr
from app.session.session import Session

_TOOLS = {
    "length": mark("Ruler: drag to measure, or press an arrow key to draw with keys. Esc ends"),
    "area": mark(
        "Area: draw around it with the mouse button held, or press an arrow key to draw with keys. Esc ends"
    ),
    "occlusion": mark("What if: drag over tiles to occlude them, or press an arrow key to use keys. Esc ends"),
}
_BY_KEYS = {
    "length": mark("Ruler: Enter sets the start, then the end. {keys}"),
    "area": mark("Area: Enter sets a corner; a second Enter at the last corner closes the area. {keys}"),
    "occlusion": mark("What if: Enter sets two opposite corners; tiles between them are occluded. {keys}"),
}
KEYS = mark("Arrow keys move the cross, with Shift in small steps. Backspace takes back. Esc ends")


def mode_text(session: Session) -> str:
    """Return what the mode does and how it ends; "" if a drag pans and arrow keys select, as usual."""
    if session.image.seen is None:
        return ""
    if session.draws:
        tool = "occlusion" if session.explanation.occluding else session.tool
        return tr(_TOOLS[tool]) if session.image.cross is None else tr(_BY_KEYS[tool], keys=tr(KEYS))
    if session.analysis.playing:
        return tr("Playback. Esc stops")
    if session.region.selected_for_moving and session.work.activity == "idle":
        return tr("Analysis region: arrow keys move it. Esc ends")
    return ""

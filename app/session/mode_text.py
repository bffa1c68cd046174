"""The text about the mode that the next drag or key belongs to. No Qt."""

from app.language.text import mark, tr
from app.session.session import Session

_TOOLS = {
    "length": mark("Ruler: drag to measure. Esc ends"),
    "area": mark("Area: draw around it with the mouse button held. Esc ends"),
}


def mode_text(session: Session) -> str:
    """Return what the mode does and how it ends; "" if a drag pans and arrow keys select, as usual."""
    if session.image.seen is None:
        return ""
    if session.explanation.occluding:
        return tr("What if: drag over tiles to occlude them. Esc ends")
    if session.tool != "none":
        return tr(_TOOLS[session.tool])
    if session.analysis.playing:
        return tr("Playback. Esc stops")
    if session.region.selected_for_moving and session.work.activity == "idle":
        return tr("Analysis region: arrow keys move it. Esc ends")
    return ""

"""Draw with keys what a drag of the mouse draws: a length, an area, or an area in which tiles are occluded.

A cross is moved and points are set with it. The results leave through the signals that a drag emits.
"""

from collections.abc import Callable
from dataclasses import replace

from app.session.session import Session
from app.session.values import KeyCross
from app.viewer.canvas.canvas import Canvas
from app.viewer.overlays.outline import closed_outline
from app.viewer.overlays.ruler import straight
from model.base.geometry import PointL0, SizeL0, between

STEP_PX, FINE_PX = 16.0, 1.0
"""How far an arrow key moves the cross, and with Shift, in screen px, so that it is as exact as the mouse."""
Change = Callable[[Callable[[Session], Session]], None]


def move_cross(
    canvas: Canvas, session: Session, change: Change, cols: int, rows: int, *, fine: bool = False
) -> None:
    """Move the cross by `cols` steps to the right and `rows` steps down on the image, but not past its edge.

    Without a cross, show one in the middle of the view.
    """
    image, cross = session.image.seen, session.image.cross
    if image is None:
        return
    size = image.slide.size
    if cross is None:
        change(lambda s: s.with_cross(KeyCross(_inside(canvas.view.visible().centre, size))))
        return
    step = (FINE_PX if fine else STEP_PX) / canvas.view.camera.scale
    at = _inside(PointL0(cross.at.x + cols * step, cross.at.y + rows * step), size)
    change(lambda s: s.with_cross(replace(cross, at=at)))
    if session.explanation.occluding and cross.points:
        canvas.glass_dragged.emit(between(cross.points[0], at))


def set_point(canvas: Canvas, session: Session, change: Change) -> None:
    """Set a point at the cross. The last point of a length, an area or an occlusion ends it; the cross stays."""
    cross = session.image.cross
    if cross is None:
        return
    points: tuple[PointL0, ...]
    if session.explanation.occluding:
        canvas.glass_dragged.emit(between(cross.points[0] if cross.points else cross.at, cross.at))
        points = () if cross.points else (cross.at,)
    elif not cross.points:
        points = (cross.at,)
    elif session.tool == "length":
        ruler = straight(cross.points[0], cross.at)
        if ruler.length > 0:
            canvas.ruler_drawn.emit(ruler)
        points = ()
    elif cross.at in (cross.points[0], cross.points[-1]):
        outline = closed_outline(cross.points)
        if outline:
            canvas.outline_drawn.emit(outline)
        points = () if outline else cross.points
    else:
        points = (*cross.points, cross.at)
    change(lambda s: s.with_cross(KeyCross(cross.at, points)))


def take_back(session: Session, change: Change) -> None:
    """Take back the last point that was set, and the tiles that it occludes."""
    cross = session.image.cross
    if cross is None:
        return
    if session.explanation.occluding:
        change(lambda s: s.with_occluded(frozenset()))
    change(lambda s: s.with_cross(KeyCross(cross.at, cross.points[:-1])))


def _inside(point: PointL0, size: SizeL0) -> PointL0:
    return PointL0(min(max(point.x, 0.0), float(size.width)), min(max(point.y, 0.0), float(size.height)))

"""Actions on measurements and notes."""

from app.actions.command import Command, has_image
from app.actions.core_handlers import REGIONS_OF_ANNOTATIONS, keep_annotations
from app.actions.handlers import switch_tool
from app.actions.mark_handlers import add_note, delete_marks, export_marks
from app.session.session import Session
from app.viewer.canvas.key_drawing import take_back


def _has_marks(session: Session) -> bool:
    return bool(session.image.marks)


MARKS: tuple[Command, ...] = (
    Command("outline", "Measurements and notes", "Area: draw around it", ("Shift+M",),
            lambda context: switch_tool(context, lambda s: s.with_outline_tool(not s.image.outlining)), has_image,
            checked_when=lambda session: session.image.outlining),
    Command("drawing-back", "Measurements and notes", "Take back the last point drawn with keys", ("Backspace",),
            lambda context: take_back(context.controller.session, context.controller.change),
            lambda session: session.image.cross is not None, where="viewer"),
    Command("note", "Measurements and notes", "Add a note under the pointer, or in the middle of the view", ("N",),
            add_note, has_image),
    Command("marks", "Measurements and notes", "Show measurements and notes", ("V",),
            lambda context: context.controller.change(lambda s: s.viewed(marks=not s.view.marks)),
            checked_when=lambda session: session.view.marks),
    Command("annotation-regions", "Measurements and notes", REGIONS_OF_ANNOTATIONS, (), keep_annotations,
            lambda session: any(mark.imported for mark in session.image.marks)),
    Command("marks-export", "Measurements and notes", "Export measurements and notes (table, GeoJSON)", (),
            export_marks, _has_marks),
    Command("marks-delete", "Measurements and notes", "Delete all measurements and notes of the image", (),
            delete_marks, _has_marks),
)  # fmt: skip

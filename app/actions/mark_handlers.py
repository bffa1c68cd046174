"""Handlers of the actions on measurements and notes."""

from app.actions.context import ActionContext
from app.actions.folders import may_overwrite, save_folder
from app.language.text import mark, plural, tr
from model.base.geometry import PointL0
from model.result.marks import Mark

NEW_NOTE = mark("Note at this place")
_TITLES = {
    "length": mark("Name of the length"),
    "area": mark("Name of the area"),
    "outline": mark("Name of the outline"),
    "note": mark("Note"),
}


def add_note(context: ActionContext, point: PointL0 | None = None) -> None:
    """Ask for a text, and add it as a note at `point`; without a point, under the cursor or in the middle."""
    place = point or context.canvas.place_for_note()
    text = context.dialogs.note(context.window, tr(NEW_NOTE), "") if place is not None else None
    if place is not None and text is not None:
        context.controller.marks.note(place, text)


def edit_mark(context: ActionContext, mark: Mark) -> None:
    """Ask for a new name of a measurement or a new text of a note."""
    text = context.dialogs.note(context.window, tr(_TITLES[mark.kind]), mark.text)
    if text is not None:
        context.controller.marks.rename(mark.key, text)


def delete_marks(context: ActionContext) -> None:
    """Ask, then delete all measurements and notes of the image."""
    marks = context.controller.session.image.marks
    if context.dialogs.confirm(
        context.window,
        tr("Delete {marks} of this image?", marks=plural(len(marks), "measurement or note", "measurements and notes")),
        tr("This cannot be undone. If you need the measurements and notes, export them first."),
        tr("Delete"),
    ):
        context.controller.marks.delete(*(mark.key for mark in marks))


def export_marks(context: ActionContext) -> None:
    """Ask for a folder and write the measurements and notes to it. Ask before existing files are overwritten."""
    folder = context.dialogs.folder(context.window, save_folder(context))
    request = context.controller.marks.to_export(folder) if folder is not None else None
    if request is not None and may_overwrite(
        context, request.there, tr("The existing files may contain your changes to measurements and notes.")
    ):
        context.controller.marks.export(request)

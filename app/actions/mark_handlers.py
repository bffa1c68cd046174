"""Handlers of the actions on measurements and notes."""

from app.actions.context import ActionContext
from app.actions.folders import save_folder
from model.base.geometry import PointL0
from model.base.plural import plural
from model.result.marks import Mark

NEW_NOTE = "Note at this place"
_TITLES = {"length": "Name of the length", "area": "Name of the area", "outline": "Name of the outline", "note": "Note"}


def add_note(context: ActionContext, point: PointL0 | None = None) -> None:
    """Ask for a text, and add it as a note at `point`; without a point, under the cursor or in the middle."""
    place = point or context.canvas.place_for_note()
    text = context.dialogs.note(context.window, NEW_NOTE, "") if place is not None else None
    if place is not None and text is not None:
        context.controller.marks.note(place, text)


def edit_mark(context: ActionContext, mark: Mark) -> None:
    """Ask for a new name of a measurement or a new text of a note."""
    text = context.dialogs.note(context.window, _TITLES[mark.kind], mark.text)
    if text is not None:
        context.controller.marks.rename(mark.key, text)


def delete_marks(context: ActionContext) -> None:
    """Ask, then delete all measurements and notes of the image."""
    marks = context.controller.session.image.marks
    if context.dialogs.confirm(
        context.window,
        f"Delete {plural(len(marks), 'measurement or note', 'measurements and notes')} of this image?",
        "This cannot be undone. Export them first if you need them.",
        "Delete",
    ):
        context.controller.marks.delete(*(mark.key for mark in marks))


def export_marks(context: ActionContext) -> None:
    """Ask for a folder and write the measurements and notes to it. Ask before existing files are overwritten."""
    folder = context.dialogs.folder(context.window, save_folder(context))
    request = context.controller.marks.to_export(folder) if folder is not None else None
    if request is None:
        return
    names = ", ".join(path.name for path in request.there)
    if not names or context.dialogs.confirm(
        context.window, f"Already there: {names}.", "These files may contain your changes.", "Overwrite"
    ):
        context.controller.marks.export(request)

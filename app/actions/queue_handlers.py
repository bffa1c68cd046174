"""Handlers of the queue of analyses: what is added is asked for here, and what is left is asked about at the end."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from app.actions.context import ActionContext
from app.session.queue_state import QueuedSpot


def add_files(context: ActionContext) -> None:
    """Ask for images and add them."""
    paths = context.dialogs.image_files(context.window, _here(context))
    if paths:
        context.controller.queue.add_spots(paths[0].parent, tuple(QueuedSpot(path) for path in paths))


def add_folder(context: ActionContext) -> None:
    """Add all images of the open image's folder. Without an image, ask for a folder."""
    folder = _here(context) if context.controller.session.image.current is not None else None
    chosen = folder or context.dialogs.images(context.window, _here(context))
    if chosen is not None:
        context.controller.queue.add_source(chosen)


def add_study(context: ActionContext) -> None:
    """Add all spots of the open study, or else of a study that the user chooses."""
    path = context.controller.session.study.path or context.dialogs.study(context.window, _here(context))
    if path is not None:
        context.controller.queue.add_source(path)


def open_results(context: ActionContext) -> None:
    """Show the folder of the results in the file manager."""
    folder = context.controller.session.queue.folder
    if folder is not None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def may_close(context: ActionContext) -> bool:
    """Return whether the window may close. If the queue is not empty, ask what happens to it."""
    queue = context.controller.session.queue
    count = queue.counts["waiting"] + queue.counts["running"]
    if not count:
        return True
    answer = context.dialogs.leave_queue(context.window, count)
    if answer == "discard":
        context.controller.queue.change(lambda q: q.all_cancelled())
    return answer is not None


def _here(context: ActionContext) -> Path | None:
    session = context.controller.session
    current = session.image.current or (session.image.recent[0] if session.image.recent else None)
    return None if current is None else current.parent

"""Handlers of the queue of analyses. They ask which spots to add and, at the end, what to do with unfinished spots."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from app.actions.context import ActionContext
from app.actions.folders import last_folder
from app.language.text import tr
from app.session.queue_state import QueuedSpot


def add_files(context: ActionContext) -> None:
    """Ask for images and add them to the queue."""
    paths = context.dialogs.image_files(context.window, _here(context))
    if paths:
        context.controller.queue.add_spots(paths[0].parent, tuple(QueuedSpot(path) for path in paths))


def add_folder(context: ActionContext) -> None:
    """Add all images of the open image's folder to the queue. Without an open image, ask for a folder."""
    folder = _here(context) if context.controller.session.image.current is not None else None
    chosen = folder or context.dialogs.images(
        context.window, _here(context), tr("Choose the folder whose images are analysed")
    )
    if chosen is not None:
        context.controller.queue.add_source(chosen)


def add_study(context: ActionContext) -> None:
    """Add all spots of the open study to the queue. If no study is open, ask for a study."""
    path = context.controller.session.study.path or context.dialogs.study(context.window, _here(context))
    if path is not None:
        context.controller.queue.add_source(path)


def open_results(context: ActionContext) -> None:
    """Show the folder with the queue's results in the file manager."""
    folder = context.controller.session.queue.folder
    if folder is not None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def may_close(context: ActionContext) -> bool:
    """Return whether the window can close. If the queue has unfinished spots, ask what to do with them."""
    queue = context.controller.session.queue
    count = queue.counts["waiting"] + queue.counts["running"]
    if not count:
        return True
    answer = context.dialogs.leave_queue(context.window, count)
    if answer == "discard":
        context.controller.queue.change(lambda q: q.all_cancelled())
    return answer is not None


def _here(context: ActionContext) -> Path | None:
    current = context.controller.session.image.current
    return last_folder(context) if current is None else current.parent

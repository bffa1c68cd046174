"""The table of actions for the context menu of an image in the case list. The image need not be open."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from app.actions.context import ActionContext
from app.language.text import mark
from app.session.queue_state import QueuedSpot
from app.session.session import Session


@dataclass(frozen=True)
class CaseAction:
    """One entry of the context menu of an image in the case list.

    `do` is called with the action context and the image's path.
    """

    title: str
    do: Callable[[ActionContext, Path], None]
    enabled_when: Callable[[Session, Path], bool] = lambda session, path: True


def _queue(context: ActionContext, path: Path) -> None:
    context.controller.queue.add_spots(path.parent, (QueuedSpot(path),))


def _show_folder(context: ActionContext, path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))


CASE_ACTIONS = (
    CaseAction(mark("Open"), lambda context, path: context.controller.open_image(path),
               lambda session, path: path != session.image.current),
    CaseAction(mark("Open side by side (view only)"), lambda context, path: context.side_by_side.open(path),
               lambda session, path: session.image.opened is not None and path != session.image.current),
    CaseAction(mark("Add to the queue"), _queue, lambda session, path: session.bundle is not None),
    CaseAction(mark("Copy the path"), lambda context, path: QGuiApplication.clipboard().setText(str(path))),
    CaseAction(mark("Show the folder"), _show_folder),
)  # fmt: skip

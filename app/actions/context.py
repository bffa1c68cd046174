"""Dependencies passed to every action handler."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.actions.dialogs.dialog_functions import Dialogs
from app.study.controller import StudyController
from app.viewer.canvas.canvas import Canvas
from app.viewer.canvas.pictures import Pictures
from app.viewer.canvas.side_by_side import SideBySide
from app.viewer.controller import ViewerController


@dataclass(frozen=True, eq=False)
class ActionContext:
    """The window, its controllers, its views and the dialogs that a handler can use."""

    window: QWidget
    controller: ViewerController
    canvas: Canvas
    side_by_side: SideBySide
    pictures: Pictures
    dialogs: Dialogs
    study: StudyController

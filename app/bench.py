"""What an action can lay its hands on: the desk, the canvas, the dialogs and the window itself."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.canvas.beside import Beside
from app.canvas.canvas import Canvas
from app.canvas.pictures import Pictures
from app.desk import Desk
from app.dialogs.asks import Asks
from app.study_desk import StudyDesk


@dataclass(frozen=True, eq=False)
class Bench:
    """Handed to every command."""

    window: QWidget
    desk: Desk
    canvas: Canvas
    beside: Beside
    pictures: Pictures
    asks: Asks
    study: StudyDesk

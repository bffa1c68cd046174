"""The folders in which file dialogs start."""

from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from app.actions.context import ActionContext


def last_folder(context: ActionContext) -> Path | None:
    """Return the folder of the open image or, without an open image, of the most recently opened image."""
    recent = context.controller.session.image.recent
    return recent[0].parent if recent else None


def save_folder(context: ActionContext) -> Path:
    """Return the folder that a save dialog suggests: the folder of the open image.

    Without an open image, or if the image is part of the program, return the user's documents or home folder.
    """
    image = context.controller.session.image.opened
    folder = Path(image.record.path).parent if image else None
    if folder is None or folder.is_relative_to(Path(str(files("resources")))):
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return Path(documents) if documents and Path(documents).is_dir() else Path.home()
    return folder

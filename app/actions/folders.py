"""The folders in which file dialogs start."""

from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from app.actions.context import ActionContext


def last_folder(context: ActionContext) -> Path | None:
    """Return the folder of the open image. Without one, return that of the most recently opened image."""
    recent = context.controller.session.image.recent
    return recent[0].parent if recent else None


def save_folder(context: ActionContext) -> Path:
    """Return the folder in which a dialog suggests to save: that of the image, but never one of the program itself."""
    image = context.controller.session.image.opened
    folder = Path(image.record.path).parent if image else None
    if folder is None or folder.is_relative_to(Path(str(files("resources")))):
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return Path(documents) if documents and Path(documents).is_dir() else Path.home()
    return folder

"""The folders in which file dialogs start, and the question before files in a folder are overwritten."""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from app.actions.context import ActionContext
from app.language.text import tr


def last_folder(context: ActionContext) -> Path | None:
    """Return the folder of the image that the user opened last; None if there is none.

    Images of the program itself, such as the sample, do not count, because users look for their own files.
    """
    return next((path.parent for path in context.controller.session.image.recent if not _shipped(path)), None)


def _shipped(path: Path) -> bool:
    """Return whether the file is installed with the program."""
    return path.is_relative_to(Path(str(files("resources"))))


def save_folder(context: ActionContext) -> Path:
    """Return the folder that a save dialog suggests: the folder of the open image.

    Without an open image, or if the image is part of the program, return the user's documents or home folder.
    """
    image = context.controller.session.image.opened
    folder = Path(image.record.path).parent if image else None
    if folder is None or _shipped(folder):
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return Path(documents) if documents and Path(documents).is_dir() else Path.home()
    return folder


def may_overwrite(context: ActionContext, there: Sequence[Path], warning: str) -> bool:
    """Return whether the files `there` may be overwritten. Ask the user with the text `warning` if there are any."""
    if not there:
        return True
    names = ", ".join(path.name for path in there)
    return context.dialogs.confirm(context.window, tr("Already there: {names}.", names=names), warning, tr("Overwrite"))

"""Handlers of the actions on feature files: choose a file, ask for missing facts, and use a dropped file."""

from pathlib import Path
from typing import TYPE_CHECKING

from app.actions.context import ActionContext
from app.actions.folders import last_folder
from app.help.for_errors import page_for
from app.language.model_text import of_model
from app.language.text import tr
from app.session.session import Session
from app.session.values import Notice
from model.base.errors import UnstatedFactError

if TYPE_CHECKING:
    from model.feature_files.stated import Stated


def use_features(context: ActionContext, path: Path | None = None, stated: "Stated | None" = None) -> None:
    """Analyse the tiles of a feature file of the open slide.

    If `path` is None, ask for the file. `stated` has facts that the user entered. If the file lacks another fact, ask
    for it.
    """
    path = path or context.dialogs.features(context.window, last_folder(context))
    if path is None:
        return
    from model.feature_files.stated import NOTHING

    def unstated(error: UnstatedFactError) -> None:
        image = context.controller.session.image.opened
        if image is not None and image.record.mpp is None:
            remedy = tr("Set the pixel size of the slide, then use the file again.")
            notice = Notice("error", of_model(error.message), remedy, page_for(error))
            context.controller.change(lambda s: s.asking_mpp().noticed(notice))
            return
        answer = context.dialogs.feature_facts(context.window, of_model(error.message), stated or NOTHING)
        if answer is None:
            remedy = tr("Use the file again and enter the missing facts.")
            notice = Notice("error", of_model(error.message), remedy, page_for(error))
            context.controller.change(lambda s: s.noticed(notice))
        else:
            use_features(context, path, answer)

    context.controller.use_features(path, stated or NOTHING, unstated)


def drop_features(context: ActionContext, path: Path) -> None:
    """Use a feature file that was dropped on the window or named on the command line.

    If this is not possible now, show the reason.
    """
    session = context.controller.session
    if possible_features(session):
        use_features(context, path)
        return
    title = tr("{name} was not used: it holds features of a slide, and no slide is open.", name=path.name)
    if session.image.opened is not None:
        title = tr("{name} was not used: the program is busy.", name=path.name)
    remedy = tr("Open the slide, wait until it is open, then drop the file again.")
    notice = Notice("warning", title, remedy, "troubleshooting.md#a-file-is-not-opened-now")
    context.controller.change(lambda s: s.noticed(notice))


def possible_features(session: Session) -> bool:
    """Return whether a feature file can be used now."""
    return session.can_take_features and session.workspace == "viewer"

"""Handlers of the user actions that take more than one line of code.

Each handler asks the user for missing input, then calls a controller or writes a file.
"""

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import numpy as np
from PySide6.QtGui import QGuiApplication, QImage

from app.actions.context import ActionContext
from app.actions.dialogs.files import FEATURES, PACKET, STUDY
from app.actions.dialogs.lecture import LectureSpot
from app.actions.feature_handlers import drop_features
from app.actions.folders import last_folder, save_folder
from app.language.text import tr
from app.session.session import Session
from app.session.values import Notice
from app.viewer.canvas.camera import turned_step
from app.viewer.canvas.figure import with_suffix
from app.viewer.canvas.key_drawing import move_cross
from app.viewer.canvas.publication import PAGE_FORMATS
from app.viewer.canvas.side_by_side import MOST
from model.base.errors import RaterError

_NOT_OPENED = "troubleshooting.md#a-file-is-not-opened-now"
"""The help page on files that are not opened because of what is open."""


def open_image(context: ActionContext) -> None:
    """Ask for an image and open it."""
    path = context.dialogs.image(context.window, last_folder(context))
    if path is not None:
        context.controller.open_image(path)


def open_microarray(context: ActionContext) -> None:
    """Ask for the slide of a microarray, open it and find its cores."""
    path = context.dialogs.image(context.window, last_folder(context))
    if path is not None:
        context.controller.open_image(path, find=True)


def open_file(context: ActionContext, path: Path, analyse: bool = False) -> None:
    """Open a file that comes from the command line, from a second start of the program, or from a drop.

    The suffix decides whether the file is opened as a study, a packet, a feature file or an image. If `analyse` is
    true, the analysis of an image starts.
    """
    is_study = path.suffix.lower() in (STUDY, PACKET)
    if not is_study and context.controller.session.study.is_packet:
        title = tr("{name} was not opened: a reader's packet is open.", name=path.name)
        remedy = tr("Close the packet, then open the file again.")
        context.study.notice(Notice("warning", title, remedy, _NOT_OPENED))
    elif path.suffix.lower() in FEATURES:
        drop_features(context, path)
    elif not is_study:
        context.controller.open_image(path, analyse)
    elif context.controller.session.study.reading is not None:
        title = tr("{name} was not opened: a blinded read is in progress.", name=path.name)
        remedy = tr("Leave the blinded read (Esc), then open the file again.")
        notice = Notice("warning", title, remedy, _NOT_OPENED)
        context.study.notice(notice)
    else:
        context.study.open(path)


def open_sample(context: ActionContext) -> None:
    """Open the first sample spot that is installed with the program."""
    context.controller.open_image(Path(str(files("resources"))) / "spots")


def open_beside(context: ActionContext) -> None:
    """Open one more image side by side with the analysed image. It can only be viewed, not analysed."""
    notice = None
    if context.side_by_side.is_full:
        notice = Notice(
            "info",
            tr("{most} images are already open side by side.", most=MOST),
            tr("Close one of these images first."),
        )
    elif context.side_by_side.is_narrow:
        notice = Notice("info", tr("The window is too narrow for another image."), tr("Make the window wider."))
    if notice is not None:
        context.controller.change(lambda s: s.noticed(notice))
        return
    path = context.dialogs.image(context.window, last_folder(context))
    if path is not None:
        context.side_by_side.open(path)


def choose_bundle(context: ActionContext) -> None:
    """Ask for a model bundle, and use its model from now on."""
    bundle = context.controller.session.bundle
    path = context.dialogs.bundle(context.window, bundle.path.parent if bundle else None)
    if path is not None:
        context.controller.choose_bundle(str(path))


def choose_rule(context: ActionContext) -> None:
    """Ask for a rule with three answers (low, uncertain or high risk), and show its answer beside the probability.

    Refuse a rule that was fitted for another model.
    """
    bundle = context.controller.session.bundle
    path = context.dialogs.rule(context.window, None)
    if path is None:
        return
    from model.comparison.image_answer import refuse_other_bundle
    from model.comparison.report.answers_file import read_rule

    try:
        rule = read_rule(path)
        if bundle is not None:
            refuse_other_bundle(rule, bundle.sha256)
    except RaterError as error:
        context.controller.tell(error)
        return
    context.controller.change(lambda s: s.viewed(answers=rule))


def measure_fast(context: ActionContext) -> None:
    """Start the precision check, which measures the error of *fast*."""
    context.controller.measure_fast()


def show_card(context: ActionContext) -> None:
    """Show the model card of the bundle in use."""
    bundle = context.controller.session.bundle
    if bundle is not None:
        context.dialogs.card(context.window, bundle)


def arrow(context: ActionContext, cols: int, rows: int) -> None:
    """Handle an arrow key: move the cross that draws, or the selected region, or select the next core or tile.

    If the image has cores, the arrow keys select the next core until the user selects a tile.
    """
    session = context.controller.session
    cols, rows = on_image(context, cols, rows)
    if session.draws:
        move_cross(context.canvas, session, context.controller.change, cols, rows)
    elif session.region.selected_for_moving:
        context.controller.places.nudge(cols, rows, "tile")
    elif session.core_here is not None and session.region.selected is None:
        context.controller.cores.step(rows, cols)
    else:
        context.controller.change(lambda s: s.walking(rows, cols))


def fine_arrow(context: ActionContext, cols: int, rows: int) -> None:
    """Handle Shift and an arrow key: move the cross that draws in small steps, else the region by one pixel."""
    session = context.controller.session
    cols, rows = on_image(context, cols, rows)
    if session.draws:
        move_cross(context.canvas, session, context.controller.change, cols, rows, fine=True)
    else:
        context.controller.places.nudge(cols, rows, "fine")


def switch_tool(context: ActionContext, switched: Callable[[Session], Session]) -> None:
    """Start or end a tool that draws over the tissue. When it starts, the arrow keys belong to the tissue."""
    context.controller.change(switched)
    if context.controller.session.draws:
        context.canvas.setFocus()


def on_image(context: ActionContext, cols: int, rows: int) -> tuple[int, int]:
    """Return the step on the image, in columns and rows of tiles, for a step on the screen.

    The two steps differ if the view is rotated.
    """
    return turned_step(cols, rows, context.controller.session.image.turned)


def escape(context: ActionContext) -> None:
    """End the mode that the label on the tissue names; else cancel the running work or clear the selection."""
    session = context.controller.session
    if session.view.tour:
        context.controller.change(lambda s: s.viewed(tour=0))
    elif session.tool != "none":
        context.controller.change(lambda s: s.with_ruler(False))
    elif session.work.activity != "idle":
        context.controller.cancel()
    elif session.work.saving is not None:
        context.pictures.stop()
    elif session.work.exporting is not None:
        context.controller.stop_export()
    elif session.analysis.playing:
        context.controller.change(lambda s: s.play(False))
    elif session.explanation.occluding or session.explanation.occluded:
        context.controller.change(lambda s: s.with_occlusion_tool(False))
    elif session.region.selected_for_moving:
        context.controller.change(lambda s: s.selecting_region(False))
    elif session.explanation.running is not None:
        context.controller.explainer.stop()
    else:
        context.controller.change(_deselected)


def _deselected(session: Session) -> Session:
    """Return `session` without the drawn ruler. If no ruler is drawn, return it without the selected tile."""
    return session.with_ruler(False) if session.image.ruler is not None else session.selecting(None)


def cancel(context: ActionContext) -> None:
    """Cancel the running work. If nothing is running, cancel the saving of a picture or of result files."""
    work = context.controller.session.work
    if work.activity != "idle":
        context.controller.cancel()
    elif work.saving is not None:
        context.pictures.stop()
    else:
        context.controller.stop_export()


def copy_view(context: ActionContext) -> None:
    """Copy the view to the clipboard."""
    context.pictures.view(lambda picture: _to_clipboard(context, picture, tr("The view")))


def save_view(context: ActionContext) -> None:
    """Ask for a file and save the view as PNG."""
    path = _png(context, context.dialogs.picture(context.window, _suggested(context, "view")))
    if path is not None:
        context.pictures.save_view(path)


def save_figure(context: ActionContext) -> None:
    """Ask for a file and save the view as a figure. The file suffix selects the format."""
    answer = context.dialogs.figure(context.window, _suggested(context, "figure"))
    path = _not_the_image(context, with_suffix(answer)) if answer is not None else None
    if path is not None:
        context.pictures.save_figure(path)


def save_page(context: ActionContext) -> None:
    """Ask for size and parts of a figure for a publication, then for a file, and save the figure."""
    wish = context.dialogs.page(context.window, context.pictures.page_wish)
    answer = context.dialogs.page_file(context.window, _suggested(context, "publication")) if wish else None
    if wish is None or answer is None:
        return
    known = answer.suffix.lower() in PAGE_FORMATS
    path = _not_the_image(context, answer if known else answer.with_name(answer.name + ".png"))
    if path is not None:
        context.pictures.save_page(path, wish)


def copy_heatmap(context: ActionContext) -> None:
    """Copy the page with the heatmap to the clipboard."""
    context.controller.draw_heatmap(lambda pixels: _to_clipboard(context, to_image(pixels), tr("The heatmap")))


def save_heatmap(context: ActionContext) -> None:
    """Ask for a file and save the page with the heatmap as PNG."""
    path = _png(context, context.dialogs.picture(context.window, _suggested(context, "heatmap")))
    if path is not None:
        context.controller.draw_heatmap(lambda pixels: context.pictures.save_image(to_image(pixels), path))


def export(context: ActionContext) -> None:
    """Ask for a folder and write the result files to it."""
    folder = context.dialogs.folder(context.window, save_folder(context))
    if folder is not None:
        context.controller.export(folder)


def other_theme(context: ActionContext) -> None:
    """Switch between the light and the dark theme."""
    context.controller.change(lambda s: s.viewed(theme="light" if s.view.theme == "dark" else "dark"))


def full_screen(context: ActionContext) -> None:
    """Switch full-screen mode on or off."""
    if context.window.isFullScreen():
        context.window.showNormal()
    else:
        context.window.showFullScreen()


def about(context: ActionContext) -> None:
    """Show the dialog about the program."""
    context.dialogs.about(context.window)


def lecture(context: ActionContext) -> None:
    """Show the lecture on recurrent networks, with the gates over the open spot if the model has gates."""
    context.dialogs.lecture(context.window, lecture_spot(context.controller.session))


def lecture_spot(session: Session) -> LectureSpot | None:
    """Return the spot for the part of the lecture on gates; None without a visible result of an LSTM.

    The gates are drawn as a map. Therefore the result is also None if the tiles form no grid.
    """
    prediction, bundle = session.analysis.prediction, session.bundle
    if prediction is None or bundle is None or session.analysis.refused or prediction.grid.scattered:
        return None
    own = prediction.bundle.sha256 == bundle.sha256 and bundle.manifest.head.facts.gated
    return LectureSpot(prediction, bundle.path) if own else None


def quit_program(context: ActionContext) -> None:
    """Close the window, which ends the program."""
    context.window.close()


def to_image(pixels: np.ndarray) -> QImage:
    """Return a copy of `pixels` (uint8 [h, w, 3], RGB) as a QImage."""
    height, width = pixels.shape[:2]
    data = np.ascontiguousarray(pixels)
    return QImage(data.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def _suggested(context: ActionContext, what: str) -> Path:
    """Return the path of a PNG file to suggest. Its name consists of the image's name and `what`, such as "view"."""
    image = context.controller.session.image.opened
    stem = Path(image.record.path).stem if image else "histocast"
    return save_folder(context) / f"{stem}.{what}.png"


def _to_clipboard(context: ActionContext, picture: QImage, what: str) -> None:
    QGuiApplication.clipboard().setImage(picture)
    notice = Notice("success", tr("{what} was copied to the clipboard.", what=what))
    context.controller.change(lambda s: s.noticed(notice))


def _png(context: ActionContext, path: Path | None) -> Path | None:
    """Return `path`, with ".png" appended if it has another suffix; None if it is None or the open image."""
    if path is None:
        return None
    return _not_the_image(context, path if path.suffix.lower() == ".png" else path.with_name(path.name + ".png"))


def _not_the_image(context: ActionContext, path: Path) -> Path | None:
    """Return `path`. If it is the image itself, show an error and return None instead."""
    image = context.controller.session.image.opened
    if image is None or path != Path(image.record.path):
        return path
    title = tr("{name} is the image itself and is not overwritten.", name=path.name)
    notice = Notice("error", title, tr("Choose another name."), "troubleshooting.md#a-file-cannot-be-written")
    context.controller.change(lambda s: s.noticed(notice))
    return None

"""What the longer commands do: the bench comes in; questions are asked, desk, clipboard or disk get the rest."""

from importlib.resources import files
from pathlib import Path

import numpy as np
from PySide6.QtGui import QGuiApplication, QImage

from app.actions.context import ActionContext
from app.actions.dialogs.files import STUDY
from app.session.session import Session
from app.session.values import Notice, Tone
from app.viewer.canvas.figure import with_suffix
from app.viewer.canvas.side_by_side import MOST
from model.tma.slide_objects import SlideObjects


def open_image(context: ActionContext) -> None:
    path = context.dialogs.image(context.window, last_folder(context))
    if path is not None:
        context.controller.open_image(path)


def open_file(context: ActionContext, path: Path, analyse: bool = False) -> None:
    """What a start names, a second start, or a drop: a study by its suffix, else an image (to `analyse`, if asked)."""
    if path.suffix.lower() != STUDY:
        context.controller.open_image(path, analyse)
    elif context.study.state.reading is not None:
        told = Notice("warning", f"{path.name} was not opened: a read is under way.", "Leave it (Esc), then open it.")
        context.study.notice(told)
    else:
        context.study.open(path)


def open_sample(context: ActionContext) -> None:
    """The first of the sample spots that come with the program."""
    context.controller.open_image(Path(str(files("resources"))) / "spots")


def open_beside(context: ActionContext) -> None:
    """One more image beside the analysed one, to look at."""
    told = None
    if context.beside.is_full:
        told = Notice("info", f"{MOST} images stand beside this one already.", "Close one of them first.")
    elif context.beside.is_narrow:
        told = Notice("info", "There is no room for one more image beside this one.", "Make the window wider.")
    if told is not None:
        context.controller.change(lambda s: s.noticed(told))
        return
    path = context.dialogs.image(context.window, last_folder(context))
    if path is not None:
        context.beside.open(path)


def choose_bundle(context: ActionContext) -> None:
    bundle = context.controller.session.bundle
    path = context.dialogs.bundle(context.window, bundle.path.parent if bundle else None)
    if path is not None:
        context.controller.choose_bundle(str(path))


def measure_fast(context: ActionContext) -> None:
    context.controller.measure_fast()


def show_card(context: ActionContext) -> None:
    bundle = context.controller.session.bundle
    if bundle is not None:
        context.dialogs.card(context.window, bundle)


def arrow(context: ActionContext, cols: int, rows: int) -> None:
    """An arrow key: it moves what is in the hand, the window or else the selection: a core until a tile is chosen."""
    session = context.controller.session
    if session.held:
        context.controller.places.nudge(cols, rows, "tile")
    elif session.core_here is not None and session.selected is None:
        context.controller.cores.step(rows, cols)
    else:
        context.controller.change(lambda s: s.walking(rows, cols))


def escape(context: ActionContext) -> None:
    """Stop what runs; where nothing does, put down what is in the hand."""
    session = context.controller.session
    if session.activity != "idle":
        context.controller.cancel()
    elif session.saving is not None:
        context.pictures.stop()
    elif session.playing:
        context.controller.change(lambda s: s.play(False))
    elif session.glazing or session.glazed:
        context.controller.change(lambda s: s.with_glass(False))
    elif session.explaining is not None:
        context.controller.explainer.stop()
    else:
        context.controller.change(_put_down)


def _put_down(session: Session) -> Session:
    """The ruler, else the window, else the selected tile."""
    if session.ruling or session.ruler is not None:
        return session.with_ruler(False)
    return session.holding(False) if session.held else session.selecting(None)


def cancel(context: ActionContext) -> None:
    """Stop what the user waits for, else the picture that is being made."""
    if context.controller.session.activity != "idle":
        context.controller.cancel()
    else:
        context.pictures.stop()


def copy_view(context: ActionContext) -> None:
    context.pictures.view(lambda picture: _to_clipboard(context, picture, "The view"))


def save_view(context: ActionContext) -> None:
    path = _png(context, context.dialogs.picture(context.window, _suggested(context, "view")))
    if path is not None:
        context.pictures.save_view(path)


def save_figure(context: ActionContext) -> None:
    """The view as a figure: its format is the suffix that was chosen."""
    answer = context.dialogs.figure(context.window, _suggested(context, "figure"))
    path = _not_the_image(context, with_suffix(answer)) if answer is not None else None
    if path is not None:
        context.pictures.save_figure(path)


def copy_heatmap(context: ActionContext) -> None:
    context.controller.draw_heatmap(lambda pixels: _to_clipboard(context, to_image(pixels), "The heatmap"))


def save_heatmap(context: ActionContext) -> None:
    path = _png(context, context.dialogs.picture(context.window, _suggested(context, "heatmap")))
    if path is not None:
        context.controller.draw_heatmap(lambda pixels: context.pictures.save_image(to_image(pixels), path))


def export(context: ActionContext) -> None:
    folder = context.dialogs.folder(context.window, last_folder(context))
    if folder is not None:
        context.controller.export(folder)


def find_cores(context: ActionContext) -> None:
    """Find the cores; where there are some, only on the user's word, since corrections are lost."""
    if context.controller.session.array is None or context.dialogs.sure(
        context.window,
        "Find the cores anew?",
        "The cores that are there, with their corrections and case IDs, are given up.",
        "Find anew",
    ):
        context.controller.find_cores()


def import_core_map(context: ActionContext) -> None:
    path = context.dialogs.core_map(context.window, last_folder(context))
    if path is not None:
        context.controller.cores.import_map(path)


def import_objects(context: ActionContext) -> None:
    """Cores and annotations made elsewhere; cores that are there are given up only on the user's word."""
    path = context.dialogs.objects(context.window, last_folder(context))
    if path is None:
        return

    def take(found: SlideObjects) -> None:
        told = []
        if found.array is not None and (
            context.controller.session.array is None
            or context.dialogs.sure(
                context.window,
                f"Take the cores of {path.name}?",
                "The cores that are there, with their corrections and case IDs, are given up.",
                "Take these",
            )
        ):
            context.controller.cores.take(found.array)
            told.append(f"{len(found.array.cores)} cores")
        if found.annotations:
            context.controller.places.keep_places(found.annotations)
            each = "annotation" if found.annotated == len(found.annotations) else "part of an annotation"
            told.append(f"{len(found.annotations)} windows, one on each {each}")
        if told:
            tone: Tone = "warning" if found.left_out else "info"
            notice = Notice(tone, f"Taken from {path.name}: {' and '.join(told)}.", " ".join(found.words))
            context.controller.change(lambda s: s.noticed(notice))

    context.controller.cores.read_objects(path, take)


def export_cores(context: ActionContext) -> None:
    """The files of the cores; over files that are there only on the user's word."""
    folder = context.dialogs.folder(context.window, last_folder(context))
    asked = context.controller.cores.to_export(folder) if folder is not None else None
    if asked is None:
        return
    names = ", ".join(path.name for path in asked.there)
    if not names or context.dialogs.sure(
        context.window, f"{names}: there already.", "They may hold corrections of yours.", "Write over"
    ):
        context.controller.cores.export(asked)


def other_theme(context: ActionContext) -> None:
    context.controller.change(lambda s: s.viewed(theme="light" if s.view.theme == "dark" else "dark"))


def full_screen(context: ActionContext) -> None:
    if context.window.isFullScreen():
        context.window.showNormal()
    else:
        context.window.showFullScreen()


def about(context: ActionContext) -> None:
    context.dialogs.about(context.window)


def quit_program(context: ActionContext) -> None:
    context.window.close()


def last_folder(context: ActionContext) -> Path | None:
    """The folder of the image on the screen, else of the one opened last."""
    recent = context.controller.session.recent
    return recent[0].parent if recent else None


def to_image(pixels: np.ndarray) -> QImage:
    """uint8 [h, w, 3], RGB, as a picture of its own memory."""
    height, width = pixels.shape[:2]
    data = np.ascontiguousarray(pixels)
    return QImage(data.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def _suggested(context: ActionContext, what: str) -> Path:
    """A name beside the image, told apart from it by `what` it shows."""
    image = context.controller.session.image
    path = Path(image.record.path) if image else Path.home() / "histocast"
    return path.with_name(f"{path.stem}.{what}.png")


def _to_clipboard(context: ActionContext, picture: QImage, what: str) -> None:
    QGuiApplication.clipboard().setImage(picture)
    context.controller.change(lambda s: s.noticed(Notice("info", f"{what} is on the clipboard.")))


def _png(context: ActionContext, path: Path | None) -> Path | None:
    """`path` as that of a PNG: the suffix is added where the user left it out."""
    if path is None:
        return None
    return _not_the_image(context, path if path.suffix.lower() == ".png" else path.with_name(path.name + ".png"))


def _not_the_image(context: ActionContext, path: Path) -> Path | None:
    """`path`, unless it is the image itself: that is told, and nothing is written."""
    image = context.controller.session.image
    if image is None or path != Path(image.record.path):
        return path
    told = Notice("error", f"{path.name} is the image itself; it is not overwritten.", "Choose another name.")
    context.controller.change(lambda s: s.noticed(told))
    return None

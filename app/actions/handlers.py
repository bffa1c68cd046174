"""What the longer commands do: the bench comes in; questions are asked, desk, clipboard or disk get the rest."""

from importlib.resources import files
from pathlib import Path

import numpy as np
from PySide6.QtGui import QGuiApplication, QImage

from app.actions.context import Bench
from app.actions.dialogs.files import STUDY
from app.session.session import Session
from app.session.values import Notice, Tone
from app.viewer.canvas.figure import with_suffix
from app.viewer.canvas.side_by_side import MOST
from model.tma.slide_objects import SlideObjects


def open_image(bench: Bench) -> None:
    path = bench.asks.image(bench.window, last_folder(bench))
    if path is not None:
        bench.desk.open_image(path)


def open_file(bench: Bench, path: Path, analyse: bool = False) -> None:
    """What a start names, a second start, or a drop: a study by its suffix, else an image (to `analyse`, if asked)."""
    if path.suffix.lower() != STUDY:
        bench.desk.open_image(path, analyse)
    elif bench.study.state.reading is not None:
        told = Notice("warning", f"{path.name} was not opened: a read is under way.", "Leave it (Esc), then open it.")
        bench.study.notice(told)
    else:
        bench.study.open(path)


def open_sample(bench: Bench) -> None:
    """The first of the sample spots that come with the program."""
    bench.desk.open_image(Path(str(files("resources"))) / "spots")


def open_beside(bench: Bench) -> None:
    """One more image beside the analysed one, to look at."""
    told = None
    if bench.beside.is_full:
        told = Notice("info", f"{MOST} images stand beside this one already.", "Close one of them first.")
    elif bench.beside.is_narrow:
        told = Notice("info", "There is no room for one more image beside this one.", "Make the window wider.")
    if told is not None:
        bench.desk.change(lambda s: s.noticed(told))
        return
    path = bench.asks.image(bench.window, last_folder(bench))
    if path is not None:
        bench.beside.open(path)


def choose_bundle(bench: Bench) -> None:
    bundle = bench.desk.session.bundle
    path = bench.asks.bundle(bench.window, bundle.path.parent if bundle else None)
    if path is not None:
        bench.desk.choose_bundle(str(path))


def measure_fast(bench: Bench) -> None:
    bench.desk.measure_fast()


def show_card(bench: Bench) -> None:
    bundle = bench.desk.session.bundle
    if bundle is not None:
        bench.asks.card(bench.window, bundle)


def arrow(bench: Bench, cols: int, rows: int) -> None:
    """An arrow key: it moves what is in the hand, the window or else the selection: a core until a tile is chosen."""
    session = bench.desk.session
    if session.held:
        bench.desk.places.nudge(cols, rows, "tile")
    elif session.core_here is not None and session.selected is None:
        bench.desk.cores.step(rows, cols)
    else:
        bench.desk.change(lambda s: s.walking(rows, cols))


def escape(bench: Bench) -> None:
    """Stop what runs; where nothing does, put down what is in the hand."""
    session = bench.desk.session
    if session.activity != "idle":
        bench.desk.cancel()
    elif session.saving is not None:
        bench.pictures.stop()
    elif session.playing:
        bench.desk.change(lambda s: s.play(False))
    elif session.glazing or session.glazed:
        bench.desk.change(lambda s: s.with_glass(False))
    elif session.explaining is not None:
        bench.desk.explainer.stop()
    else:
        bench.desk.change(_put_down)


def _put_down(session: Session) -> Session:
    """The ruler, else the window, else the selected tile."""
    if session.ruling or session.ruler is not None:
        return session.with_ruler(False)
    return session.holding(False) if session.held else session.selecting(None)


def cancel(bench: Bench) -> None:
    """Stop what the user waits for, else the picture that is being made."""
    if bench.desk.session.activity != "idle":
        bench.desk.cancel()
    else:
        bench.pictures.stop()


def copy_view(bench: Bench) -> None:
    bench.pictures.view(lambda picture: _to_clipboard(bench, picture, "The view"))


def save_view(bench: Bench) -> None:
    path = _png(bench, bench.asks.picture(bench.window, _suggested(bench, "view")))
    if path is not None:
        bench.pictures.save_view(path)


def save_figure(bench: Bench) -> None:
    """The view as a figure: its format is the suffix that was chosen."""
    answer = bench.asks.figure(bench.window, _suggested(bench, "figure"))
    path = _not_the_image(bench, with_suffix(answer)) if answer is not None else None
    if path is not None:
        bench.pictures.save_figure(path)


def copy_heatmap(bench: Bench) -> None:
    bench.desk.draw_heatmap(lambda pixels: _to_clipboard(bench, to_image(pixels), "The heatmap"))


def save_heatmap(bench: Bench) -> None:
    path = _png(bench, bench.asks.picture(bench.window, _suggested(bench, "heatmap")))
    if path is not None:
        bench.desk.draw_heatmap(lambda pixels: bench.pictures.save_image(to_image(pixels), path))


def export(bench: Bench) -> None:
    folder = bench.asks.folder(bench.window, last_folder(bench))
    if folder is not None:
        bench.desk.export(folder)


def find_cores(bench: Bench) -> None:
    """Find the cores; where there are some, only on the user's word, since corrections are lost."""
    if bench.desk.session.array is None or bench.asks.sure(
        bench.window,
        "Find the cores anew?",
        "The cores that are there, with their corrections and case IDs, are given up.",
        "Find anew",
    ):
        bench.desk.find_cores()


def import_core_map(bench: Bench) -> None:
    path = bench.asks.core_map(bench.window, last_folder(bench))
    if path is not None:
        bench.desk.cores.import_map(path)


def import_objects(bench: Bench) -> None:
    """Cores and annotations made elsewhere; cores that are there are given up only on the user's word."""
    path = bench.asks.objects(bench.window, last_folder(bench))
    if path is None:
        return

    def take(found: SlideObjects) -> None:
        told = []
        if found.array is not None and (
            bench.desk.session.array is None
            or bench.asks.sure(
                bench.window,
                f"Take the cores of {path.name}?",
                "The cores that are there, with their corrections and case IDs, are given up.",
                "Take these",
            )
        ):
            bench.desk.cores.take(found.array)
            told.append(f"{len(found.array.cores)} cores")
        if found.annotations:
            bench.desk.places.keep_places(found.annotations)
            each = "annotation" if found.annotated == len(found.annotations) else "part of an annotation"
            told.append(f"{len(found.annotations)} windows, one on each {each}")
        if told:
            tone: Tone = "warning" if found.left_out else "info"
            notice = Notice(tone, f"Taken from {path.name}: {' and '.join(told)}.", " ".join(found.words))
            bench.desk.change(lambda s: s.noticed(notice))

    bench.desk.cores.read_objects(path, take)


def export_cores(bench: Bench) -> None:
    """The files of the cores; over files that are there only on the user's word."""
    folder = bench.asks.folder(bench.window, last_folder(bench))
    asked = bench.desk.cores.to_export(folder) if folder is not None else None
    if asked is None:
        return
    names = ", ".join(path.name for path in asked.there)
    if not names or bench.asks.sure(
        bench.window, f"{names}: there already.", "They may hold corrections of yours.", "Write over"
    ):
        bench.desk.cores.export(asked)


def other_theme(bench: Bench) -> None:
    bench.desk.change(lambda s: s.viewed(theme="light" if s.view.theme == "dark" else "dark"))


def full_screen(bench: Bench) -> None:
    if bench.window.isFullScreen():
        bench.window.showNormal()
    else:
        bench.window.showFullScreen()


def about(bench: Bench) -> None:
    bench.asks.about(bench.window)


def quit_program(bench: Bench) -> None:
    bench.window.close()


def last_folder(bench: Bench) -> Path | None:
    """The folder of the image on the screen, else of the one opened last."""
    recent = bench.desk.session.recent
    return recent[0].parent if recent else None


def to_image(pixels: np.ndarray) -> QImage:
    """uint8 [h, w, 3], RGB, as a picture of its own memory."""
    height, width = pixels.shape[:2]
    data = np.ascontiguousarray(pixels)
    return QImage(data.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def _suggested(bench: Bench, what: str) -> Path:
    """A name beside the image, told apart from it by `what` it shows."""
    image = bench.desk.session.image
    path = Path(image.record.path) if image else Path.home() / "histocast"
    return path.with_name(f"{path.stem}.{what}.png")


def _to_clipboard(bench: Bench, picture: QImage, what: str) -> None:
    QGuiApplication.clipboard().setImage(picture)
    bench.desk.change(lambda s: s.noticed(Notice("info", f"{what} is on the clipboard.")))


def _png(bench: Bench, path: Path | None) -> Path | None:
    """`path` as that of a PNG: the suffix is added where the user left it out."""
    if path is None:
        return None
    return _not_the_image(bench, path if path.suffix.lower() == ".png" else path.with_name(path.name + ".png"))


def _not_the_image(bench: Bench, path: Path) -> Path | None:
    """`path`, unless it is the image itself: that is told, and nothing is written."""
    image = bench.desk.session.image
    if image is None or path != Path(image.record.path):
        return path
    told = Notice("error", f"{path.name} is the image itself; it is not overwritten.", "Choose another name.")
    bench.desk.change(lambda s: s.noticed(told))
    return None

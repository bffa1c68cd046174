"""Take a picture of every state of the window on one sheet: `PYTHONPATH=. python docs/states.py OUT [--language de]`.

Each state is shown in the dark and in the light theme, in English or in another language of the window. The sheet is
for a critical look side by side, and is not kept in the repository. OUT is a folder; it gets `states.png` and each
picture by itself, 1280 x 720 px. Names of states as further arguments take these only. The images and answers are
those of the tests of the window (`tests/app/fakes.py`): nothing is analysed, and the sheet takes a few minutes.
"""

import argparse
import csv
import importlib.util
import os
import runpy
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Generator
from dataclasses import replace
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="histocast-states-"))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["HISTOCAST_HOME"] = str(FOLDER / "home")

import numpy as np  # noqa: E402
from PIL import Image, ImageDraw  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from app.actions import action_table  # noqa: E402
from app.actions.dialogs.settings_dialog import SettingsDialog  # noqa: E402
from app.language.languages import LANGUAGES  # noqa: E402
from app.session.queue_state import QueuedSpot  # noqa: E402
from app.session.session import Session  # noqa: E402
from app.session.store import Store  # noqa: E402
from app.start.language import start_language  # noqa: E402
from app.study.dialogs.sign_in import SignInDialog  # noqa: E402
from app.ui.settings import Settings  # noqa: E402
from app.viewer.controller import ViewerController  # noqa: E402
from app.viewer.tasks import Opened  # noqa: E402
from app.window.main_window import MainWindow  # noqa: E402
from model.base.errors import SlideError  # noqa: E402
from model.base.files import file_sha256  # noqa: E402
from model.base.geometry import PointL0  # noqa: E402
from model.base.progress import Progress, result_of  # noqa: E402
from model.result.prediction import Verdict  # noqa: E402
from model.slide.limits import COPY_REMEDY  # noqa: E402
from model.study.columns import guess_columns  # noqa: E402
from model.study.comparison_input import ComparisonRequest  # noqa: E402
from model.study.fill import fill  # noqa: E402
from model.study.plan import plan_import  # noqa: E402
from model.study.predictions import add_prediction  # noqa: E402
from model.study.read_import import import_reads  # noqa: E402
from model.study.settings import StudySettings, save_settings  # noqa: E402
from model.study.spots import images_below, spots_of  # noqa: E402
from model.study.store import create_study  # noqa: E402
from model.tables.read import read_table  # noqa: E402
from model.tma.array import Core, TmaArray  # noqa: E402
from model.tma.finding import FoundArray  # noqa: E402
from model.tma.labels import Place  # noqa: E402

ROOT = Path(__file__).parents[1]
SIZE = (1280, 720)
THUMB = (640, 360)
COLUMNS = 3
LONGEST_S = 60
PATIENTS = 30
ARRAY, SLIDE, BROKEN = Path("/data/array.png"), Path("/data/slide.svs"), Path("/data/broken.png")
SPOTS = tuple(Path(f"/data/spot-{number}.png") for number in range(1, 6))


def load_fakes() -> object:
    """Return the module with the tasks of the tests."""
    spec = importlib.util.spec_from_file_location("histocast_states_fakes", ROOT / "tests/app/fakes.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


fakes = load_fakes()
app = QApplication.instance() or QApplication([])


class Scene:
    """A new window with tasks of its own, in one theme. `look_at` is the window or dialog whose picture is taken."""

    def __init__(self, theme: str) -> None:
        self.tasks = fakes.FakeTasks(siblings=SPOTS)  # type: ignore[attr-defined]
        self.window = MainWindow(ViewerController(Store(Session()), self.tasks))
        self.controller = self.window.controller
        self.look_at: QWidget = self.window
        self.controller.change(lambda s: s.viewed(theme=theme))
        self.window.resize(*SIZE)
        self.window.show()
        self.controller.choose_bundle("demo")
        self.until(lambda: self.controller.session.bundle is not None)
        self.window.get_ready()

    def until(self, holds: Callable[[], bool]) -> None:
        """Serve events until `holds` returns True. Raise TimeoutError after `LONGEST_S`."""
        end = time.monotonic() + LONGEST_S
        while not holds():
            app.processEvents()
            time.sleep(0.005)
            if time.monotonic() > end:
                raise TimeoutError(f"{self.controller.session.notice}")
        for _ in range(40):
            app.processEvents()
            time.sleep(0.005)

    def opened(self, path: Path = SPOTS[0]) -> None:
        """Open the image."""
        self.controller.open_image(path)
        self.until(lambda: self._is_open(path))

    def _is_open(self, path: Path) -> bool:
        image = self.controller.session.image.opened
        return image is not None and image.record.path == str(path)

    def analysed(self) -> None:
        """Open a spot and analyse it to the end."""
        self.opened()
        self.controller.analyse()
        self.until(lambda: self.controller.session.analysis.prediction is not None)
        self.until(lambda: self.controller.session.explanation.running is None)

    def close(self) -> None:
        """End all work and close the window."""
        self.tasks.open_gates()
        if self.look_at is not self.window:
            self.look_at.close()
        self.controller.queue.change(lambda queue: queue.cancelled(tuple(item.number for item in queue.items)))
        self.window.close()
        app.processEvents()


def empty(scene: Scene) -> None:
    """Show the start page with recent images."""
    scene.opened()
    scene.opened(SPOTS[1])
    image = replace(Session().image, recent=scene.controller.session.image.recent)
    scene.controller.change(lambda s: replace(Session(view=s.view, bundle=s.bundle), image=image))


def loading(scene: Scene) -> None:
    """Show an image that is being opened."""
    scene.tasks.opening_gate = threading.Semaphore(0)
    scene.controller.open_image(SPOTS[0])
    scene.until(lambda: bool(scene.tasks.seen))


def running(scene: Scene) -> None:
    """Show an analysis after 96 tiles."""
    scene.opened()
    scene.tasks.gate = threading.Semaphore(6)
    scene.controller.analyse()
    scene.until(lambda: _steps(scene) >= 96)


def _steps(scene: Scene) -> int:
    partial = scene.controller.session.analysis.partial
    return 0 if partial is None else int(partial.trace.steps)


def queue(scene: Scene) -> None:
    """Show the queue with finished, failed, running and waiting spots."""
    scene.opened()
    scene.tasks.failures[SPOTS[2].name] = SlideError(SPOTS[2], f"{SPOTS[2].name} is empty.", COPY_REMEDY)
    scene.tasks.queue_gate = threading.Semaphore(3)
    scene.controller.queue.add_spots(SPOTS[0].parent, tuple(QueuedSpot(path) for path in SPOTS))
    scene.controller.change(lambda s: s.viewed(queue=True))
    scene.until(lambda: sum(not item.is_open for item in scene.controller.session.queue.items) >= 3)


def result(scene: Scene) -> None:
    """Show a result with its map and a selected tile."""
    scene.analysed()
    scene.controller.change(lambda s: s.selecting(119))


def advanced(scene: Scene) -> None:
    """Show a result with the running curve, the tile orders and the lines about the network."""
    result(scene)
    scene.controller.change(lambda s: s.viewed(advanced=True))


def caution(scene: Scene) -> None:
    """Show a result that needs caution."""
    reason = "There is little tissue in the analysis region (31%); most tiles are glass."
    scene.tasks.verdict = Verdict("caution", (reason,))
    scene.analysed()


def refused(scene: Scene) -> None:
    """Show a result that must not be used."""
    scene.tasks.verdict = Verdict("do not use", ("There is hardly any tissue in the analysis region (4%).",))
    scene.analysed()


def error(scene: Scene) -> None:
    """Show an image that cannot be opened."""
    message = f"{BROKEN.name} has the suffix of a picture, but its first bytes belong to no supported format."
    problem = SlideError(BROKEN, message, COPY_REMEDY)
    scene.tasks.failures[BROKEN.name] = problem
    scene.controller.open_image(BROKEN)
    scene.until(lambda: scene.controller.session.notice is not None)


def slide(scene: Scene) -> None:
    """Show a whole slide with its analysis region and two saved regions."""
    scene.tasks.siblings = ()
    scene.tasks.slides[SLIDE.name] = lambda path: fakes.PaintedSlide(path, 28_000)  # type: ignore[attr-defined]
    scene.opened(SLIDE)
    for x in (9000.0, 16_000.0):
        scene.controller.places.move(PointL0(x, 12_000.0))
        action_table.run("save-region", scene.window.context)
        scene.until(lambda: True)


def microarray(scene: Scene) -> None:
    """Show a microarray with its list of cores, one of which is analysed."""
    scene.tasks.siblings = ()
    scene.tasks.slides[ARRAY.name] = lambda path: fakes.PaintedSlide(path, 14_000)  # type: ignore[attr-defined]
    places = [Place(row, col) for row in range(3) for col in range(3)]
    cores = [Core(one, PointL0(2000 + 4000 * one.col, 2000 + 4000 * one.row), 1500.0) for one in places]
    scene.tasks.found = FoundArray(TmaArray(tuple(cores)).marked("B-3", "missing"), ())
    scene.opened(ARRAY)
    action_table.run("find-cores", scene.window.context)
    scene.until(lambda: scene.controller.session.cores.array is not None)
    scene.controller.cores.select(cores[4])
    scene.controller.analyse()
    scene.until(lambda: scene.controller.session.analysis.prediction is not None)
    scene.controller.change(lambda s: s.viewed(core_list=True))


def what_if(scene: Scene) -> None:
    """Show the mode in which tiles are occluded."""
    scene.analysed()
    tiles = frozenset({119, 120, 136})
    scene.controller.change(lambda s: s.selecting(119).with_occlusion_tool(True).with_occluded(tiles))
    scene.until(lambda: scene.controller.session.explanation.without is not None)


def study(scene: Scene) -> None:
    """Show the cases of a study."""
    _open_study(scene)


def reading(scene: Scene) -> None:
    """Show a case of a blinded read."""
    open_image = scene.tasks.open_image

    def with_hash(path: Path) -> Generator[Progress, None, Opened]:
        found = yield from open_image(path)
        record = replace(found.image.record, sha256=file_sha256(path))
        return replace(found, image=replace(found.image, record=record))

    scene.tasks.open_image = with_hash
    _open_study(scene)
    reading_view, shown = scene.window.room.reading, list[object]()
    reading_view.images.opened.connect(shown.append)
    scene.window.study.sign_in("Cleo")
    scene.until(lambda: bool(shown))
    scene.until(lambda: scene.controller.session.workspace == "reading" and reading_view.canvas.isVisible())
    reading_view.sheet.press("2")


def case_table(scene: Scene) -> None:
    """Show the table of the study's cases."""
    _open_study(scene)
    action_table.run("study-table", scene.window.context)
    scene.until(lambda: scene.controller.session.study.cases.table is not None)


def statistics(scene: Scene) -> None:
    """Show the comparison of model and readers."""
    _open_study(scene)
    scene.window.study.comparison.ask_for(ComparisonRequest(draws=20))
    action_table.run("study-page", scene.window.context)
    action_table.run("page-make", scene.window.context)
    scene.until(lambda: scene.controller.session.comparison.comparison is not None)


def sign_in(scene: Scene) -> None:
    """Show the dialog that begins a blinded read."""
    scene.look_at = SignInDialog(scene.window, ())
    scene.look_at.open()


def settings(scene: Scene) -> None:
    """Show the settings."""
    from app.actions.dialogs.settings_dialog import SettingsForm

    rows = action_table.rows(scene.controller.session)
    form = SettingsForm(Settings(), (("auto", "Automatic"),), rows, (("Data", "/home/user/histocast"),))
    scene.look_at = SettingsDialog(scene.window, form)
    scene.look_at.open()


def help_window(scene: Scene) -> None:
    """Show the help."""
    scene.window.show_help("maps.md")
    assert scene.window.help.shown is not None
    scene.look_at = scene.window.help.shown


def _open_study(scene: Scene) -> None:
    scene.window.study.open(STUDY)
    scene.until(lambda: len(scene.controller.session.study.spots) == PATIENTS)


def make_study() -> Path:
    """Write a study of patients with outcomes, predictions and two readers, all made by arithmetic."""
    folder = FOLDER / "study"
    (folder / "spots").mkdir(parents=True)
    with (folder / "clinic.csv").open("w", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["patient_id", "image", "time_years", "event", "grade", "age"])
        for n in range(PATIENTS):
            name, dies = f"s{n:02d}.png", (7 * n) % PATIENTS < PATIENTS // 2
            Image.fromarray(np.full((60, 60, 3), (200, 120 + 3 * n, 190), np.uint8)).save(folder / "spots" / name)
            years = 0.5 + n % 9 / 2.1 if dies else 4.2 + n % 7
            rows.writerow([f"P{n:02d}", name, years, int(dies), n % 3 + 1, 50 + n % 13])
    with (folder / "reads.csv").open("w", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["reader", "patient_id", "risk"])
        for who, odd in (("Ada", 3), ("Bo", 2)):
            rows.writerows([who, f"P{n:02d}", int(n % odd != 0)] for n in range(PATIENTS))
    made = runpy.run_path(str(ROOT / "tests/predictions.py"))
    base, sheet = made["make_prediction"](made["make_slide"](folder / "any.bin")), read_table(folder / "clinic.csv")
    model = fakes.bundle()  # type: ignore[attr-defined]
    bundle = replace(base.bundle, sha256=model.sha256, version=model.manifest.version)
    with create_study(folder / "colon.histostudy") as study_file:
        save_settings(study_file, StudySettings(washout_days=0))
        plan = plan_import(sheet, guess_columns(sheet.columns), images_below(folder / "spots"), folder / "spots")
        result_of(fill(study_file, plan))
        import_reads(study_file, folder / "reads.csv")
        for n, spot in enumerate(spots_of(study_file)):
            path = folder / spot.image
            image = replace(base.image, path=str(path), sha256=file_sha256(path))
            answer = 0.02 + 0.96 * ((7 * n) % PATIENTS) / (PATIENTS - 1)
            add_prediction(study_file, spot, replace(base, bundle=bundle, image=image, survival_probability=answer))
    return folder / "colon.histostudy"


STATES: dict[str, Callable[[Scene], None]] = {
    "empty": empty, "loading": loading, "running": running, "queue": queue, "result": result,
    "advanced": advanced, "caution": caution, "refused": refused, "error": error, "slide": slide,
    "microarray": microarray, "what-if": what_if, "study": study, "reading": reading, "table": case_table,
    "statistics": statistics, "sign-in": sign_in, "settings": settings, "help": help_window,
}  # fmt: skip


def take(name: str, theme: str, out: Path) -> Path:
    """Make the state, save its picture, and close the window. Return the path of the picture."""
    scene = Scene(theme)
    try:
        STATES[name](scene)
        scene.until(lambda: True)
        path = out / f"{name}-{theme}.png"
        scene.look_at.grab().save(str(path))
    finally:
        scene.close()
    return path


def sheet_of(pictures: list[tuple[str, Path]], out: Path) -> None:
    """Write all pictures in rows, each with its name, to `states.png`."""
    rows, (width, height) = -(-len(pictures) // COLUMNS), THUMB
    whole = Image.new("RGB", (COLUMNS * (width + 8), rows * (height + 24)), "#808080")
    pen = ImageDraw.Draw(whole)
    for at, (name, path) in enumerate(pictures):
        x, y = at % COLUMNS * (width + 8), at // COLUMNS * (height + 24)
        picture = Image.open(path).convert("RGB")
        picture.thumbnail(THUMB)
        pen.text((x + 4, y + 6), name, fill="white")
        whole.paste(picture, (x, y + 24))
    whole.save(out / "states.png", optimize=True)
    print(out / "states.png")


def main() -> None:
    """Take the pictures that the command line asks for."""
    parser = argparse.ArgumentParser(description="Take a picture of every state of the window, in both themes.")
    parser.add_argument("out", type=Path, help="folder of the pictures")
    parser.add_argument("states", nargs="*", help="names of states (default: all): " + ", ".join(STATES))
    parser.add_argument("--language", default="en", choices=[code for code, _ in LANGUAGES], help="of the texts")
    options = parser.parse_intermixed_args()
    options.out.mkdir(parents=True, exist_ok=True)
    start_language(app, options.language)
    pictures = []
    for state in options.states or STATES:
        for theme in ("dark", "light"):
            pictures.append((f"{state}, {theme}", take(state, theme, options.out)))
    sheet_of(pictures, options.out)


if __name__ == "__main__":
    STUDY = make_study()
    main()
    os._exit(0)

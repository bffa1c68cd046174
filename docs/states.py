"""Take a picture of every state of the window on one sheet: `PYTHONPATH=. python docs/states.py OUT [--language de]`.

Each state is shown in the dark and in the light theme, in English or in another language of the window. The sheet is
for a critical look side by side, and is not kept in the repository. OUT is a folder; it gets `states.png` and each
picture by itself, 1280 x 720 px. Names of states as further arguments take these only. The images and answers are
those of the tests of the window (`tests/app/fakes.py`): nothing is analysed, and the sheet takes a few minutes.
"""

import argparse
import importlib.util
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable, Generator
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from app.actions import action_table
from app.actions.dialogs.settings_dialog import SettingsDialog, SettingsForm
from app.language.languages import LANGUAGES
from app.session.queue_state import QueuedSpot
from app.session.session import Session
from app.session.store import Store
from app.start.language import start_language
from app.study.dialogs.sign_in import SignInDialog
from app.ui.settings import Settings
from app.viewer.controller import ViewerController
from app.viewer.tasks import Opened
from app.window.main_window import MainWindow
from docs.scenes import FOLDER, ROOT, Stage, app, leave, make_study
from model.base.errors import SlideError
from model.base.files import file_sha256
from model.base.geometry import PointL0
from model.base.progress import Progress
from model.result.prediction import Verdict
from model.slide.limits import COPY_REMEDY
from model.tma.array import Core, TmaArray
from model.tma.finding import FoundArray
from model.tma.labels import Place

SIZE = (1280, 720)
THUMB = (640, 360)
COLUMNS = 3
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


class Scene(Stage):
    """A new window with tasks of its own, in one theme."""

    def __init__(self, theme: str) -> None:
        self.tasks = fakes.FakeTasks(siblings=SPOTS)  # type: ignore[attr-defined]
        super().__init__(MainWindow(ViewerController(Store(Session()), self.tasks)), theme, SIZE)

    def close(self) -> None:
        self.tasks.open_gates()
        super().close()


def empty(scene: Scene) -> None:
    """Show the start page with recent images."""
    scene.opened(SPOTS[0])
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
    scene.opened(SPOTS[0])
    scene.tasks.gate = threading.Semaphore(6)
    scene.controller.analyse()
    scene.until(lambda: _steps(scene) >= 96)


def _steps(scene: Scene) -> int:
    partial = scene.controller.session.analysis.partial
    return 0 if partial is None else int(partial.trace.steps)


def queue(scene: Scene) -> None:
    """Show the queue with finished, failed, running and waiting spots."""
    scene.opened(SPOTS[0])
    scene.tasks.failures[SPOTS[2].name] = SlideError(SPOTS[2], f"{SPOTS[2].name} is empty.", COPY_REMEDY)
    scene.tasks.queue_gate = threading.Semaphore(3)
    scene.controller.queue.add_spots(SPOTS[0].parent, tuple(QueuedSpot(path) for path in SPOTS))
    scene.controller.change(lambda s: s.viewed(queue=True))
    scene.until(lambda: sum(not item.is_open for item in scene.controller.session.queue.items) >= 3)


def result(scene: Scene) -> None:
    """Show a result with its map and a selected tile."""
    scene.analysed(SPOTS[0])
    scene.controller.change(lambda s: s.selecting(119))


def advanced(scene: Scene) -> None:
    """Show a result with the running curve, the tile orders and the lines about the network."""
    result(scene)
    scene.controller.change(lambda s: s.viewed(advanced=True))


def caution(scene: Scene) -> None:
    """Show a result that needs caution."""
    reason = "There is little tissue in the analysis region (31%); most tiles are glass."
    scene.tasks.verdict = Verdict("caution", (reason,))
    scene.analysed(SPOTS[0])


def refused(scene: Scene) -> None:
    """Show a result that must not be used."""
    scene.tasks.verdict = Verdict("do not use", ("There is hardly any tissue in the analysis region (4%).",))
    scene.analysed(SPOTS[0])


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
        scene.run("save-region")
        scene.until(lambda: True)


def microarray(scene: Scene) -> None:
    """Show a microarray with its list of cores, one of which is analysed."""
    scene.tasks.siblings = ()
    scene.tasks.slides[ARRAY.name] = lambda path: fakes.PaintedSlide(path, 14_000)  # type: ignore[attr-defined]
    places = [Place(row, col) for row in range(3) for col in range(3)]
    cores = [Core(one, PointL0(2000 + 4000 * one.col, 2000 + 4000 * one.row), 1500.0) for one in places]
    scene.tasks.found = FoundArray(TmaArray(tuple(cores)).marked("B-3", "missing"), ())
    scene.opened(ARRAY)
    scene.run("find-cores")
    scene.until(lambda: scene.controller.session.cores.array is not None)
    scene.controller.cores.select(cores[4])
    scene.controller.analyse()
    scene.until(lambda: scene.controller.session.analysis.prediction is not None)
    scene.controller.change(lambda s: s.viewed(core_list=True))


def what_if(scene: Scene) -> None:
    """Show the mode in which tiles are occluded."""
    scene.analysed(SPOTS[0])
    tiles = frozenset({119, 120, 136})
    scene.controller.change(lambda s: s.selecting(119).with_occlusion_tool(True).with_occluded(tiles))
    scene.until(lambda: scene.controller.session.explanation.without is not None)


def study(scene: Scene) -> None:
    """Show the cases of a study."""
    scene.open_study(own_study(), PATIENTS)


def reading(scene: Scene) -> None:
    """Show a case of a blinded read."""
    open_image = scene.tasks.open_image

    def with_hash(path: Path) -> Generator[Progress, None, Opened]:
        found = yield from open_image(path)
        record = replace(found.image.record, sha256=file_sha256(path))
        return replace(found, image=replace(found.image, record=record))

    scene.tasks.open_image = with_hash
    scene.open_study(own_study(), PATIENTS)
    scene.sign_in("Cleo")


def case_table(scene: Scene) -> None:
    """Show the table of the study's cases."""
    scene.open_study(own_study(), PATIENTS)
    scene.show_cases()


def statistics(scene: Scene) -> None:
    """Show the comparison of model and readers."""
    scene.open_study(own_study(), PATIENTS)
    scene.show_comparison(draws=20)


def sign_in(scene: Scene) -> None:
    """Show the dialog that begins a blinded read."""
    scene.look_at = SignInDialog(scene.window, ())
    scene.look_at.open()


def settings(scene: Scene) -> None:
    """Show the settings."""
    rows = action_table.rows(scene.controller.session)
    form = SettingsForm(
        Settings(theme=scene.controller.session.view.theme),
        (("auto", "Automatic"),),
        rows,
        (("Data", "/home/user/histocast"),),
    )
    scene.look_at = SettingsDialog(scene.window, form)
    scene.look_at.open()


def help_window(scene: Scene) -> None:
    """Show the help."""
    scene.show_help("maps.md")


def own_study() -> Path:
    """Return a new copy of the example: a blinded read that one state begins hides answers in others."""
    folder = Path(tempfile.mkdtemp(dir=FOLDER))
    return shutil.copytree(EXAMPLE.parent, folder / "study") / EXAMPLE.name


def make_example() -> Path:
    """Write a study of patients with outcomes, predictions and two readers, all made by arithmetic."""
    folder = FOLDER / "study"
    images = folder / "spots"
    images.mkdir(parents=True)
    patients = []
    for n in range(PATIENTS):
        name, dies = f"s{n:02d}.png", (7 * n) % PATIENTS < PATIENTS // 2
        Image.fromarray(np.full((60, 60, 3), (200, 120 + 3 * n, 190), np.uint8)).save(images / name)
        years = 0.5 + n % 9 / 2.1 if dies else 4.2 + n % 7
        patients.append((f"P{n:02d}", name, years, int(dies), n % 3 + 1, 50 + n % 13))
    columns = ("patient_id", "image", "time_years", "event", "grade", "age")
    reads = [(who, f"P{n:02d}", int(n % odd != 0)) for who, odd in (("Ada", 3), ("Bo", 2)) for n in range(PATIENTS)]
    answers = {f"s{n:02d}.png": 0.02 + 0.96 * ((7 * n) % PATIENTS) / (PATIENTS - 1) for n in range(PATIENTS)}
    model = fakes.bundle()  # type: ignore[attr-defined]
    return make_study(
        folder / "colon.histostudy", images, columns, patients, reads, answers,
        lambda bundle: replace(bundle, sha256=model.sha256, version=model.manifest.version),
    )  # fmt: skip


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
        path = out / f"{name}-{theme}.png"
        scene.picture().save(str(path))
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
    EXAMPLE = make_example()
    main()
    leave()

"""Take the pictures of README and help from the real window, off screen: `PYTHONPATH=. python docs/screenshots.py`.

Names of pictures as arguments take these only. The demo model analyses the sample spots and synthetic slides. Patients,
readers and predictions of the study are simulated, and its model is called "example". The pictures are written to
resources/help/pictures, with few colours so that the files are small. Together they take some ten minutes.
"""

import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter
from PySide6.QtGui import QPixmap

from app.actions import action_table
from app.actions.dialogs.settings_dialog import SettingsDialog
from app.actions.settings_handlers import settings_form
from app.session.queue_state import QueuedSpot
from app.start.language import start_language
from app.start.main import build
from app.ui.settings import load_settings
from app.viewer.network_tasks import Tasks
from app.viewer.tasks import Opened, Steps
from docs.scenes import FOLDER, ROOT, Stage, app, leave, make_study
from model.base.geometry import PointL0
from model.base.progress import result_of
from model.synthesis.clinic_synthesis import simulate_clinic
from model.synthesis.cohort_synthesis import patient_seed, save_spot
from model.synthesis.composition import draw_composition, log_hazard, simulate_outcome
from model.synthesis.tma_slide import write_tma_slide

OUT = ROOT / "resources/help/pictures"
SPOTS = tuple(sorted((ROOT / "resources/spots").glob("*.jpg")))
LARGE, USUAL = (1440, 900), (1120, 700)
COLOURS = 224
PATIENTS = 120
READERS = ("Ada", "Bo", "Cleo")
NOISE = 1.8
"""SD of the noise of the simulated predictions, in log odds."""
ANALYSED_CORES = 6
LAB_PATIENTS, PREDICTED = 18, 3
BLUR_PX = 12


class HeldTasks(Tasks):
    """The real tasks. While `is_held` is set, no image opens: a picture of the waiting window can be taken."""

    def __init__(self) -> None:
        super().__init__()
        self.may_open = threading.Event()
        self.may_open.set()

    def open_image(self, path: Path) -> Steps[Opened]:
        steps = super().open_image(path)
        yield next(steps)
        self.may_open.wait()
        return (yield from steps)


class Scene(Stage):
    """The window of the program with its real tasks, and settings of a first start."""

    def __init__(self, theme: str, size: tuple[int, int]) -> None:
        self.tasks = HeldTasks()
        super().__init__(build(load_settings(), self.tasks), theme, size)

    def close(self) -> None:
        self.tasks.may_open.set()
        super().close()


def start(scene: Scene) -> None:
    """Show the start page."""


def loading(scene: Scene) -> None:
    """Show an image that is being opened."""
    scene.tasks.may_open.clear()
    scene.controller.open_image(SPOTS[0])


def running(scene: Scene) -> None:
    """Show an analysis that has encoded some tiles."""
    scene.opened(_copied(SPOTS[1], "running"))
    scene.until(lambda: scene.controller.session.can_analyse)
    scene.run("analyse")
    scene.until(lambda: scene.controller.session.analysis.partial is not None)


def result(scene: Scene) -> None:
    """Show a sample spot with its result, its map and a selected tile."""
    scene.analysed(SPOTS[0])
    scene.until(lambda: "ig" in scene.controller.session.explanation.found and scene.is_explained)
    scene.controller.change(lambda s: s.selecting(119))


def network(scene: Scene) -> None:
    """Show the same spot with *Advanced* and the states of the network open."""
    result(scene)
    scene.controller.change(lambda s: s.viewed(advanced=True, inside=True))


def caution(scene: Scene) -> None:
    """Show a result of an image whose pixel size is unknown."""
    path = _in_own_folder("unknown-size", "spot.png")
    Image.open(SPOTS[0]).save(path)
    scene.analysed(path)
    scene.controller.change(lambda s: s.asking_mpp(False))


def refused(scene: Scene) -> None:
    """Show a result of a spot that is out of focus."""
    path = _in_own_folder("blurred", "out-of-focus.jpg")
    with Image.open(SPOTS[1]) as spot:
        save_spot(np.asarray(spot.filter(ImageFilter.GaussianBlur(BLUR_PX))), path)
    scene.analysed(path)


def error(scene: Scene) -> None:
    """Show that a file cannot be opened, and what to do."""
    path = _in_own_folder("damaged", "spot-7.jpg")
    path.write_bytes(SPOTS[0].read_bytes()[:200_000])
    scene.controller.open_image(path)
    scene.until(lambda: scene.controller.session.notice is not None)


def queue(scene: Scene) -> None:
    """Show the queue with finished, failed, running and waiting spots."""
    damaged = _in_own_folder("queue", "spot-2.jpg")
    damaged.write_bytes(SPOTS[0].read_bytes()[:200_000])
    names = ("spot-1.jpg", "spot-3.jpg", "spot-4.jpg", "spot-5.jpg")
    for number, name in enumerate(names):
        save_spot(np.asarray(_turned(SPOTS[number % len(SPOTS)], number)), damaged.with_name(name))
    spots = sorted(damaged.parent.glob("*.jpg"))
    scene.opened(spots[0])
    scene.controller.change(lambda s: s.viewed(queue=True))
    scene.controller.queue.add_spots(damaged.parent, tuple(QueuedSpot(path) for path in spots))
    scene.until(lambda: sum(not item.is_open for item in scene.controller.session.queue.items) >= 3)


def slide(scene: Scene) -> None:
    """Show a slide of two large pieces of tissue, with three saved regions."""
    path = _in_own_folder("slides", "section.tif")
    result_of(write_tma_slide(path, rows=1, cols=2, seed=4, side_px=7000))
    scene.opened(path)
    for x, y in ((6200.0, 5900.0), (12_900.0, 5900.0), (16_400.0, 5900.0)):
        scene.controller.places.move(PointL0(x, y))
        scene.run("save-region")
        scene.settle()
    scene.run("analyse")
    scene.until(lambda: scene.controller.session.analysis.prediction is not None and scene.is_explained)


def microarray(scene: Scene) -> None:
    """Show a microarray of which half is analysed, with its list of cores."""
    path = _in_own_folder("arrays", "array.tif")
    result_of(write_tma_slide(path, rows=3, cols=4, seed=1))
    scene.opened(path)
    scene.run("find-cores")
    scene.until(lambda: scene.controller.session.cores.array is not None)
    array = scene.controller.session.cores.array
    assert array is not None
    for core in array.present[:ANALYSED_CORES]:
        scene.controller.cores.select(core)
        scene.settle()
        scene.run("analyse")
        scene.until(lambda: _is_done(scene))
    scene.until(lambda: scene.is_explained)
    scene.window.canvas.fit()


def _is_done(scene: Scene) -> bool:
    session = scene.controller.session
    return session.analysis.prediction is not None and session.work.activity == "idle"


def what_if(scene: Scene) -> None:
    """Show the mode in which tiles are occluded."""
    scene.analysed(SPOTS[0])
    tiles = frozenset(16 * row + col for row in (11, 12, 13) for col in (7, 8, 9, 10))
    scene.controller.change(lambda s: s.selecting(200).with_occlusion_tool(True).with_occluded(tiles))
    scene.until(lambda: scene.controller.session.explanation.without is not None)


def blinded_read(scene: Scene) -> None:
    """Show a case of a blinded read, with the first question answered."""
    patients = [(f"P{number}", path.name, "4.1", "1") for number, path in enumerate(SPOTS, 1)]
    columns = ("patient_id", "image", "time_years", "event")
    study_file = make_study(_in_own_folder("read", "read.histostudy"), SPOTS[0].parent, columns, patients)
    scene.open_study(study_file, len(SPOTS))
    scene.sign_in("Ada")


def study(scene: Scene) -> None:
    """Show the cases of a study, some of which are predicted."""
    path = _in_own_folder("lab", "lab.histostudy")
    images = path.with_name("spots")
    images.mkdir()
    patients = []
    for number in range(LAB_PATIENTS):
        save_spot(np.asarray(_turned(SPOTS[number % len(SPOTS)], number)), images / f"spot-{number:02d}.jpg")
        patients.append((f"P{number:02d}", f"spot-{number:02d}.jpg", 2 + number % 7, number % 2))
    make_study(path, images, ("patient_id", "image", "time_years", "event"), patients)
    scene.open_study(path, LAB_PATIENTS)
    scene.run("study-predict")
    scene.until(lambda: len(scene.controller.session.study.unanalysed) <= LAB_PATIENTS - PREDICTED)


def case_table(scene: Scene) -> None:
    """Show the table of the study's cases."""
    scene.open_study(example_study(), PATIENTS)
    scene.show_cases()


def comparison(scene: Scene) -> None:
    """Show the comparison of an example model with readers, on simulated patients."""
    scene.open_study(example_study(), PATIENTS)
    scene.show_comparison(draws=200)


def settings(scene: Scene) -> None:
    """Show the settings."""
    session = scene.controller.session
    scene.look_at = SettingsDialog(scene.window, settings_form(session, action_table.rows(session)))
    scene.look_at.open()


def help_window(scene: Scene) -> None:
    """Show the help."""
    scene.show_help("reading-the-result.md#familiar-tissue")


@cache
def example_study() -> Path:
    """Write a study of simulated patients and readers. The answers of the example model follow the simulated risk."""
    rng = np.random.default_rng(2018)
    patients, reads, answers = [], [], {}
    path = _in_own_folder("colon", "colon.histostudy")
    images = path.with_name("spots")
    images.mkdir()
    for number in range(PATIENTS):
        seed, name = patient_seed(7, number), f"P{number:03d}"
        tissue = draw_composition(seed)
        outcome, clinic = simulate_outcome(tissue, seed), simulate_clinic(tissue, seed)
        _turned(SPOTS[number % len(SPOTS)], number).resize((256, 256)).save(images / f"{name}.png")
        patients.append((name, f"{name}.png", f"{outcome.time_years:.3f}", int(outcome.event), clinic.grade,
                         clinic.stage, clinic.age))  # fmt: skip
        reads += [(who, name, risk) for who, (_, risk) in zip(READERS, clinic.reads, strict=True)]
        answers[f"{name}.png"] = float(1 / (1 + np.exp(0.8 * log_hazard(tissue) + rng.normal(0, NOISE))))
    columns = ("patient_id", "image", "time_years", "event", "grade", "stage", "age")

    return make_study(path, images, columns, patients, reads, answers, lambda bundle: replace(bundle, name="example"))


@cache
def _spot(path: Path) -> Image.Image:
    return Image.open(path).convert("RGB")


def _turned(path: Path, number: int) -> Image.Image:
    """Return the spot, turned by an angle of its own."""
    return _spot(path).rotate(37 * number, Image.Resampling.BILINEAR, fillcolor=_spot(path).getpixel((0, 0)))


def _copied(path: Path, folder: str) -> Path:
    copy = _in_own_folder(folder, path.name)
    copy.write_bytes(path.read_bytes())
    return copy


def _in_own_folder(folder: str, name: str) -> Path:
    """Return a path in a new folder, because the window lists the images beside an image."""
    (FOLDER / folder).mkdir(exist_ok=True)
    return FOLDER / folder / name


@dataclass(frozen=True)
class Picture:
    """How a picture is taken. A dialog has a size of its own."""

    show: Callable[[Scene], None]
    theme: str = "dark"
    size: tuple[int, int] = USUAL
    language: str = "en"


PICTURES = {
    "start": Picture(start),
    "loading": Picture(loading, "light"),
    "running": Picture(running, "light"),
    "window": Picture(result, size=LARGE),
    "network": Picture(network, size=LARGE),
    "caution": Picture(caution),
    "refused": Picture(refused, "light"),
    "error": Picture(error),
    "queue": Picture(queue),
    "slide": Picture(slide, "light"),
    "microarray": Picture(microarray, size=LARGE),
    "what-if": Picture(what_if),
    "study": Picture(study, "light"),
    "case-table": Picture(case_table),
    "blinded-read": Picture(blinded_read, size=LARGE),
    "comparison": Picture(comparison, size=LARGE),
    "settings": Picture(settings, "light"),
    "help": Picture(help_window),
    "german": Picture(result, "light", language="de"),
}


def save(picture: QPixmap, name: str) -> None:
    """Save the picture with few colours."""
    raw = FOLDER / "raw.png"
    picture.save(str(raw))
    # The octree keeps rare colours. Median cut would give most colours to the tissue and change those of the map.
    few = Image.open(raw).convert("RGB").quantize(COLOURS, method=Image.Quantize.FASTOCTREE)
    few.save(OUT / f"{name}.png", optimize=True)
    print(f"{name}.png: {(OUT / f'{name}.png').stat().st_size // 1000} kB", flush=True)


def main() -> None:
    """Take the pictures that the command line names, or all."""
    language = "en"
    chosen = {name: PICTURES[name] for name in sys.argv[1:] or PICTURES}
    for name, picture in sorted(chosen.items(), key=lambda item: item[1].language != "en"):
        if picture.language != language:
            language = start_language(app, picture.language)
        scene = Scene(picture.theme, picture.size)
        try:
            picture.show(scene)
            save(scene.picture(), name)
        finally:
            scene.close()


if __name__ == "__main__":
    main()
    leave()

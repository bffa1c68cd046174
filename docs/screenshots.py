"""Take the pictures of README and help from the real window, off screen: `PYTHONPATH=. python docs/screenshots.py`.

Names of pictures as arguments take these only. Settings and cache go to a temporary folder. Patients, readers and
predictions of the comparison are simulated, and its model is called "example". The pictures are written to
resources/help/pictures, 1440 x 900 px. Together they take some minutes.
"""

import csv
import os
import runpy
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="histocast-pictures-"))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["HISTOCAST_HOME"] = str(FOLDER / "home")

import numpy as np  # noqa: E402
from PIL import Image  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from app.actions import action_table  # noqa: E402
from app.actions.handlers import open_file  # noqa: E402
from app.start.main import build  # noqa: E402
from app.ui.settings import load_settings  # noqa: E402
from app.viewer.network_tasks import Tasks  # noqa: E402
from model.base.files import file_sha256  # noqa: E402
from model.base.progress import result_of  # noqa: E402
from model.study.columns import guess_columns  # noqa: E402
from model.study.comparison_input import ComparisonRequest  # noqa: E402
from model.study.fill import fill  # noqa: E402
from model.study.plan import plan_import  # noqa: E402
from model.study.predictions import add_prediction  # noqa: E402
from model.study.read_import import import_reads  # noqa: E402
from model.study.settings import StudySettings, save_settings  # noqa: E402
from model.study.spots import images_below, spots_of  # noqa: E402
from model.study.store import create_study  # noqa: E402
from model.synthesis.clinic_synthesis import simulate_clinic  # noqa: E402
from model.synthesis.cohort_synthesis import patient_seed  # noqa: E402
from model.synthesis.composition import draw_composition, log_hazard, simulate_outcome  # noqa: E402
from model.synthesis.tma_slide import write_tma_slide  # noqa: E402
from model.tables.read import read_table  # noqa: E402

ROOT = Path(__file__).parents[1]
OUT = ROOT / "resources/help/pictures"
SIZE = (1440, 900)
COLOURS = 224
PATIENTS = 120
NOISE = 1.8
"""SD of the noise of the simulated predictions, in log odds."""
LONGEST_S = 280
ANALYSED_CORES = 6

app = QApplication.instance() or QApplication([])
window = build(load_settings(), Tasks())
controller = window.controller


def until(holds: Callable[[], bool]) -> None:
    """Serve events until `holds` returns True. Raise TimeoutError after `LONGEST_S`."""
    end = time.monotonic() + LONGEST_S
    while not holds():
        app.processEvents()
        time.sleep(0.01)
        if time.monotonic() > end:
            raise TimeoutError(f"{controller.session.notice}")
    settle()


def settle() -> None:
    """Serve events for a while, so that pictures and plots are drawn to the end."""
    for _ in range(80):
        app.processEvents()
        time.sleep(0.01)


def take(name: str) -> None:
    """Save the picture of the window, with few colours so that the file is small."""
    settle()
    path = FOLDER / "taken" / "raw.png"  # not beside the slide, whose folder the window lists
    path.parent.mkdir(exist_ok=True)
    window.grab().save(str(path))
    # The octree keeps rare colours. Median cut would give most colours to the tissue and change those of the map.
    few = Image.open(path).convert("RGB").quantize(COLOURS, method=Image.Quantize.FASTOCTREE)
    few.save(OUT / f"{name}.png", optimize=True)
    print(f"{name}.png: {(OUT / f'{name}.png').stat().st_size // 1000} kB")


def opened(path: Path) -> None:
    """Open the image and wait until it can be analysed."""
    open_file(window.context, path)
    until(lambda: _is_open(path) and controller.session.can_analyse)


def _is_open(path: Path) -> bool:
    image = controller.session.image.opened
    return image is not None and image.record.path == str(path)


def viewer() -> None:
    """Take a sample spot with its result, its map and a selected tile."""
    opened(ROOT / "resources/spots/sample-1-mixed.jpg")
    action_table.run("analyse", window.context)
    until(lambda: controller.session.analysis.prediction is not None)
    until(lambda: "ig" in controller.session.explanation.found and controller.session.explanation.running is None)
    controller.change(lambda s: s.selecting(119))
    take("window")


def microarray() -> None:
    """Take a microarray of which half is analysed."""
    slide = Path(os.environ.get("HISTOCAST_PICTURE_TMA", FOLDER / "tma.tif"))
    if not slide.exists():
        result_of(write_tma_slide(slide, rows=3, cols=4, seed=1))
    opened(slide)
    action_table.run("find-cores", window.context)
    until(lambda: controller.session.cores.array is not None)
    array = controller.session.cores.array
    assert array is not None
    for core in array.present[:ANALYSED_CORES]:
        controller.cores.select(core)
        settle()
        action_table.run("analyse", window.context)
        until(lambda: controller.session.analysis.prediction is not None and controller.session.work.activity == "idle")
    until(lambda: controller.session.explanation.running is None)
    window.canvas.fit()
    take("microarray")


def blinded_read() -> None:
    """Take a case of a blinded read, with the first question answered."""
    spots = sorted((ROOT / "resources/spots").glob("*.jpg"))
    rows = [(f"P{number}", path.name, "4.1", "1") for number, path in enumerate(spots, 1)]
    path = _table("read.csv", ("patient_id", "image", "time_years", "event"), rows)
    with create_study(FOLDER / "read.histostudy") as study:
        sheet = read_table(path)
        plan = plan_import(sheet, guess_columns(sheet.columns), images_below(spots[0].parent), spots[0].parent)
        result_of(fill(study, plan))
    _open_study(FOLDER / "read.histostudy", len(spots))
    window.study.sign_in("Ada")
    until(lambda: controller.session.workspace == "reading" and window.room.reading.canvas.isVisible())
    settle()
    window.room.reading.sheet.press("2")
    settle()
    take("blinded-read")
    window.room.reading.sheet.request("leave")
    until(lambda: controller.session.workspace == "study")


def comparison() -> None:
    """Take the comparison of an example model with readers, on simulated patients."""
    made = runpy.run_path(str(ROOT / "tests/predictions.py"))
    rng = np.random.default_rng(2018)
    rows, reads, answers = [], [], {}
    (FOLDER / "spots").mkdir()
    for number in range(PATIENTS):
        seed, name = patient_seed(7, number), f"P{number:03d}"
        tissue = draw_composition(seed)
        outcome, clinic = simulate_outcome(tissue, seed), simulate_clinic(tissue, seed)
        Image.fromarray(np.full((8, 8, 3), number, np.uint8)).save(FOLDER / "spots" / f"{name}.png")
        rows.append((name, f"{name}.png", f"{outcome.time_years:.3f}", int(outcome.event), clinic.grade, clinic.stage,
                     clinic.age))  # fmt: skip
        reads += [(who.replace("_", " "), name, risk) for who, risk in clinic.reads]
        answers[f"{name}.png"] = 1 / (1 + np.exp(0.8 * log_hazard(tissue) + rng.normal(0, NOISE)))
    columns = ("patient_id", "image", "time_years", "event", "grade", "stage", "age")
    sheet = read_table(_table("clinic.csv", columns, rows))
    table = _table("reads.csv", ("reader", "patient_id", "risk"), reads)
    prediction = made["make_prediction"](made["make_slide"](FOLDER / "any.bin"))
    bundle = replace(prediction.bundle, name="example")
    with create_study(FOLDER / "colon.histostudy") as study:
        save_settings(study, StudySettings(washout_days=0))
        result_of(fill(study, plan_import(sheet, guess_columns(sheet.columns), images_below(FOLDER / "spots"),
                                          FOLDER / "spots")))  # fmt: skip
        import_reads(study, table)
        for spot in spots_of(study):
            path = FOLDER / spot.image
            image = replace(prediction.image, path=str(path), sha256=file_sha256(path))
            own = replace(prediction, image=image, bundle=bundle, survival_probability=float(answers[path.name]))
            add_prediction(study, spot, own)
    _open_study(FOLDER / "colon.histostudy", PATIENTS)
    window.study.comparison.ask_for(ComparisonRequest(draws=200))
    action_table.run("study-page", window.context)
    action_table.run("page-make", window.context)
    until(lambda: controller.session.comparison.comparison is not None)
    take("comparison")


def _table(name: str, columns: tuple[str, ...], rows: list[tuple[object, ...]]) -> Path:
    with (FOLDER / name).open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(columns)
        writer.writerows(rows)
    return FOLDER / name


def _open_study(path: Path, spots: int) -> None:
    window.study.open(path)
    until(lambda: controller.session.study.path == path and len(controller.session.study.spots) == spots)


def help_window() -> None:
    """Take the help in both themes, for a look; these pictures are not kept in the repository."""
    for theme in ("dark", "light"):
        controller.change(lambda s, theme=theme: s.viewed(theme=theme))
        window.show_help("first-spot.md")
        settle()
        assert window.help.shown is not None
        window.help.shown.grab().save(str(FOLDER / f"help-{theme}.png"))
    print(f"help: {FOLDER}")


PICTURES = {
    "window": viewer, "microarray": microarray, "blinded-read": blinded_read, "comparison": comparison,
    "help": help_window,
}  # fmt: skip

if __name__ == "__main__":
    window.resize(*SIZE)
    window.show()
    controller.choose_bundle("demo")
    until(lambda: controller.session.bundle is not None)
    for picture in sys.argv[1:] or PICTURES:
        PICTURES[picture]()
    window.close()
    settle()

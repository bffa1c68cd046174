"""A study of thirty patients on disk: outcomes, a model's numbers, and two readers' answers, all known beforehand."""

import csv
import runpy
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.study.comparison.tasks import compared
from model.base.files import file_sha256
from model.base.progress import result_of
from model.study.columns import guess_columns
from model.study.comparison_input import material_of
from model.study.comparison_request import ComparisonRequest
from model.study.fill import fill
from model.study.plan import plan_import
from model.study.predictions import add_prediction
from model.study.read_import import import_reads
from model.study.settings import StudySettings, save_settings
from model.study.spots import images_below, spots_of
from model.study.store import create_study, open_study
from model.tables.read import read_table

PATIENTS = 30
_MADE = runpy.run_path(str(Path(__file__).parents[2] / "predictions.py"))


def survival(number):
    """What the model says of patient `number`: 0.02 to 0.98, in an order of its own."""
    return 0.02 + 0.96 * ((7 * number) % PATIENTS) / (PATIENTS - 1)


def read(reader, number):
    """1 (high) or 0: mostly what the model says, each reader wrong in other cases."""
    wrong = number % (5 if reader == "Ada" else 4) == 0
    return int((survival(number) < 0.5) != wrong)


def rows():
    """Patients who are called high risk die early, most of them; a few are lost before five years."""
    for number in range(PATIENTS):
        dies = (survival(number) + 0.3 * np.sin(number)) < 0.5
        time = 0.5 + (number % 9) / 2.1 if dies else 4.2 + (number % 7) / 2
        yield number, time, int(dies)


@pytest.fixture(scope="session")
def _study_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("colon")
    with (folder / "clinic.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["patient_id", "image", "time_years", "event", "grade", "age"])
        for number, time, event in rows():
            path = folder / "spots" / f"s{number:02d}.png"
            path.parent.mkdir(exist_ok=True)
            Image.fromarray(np.full((8, 8, 3), number, np.uint8)).save(path)
            writer.writerow([f"P{number:02d}", path.name, f"{time:.3f}", event, number % 3 + 1, 50 + number % 13])
    with (folder / "reads.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["reader", "patient_id", "risk"])
        writer.writerows([who, f"P{n:02d}", read(who, n)] for who in ("Ada", "Bo") for n in range(PATIENTS))
    _fill(folder)
    return folder


def _fill(folder):
    made = _MADE["make_prediction"](_MADE["make_slide"](folder / "any.bin"))
    sheet = read_table(folder / "clinic.csv")
    with create_study(folder / "colon.histostudy") as study:
        save_settings(study, StudySettings(washout_days=0))
        images = images_below(folder / "spots")
        result_of(fill(study, plan_import(sheet, guess_columns(sheet.columns), images, folder / "spots")))
        import_reads(study, folder / "reads.csv")
        for number, spot in enumerate(spots_of(study)):
            path = folder / spot.image
            image = replace(made.image, path=str(path), sha256=file_sha256(path))
            add_prediction(study, spot, replace(made, image=image, survival_probability=survival(number)))


@pytest.fixture(scope="session")
def comparison(_study_folder):
    """The page of the study: it takes seconds, so that most tests share it."""
    with open_study(_study_folder / "colon.histostudy") as study:
        material = material_of(study, ComparisonRequest(draws=10))
    return result_of(compared(material))


@pytest.fixture
def study_file(_study_folder, tmp_path):
    """A copy of the study, its images beside it."""
    return Path(shutil.copytree(_study_folder, tmp_path / "colon")) / "colon.histostudy"


@pytest.fixture
def make_prediction_of(tmp_path):
    """A prediction of the image at a path."""
    made = _MADE["make_prediction"](_MADE["make_slide"](tmp_path / "any.bin"))
    return lambda path: replace(made, image=replace(made.image, path=str(path), sha256=file_sha256(path)))


@pytest.fixture
def known():
    """The functions by which the study was made."""
    return {"survival": survival, "read": read, "rows": rows, "patients": PATIENTS}

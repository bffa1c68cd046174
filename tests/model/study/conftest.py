"""Fixtures for studies: small images with known outcomes, and predictions for them without torch."""

import runpy
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from model.base.files import file_sha256
from model.base.progress import result_of
from model.study.columns import guess_columns
from model.study.fill import fill
from model.study.plan import plan_import
from model.study.predictions import add_prediction
from model.study.settings import StudySettings, save_settings
from model.study.spots import images_below, spots_of
from model.study.store import create_study
from model.tables.read import read_table

_MADE = runpy.run_path(str(Path(__file__).parents[2] / "predictions.py"))


def picture(path, seed):
    path.parent.mkdir(parents=True, exist_ok=True)
    pixels = np.random.default_rng(seed).integers(0, 255, (12, 12, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(path)
    return path


def plan_for(table, folder, **changes):
    sheet = read_table(table)
    return plan_import(sheet, replace(guess_columns(sheet.columns), **changes), images_below(folder), folder)


@pytest.fixture
def cohort(tmp_path):
    """Return a clinical sheet of six patients, the last with two spots, and a folder of their images."""
    rows = ["patient_id,image,time_years,event,grade,sex"]
    for number in range(1, 8):
        patient = min(number, 6)
        picture(tmp_path / "images" / f"Secret-{number}.png", number)
        # Patient 6 has two rows that differ only in the image.
        facts = f"{patient}.5,{patient % 2},{patient % 3 + 1},{'mf'[patient % 2]}"
        rows.append(f"Name{patient},Secret-{number}.png,{facts}")
    table = tmp_path / "clinic.csv"
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return table


@pytest.fixture
def make_study(tmp_path, cohort):
    """Yield a function that creates studies of the cohort; close them at the end."""
    made = []

    def make(name="s", **settings):
        study = create_study(tmp_path / f"{name}.histostudy")
        made.append(study)
        save_settings(study, StudySettings(**settings))
        result_of(fill(study, plan_for(cohort, tmp_path / "images")))
        return study

    yield make
    for study in made:
        study.close()


@pytest.fixture
def study(make_study):
    return make_study(washout_days=0.0)


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """Return the prediction that all others are copied from, because making its arrays takes a second."""
    return _MADE["make_prediction"](_MADE["make_slide"](tmp_path_factory.mktemp("made") / "any.bin"))


@pytest.fixture
def predict(made):
    """Return a function that adds a prediction of every spot to a study; spot 1 gets 0.1, spot 2 gets 0.2 and so on."""

    def give(study, level="ok", sha256="ab" * 32, reasons=(), orders=None, arithmetic="float32"):
        device = made.device
        if arithmetic != "float32":
            device = replace(device, precision="fast", arithmetic=arithmetic)
        for spot in spots_of(study):
            path = study.folder / spot.image
            image = replace(made.image, path=str(path), sha256=file_sha256(path))
            verdict = replace(made.verdict, level=level, reasons=reasons)
            add_prediction(
                study,
                spot,
                replace(made, image=image, verdict=verdict, survival_probability=spot.id / 10, orders=orders,
                        bundle=replace(made.bundle, sha256=sha256), device=device),
            )  # fmt: skip

    return give


@pytest.fixture
def plan():
    return plan_for


@pytest.fixture
def make_picture():
    return picture

"""The small files that the examples of the help name: drawn pictures, a study, a run, and bundles."""

import csv
import runpy
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import tifffile
from PIL import Image

from app.__main__ import main
from model.base.files import file_sha256
from model.bundle.installed import find_bundle
from model.cohort.analyse import Job, _record
from model.cohort.result_tables import ResultTable
from model.cohort.spot import PlannedSpot
from model.study.predictions import add_prediction
from model.study.spots import spots_of
from model.study.store import open_study
from model.synthesis.tma_synthesis import ArrayPlan, draw_overview

PATIENTS = 60
_MADE = runpy.run_path(str(Path(__file__).parents[2] / "predictions.py"))


def build(folder):
    """Write the files of the examples into `folder`, which must be the working folder."""
    pictures(folder)
    tables(folder)
    bundles(folder)
    assert main(["study", "create", "liver.histostudy", "--table", "patients.csv", "--images", "images"]) == 0
    shutil.copy2("liver.histostudy", "before.histostudy")
    assert main(["study", "import", "liver.histostudy", "--reads", "reads.csv"]) == 0
    predictions(folder)
    copies(folder)


def survival(number):
    """Return what the model answers for patient `number`: from 0.02 to 0.98, in an order of its own."""
    return 0.02 + 0.96 * ((7 * number) % PATIENTS) / (PATIENTS - 1)


def pictures(folder):
    """Write an image, a folder of images, the images of the study, and a slide of a microarray."""
    for name in ("spots", "images"):
        (folder / name).mkdir()
    for number in range(PATIENTS):
        Image.fromarray(np.full((8, 8, 3), 100 + number, np.uint8)).save(folder / "images" / f"s{number:02d}.png")
    for path in (folder / "spot.tif", folder / "spots" / "a.png", folder / "spots" / "b.png"):
        Image.fromarray(np.full((70, 80, 3), (220, 170, 200), np.uint8)).save(path)
    picture = draw_overview(ArrayPlan(3, 4, radius=16, missing=0, broken=0), 2).picture
    tifffile.imwrite(folder / "slide.tif", picture, photometric="rgb")
    (folder / "slide.tif").rename(folder / "slide.svs")
    large = np.full((4000, 5000, 3), (220, 170, 200), np.uint8)
    tifffile.imwrite(folder / "large.tif", large, photometric="rgb", tile=(256, 256), compression="zlib")
    (folder / "large.tif").rename(folder / "large.svs")


def tables(folder):
    """Write the clinical sheet, the reads of two readers, and the core map."""
    with (folder / "patients.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["patient_id", "image", "months", "died", "grade", "stage", "cause"])
        for number in range(PATIENTS):
            dies = survival(number) + 0.3 * np.sin(number) < 0.5
            months = 6 + 5 * (number % 9) if dies else 50 + 6 * (number % 7)
            cause = "disease" if dies else ""
            rows.writerow([f"P{number:02d}", f"s{number:02d}.png", months, int(dies), number % 3 + 1, "II", cause])
    with (folder / "reads.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["reader", "patient_id", "risk", "locked_at"])
        for reader, wrong in (("Bo", 5), ("Cy", 4)):
            for number in range(PATIENTS):
                risk = int((survival(number) < 0.5) != (number % wrong == 0))
                rows.writerow([reader, f"P{number:02d}", risk, "2026-01-02"])
    cores = [f"{row}-{column}" for row in "ABC" for column in range(1, 5)]
    lines = ["core,case_id,status", *(f"{core},C{number},present" for number, core in enumerate(cores))]
    (folder / "map.csv").write_text("\n".join(lines))


def bundles(folder):
    """Write a bundle of the user."""
    shutil.copy2(find_bundle("demo-as-published"), folder / "mine.safetensors")


def copies(folder):
    """Write further names of the same files. No example reads them before its costly step but for their facts."""
    for name in ("my", "model"):
        shutil.copy2(folder / "mine.safetensors", folder / f"{name}.safetensors")
    shutil.copy2(folder / "liver.histostudy", folder / "clinic.histostudy")
    shutil.copy2(folder / "slide.svs", folder / "array.svs")
    shutil.copytree(folder / "spots", folder / "slides")
    (folder / "spots.csv").write_text("image\nspots/a.png\nspots/b.png\n")
    (folder / "tables").mkdir()
    shutil.copy2(folder / "map.csv", folder / "tables" / "array.csv")
    for name in ("cohort", "hospital-b"):
        (folder / f"{name}.csv").write_text((folder / "patients.csv").read_text().replace(",s", ",images/s"))


def predictions(folder):
    """Save predictions of all spots in the study, and write two of them as the results of a run."""
    slide = _MADE["make_slide"](folder / "any.bin")
    made = _MADE["make_prediction"](slide)
    made = replace(made, bundle=replace(made.bundle, sha256=file_sha256(find_bundle("demo"))))
    table = ResultTable()
    with open_study(folder / "liver.histostudy") as study:
        for number, spot in enumerate(spots_of(study)):
            path = folder / spot.image
            image = replace(made.image, path=str(path), sha256=file_sha256(path))
            one = replace(made, image=image, survival_probability=survival(number))
            add_prediction(study, spot, one)
            if number < 2:
                table.add(number, _record(PlannedSpot(str(path), path), Job("run"), one, None, ()))
    (folder / "run").mkdir()
    table.write(folder / "run")

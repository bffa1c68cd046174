"""Write a simulated cohort: a folder of pictures and a table of outcomes."""

from collections.abc import Generator
from dataclasses import asdict, fields
from pathlib import Path

import numpy as np
from PIL import ExifTags, Image
from PIL.TiffImagePlugin import IFDRational

from model.base.csv_writer import CsvDictWriter
from model.base.files import replacing
from model.base.progress import Progress
from model.synthesis.clinic_synthesis import READERS, Clinic, simulate_clinic
from model.synthesis.composition import (
    Composition,
    SimulatedOutcome,
    draw_composition,
    log_hazard,
    simulate_outcome,
)
from model.synthesis.tissue import MPP, REGION_PX, render

DESCRIPTION = "Synthetic tissue made by Histocast; not a patient"
JPEG_QUALITY = 85

COLUMNS = (
    "patient_id",
    "image",
    "time_years",
    "event",
    "alive_at_5",
    "log_hazard",
    "stage",
    "age",
    "grade",
    *(name for name, *_ in READERS),
    *(field.name for field in fields(Composition)),
)


def write_cohort(
    folder: Path, spots: int, seed: int, side_px: int = REGION_PX
) -> Generator[Progress, None, Path]:
    """Write `spots/NNNN.jpg` and `cohort.csv` into `folder`, one spot per patient, and return the path of the table.

    Existing pictures are not drawn again, so an interrupted run can continue. Each picture is first written under
    another name, so that an existing picture is always complete. A larger cohort with the same seed begins with the
    same patients.
    """
    pictures = folder / "spots"
    pictures.mkdir(parents=True, exist_ok=True)
    rows = []
    for number in range(spots):
        yield Progress("making tissue", number, spots)
        own_seed = patient_seed(seed, number)
        composition = draw_composition(own_seed)
        path = pictures / f"{number:04d}.jpg"
        if not path.exists():
            save_spot(render(composition, own_seed, side_px).image, path)
        outcome = simulate_outcome(composition, own_seed)
        clinic = simulate_clinic(composition, own_seed)
        rows.append(_row(number, path.relative_to(folder).as_posix(), composition, outcome, clinic))
    table = folder / "cohort.csv"
    # The file is closed before it is renamed, because Windows cannot rename an open file. Therefore the context that
    # renames it comes first.
    with replacing(table) as beside, beside.open("w", newline="", encoding="utf-8") as stream:
        writer = CsvDictWriter(stream, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    yield Progress("making tissue", spots, spots)
    return table


def patient_seed(seed: int, number: int) -> int:
    """Return the seed of one patient. Two cohorts with different seeds have no patients in common."""
    return int(np.random.SeedSequence([seed, number]).generate_state(1, np.uint64)[0])


def save_spot(image: np.ndarray, path: Path) -> None:
    """Write uint8 [side, side, 3] as a JPEG with its pixel size and a description."""
    exif = Image.Exif()
    exif[ExifTags.Base.ImageDescription] = DESCRIPTION
    exif[ExifTags.Base.Software] = "Histocast"
    # The resolution is an exact fraction in pixels per centimetre (10000 um), so that readers find exactly 0.286 um/px.
    resolution = IFDRational(10_000_000, round(MPP * 1000))
    exif[ExifTags.Base.XResolution] = resolution
    exif[ExifTags.Base.YResolution] = resolution
    exif[ExifTags.Base.ResolutionUnit] = 3
    with replacing(path) as beside:
        Image.fromarray(image).save(beside, format="JPEG", quality=JPEG_QUALITY, exif=exif)


def _row(
    number: int, image: str, composition: Composition, outcome: SimulatedOutcome, clinic: Clinic
) -> dict[str, object]:
    alive = "" if outcome.alive_at_5 is None else int(outcome.alive_at_5)
    row: dict[str, object] = {
        "patient_id": f"P{number:04d}",
        "image": image,
        "time_years": round(outcome.time_years, 4),
        "event": int(outcome.event),
        "alive_at_5": alive,
        "log_hazard": round(log_hazard(composition), 5),
        "stage": clinic.stage,
        "age": clinic.age,
        "grade": clinic.grade,
        **dict(clinic.reads),
    }
    row.update({name: round(value, 5) for name, value in asdict(composition).items()})
    return row

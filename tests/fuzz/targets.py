"""What is fuzzed: for each reader, good files to damage, and what a user does with such a file."""

import runpy
import zipfile
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

from PIL import Image

from model.base.geometry import SizeL0
from model.base.progress import result_of

TESTS = Path(__file__).parents[1]


@dataclass(frozen=True)
class Target:
    """A reader: `write` puts good files into a folder, `open` does what the program does with one of them."""

    write: Callable[[Path], object]
    open: Callable[[Path], object]


def helpers(*parts: str) -> SimpleNamespace:
    return SimpleNamespace(**runpy.run_path(str(TESTS.joinpath(*parts))))


# -- images ------------------------------------------------------------------------------------------------------
def write_pictures(folder: Path) -> None:
    rgb = helpers("model", "slide", "whole_slides.py").RGB
    image = Image.fromarray(rgb)
    image.save(folder / "a.png")
    image.convert("P").save(folder / "palette.png")
    image.save(folder / "a.jpg", quality=80)
    image.save(folder / "progressive.jpg", quality=80, progressive=True)
    image.save(folder / "a.webp", lossless=True)
    image.save(folder / "a.bmp")


def write_slides(folder: Path) -> None:
    made = helpers("model", "slide", "whole_slides.py")
    made.reduced_pages(folder / "pages.tif")
    made.reduced_pages(folder / "jpeg.tif", compression="jpeg")
    made.reduced_pages(folder / "j2k.tif", compression="jpeg2000")
    made.reduced_pages(folder / "lzw.tif", compression="lzw")
    made.ome(folder / "ome.tif")
    made.deep(folder / "deep.tif")
    made.planar(folder / "planar.tif")


def open_image(path: Path) -> None:
    from model.slide.decoding import slide_steps, thumbnail_steps
    from model.slide.opening import extent

    result_of(thumbnail_steps(path, 32))
    extent(path)
    with closing(result_of(slide_steps(path))) as slide:
        for level in range(len(slide.level_sizes)):
            slide.read_level(level, 0, 0, 40, 40)


def write_dicom(folder: Path) -> None:
    helpers("model", "slide", "whole_slides.py").dicom(folder / "a.dcm")


# -- tables ------------------------------------------------------------------------------------------------------
ROWS = [
    ["patient_id", "image", "time_years", "event", "grade", "model"],
    *([f"P{n}", f"{n}.png", f"{n + 0.5}", str(n % 2), str(n % 3), f"{n / 12:.2f}"] for n in range(1, 12)),
]


def write_csv(folder: Path) -> None:
    lines = [",".join(row) for row in ROWS]
    (folder / "comma.csv").write_text("\n".join(lines), encoding="utf-8")
    (folder / "semicolon.csv").write_text("\r\n".join(";".join(row) for row in ROWS), encoding="utf-16")


def write_xlsx(folder: Path) -> None:
    book = helpers("model", "tables", "conftest.py")
    book.write_book(folder / "packed.xlsx", [("a", "visible", book.sheet_data(ROWS))])
    # With stored parts, damage reaches the XML.
    with zipfile.ZipFile(folder / "packed.xlsx") as packed, zipfile.ZipFile(folder / "stored.xlsx", "w") as stored:
        for name in packed.namelist():
            stored.writestr(name, packed.read(name))


def open_table(path: Path) -> None:
    from model.base.errors import HistocastError
    from model.study.columns import guess_columns
    from model.tables.read import read_table
    from model.training.cohort_table import read_cohort_table

    guess_columns(read_table(path).columns)
    with suppress(HistocastError):  # its images do not exist
        read_cohort_table(path)


# -- cores and annotations ---------------------------------------------------------------------------------------
GEOJSON = (
    '{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": {"type": "Polygon", "coordinates": '
    '[[[10, 10], [60, 10], [60, 60], [10, 60], [10, 10]]]}, "properties": {"objectType": "tma_core", "name": "A-1", '
    '"isMissing": false, "metadata": {"case": "P1"}}}, {"type": "Feature", "geometry": {"type": "MultiPolygon", '
    '"coordinates": [[[[1, 1], [6, 1], [6, 6], [1, 1]]]]}, "properties": {"objectType": "annotation"}}]}'
)


def write_geojson(folder: Path) -> None:
    (folder / "a.geojson").write_text(GEOJSON, encoding="utf-8")


def open_objects(path: Path) -> None:
    from model.tma.slide_objects import read_objects

    read_objects(path, SizeL0(1000, 1000))


def write_cores(folder: Path) -> None:
    (folder / "map.csv").write_text("core,case_id,status\nA-1,P1,present\nA-2,P2,missing\n", encoding="utf-8")
    (folder / "cores.csv").write_text(
        "core,case_id,status,x_l0,y_l0,radius_l0\nA-1,P1,present,100,100,50\nA-2,,missing,200,100,50\n",
        encoding="utf-8",
    )


def open_cores(path: Path) -> None:
    from model.tma.core_files import read_cores
    from model.tma.core_map import read_core_map

    (read_core_map if path.name.startswith("map") else read_cores)(path)


# -- models, features, settings ----------------------------------------------------------------------------------
def write_bundles(folder: Path) -> None:
    bundles, manifest = helpers("bad_bundles.py"), helpers("manifests.py").make_manifest
    bundles.write_bundle(folder / "sequence.safetensors", manifest())
    bundles.write_bundle(folder / "attention.safetensors", manifest(head=bundles.ATTENTION))


def open_bundle(path: Path) -> None:
    from model.bundle.bundle import load_bundle

    load_bundle(path)


def write_features(folder: Path) -> None:
    made = helpers("model", "feature_files", "files.py")
    made.trident(folder / "trident.h5")
    made.clam(folder / "clam.h5")


def open_features(path: Path) -> None:
    from model.feature_files.read import read_feature_file, read_features
    from model.feature_files.stated import Stated

    read_features(read_feature_file(path, Stated("uni", "", 256, 0.5, 0.25)))


def write_options(folder: Path) -> None:
    text = 'head = "lstm"\nepochs = 3\nlearning_rate = 1e-3\nfolds = 0\nseed = 7\n'
    (folder / "options.toml").write_text(text, encoding="utf-8")


def open_options(path: Path) -> None:
    from model.training.read_options import read_options

    read_options(path, {})


def write_policy(folder: Path) -> None:
    text = 'default_bundle = "demo"\ndevices = ["cpu"]\nnetwork = false\ncache_images_gb = 2.5\n'
    (folder / "policy.toml").write_text(text, encoding="utf-8")


def open_policy(path: Path) -> None:
    from model.base.policy import read_policy

    read_policy.cache_clear()  # files of one name follow each other
    read_policy(path)


# -- studies -----------------------------------------------------------------------------------------------------
def write_studies(folder: Path) -> None:
    from model.study.settings import StudySettings, save_settings
    from model.study.store import create_study

    with closing(create_study(folder / "a.histostudy")) as study:
        save_settings(study, StudySettings())


def open_study(path: Path) -> None:
    from model.study.patient_table import study_table
    from model.study.store import open_either

    with closing(open_either(path)) as study:
        study_table(study)


TARGETS = {
    "pictures": Target(write_pictures, open_image),
    "slides": Target(write_slides, open_image),
    "dicom": Target(write_dicom, open_image),
    "csv": Target(write_csv, open_table),
    "xlsx": Target(write_xlsx, open_table),
    "geojson": Target(write_geojson, open_objects),
    "cores": Target(write_cores, open_cores),
    "bundles": Target(write_bundles, open_bundle),
    "features": Target(write_features, open_features),
    "options": Target(write_options, open_options),
    "policy": Target(write_policy, open_policy),
    "studies": Target(write_studies, open_study),
}

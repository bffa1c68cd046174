"""Files of cores of either kind: a path comes in, an array goes out; an array comes in, all its files go out."""

from pathlib import Path

from model.base.errors import ExportError
from model.slide.base import Slide
from model.tma.array import TmaArray
from model.tma.core_geojson import GEOJSON, read_core_geojson, write_core_geojson
from model.tma.core_picture import write_core_picture
from model.tma.core_table import OfSlide, read_core_table, write_core_table

SUFFIXES = (".cores.csv", ".cores.geojson", ".cores.png")


def read_cores(path: Path) -> TmaArray:
    """The array of a core table (CSV, XLSX) or of a GeoJSON file, by its name; TmaError says what is wrong."""
    if path.suffix.lower() in GEOJSON:
        return read_core_geojson(path)
    return read_core_table(path).array


def write_core_files(array: TmaArray, slide: Slide, of: OfSlide, folder: Path) -> tuple[Path, ...]:
    """Write STEM.cores.csv, .geojson and .png into `folder` (made where missing); ExportError where it is refused."""
    stem = Path(of.name).stem
    table, geojson, picture = (folder / (stem + suffix) for suffix in SUFFIXES)
    try:
        write_core_table(array, of, table)
        write_core_geojson(array, of, geojson)
        write_core_picture(array, slide, of, picture)
    except OSError as error:
        raise ExportError(
            f"The cores of {of.name} could not be written to {folder} ({error.strerror or error}).",
            "Check that the folder can be written to and has room, and that no other program holds a file open.",
        ) from error
    return table, geojson, picture

"""Read the cores of a tissue microarray from a table or GeoJSON file. Write them as a table, GeoJSON and picture."""

from pathlib import Path

from model.base.errors import ExportError
from model.slide.base import Slide
from model.tma.array import TmaArray
from model.tma.core_geojson import GEOJSON, read_core_geojson, write_core_geojson
from model.tma.core_picture import write_core_picture
from model.tma.core_table import OfSlide, read_core_table, write_core_table

SUFFIXES = (".cores.csv", ".cores.geojson", ".cores.png")


def read_cores(path: Path) -> TmaArray:
    """Return the cores in a core table (CSV, XLSX) or a GeoJSON file, depending on the suffix of the file.

    Raise TmaError with a list of the faults if there are any.
    """
    if path.suffix.lower() in GEOJSON:
        return read_core_geojson(path)
    return read_core_table(path).array


def write_core_files(array: TmaArray, slide: Slide, of: OfSlide, folder: Path) -> tuple[Path, ...]:
    """Write STEM.cores.csv, STEM.cores.geojson and STEM.cores.png into `folder`, and return their paths.

    Raise ExportError if a file cannot be written.
    """
    stem = Path(of.name).stem
    table, geojson, picture = (folder / (stem + suffix) for suffix in SUFFIXES)
    try:
        write_core_table(array, of, table)
        write_core_geojson(array, of, geojson)
        write_core_picture(array, slide, of, picture)
    except OSError as error:
        raise ExportError(
            f"The cores of {of.name} could not be written to {folder} ({error.strerror or error}).",
            "Check that the folder is writable and has free space, and that no other program has a file open.",
        ) from error
    return table, geojson, picture

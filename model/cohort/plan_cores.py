"""Find the table of cores of a microarray slide, and return its present cores as parts of the slide."""

from pathlib import Path

from model.base.errors import HistocastError, SlideError
from model.base.plural import plural
from model.tma.core_files import SUFFIXES, read_cores

_TABLES = SUFFIXES[:2]
"""STEM.cores.csv and STEM.cores.geojson. `tma find` writes a third file with a picture, which is not used here."""

Part = tuple[str, tuple[float, float]]
"""Name of a core, and its centre (x, y) in level-0 px."""


def cores_of_slide(slide: Path, folder: Path | None) -> tuple[list[Part], tuple[str, ...]]:
    """Return the cores that are present according to the slide's table of cores, and notes.

    Both results are empty if the slide has no such table.

    The table is STEM.cores.csv or STEM.cores.geojson in `folder`, or beside the slide if `folder` is None. Raise
    SlideError with the reason if there is a table that cannot be used.
    """
    for suffix in _TABLES:
        table = (folder or slide.parent) / (slide.stem + suffix)
        if table.is_file():
            return cores_in(table, slide)
    return [], ()


def cores_in(table: Path, slide: Path) -> tuple[list[Part], tuple[str, ...]]:
    """Return the cores in `table` that are present on `slide`, and a note on missing cores.

    Raise SlideError if no core is present.
    """
    try:
        array = read_cores(table)
    except HistocastError as error:
        faults = getattr(error, "faults", ())
        message = " ".join((f"The cores of the slide cannot be read: {error.message}", *faults))
        raise SlideError(slide, message, error.remedy) from error
    if not array.present:
        raise SlideError(slide, f"{table.name} marks every core as missing.", "Correct the table of cores.")
    absent = len(array.cores) - len(array.present)
    there = plural(len(array.present), "core is", "cores are")
    notes = (f"{table.name}: {there} analysed, {plural(absent, 'is', 'are')} missing.",) if absent else ()
    return [(core.label, (core.centre.x, core.centre.y)) for core in array.present], notes

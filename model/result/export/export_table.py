"""The table of exports, and the functions that write one or all of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from model.base.errors import ExportError
from model.result.export import arrays_npz, case_pdf, heatmap_png, json_file, tiles_csv, tiles_geojson
from model.result.export.base import Exported
from model.result.export.heat_map import HeatMap
from model.result.prediction import Prediction
from model.slide.base import Slide


@dataclass(frozen=True)
class Export:
    """One kind of file. `suffix` is added to the stem of the image's name, and `write` writes the file to a path.

    `drawn` is true if the file shows pixels of the slide.
    """

    key: str
    suffix: str
    title: str
    write: Callable[[Exported, Path], None]
    drawn: bool = False


EXPORTS: tuple[Export, ...] = (
    # The record is written first. If the program is stopped, the record shows to which image the other files belong.
    Export("json", ".json", "Record (JSON)", json_file.write),
    Export("tiles", ".tiles.csv", "Tiles (CSV)", tiles_csv.write),
    Export("heatmap", ".heatmap.png", "Heatmap over the tissue (PNG)", heatmap_png.write, drawn=True),
    Export("case", ".case.pdf", "Case report (PDF)", case_pdf.write, drawn=True),
    Export("geojson", ".geojson", "Tiles for QuPath (GeoJSON)", tiles_geojson.write),
    Export("arrays", ".npz", "Features and states (NumPy)", arrays_npz.write),
)

SUFFIXES = tuple(export.suffix for export in EXPORTS)


def write_export(
    export: Export,
    prediction: Prediction,
    slide: Slide | None,
    path: Path,
    extra: Mapping[str, np.ndarray] | None = None,
    importance: HeatMap | None = None,
    signed: str = "",
    operator: str = "",
) -> None:
    """Write the file of one export. The last four arguments are as in `Exported`.

    Raise ExportError if the file cannot be written, or if `path` is the image itself.
    """
    own = Path(prediction.image.path) if slide is None else slide.path
    if path.exists() and own.exists() and path.samefile(own):
        raise ExportError(f"{path} is the image itself; it is not overwritten.", "Choose another name or folder.")
    try:
        export.write(Exported(prediction, slide, extra or {}, importance, signed, operator), path)
    except OSError as error:
        raise ExportError(
            f"{path} could not be written ({error.strerror or error}).",
            "Check that the folder is writable and has free space, and that no other program has the file open.",
        ) from error


def write_all(prediction: Prediction, slide: Slide | None, folder: Path, stem: str) -> tuple[Path, ...]:
    """Write every export of `prediction` into `folder`. Return the paths in the order of the table.

    The folder is created if it does not exist. If `slide` is None, exports that show its pixels are left out.
    """
    exports = tuple(export for export in EXPORTS if slide is not None or not export.drawn)
    paths = tuple(folder / (stem + export.suffix) for export in exports)
    for export, path in zip(exports, paths, strict=True):
        write_export(export, prediction, slide, path)
    return paths

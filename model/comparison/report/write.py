"""Write all files of a cohort report. Report progress after each step."""

import json
from collections.abc import Generator
from pathlib import Path

from model.base.errors import ExportError
from model.base.files import replacing
from model.base.progress import Progress
from model.comparison.comparison import RaterComparison
from model.comparison.report import html_file, pdf_file
from model.comparison.report.csv_files import write_csvs
from model.comparison.report.figures import DrawnFigure, drawn, figures_of
from model.comparison.report.record import as_record

_STAGE = "writing the report"


def write_report(
    comparison: RaterComparison, folder: Path, published: bool = False
) -> Generator[Progress, None, tuple[Path, ...]]:
    """Write report.html, report.pdf, report.json, tables/ and figures/ into `folder`, and return their paths.

    The folder is created if it does not exist. With `published`, the forest plot also shows the hazard ratios of the
    publication, marked as such. Raise ExportError if a file cannot be written.
    """
    figures = figures_of(comparison, published)
    total = len(figures) + 3
    yield Progress(_STAGE, 0, total)
    try:
        written = [_json(comparison, folder / "report.json"), *write_csvs(comparison, folder / "tables")]
        yield Progress(_STAGE, 1, total)
        made = []
        for number, one in enumerate(figures, start=2):
            if (figure := drawn(one)) is not None:
                written += _figure(figure, folder / "figures")
                made.append(figure)
            yield Progress(_STAGE, number, total)
        for name, write in (("report.html", html_file.write), ("report.pdf", pdf_file.write)):
            write(comparison, made, folder / name)
            written.append(folder / name)
            yield Progress(_STAGE, total - (name == "report.html"), total)
    except OSError as error:
        raise ExportError(
            f"The report could not be written ({error.filename or folder}: {error.strerror or error}).",
            "Check that the folder is writable and has free space, and that no other program uses the file.",
        ) from error
    return tuple(written)


def _figure(figure: DrawnFigure, folder: Path) -> list[Path]:
    paths = []
    for kind, content in figure.files.items():
        paths.append(folder / f"{figure.name}.{kind}")
        with replacing(paths[-1]) as beside:
            beside.write_bytes(content)
    return paths


def _json(comparison: RaterComparison, path: Path) -> Path:
    with replacing(path, private=True) as beside:
        beside.write_text(json.dumps(as_record(comparison), indent=1, allow_nan=False), encoding="utf-8")
    return path

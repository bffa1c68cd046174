"""All files of a cohort report: a page and a folder come in, one yield a step; the files written go out."""

import json
from collections.abc import Generator
from pathlib import Path

from model.base.errors import ExportError
from model.base.files import replacing
from model.base.progress import Progress
from model.comparison.comparison import RaterComparison
from model.comparison.report import html_file, pdf_file
from model.comparison.report.csv_files import write_csvs
from model.comparison.report.figures import Drawn, drawn, figures_of
from model.comparison.report.record import as_record

_STAGE = "writing the report"


def write_report(
    page: RaterComparison, folder: Path, published: bool = False
) -> Generator[Progress, None, tuple[Path, ...]]:
    """report.html, report.pdf, report.json, tables/ and figures/ in `folder`, which is made where missing.

    `published`: the paper's hazard ratios stand beside ours in the forest plot, marked as the paper's.
    """
    figures = figures_of(page, published)
    total = len(figures) + 3
    yield Progress(_STAGE, 0, total)
    try:
        written = [_json(page, folder / "report.json"), *write_csvs(page, folder / "tables")]
        yield Progress(_STAGE, 1, total)
        made = []
        for number, one in enumerate(figures, start=2):
            if (figure := drawn(one)) is not None:
                written += _figure(figure, folder / "figures")
                made.append(figure)
            yield Progress(_STAGE, number, total)
        for name, write in (("report.html", html_file.write), ("report.pdf", pdf_file.write)):
            write(page, made, folder / name)
            written.append(folder / name)
            yield Progress(_STAGE, total - (name == "report.html"), total)
    except OSError as error:
        raise ExportError(
            f"The report could not be written ({error.filename or folder}: {error.strerror or error}).",
            "Check that the folder can be written to and has room, and that no other program holds the file open.",
        ) from error
    return tuple(written)


def _figure(figure: Drawn, folder: Path) -> list[Path]:
    paths = []
    for kind, content in figure.files.items():
        paths.append(folder / f"{figure.name}.{kind}")
        with replacing(paths[-1]) as beside:
            beside.write_bytes(content)
    return paths


def _json(page: RaterComparison, path: Path) -> Path:
    with replacing(path) as beside:
        beside.write_text(json.dumps(as_record(page), indent=1, allow_nan=False), encoding="utf-8")
    return path

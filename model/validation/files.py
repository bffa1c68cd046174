"""Write a validation as tables, a Markdown page and drawings, and as a section of the card in a copy of the bundle."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from model.base.files import replacing
from model.base.write_tables import markdown_table, write_csv
from model.bundle.copy import write_copy
from model.result.export.wording import RESEARCH_USE_ONLY
from model.statistics.calibration import sigmoid
from model.training.risk_figure import draw_risk_groups
from model.validation.figures import FigureRow, Number, figure_rows, predicted
from model.validation.run import Validation
from model.validation.shift import leakage_text, leaks, shift_rows

KEY = "external_validations"
"""Key among the metrics of a manifest. Its value is the list of validation sections, oldest first."""
_NONE = "none"
_WHY_NONE = (
    "None: the metric does not exist for these patients. A hazard ratio, for example, needs deaths in both "
    "risk groups, and an AUC needs patients with both outcomes."
)
_DRAWN = ("auc", "c_index")
_SIZE, _LEFT, _RIGHT, _TOP, _ROW = (1000, 330), 330, 800, 80, 40
_INK, _FAINT = "#222222", "#dddddd"
_COLOURS = {"card": "#1f77b4", "this cohort": "#a88a00"}


def write_validation(found: Validation, folder: Path) -> tuple[Path, ...]:
    """Write the results of a validation to files in `folder`, and return their paths.

    The files are a table of the metrics, a table of the patients, a Markdown page, a drawing of AUC and C-index and, if
    the bundle has a threshold, a drawing of the survival of the risk groups.
    """
    names = ("validation.csv", "validation-patients.csv", "validation.md", "validation.png")
    table, patients, page, figure = (folder / name for name in names)
    rows = figure_rows(found)
    columns = ("figure", "internal", "internal_low", "internal_high", "external", "external_low", "external_high")
    write_csv(table, [columns, *([row.key, *_cells(row.internal), *_cells(row.external)] for row in rows)])
    of_each = ("patient_id", "time_years", "event", "survival_probability", "risk_group")
    write_csv(patients, [of_each, *_patients(found)])
    with replacing(page) as beside:
        beside.write_text(markdown(found), encoding="utf-8")
    _draw(found, rows, figure)
    if found.manifest.threshold is None:
        return table, patients, page, figure
    groups = folder / "validation-risk.png"
    draw_risk_groups(predicted(found), f"{found.manifest.name} {found.manifest.version} on {found.table}", groups)
    return table, patients, page, figure, groups


def markdown(found: Validation) -> str:
    """Return a validation as a Markdown page.

    It has the cohort, whether the model was developed on it, the metrics, and differences of the images.
    """
    lost = int((~found.known).sum())
    died = int((found.known & ~found.alive).sum())
    rows = figure_rows(found)
    lines = [
        f"# {found.manifest.name} {found.manifest.version} on {found.table}",
        "",
        f"{len(found.patient)} patients with {len(found.images)} images: {int(found.alive.sum())} alive at 5 years, "
        f"{died} died of the disease before, {lost} lost before. The threshold and the calibration are those of the "
        "bundle.",
        "",
        leakage_text(found),
        "",
        *markdown_table(("metric (95 % interval)", "card", "this cohort"), [
            (row.title, row.internal.text, row.external.text if row.external.value is not None else _NONE)
            for row in rows
        ]),
        "",
        "The metrics of the card were computed from held-out patients of the model's own cohort. If the model was "
        "trained in folds, the card's C-index, hazard ratio, mean probability and survival come from the models of "
        "the folds, whose logits were Platt-scaled in each fold. Death of another cause ends the follow-up, as a "
        "loss does."
        + (f" {_WHY_NONE}" if any(row.external.value is None for row in rows) else ""),
        "",
        *markdown_table(("input", "card", "this cohort"), [
            (row.title, row.internal, row.external) for row in shift_rows(found)
        ]),
        "",
        *(f"{note}\n" for note in found.notes),
        RESEARCH_USE_ONLY,
        "",
    ]  # fmt: skip
    return "\n".join(lines)


def section(found: Validation) -> dict[str, Any]:
    """Return a validation as a section of the model card.

    It has the cohort, its metrics, and whether the model was developed on it.
    """
    return {
        "table": found.table,
        "table_sha256": found.table_sha256,
        "of_bundle_sha256": found.bundle_sha256,
        "patients": len(found.patient),
        "events": int(found.event.sum()),
        "images": len(found.images),
        "leakage": leaks(found),
        "leakage_text": leakage_text(found),
        "figures": {row.key: asdict(row.external) for row in figure_rows(found) if row.external.value is not None},
    }


def write_into(original: Path, found: Validation, copy: Path) -> None:
    """Write a copy of the bundle to the file `copy`, with the validation added to its model card.

    The weights are not changed.
    """
    manifest = found.manifest
    sections = [*manifest.metrics.get(KEY, []), section(found)]
    write_copy(original, replace(manifest, metrics=manifest.metrics | {KEY: sections}), copy)


def _patients(found: Validation) -> list[list[object]]:
    cut = found.manifest.threshold
    rows: list[list[object]] = []
    for number, patient in enumerate(found.patient.tolist()):
        p = float(sigmoid(found.logit[number]))
        group = "" if cut is None else "low risk" if p >= cut else "high risk"
        rows.append([patient, f"{found.time[number]:.6g}", int(found.event[number]), f"{p:.6f}", group])
    return rows


def _cells(number: Number) -> list[str]:
    return ["" if value is None else f"{value:.6f}" for value in (number.value, number.low, number.high)]


def _draw(found: Validation, rows: Sequence[FigureRow], path: Path) -> None:
    """Draw AUC and C-index in the model card and in the new cohort, with their intervals, on a scale from 0 to 1."""
    page = Image.new("RGB", _SIZE, "white")
    pen = ImageDraw.Draw(page)
    pen.text((20, 20), f"{found.manifest.name} {found.manifest.version}: card and {found.table}", _INK, _font(18))
    drawn = [row for row in rows if row.key in _DRAWN]
    bottom = _TOP + 2 * _ROW * len(drawn)
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        pen.line([(_x(tick), _TOP), (_x(tick), bottom)], _FAINT, 1)
        pen.text((_x(tick), bottom + 8), f"{tick:g}", _INK, _font(14), anchor="mt")
    y = _TOP + _ROW / 2
    for row in drawn:
        for (name, colour), number in zip(_COLOURS.items(), (row.internal, row.external), strict=True):
            title = f"{row.title.split(',')[0]}, {name}"
            pen.text((_LEFT - 20, y), title, _INK, _font(15), anchor="rm")
            if number.value is not None:
                if number.low is not None and number.high is not None:
                    pen.line([(_x(number.low), y), (_x(number.high), y)], colour, 2)
                middle = _x(number.value)
                pen.rectangle((middle - 5, y - 5, middle + 5, y + 5), colour)
            pen.text((_RIGHT + 15, y), number.text, _INK, _font(14), anchor="lm")
            y += _ROW
    pen.text((20, _SIZE[1] - 32), RESEARCH_USE_ONLY, _INK, _font(14))
    with replacing(path) as beside:
        page.save(beside, format="PNG")


def _x(value: float) -> float:
    return _LEFT + value * (_RIGHT - _LEFT)


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)

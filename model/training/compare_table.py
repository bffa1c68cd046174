"""Write a comparison of methods as CSV tables, a Markdown page and a figure."""

import math
from collections.abc import Sequence
from pathlib import Path

from model.base.files import replacing
from model.base.probability_text import probability_text
from model.base.write_tables import markdown_table, write_csv
from model.result.export.wording import RESEARCH_USE_ONLY
from model.statistics.calibration import sigmoid
from model.statistics.estimate import Estimate, Given
from model.training.cohort_table import ENDPOINT_YEARS
from model.training.compare_figure import draw_comparison
from model.training.compare_result import Comparison, LearningPoint, Line
from model.training.differences import Difference, MethodPredictions

_COLUMNS = (
    "method", "auc", "auc_low", "auc_high", "alive", "died", "c_index", "hr", "hr_low", "hr_high", "patients", "events",
    "brier", "order_sd", "fold_aucs", "training_seconds", "pass_sd", "c_low", "c_high",
    "mean_probability", "alive_at_5", "alive_low", "alive_high",
)  # fmt: skip
_DIFFERENCE_COLUMNS = (
    "method", "against", "patients", "known", "auc_difference", "auc_low", "auc_high", "auc_p", "c_difference", "c_low",
    "c_high",
)  # fmt: skip
_TITLES = (
    "method", "AUC (95 % interval)", "AUC by fold", "C-index", "HR of high risk (95 % interval)", "Brier", "order SD",
    "pass SD", "s",
)  # fmt: skip


_CURVE_TITLES = (
    "method", "mean probability", "alive (95 % interval)", "C-index (95 % interval)", "low risk: patients, alive",
    "high risk: patients, alive",
)  # fmt: skip
_DIFFERENCE_TITLES = ("method", "patients", "AUC difference (95 % interval)", "p", "C-index difference (95 % interval)")
_LEARNING_COLUMNS = (
    "method", "patients", "auc", "auc_low", "auc_high", "c_index", "c_low", "c_high", "brier",
)  # fmt: skip
_LOST_TOO = (
    " The number counts patients whose outcome at 5 years is known. A method that learns from lost "
    "patients is also trained on the same share of the lost patients."
)
_OF_EACH = "patient_id", "time_years", "event", "alive_at_5", "fold"
PREDICTIONS = "compare-predictions.csv"


def write_comparison(found: Comparison, folder: Path) -> tuple[Path, ...]:
    """Write a comparison of methods to files in `folder`, and return the paths of the files.

    They are `compare.csv` with six decimals, `compare.md`, `compare.png`, the out-of-fold predictions of every patient
    by every method in `compare-predictions.csv`, and the differences between methods in `compare-differences.csv`. The
    points of a learning curve, if there is one, are in `compare-learning-curve.csv`.
    """
    names = ("compare.csv", "compare.md", "compare.png", PREDICTIONS, "compare-differences.csv")
    table, page, figure, predictions, pairs = (folder / name for name in names)
    write_csv(table, [_COLUMNS, *(_cells(line) for line in found.lines)])
    with replacing(page) as beside:
        beside.write_text(markdown(found), encoding="utf-8")
    draw_comparison(found, figure)
    write_csv(predictions, _prediction_rows(found.predictions))
    write_csv(pairs, [_DIFFERENCE_COLUMNS, *(_difference_cells(one) for one in found.differences)])
    if not found.learning:
        return table, page, figure, predictions, pairs
    curve = folder / "compare-learning-curve.csv"
    write_csv(curve, [_LEARNING_COLUMNS, *(row for point in found.learning for row in _learning_rows(point))])
    return table, page, figure, predictions, pairs, curve


def study_command(found: Comparison) -> str:
    """Return the shell command that compares the methods as raters of a study.

    The input of the command is the file with the out-of-fold predictions.
    """
    keys = [one.key for one in found.predictions]
    raters = " ".join(f"--rater {key}={key}" for key in keys)
    names = ",".join(keys)
    return (
        f"histocast study compare {PREDICTIONS} --patient patient_id --time time_years --event event "
        f"--time-unit years --horizon {ENDPOINT_YEARS:g} {raters} --model {names} --protective {names} "
        "--validation internal"
    )


def markdown(found: Comparison) -> str:
    """Return a comparison of methods as a Markdown page.

    It has a description of the cohort, tables of the results, and an explanation of the metrics.
    """
    lost = found.patients - found.known
    lines = [
        f"# Methods compared on {found.table}",
        "",
        f"{found.patients} patients: {found.known - found.died} alive at 5 years, {found.died} died of the disease "
        f"before, {lost} lost before. Held out: {found.folds} (seed {found.seed}), the same for every method; the "
        "metrics are computed from the held-out patients of all folds together.",
        "",
        *markdown_table(_TITLES, [_row(line) for line in found.lines]),
        "",
        *(
            f"Not compared: {words}, because too few patients have the values that the method needs.\n"
            for words in found.left_out
        ),
        *(f"{note}\n" for note in found.notes),
        "AUC and Brier are of the patients with a known outcome at 5 years, C-index (Harrell) and HR "
        "(Cox) of all patients. Each fold's logits were Platt-scaled on its validation patients before "
        "pooling, weighted for censoring if the method learns from patients who were lost; high risk is "
        "below the threshold found on its training patients. Order SD is how far the probability of a "
        "patient moves when the grid is flipped and turned: the mean standard deviation. Pass SD is the "
        "same number for a single pass in raster order. The column s has the seconds of training over "
        "all folds, without reading the images.",
        "",
        "## All patients",
        "",
        *markdown_table(_CURVE_TITLES, [_curve_row(line) for line in found.lines]),
        "",
        "These metrics include the patients who were lost before 5 years; death of another cause ends the "
        "follow-up as a loss does. Alive is the share at 5 years by Kaplan and Meier's estimate; the mean "
        "probability minus this share is the method's bias.",
        "",
    ]
    if found.differences:
        lines += [
            f"## Against {found.differences[0].against}",
            "",
            *markdown_table(_DIFFERENCE_TITLES, [_difference_row(one) for one in found.differences]),
            "",
            "Differences are paired: both methods on the same patients. AUC: DeLong's interval and test, patients with "
            "a known outcome at 5 years. C-index: percentiles over bootstrap draws of patients. The p values are not "
            "corrected for the number of methods.",
            "",
        ]
    if found.learning:
        titles = ("method", *(f"{point.patients:.0f} patients" for point in found.learning))
        lines += [
            "## With fewer training patients",
            "",
            *markdown_table(titles, [_learning_row(line.method, found.learning) for line in found.lines]),
            "",
            "AUC (95 % interval) by the number of patients for training and validation in a fold. The test "
            "patients are always the same. The patients of a column are also among the patients of the next column."
            + (_LOST_TOO if found.patients > found.known else ""),
            "",
        ]
    if found.predictions:
        text = f"`{PREDICTIONS}` has every patient's out-of-fold probability by every method. As raters of a study:"
        lines += [text, "", f"    {study_command(found)}", ""]
    return "\n".join([*lines, RESEARCH_USE_ONLY, ""])


def _curve_row(line: Line) -> tuple[str, ...]:
    cohort = line.cohort
    groups = {one.name: f"{one.patients}, {_given(one.alive)}" for one in cohort.groups}
    return (
        line.method, probability_text(cohort.mean_probability), _given(cohort.alive), _given(cohort.c_index),
        groups.get("low risk", "none"), groups.get("high risk", "none"),
    )  # fmt: skip


def _difference_row(one: Difference) -> tuple[str, ...]:
    p = f"{one.auc.p:.3g}" if isinstance(one.auc, Estimate) and one.auc.p is not None else "none"
    return one.method, f"{one.patients}", _given(one.auc), p, _given(one.c_index)


def _learning_row(method: str, points: Sequence[LearningPoint]) -> list[str]:
    cells = [method]
    for point in points:
        auc = next((line.auc for line in point.lines if line.method == method), None)
        cells.append("none" if auc is None else _between(auc.value, auc.low, auc.high))
    return cells


def _learning_rows(point: LearningPoint) -> list[list[object]]:
    return [
        [line.method, f"{point.patients:.1f}", *(_exact(x) for x in (line.auc.value, line.auc.low, line.auc.high)),
         *_three(line.cohort.c_index), f"{line.brier:.6f}"]
        for line in point.lines
    ]  # fmt: skip


def _given(found: Given) -> str:
    if isinstance(found, Estimate):
        return f"{found.value:.2f} ({found.low:.2f} to {found.high:.2f})"
    return "none" if found.value is None else f"{found.value:.2f}"


def _prediction_rows(found: Sequence[MethodPredictions]) -> list[list[object]]:
    """Return the table of out-of-fold predictions: the header, then one row per patient.

    If a method could not give a prediction because one of its inputs is missing for the patient, its probability is
    empty.
    """
    rows: list[list[object]] = [[*_OF_EACH, *(one.key for one in found), *(f"{one.key}_high_risk" for one in found)]]
    about: dict[str, list[object]] = {}
    for one in found:
        for number, patient in enumerate(one.patient.tolist()):
            alive = int(one.alive[number]) if one.known[number] else ""
            numbers = (f"{one.time[number]:.6g}", int(one.event[number]), alive, int(one.fold[number]))
            about.setdefault(patient, [patient, *numbers])
    places = [{patient: number for number, patient in enumerate(one.patient.tolist())} for one in found]
    for patient in sorted(about):
        answers, groups = [], []
        for one, place in zip(found, places, strict=True):
            own = place.get(patient)
            answers.append("" if own is None else f"{sigmoid(one.logit[own]):.6f}")
            groups.append("" if own is None else str(int(one.high_risk[own])))
        rows.append([*about[patient], *answers, *groups])
    return rows


def _difference_cells(one: Difference) -> list[object]:
    p = one.auc.p if isinstance(one.auc, Estimate) else None
    return [
        one.method, one.against, one.patients, one.known, *_three(one.auc), "" if p is None else f"{p:.6g}",
        *_three(one.c_index),
    ]  # fmt: skip


def _three(found: Given) -> list[str]:
    numbers = (found.value, *((found.low, found.high) if isinstance(found, Estimate) else (None, None)))
    return ["" if number is None else f"{number:.6f}" for number in numbers]


def _row(line: Line) -> tuple[str, ...]:
    hr = line.hazard_ratio
    order, single = ("" if sd is None else f"{sd:.3f}" for sd in (line.order_sd, line.pass_sd))
    return (
        line.method, _between(line.auc.value, line.auc.low, line.auc.high),
        ", ".join(_number(value) for value in line.fold_aucs), _number(line.c_index),
        _between(hr.value, hr.low, hr.high), f"{line.brier:.3f}", order, single, f"{line.seconds:.1f}",
    )  # fmt: skip


def _between(value: float, low: float, high: float) -> str:
    if math.isnan(value):
        return "none"
    return _number(value) if math.isnan(low) else f"{value:.2f} ({low:.2f} to {high:.2f})"


def _number(value: float) -> str:
    return "none" if math.isnan(value) else f"{value:.2f}"


def _cells(line: Line) -> list[object]:
    auc, hr = line.auc, line.hazard_ratio
    order, single = ("" if sd is None else _exact(sd) for sd in (line.order_sd, line.pass_sd))
    return [
        line.method, *(_exact(value) for value in (auc.value, auc.low, auc.high)), auc.positives, auc.negatives,
        *(_exact(value) for value in (line.c_index, hr.value, hr.low, hr.high)), hr.patients, hr.events,
        _exact(line.brier), order, " ".join(_exact(value) for value in line.fold_aucs), f"{line.seconds:.2f}",
        single, *_three(line.cohort.c_index)[1:], f"{line.cohort.mean_probability:.6f}", *_three(line.cohort.alive),
    ]  # fmt: skip


def _exact(value: float) -> str:
    return "" if math.isnan(value) else f"{value:.6f}"

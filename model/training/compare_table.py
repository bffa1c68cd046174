"""Write a comparison of methods as a CSV table, a Markdown page and a figure."""

import csv
import math
from pathlib import Path

from model.base.files import replacing
from model.result.export.wording import RESEARCH_USE_ONLY
from model.training.compare import Comparison, Line
from model.training.compare_figure import draw_comparison

_COLUMNS = (
    "method", "auc", "auc_low", "auc_high", "alive", "died", "c_index", "hr", "hr_low", "hr_high", "patients", "events",
    "brier", "order_sd", "fold_aucs", "training_seconds", "pass_sd",
)  # fmt: skip
_TITLES = (
    "method", "AUC (95 % interval)", "AUC by fold", "C-index", "HR of high risk (95 % interval)", "Brier", "order SD",
    "pass SD", "s",
)  # fmt: skip


def write_comparison(found: Comparison, folder: Path) -> tuple[Path, Path, Path]:
    """Write `compare.csv` with six decimals, `compare.md` and `compare.png` to `folder`, and return their paths."""
    table, page, figure = (folder / f"compare.{suffix}" for suffix in ("csv", "md", "png"))
    with replacing(table) as beside, beside.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(_COLUMNS)
        writer.writerows(_cells(line) for line in found.lines)
    with replacing(page) as beside:
        beside.write_text(markdown(found), encoding="utf-8")
    draw_comparison(found, figure)
    return table, page, figure


def markdown(found: Comparison) -> str:
    """Return the Markdown page: cohort, table, and an explanation of the figures."""
    lost = found.patients - found.known
    lines = [
        f"# Methods compared on {found.table}",
        "",
        f"{found.patients} patients: {found.known - found.died} alive at 5 years, {found.died} died of the disease "
        f"before, {lost} lost before. {found.folds} rotating folds (seed {found.seed}), the same for every method; "
        "figures are of the pooled held-out patients.",
        "",
        f"| {' | '.join(_TITLES)} |",
        "|" + "---|" * len(_TITLES),
        *(_row(line) for line in found.lines),
        "",
        *(f"Not compared: {words}, for which too few patients have what it needs.\n" for words in found.left_out),
        *(f"{note}\n" for note in found.notes),
        "AUC and Brier are of the patients with a known outcome at 5 years, C-index (Harrell) and HR (Cox) of all. "
        "Each fold's logits were Platt-scaled on its validation patients before pooling; high risk is below the "
        "threshold found on its training patients. Order SD is how far the probability of a patient moves when the "
        "grid is flipped and turned: the mean standard deviation. Pass SD is the same of a single pass in raster "
        "order. s is seconds of training over all folds, without reading the images.",
        "",
        RESEARCH_USE_ONLY,
        "",
    ]
    return "\n".join(lines)


def _row(line: Line) -> str:
    hr = line.hazard_ratio
    order, single = ("" if sd is None else f"{sd:.3f}" for sd in (line.order_sd, line.pass_sd))
    return (
        f"| {line.method} | {_between(line.auc.value, line.auc.low, line.auc.high)} "
        f"| {', '.join(_number(value) for value in line.fold_aucs)} | {_number(line.c_index)} "
        f"| {_between(hr.value, hr.low, hr.high)} | {line.brier:.3f} | {order} | {single} | {line.seconds:.1f} |"
    )


def _between(value: float, low: float, high: float) -> str:
    if math.isnan(value):
        return "none"
    return _number(value) if math.isnan(low) else f"{value:.2f} ({low:.2f} to {high:.2f})"


def _number(value: float) -> str:
    return "none" if math.isnan(value) else f"{value:.2f}"


def _cells(line: Line) -> list[str | int]:
    auc, hr = line.auc, line.hazard_ratio
    order, single = ("" if sd is None else _exact(sd) for sd in (line.order_sd, line.pass_sd))
    return [
        line.method, *(_exact(value) for value in (auc.value, auc.low, auc.high)), auc.positives, auc.negatives,
        *(_exact(value) for value in (line.c_index, hr.value, hr.low, hr.high)), hr.patients, hr.events,
        _exact(line.brier), order, " ".join(_exact(value) for value in line.fold_aucs), f"{line.seconds:.2f}",
        single,
    ]  # fmt: skip


def _exact(value: float) -> str:
    return "" if math.isnan(value) else f"{value:.6f}"

"""The comparison of the raters as text: one row per number, one column per rater.

This module does not import Qt.
"""

from collections.abc import Callable
from dataclasses import dataclass

from app.language.model_text import of_model
from app.language.text import mark, number_text, tr
from app.study.comparison.shown_text import shown, threshold_text
from model.comparison.comparison import CompetingResult, RaterComparison, RaterResult
from model.comparison.metrics import Metric, metrics_of
from model.comparison.report.number_text import p_text, reason_text
from model.comparison.report.record import METHODS
from model.statistics.estimate import ChiSquare, Estimate, Given, NotGiven


@dataclass(frozen=True)
class RaterCell:
    """A text in the table of raters.

    A `quiet` text is grey; it is the reason why there is no number. A `flagged` text is a warning.
    """

    text: str
    quiet: bool = False
    flagged: bool = False


@dataclass(frozen=True)
class RaterRow:
    """One row of the table of raters, with one cell per rater.

    `how` is the tool tip, which describes how the numbers of the row are computed.
    """

    label: str
    cells: tuple[RaterCell, ...]
    how: str = ""


Row = tuple[str, Callable[[RaterResult], RaterCell], str]


def rows_of(comparison: RaterComparison) -> tuple[RaterRow, ...]:
    """Return all rows of the table of raters: facts about each rater, all metrics, and the log-rank test."""
    table: list[Row] = [
        (tr("What it is"), lambda r: RaterCell(f"{of_model(r.kind)}; {of_model(r.direction)}", quiet=True), ""),
        (tr("Qualifier"), _qualifier, tr("This note applies to every number of the rater.")),
        (tr("Threshold"), _threshold, tr("High risk: at or above the threshold; for a survival probability, below.")),
        (tr("Patients, events"), lambda r: RaterCell(f"{r.patients}, {r.events}"),
         tr("Patients with a value of the rater, and the number of their events during the whole follow-up.")),
        (tr("By {horizon_text}: event, none, lost", horizon_text=shown(comparison.horizon_text)), _known,
         tr("Lost: followed up for a shorter time, without an event. Weights or curves account for these "
             "patients.")),
        *(_metric_row(row) for row in metrics_of("discrimination", "hazards")),
        (tr("Log-rank"), _log_rank, tr("Compares survival in the high- and low-risk group, or in all levels.")),
        *((tr(title), cell, tr(how)) for title, cell, how in (_COMPETING if comparison.causes is not None else ())),
        *(_metric_row(row) for row in metrics_of("threshold", "probability", "calibration")),
        *(_metric_row(row) for row in (metrics_of("complete case") if comparison.options.complete_case else ())),
    ]  # fmt: skip
    return tuple(RaterRow(label, tuple(cell(r) for r in comparison.raters), how) for label, cell, how in table)


def left_out_text(comparison: RaterComparison) -> str:
    """Return the title of the tab of exclusions, with the number of excluded rows and values: "Left out (12)"."""
    count = len(comparison.table.excluded)
    return tr("Left out ({count})", count=count) if count else tr("Patient flow")


def _metric_row(row: Metric) -> Row:
    return (
        tr(row.title),
        lambda r: _metric_cell(row, r),
        tr(
            "{how}. {unit}; better: {better}.",
            how=of_model(row.how),
            unit=of_model(row.unit.capitalize()),
            better=shown(row.better),
        ),
    )


def _metric_cell(row: Metric, r: RaterResult) -> RaterCell:
    """Return three lines of text: the number, its interval, and p if the metric shows it.

    If there is no number, return the reason.
    """
    return _estimate(r.estimates[row.key], row.digits, row.with_p)


def _estimate(found: Given, digits: int, with_p: bool) -> RaterCell:
    if not isinstance(found, Estimate):
        return RaterCell(shown(reason_text(found, digits)), quiet=True)
    tail = f"\np {number_text(p_text(found.p))}" if with_p and found.p is not None else ""
    return RaterCell(
        tr(
            "{value}\n{low} to {high}{tail}",
            value=number_text(f"{found.value:.{digits}f}"),
            low=number_text(f"{found.low:.{digits}f}"),
            high=number_text(f"{found.high:.{digits}f}"),
            tail=tail,
        )
    )


def _qualifier(r: RaterResult) -> RaterCell:
    """Return the model's version, hash and calibration, and a warning if there are too few events."""
    parts = (shown(part) for part in (r.unsure, r.note) if part)
    return RaterCell("; ".join(parts) or "–", not r.unsure, bool(r.unsure))


def _threshold(r: RaterResult) -> RaterCell:
    if r.threshold is None:
        return RaterCell(tr("none was set"), quiet=True)
    text = f"{number_text(f'{r.threshold.value:.6g}')}: {threshold_text(r.threshold)}"
    if r.threshold.same_data:
        return RaterCell(tr("{text}. CHOSEN ON THE SAME DATA", text=text), flagged=True)
    return RaterCell(text, quiet=True)


def _known(r: RaterResult) -> RaterCell:
    return RaterCell(f"{r.known_events}, {r.known_others}, {r.lost}")


def _log_rank(r: RaterResult) -> RaterCell:
    return _test(r.log_rank)


def _test(found: ChiSquare | NotGiven) -> RaterCell:
    if isinstance(found, ChiSquare):
        p = number_text(p_text(found.p))
        return RaterCell(tr("p {p}\nchi2 {chi2:.1f}, {df} df", p=p, chi2=found.chi2, df=found.df))
    return RaterCell(shown(found.reason), quiet=True)


def _ratio(of: Callable[[CompetingResult], Given]) -> Callable[[RaterResult], RaterCell]:
    """Return a function that returns the table cell with a Fine and Gray hazard ratio for the result of a rater.

    `of` selects one of the two hazard ratios.
    """

    def cell(r: RaterResult) -> RaterCell:
        return _estimate(of(r.competing), 2, with_p=True) if r.competing else RaterCell("–", quiet=True)

    return cell


_COMPETING: tuple[Row, ...] = (
    (mark("Fine-Gray at the threshold"), _ratio(lambda found: found.ratio_threshold), METHODS["fine_gray"]),
    (mark("Fine-Gray per SD"), _ratio(lambda found: found.ratio_per_sd), METHODS["fine_gray"]),
    (
        mark("Gray's test"),
        lambda r: _test(r.competing.gray) if r.competing else RaterCell("–", quiet=True),
        METHODS["gray"],
    ),
)
"""Rows that are added if deaths of another cause are known."""

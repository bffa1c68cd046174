"""The raters side by side as words: a page comes in, a row a statistic and a cell a rater go out. No Qt."""

from collections.abc import Callable
from dataclasses import dataclass

from model.comparison.comparison import AtThreshold, Calibration, RaterComparison, RaterResult
from model.comparison.report.record import p_text
from model.statistics.estimate import ChiSquare, Estimate, Given


@dataclass(frozen=True)
class RaterCell:
    """`quiet`: a statement in place of a number; `flagged`: what must not be overlooked."""

    text: str
    quiet: bool = False
    flagged: bool = False


@dataclass(frozen=True)
class RaterRow:
    label: str
    cells: tuple[RaterCell, ...]
    how: str = ""
    """How the number was made, for the tool tip."""


def rows_of(page: RaterComparison) -> tuple[RaterRow, ...]:
    """All statistics of all raters; rows in which nobody has a number of its own are left in, with their statements."""
    at = page.horizon_text
    table: list[tuple[str, Callable[[RaterResult], RaterCell], str]] = [
        ("What it is", lambda r: RaterCell(f"{r.kind}; {r.direction}", quiet=True), ""),
        ("Qualifier", _qualifier, "what must stand beside every number of the rater"),
        ("Threshold", _threshold, "high risk at or above it; below it for a survival probability"),
        ("Patients, events", lambda r: _plain(f"{r.patients}, {r.events}"), "with a value, in all their follow-up"),
        (f"By {at}: event, none, lost", _known, "lost: followed for less, without an event; in survival figures only"),
        (f"AUC at {at}", lambda r: _given(r.auc), "patients known at the horizon; DeLong, 95 %"),
        ("AUC, weighted for censoring", lambda r: _given(r.auc_censored), "bootstrap over patients, 95 %"),
        ("C-index (Harrell)", lambda r: _given(r.c_harrell), "infinitesimal jackknife, 95 %"),
        ("C-index (Uno)", lambda r: _given(r.c_uno), "up to the horizon; infinitesimal jackknife, 95 %"),
        ("Hazard ratio, high / low", lambda r: _given(r.hr_threshold, p=True), "Cox, ties after Efron, Wald, 95 %"),
        ("Hazard ratio per SD", lambda r: _given(r.hr_sd, p=True), "Cox, of the risk divided by its SD"),
        ("Log-rank", _log_rank, "of high against low risk, or of all levels"),
        *(
            (title, _share(name), "patients known at the horizon; Wilson, 95 %")
            for title, name in (("Sensitivity", "sensitivity"), ("Specificity", "specificity"), ("PPV", "ppv"),
                                ("NPV", "npv"))
        ),
        ("Brier score", lambda r: _given(r.brier, 3), "patients known at the horizon; bootstrap, 95 %"),
        ("Brier, weighted for censoring", lambda r: _given(r.brier_censored, 3), "bootstrap over patients, 95 %"),
        ("Calibration slope", _slope, "1 is perfect"),
        ("Calibration intercept", _intercept, "with the slope held at 1; 0 is perfect"),
    ]  # fmt: skip
    return tuple(RaterRow(label, tuple(cell(r) for r in page.raters), how) for label, cell, how in table)


def _plain(text: str) -> RaterCell:
    return RaterCell(text)


def _qualifier(r: RaterResult) -> RaterCell:
    """The model's version, hash and calibration; and whether there are too few events."""
    return RaterCell("; ".join(part for part in (r.unsure, r.note) if part) or "–", not r.unsure, bool(r.unsure))


def _threshold(r: RaterResult) -> RaterCell:
    if r.threshold is None:
        return RaterCell("none was set", quiet=True)
    words = f"{r.threshold.value:.6g}: {r.threshold.origin}"
    if r.threshold.same_data:
        return RaterCell(f"{words}. CHOSEN ON THE SAME DATA", flagged=True)
    return RaterCell(words, quiet=True)


def _known(r: RaterResult) -> RaterCell:
    return RaterCell(f"{r.known_events}, {r.known_others}, {r.lost}")


def _given(found: Given, digits: int = 2, p: bool = False) -> RaterCell:
    """The number over its interval, and its p where wished; or the statement."""
    if isinstance(found, Estimate):
        tail = f"\np {p_text(found.p)}" if p and found.p is not None else ""
        return RaterCell(f"{found.value:.{digits}f}\n{found.low:.{digits}f} to {found.high:.{digits}f}{tail}")
    known = "" if found.value is None else f"{found.value:.{digits}f}, no interval: "
    return RaterCell(known + found.reason, quiet=True)


def _log_rank(r: RaterResult) -> RaterCell:
    if isinstance(r.log_rank, ChiSquare):
        return RaterCell(f"p {p_text(r.log_rank.p)}\nchi2 {r.log_rank.chi2:.1f}, {r.log_rank.df} df")
    return RaterCell(r.log_rank.reason, quiet=True)


def _share(name: str) -> Callable[[RaterResult], RaterCell]:
    def cell(r: RaterResult) -> RaterCell:
        found = r.at_threshold
        return _given(getattr(found, name)) if isinstance(found, AtThreshold) else _given(found)

    return cell


def _slope(r: RaterResult) -> RaterCell:
    return _given(r.calibration.slope if isinstance(r.calibration, Calibration) else r.calibration)


def _intercept(r: RaterResult) -> RaterCell:
    return _given(r.calibration.intercept if isinstance(r.calibration, Calibration) else r.calibration)


def left_out_text(page: RaterComparison) -> str:
    """ "12 left out": how many rows the list has."""
    count = len(page.table.excluded)
    return f"Left out ({count})" if count else "Patient flow"

"""The reclassification table of the risk groups of two raters.

A click on a cell of the table lists its patients.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from app.language.text import mark, plural, tr
from app.session.study_state import CaseFilter
from app.study.comparison.shown_text import rater_name, shown
from app.ui.parts import text_label, tip
from app.ui.theme import RHYTHM
from model.comparison.comparison import RaterComparison
from model.comparison.pair_results import CrossCell, Reclassification

_GROUPS = ((False, mark("low risk")), (True, mark("high risk")))


class CrossTable(QWidget):
    """A table whose rows are the risk groups of the model and whose columns are the risk groups of another rater.

    The other rater is the majority of the readers, if readers are compared. Each cell of the table counts the patients
    by their outcome at the horizon.
    """

    picked = Signal(object)
    """Emits the `CaseFilter` of the clicked cell of the table."""

    def __init__(self, comparison: RaterComparison) -> None:
        super().__init__()
        self.cells: list[QPushButton] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2 * RHYTHM)
        if not comparison.reclassifications:
            box.addWidget(text_label("muted", tr("There is no table, because fewer than two raters have a threshold.")))
        for found in comparison.reclassifications:
            box.addLayout(self._table(found, comparison))
        box.addWidget(text_label("small", tr("A click on a cell lists its cases; a double click on a case opens it.")))

    def _table(self, found: Reclassification, comparison: RaterComparison) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(RHYTHM)
        for column, share in enumerate((2, 3, 3)):
            grid.setColumnStretch(column, share)
        a, b = rater_name(found.a), rater_name(found.b)
        grid.addWidget(text_label("muted", tr("{a} against {b}", a=a, b=b)), 0, 0)
        for place, (high, title) in enumerate(_GROUPS, start=1):
            grid.addWidget(text_label("muted", f"{b}: {tr(title)}"), 0, place)
            grid.addWidget(text_label("muted", f"{a}: {tr(title)}"), place, 0)
            for other, (b_high, _) in enumerate(_GROUPS, start=1):
                cell = next(one for one in found.cells if (one.a_high, one.b_high) == (high, b_high))
                grid.addWidget(self._button(found, cell, shown(comparison.horizon_text)), place, other)
        return grid

    def _button(self, found: Reclassification, cell: CrossCell, horizon: str) -> QPushButton:
        count = len(cell.patients)
        text = tr(
            "{patients}\n{events} by {horizon}\n{others} without, {lost} lost earlier",
            patients=plural(count, "patient"),
            events=plural(cell.events, "event"),
            horizon=horizon,
            others=cell.others,
            lost=cell.lost,
        )
        button = QPushButton(text)
        a, b = rater_name(found.a), rater_name(found.b)
        only = CaseFilter(f"{a} {_level(cell.a_high)}, {b} {_level(cell.b_high)}", frozenset(cell.patients))
        button.setAccessibleName(f"{only.text}: {plural(count, 'patient')}")
        button.setToolTip(tip(tr("Lists the cases with {text}", text=only.text)))
        button.setEnabled(count > 0)
        button.clicked.connect(lambda: self.picked.emit(only))
        self.cells.append(button)
        return button


def _level(high: bool) -> str:
    return tr("high") if high else tr("low")

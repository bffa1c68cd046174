"""The switch above the study workspace, between the case list, the table of cases and the comparison."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from app.language.text import tr
from app.ui.theme import RHYTHM


class ViewSwitch(QFrame):
    """Three buttons for the three views. The buttons of the comparison are on the right."""

    def __init__(self, actions: dict[str, QAction], comparison_buttons: tuple[QPushButton, ...]) -> None:
        super().__init__()
        self.cases, self.table = QPushButton(tr("Cases")), QPushButton(tr("Table"))
        self.comparison = QPushButton(tr("Comparison"))
        row = QHBoxLayout(self)
        row.setContentsMargins(RHYTHM, RHYTHM, RHYTHM, 0)
        row.setSpacing(RHYTHM // 2)
        views = ((self.cases, "study-cases"), (self.table, "study-table"), (self.comparison, "study-page"))
        for button, key in views:
            button.setObjectName("answer")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setToolTip(actions[key].toolTip())
            button.clicked.connect(actions[key].trigger)
            row.addWidget(button)
        row.addStretch()
        for button in comparison_buttons:
            row.addWidget(button)

    def mark_shown(self, comparison: bool, table: bool) -> None:
        """Mark the button of the view that is shown."""
        self.cases.setChecked(not comparison and not table)
        self.table.setChecked(table and not comparison)
        self.comparison.setChecked(comparison)

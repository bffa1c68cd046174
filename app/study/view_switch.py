"""The switch above the study workspace, between the case list and the comparison."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from app.language.text import tr
from app.ui.theme import RHYTHM


class ViewSwitch(QFrame):
    """Two buttons for the two views. The buttons of the comparison are on the right."""

    def __init__(self, actions: dict[str, QAction], comparison_buttons: tuple[QPushButton, ...]) -> None:
        super().__init__()
        self.cases, self.comparison = QPushButton(tr("Cases")), QPushButton(tr("Comparison"))
        row = QHBoxLayout(self)
        row.setContentsMargins(RHYTHM, RHYTHM, RHYTHM, 0)
        row.setSpacing(RHYTHM // 2)
        for button, key in ((self.cases, "study-cases"), (self.comparison, "study-page")):
            button.setObjectName("answer")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setToolTip(actions[key].toolTip())
            button.clicked.connect(actions[key].trigger)
            row.addWidget(button)
        row.addStretch()
        for button in comparison_buttons:
            row.addWidget(button)

    def show_comparison(self, shown: bool) -> None:
        self.cases.setChecked(not shown)
        self.comparison.setChecked(shown)

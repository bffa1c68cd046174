"""The settings of a comparison, in as many rows as the width needs. A change emits a new `ComparisonRequest`."""

from dataclasses import replace
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from app.language.text import mark, tr
from app.study.comparison.shown_text import shown
from app.study.sheet_text import shown_title
from app.ui.flow import FlowLayout
from app.ui.number_field import DecimalBox
from app.ui.theme import RHYTHM
from model.study.comparison_input import ComparisonChoices
from model.study.comparison_request import ComparisonRequest
from model.study.settings import COMBINES, Combine

LONGEST_YEARS = 40.0
OWN = mark("these patients' own")


class OptionsRow(QWidget):
    """Controls for spots, question, horizon, prevalence and covariates.

    The row shows the `ComparisonRequest` of the session. A change takes effect only through the session.
    """

    requested = Signal(object)
    """Emits the new `ComparisonRequest`."""

    def __init__(self, first: QWidget) -> None:
        """Create the controls. `first` is a widget that is placed before them."""
        super().__init__()
        self._asked_for = ComparisonRequest()
        self._choices: ComparisonChoices | None = None
        self.combine, self.question = QComboBox(), QComboBox()
        for how in COMBINES:
            self.combine.addItem(shown(how), how)
        for combo in (self.combine, self.question):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.horizon, self.prevalence = DecimalBox(), DecimalBox()
        self.covariates = QToolButton()
        self.menu = QMenu(self.covariates)
        self.complete_case = QCheckBox(tr("Complete case"))
        self._set_up()
        self._lay(first)

    def _set_up(self) -> None:
        for box, least, most, step in ((self.horizon, 0.5, LONGEST_YEARS, 0.5), (self.prevalence, 0.0, 0.99, 0.05)):
            box.setRange(least, most)
            box.setSingleStep(step)
            box.setKeyboardTracking(False)
        self.horizon.setDecimals(1)
        self.horizon.setSuffix(tr(" years"))
        self.prevalence.setSpecialValueText(tr(OWN))
        self.prevalence.setToolTip(
            tr(
                "Share of patients with the event by the horizon, in the population where the model will be used; for "
                "case-control data"
            )
        )
        self.covariates.setMenu(self.menu)
        self.covariates.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.covariates.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.complete_case.setToolTip(
            tr(
                "Also show the metrics of only the patients whose outcome at the horizon is known. These "
                "metrics are biased if many patients were lost earlier."
            )
        )
        self.complete_case.toggled.connect(lambda on: self._request(complete_case=on))
        self.combine.activated.connect(lambda _: self._request(combine=cast(Combine, self.combine.currentData())))
        self.question.activated.connect(lambda _: self._request(question=self.question.currentData()))
        self.horizon.valueChanged.connect(lambda years: self._request(horizon=years))
        self.prevalence.valueChanged.connect(lambda share: self._request(prevalence=share or None))

    def _lay(self, first: QWidget) -> None:
        flow = FlowLayout(self, spacing=RHYTHM // 2)
        policy = self.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        flow.addWidget(first)
        for title, part in (
            (tr("Spots by"), self.combine), (tr("Answer"), self.question), (tr("Horizon"), self.horizon),
            (tr("Prevalence"), self.prevalence), (tr("Adjust for"), self.covariates),
        ):  # fmt: skip
            label = QLabel(title)
            label.setProperty("role", "muted")
            label.setBuddy(part)
            part.setAccessibleName(title)
            pair = QWidget()
            row = QHBoxLayout(pair)
            row.setContentsMargins(0, 0, RHYTHM, 0)
            row.setSpacing(RHYTHM // 2)
            row.addWidget(label)
            row.addWidget(part)
            flow.addWidget(pair)
        flow.addWidget(self.complete_case)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._level()

    def _level(self) -> None:
        """Give all parts the same height, so that their texts are on one line."""
        parts = [part for part in self.children() if isinstance(part, QWidget) and not part.isHidden()]
        height = max((part.sizeHint().height() for part in parts), default=0)
        for part in parts:
            part.setMinimumHeight(height)

    def show_request(self, request: ComparisonRequest, choices: ComparisonChoices) -> None:
        """Show the settings of `request` in the controls of the row.

        For a setting that the request leaves open, show the value that the comparison used.
        """
        self._asked_for, self._choices = request, choices
        for part in self._parts:
            part.blockSignals(True)
        self.combine.setCurrentIndex(self.combine.findData(request.combine or choices.combine))
        self.question.clear()
        for key, title in choices.questions:
            self.question.addItem(shown_title(key, title).partition(":")[0], key)
        self.question.setCurrentIndex(self.question.findData(request.question or choices.question))
        self.horizon.setValue(request.horizon)
        self.prevalence.setValue(request.prevalence or 0.0)
        self.complete_case.setChecked(request.complete_case)
        for part in self._parts:
            part.blockSignals(False)
        self._fill_covariates(self._adjusted())

    @property
    def _parts(self) -> tuple[QWidget, ...]:
        return self.combine, self.question, self.horizon, self.prevalence, self.complete_case

    def _adjusted(self) -> tuple[str, ...]:
        if self._asked_for.covariates is not None or self._choices is None:
            return self._asked_for.covariates or ()
        return self._choices.adjusted

    def _fill_covariates(self, chosen: tuple[str, ...]) -> None:
        self.menu.clear()
        for name in self._choices.covariates if self._choices else ():
            action = self.menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(name in chosen)
            action.triggered.connect(lambda on, name=name: self._adjust(name, on))
        self.covariates.setText(", ".join(chosen) or tr("nothing"))
        self.covariates.setEnabled(not self.menu.isEmpty())

    def _adjust(self, name: str, on: bool) -> None:
        chosen = self._adjusted()
        self._request(covariates=(*chosen, name) if on else tuple(one for one in chosen if one != name))

    def _request(self, **changes: object) -> None:
        self.requested.emit(replace(self._asked_for, **changes))  # type: ignore[arg-type]

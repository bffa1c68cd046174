"""The dialog that assigns the columns of a clinical sheet to fields.

It returns the plan of what is imported from the sheet, and the settings of the study.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.language.model_text import of_model
from app.language.text import mark, plural, tr
from app.study.dialogs import score_sheet
from app.study.sheet_text import shown_question
from app.ui.fitted_scroll import FittedScroll
from app.ui.help_button import PAGE
from app.ui.parts import plain_label, tip
from app.ui.theme import RHYTHM, scaled_px
from model.base.errors import StudyError
from model.study.columns import FIELD_WORDS, FIELDS, Columns, unit_in
from model.study.plan import ImportPlan
from model.study.score_sheet import DEFAULT_SHEET, Sheet
from model.study.settings import COMBINES, REVEALS, WASHOUT_DAYS, StudySettings
from model.tables.codes import death_of_disease, need_statement, values_of
from model.tables.table import Table
from model.training.cohort_cells import TIME_UNITS, TimeUnit

WIDTH, HEIGHT, LISTED_PX = 940, 660, 80
"""Size of the dialog and least height of the list of what is left out, in px at a text size of 100 %."""
MOST_LINES = 5
"""How many columns the list of further columns shows at once. With more, it scrolls."""
LEAST_LETTERS = 10
"""How many letters of the chosen entry a drop-down list shows at least."""
NONE, CHOOSE = mark("(none)"), mark("choose …")
USUAL = mark("1, or a word such as dead")
_MOST_VALUES = 30
"""Maximum number of values of a column from which the user can choose the value that means died."""
_PREVIEW_ROWS = 6
_REVEAL_WORDS = {
    "case": mark("after each locked case"),
    "round": mark("after all cases of the round"),
    "never": mark("never"),
}
_COMBINE_WORDS = {"mean": mark("mean"), "median": mark("median"), "min": mark("lowest"), "max": mark("highest")}
_WHATS = {"row": mark("row without an image"), "image": mark("image without a row"), "faulty row": mark("faulty row"),
          "skipped file": mark("file that cannot be read")}  # fmt: skip

Answer = tuple[ImportPlan, StudySettings]
Planner = Callable[[Columns], ImportPlan]


class ColumnsDialog(QDialog):
    """The dialog for the columns of a clinical sheet. The choices are on the left, and their result is on the right.

    `plan` is None while the choices are not valid.
    """

    def __init__(
        self,
        parent: QWidget,
        sheet: Table,
        guess: Columns,
        planner: Planner,
        new: bool = True,
        edit: Callable[[QWidget, Sheet], Sheet | None] = score_sheet.ask,
    ) -> None:
        """Create the dialog.

        If `new` is true, it also contains the settings of a study. `edit` is called to edit the score sheet.
        """
        super().__init__(parent)
        name = sheet.path.name
        self.setWindowTitle(
            tr("New study: meaning of the columns of {name}", name=name)
            if new
            else tr("Add to the study: meaning of the columns of {name}", name=name)
        )
        self.setProperty(PAGE, "studies.md#make-a-study")
        window = parent.window()
        self.resize(min(scaled_px(WIDTH), window.width()), min(scaled_px(HEIGHT), window.height()))
        self._sheet, self._planner, self._new, self._edit = sheet, planner, new, edit
        self.score_sheet = DEFAULT_SHEET
        self.scores = QPushButton()
        self.scores.setAutoDefault(False)
        self.plan: ImportPlan | None = None
        self.fields = {name: _combo([tr(NONE), *sheet.columns], guess.of.get(name, tr(NONE))) for name in FIELDS}
        self.unit = _combo([tr(CHOOSE), *map(tr, TIME_UNITS)], tr(guess.time_unit or CHOOSE))
        event = guess.of.get("event", "")
        self.event_value = _combo([tr(USUAL), *self._values(event)], self._proposed(event))
        self.covariates = QListWidget()
        for column in sheet.columns:
            item = QListWidgetItem(column, self.covariates)
            item.setCheckState(Qt.CheckState.Checked if column in guess.covariates else Qt.CheckState.Unchecked)
        self.combine = _combo([tr(_COMBINE_WORDS[key]) for key in COMBINES], tr(_COMBINE_WORDS["mean"]))
        self.reveal = _combo([tr(_REVEAL_WORDS[key]) for key in REVEALS], tr(_REVEAL_WORDS["case"]))
        self.washout = QDoubleSpinBox()
        self.washout.setRange(0, 3650)
        self.washout.setDecimals(0)
        self.washout.setSuffix(tr(" days"))
        self.washout.setValue(WASHOUT_DAYS)
        # Without this, the field is lower than the other fields, and its frame cuts the text.
        self.washout.setMinimumHeight(self.combine.sizeHint().height())
        self.preview = QTableWidget(min(_PREVIEW_ROWS, len(sheet.rows)), len(sheet.columns))
        self.preview.setTabKeyNavigation(False)
        self.preview.setAccessibleName(tr("First rows of the table"))
        self.told, self.left = plain_label(), QListWidget()
        self.left.setAccessibleName(tr("What is left out"))
        self.skip = QCheckBox()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.take = QPushButton(tr("Create the study …") if new else tr("Add to the study"))
        self.take.setObjectName("primary")
        self.buttons.addButton(self.take, QDialogButtonBox.ButtonRole.AcceptRole)
        self._lay()
        self._connect()
        self._plan()

    def _lay(self) -> None:
        form = QFormLayout()
        form.setContentsMargins(0, 0, RHYTHM, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for name, combo in self.fields.items():
            form.addRow(tr(FIELD_WORDS[name]), combo)
            if name == "time":
                form.addRow(tr("Its unit"), self.unit)
            if name == "event":
                form.addRow(tr("Means died"), self.event_value)
        lines = min(max(self.covariates.count(), 2), MOST_LINES)
        frame = 2 * self.covariates.frameWidth()
        self.covariates.setFixedHeight(lines * max(self.covariates.sizeHintForRow(0), 1) + frame)
        form.addRow(tr("Also keep"), self.covariates)
        rules: tuple[tuple[str, QWidget], ...] = (
            (tr("A patient's spots"), self.combine),
            (tr("Score sheet"), self.scores),
            (tr("Show the model"), self.reveal),
            (tr("Between rounds"), self.washout),
        )
        for title, rule in rules:
            form.addRow(title, rule)
            if not self._new:
                form.setRowVisible(rule, False)
        self._show_scores()
        self.combine.setToolTip(tr("How the survival probabilities of a patient's spots are combined into one"))
        self.reveal.setToolTip(tr("When a reader may see the model's probability"))
        self._fill_preview()
        fields, results = QWidget(), QWidget()
        fields.setLayout(form)
        right = QVBoxLayout(results)
        right.setContentsMargins(0, 0, 0, 0)
        self.told.setWordWrap(True)
        self.left.setWordWrap(True)
        self.left.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.left.setResizeMode(QListWidget.ResizeMode.Adjust)
        for part in (QLabel(tr("The sheet's first rows")), self.preview, self.told, self.left, self.skip):
            right.addWidget(part)
        right.setStretchFactor(self.left, 1)
        self.preview.resizeColumnsToContents()
        # Leave room for a scroll bar, which would cover the last row. In a low window, the preview scrolls.
        rows = self.preview.horizontalHeader().sizeHint().height() + self.preview.verticalHeader().length()
        bar = self.preview.horizontalScrollBar().sizeHint().height() + 2 * self.preview.frameWidth()
        self.preview.setFixedHeight(min(rows + bar, self.height() // 3))
        self.left.setMinimumHeight(scaled_px(LISTED_PX))
        both = QHBoxLayout()
        both.setSpacing(2 * RHYTHM)
        # On a small screen or with large text, the many rows of the form scroll, and so does the column beside it.
        scrolls, beside = FittedScroll(fields), FittedScroll(results)
        scrolls.setAccessibleName(tr("Columns and rules"))
        beside.setAccessibleName(tr("What is imported"))
        for scrolled in (scrolls, beside):
            scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        both.addWidget(scrolls, 2)
        both.addWidget(beside, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * RHYTHM, 2 * RHYTHM, 2 * RHYTHM, RHYTHM)
        column.addLayout(both)
        column.addWidget(self.buttons)

    def _fill_preview(self) -> None:
        self.preview.setHorizontalHeaderLabels(list(self._sheet.columns))
        self.preview.verticalHeader().hide()
        self.preview.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for row, (_, cells) in enumerate(self._sheet.rows[:_PREVIEW_ROWS]):
            for at, column in enumerate(self._sheet.columns):
                self.preview.setItem(row, at, QTableWidgetItem(cells.get(column, "")))

    def _connect(self) -> None:
        self.fields["event"].currentTextChanged.connect(self._offer_values)
        for combo in (*self.fields.values(), self.unit, self.event_value):
            combo.currentTextChanged.connect(self._plan)
        self.fields["time"].currentTextChanged.connect(self._suggest_unit)
        self.covariates.itemChanged.connect(self._plan)
        self.scores.clicked.connect(self._ask_scores)
        self.skip.toggled.connect(self._show_plan)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def _ask_scores(self) -> None:
        self.score_sheet = self._edit(self, self.score_sheet) or self.score_sheet
        self._show_scores()

    def _show_scores(self) -> None:
        count = len(self.score_sheet.questions)
        which = tr("the usual one") if self.score_sheet == DEFAULT_SHEET else tr("your own")
        self.scores.setText(f"{which}, {plural(count, 'question')} …")
        titles = (shown_question(question).title for question in self.score_sheet.questions)
        self.scores.setToolTip(tip("; ".join(titles)))

    def _suggest_unit(self, column: str) -> None:
        self.unit.setCurrentText(tr(unit_in(column) or CHOOSE))

    def _values(self, column: str) -> list[str]:
        """Return the values of a column from which the user chooses the value that means died."""
        return list(values_of(cells.get(column, "") for _, cells in self._sheet.rows))[:_MOST_VALUES]

    def _proposed(self, column: str) -> str:
        """Return the value of a column that means "died of the disease".

        The user sees this proposal and can choose another value.
        """
        return death_of_disease(cells.get(column, "") for _, cells in self._sheet.rows) or tr(USUAL)

    def _offer_values(self, column: str) -> None:
        self.event_value.blockSignals(True)  # without this, each change of the list would compute the plan
        self.event_value.clear()
        self.event_value.addItems([tr(USUAL), *self._values(column)])
        self.event_value.setCurrentText(self._proposed(column))
        self.event_value.blockSignals(False)

    def columns(self) -> Columns:
        """Return the meaning of the columns as the user has chosen it so far."""
        of = {name: combo.currentText() for name, combo in self.fields.items() if combo.currentText() != tr(NONE)}
        items = [self.covariates.item(row) for row in range(self.covariates.count())]
        kept = [item.text() for item in items if item.checkState() == Qt.CheckState.Checked]
        unit: TimeUnit | None = next((name for name in TIME_UNITS if tr(name) == self.unit.currentText()), None)
        # A column that was assigned to a field is no longer a covariate.
        value = self.event_value.currentText() if "event" in of else tr(USUAL)
        rest = tuple(column for column in kept if column not in of.values())
        return Columns(of, rest, unit, "" if value == tr(USUAL) else value)

    def _plan(self) -> None:
        self.left.clear()
        try:
            self.plan = self._planner(self.columns())
        except StudyError as error:
            self.plan = None
            self.skip.hide()
            self.take.setEnabled(False)
            self.told.setText(
                " ".join(filter(None, (of_model(error.message), _sentence(error.faults), self._advice())))
            )
            self._list_notes(self._sheet.notes)
            return
        self._list_notes(self.plan.notes)
        for line in self.plan.fault_lines:
            self.left.addItem(tr("fault: {line}", line=of_model(line)))
        for one in self.plan.leftovers:
            what = of_model(one.what) if one.kind == "row" else one.what
            self.left.addItem(f"{tr(_WHATS[one.kind])}: {what}: {of_model(one.reason)}")
        self.skip.setVisible(bool(self.plan.faults))
        faulty = {line for line, _ in self.plan.faults}
        self.skip.setText(tr("Leave out faulty rows: {count}; the export of the study lists them", count=len(faulty)))
        self._show_plan()

    def _list_notes(self, notes: tuple[str, ...]) -> None:
        """List the notes on how the sheet was interpreted. They can explain why there is no plan."""
        for note in notes:
            self.left.addItem(tr("note: {note}", note=of_model(note)))

    def _advice(self) -> str:
        """Return a request to choose the value that means died, or "" if a value is chosen."""
        texts = [cells.get(self.fields["event"].currentText(), "") for _, cells in self._sheet.rows]
        unstated = self.event_value.currentText() == tr(USUAL) and need_statement(texts)
        return tr('Choose the value under "Means died".') if unstated else ""

    def _show_plan(self) -> None:
        if self.plan is None:
            return
        plan, faulty = self.plan, bool(self.plan.faults) and not self.skip.isChecked()
        self.take.setEnabled(not faulty and bool(plan.entries))
        self.told.setText(
            tr(
                "{patients}, {spots}. {rows} could not be matched: rows without an image are kept as patients "
                "without a spot, images without a row are listed in the export of the study.",
                patients=plural(plan.patients, "patient"),
                spots=plural(plan.spots, "spot"),
                rows=plural(len(plan.leftovers), "row or image", "rows or images"),
            )
        )

    @property
    def answer(self) -> Answer | None:
        if self.plan is None:
            return None
        reveal = next(key for key in REVEALS if tr(_REVEAL_WORDS[key]) == self.reveal.currentText())
        combine = next(key for key in COMBINES if tr(_COMBINE_WORDS[key]) == self.combine.currentText())
        settings = StudySettings(self.score_sheet, reveal, self.washout.value(), combine)
        return (self.plan.without_faulty() if self.plan.faults else self.plan), settings


def _sentence(faults: tuple[str, ...]) -> str:
    return f"{'; '.join(map(of_model, faults))}." if faults else ""


def _combo(items: list[str], current: str) -> QComboBox:
    combo = QComboBox()
    combo.addItems(items)
    combo.setCurrentText(current)
    # Otherwise its longest entry would decide how wide the column must be.
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(LEAST_LETTERS)
    return combo


def ask(parent: QWidget, sheet: Table, guess: Columns, planner: Planner, new: bool) -> Answer | None:
    """Ask for the meaning of the columns.

    Return the import plan and the settings of the study, or None if the user cancels.
    """
    dialog = ColumnsDialog(parent, sheet, guess, planner, new)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    answer = dialog.answer if accepted else None
    dialog.deleteLater()
    return answer

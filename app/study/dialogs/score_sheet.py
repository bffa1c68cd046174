"""The dialog in which the user edits the score sheet of a study."""

import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.language.model_text import of_model
from app.language.text import mark, tr
from app.study.sheet_text import shown_question, shown_reasons
from app.ui.fitted_scroll import ScrolledDialog
from app.ui.flow import FlowRow
from app.ui.help_button import PAGE
from app.ui.parts import plain_label, set_text, text_label
from app.ui.save_dialog import FileKind, ask_save
from app.ui.theme import RHYTHM, scaled_px
from model.base.errors import StudyError
from model.base.files import replacing
from model.study.score_sheet import DEFAULT_SHEET, Question, Sheet, faults_of, sheet_from_json, sheet_to_json
from model.study.score_sheet_text import answers_text, question_of

WIDTH, TITLE_PX, TABLE_PX = 860, 200, 170
"""Width of the dialog and of the titles, and least height of the table, in px at a text size of 100 %."""
HELP = mark(
    "Each line is a question. The questions are asked in this order, and the keys 1, 2, ... 0 select an answer. "
    "Separate the answers by commas, from best to worst. Tables contain a number for each answer; a higher number is "
    "worse. To set the numbers, write “low=1, high=2”. A question without answers asks for free text. A question with "
    "two answers is compared with the model."
)
_TITLE, _ANSWERS, _MUST = range(3)
_JSON = mark("Score sheets (*.json);;All files (*)")
AskFile = Callable[[QWidget], Path | None]


def ask_sheet_to_read(parent: QWidget) -> Path | None:
    """Ask for a score sheet to open. Return None if the user cancels."""
    name, _ = QFileDialog.getOpenFileName(parent, tr("Open a score sheet"), str(Path.home()), tr(_JSON))
    return Path(name) if name else None


def ask_sheet_to_write(parent: QWidget) -> Path | None:
    """Ask for the file to which a score sheet is saved. Return None if the user cancels."""
    kinds = (FileKind(tr("Score sheet"), (".json",)),)
    return ask_save(parent, tr("Save the score sheet"), Path.home() / "sheet.json", kinds)


class ScoreSheetDialog(ScrolledDialog):
    """A table of questions.

    Errors are shown below the table. The sheet cannot be used while there are errors.
    """

    def __init__(
        self,
        parent: QWidget,
        sheet: Sheet,
        to_read: AskFile = ask_sheet_to_read,
        to_write: AskFile = ask_sheet_to_write,
    ) -> None:
        super().__init__(parent, WIDTH)
        self.setWindowTitle(tr("Score sheet of the study"))
        self.setProperty(PAGE, "studies.md#make-a-study")
        self._to_read, self._to_write = to_read, to_write
        self.sheet: Sheet | None = None
        """The sheet in the table, or None while the table has an error."""
        self._known: list[Question | None] = []
        """For each line, the question from which it was made. A question keeps its key if the user edits the line."""
        self._reasons = sheet.reasons
        """The reasons of the sheet that was shown last. They are kept while the user does not change their texts."""
        self.table = QTableWidget(0, 3)
        self.reasons = QLineEdit()
        self.told = plain_label()
        self.told.setWordWrap(True)
        self.told.setObjectName("caution")
        self.written = text_label("muted")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.take = QPushButton(tr("Use this sheet"))
        self.take.setObjectName("primary")
        self.buttons.addButton(self.take, QDialogButtonBox.ButtonRole.AcceptRole)
        self._lay()
        self.table.itemChanged.connect(lambda _: self._check())
        self.reasons.textChanged.connect(lambda _: self._check())
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.show_sheet(sheet)

    def _lay(self) -> None:
        self.table.setHorizontalHeaderLabels([tr("Question"), tr("Answers"), tr("Must be answered")])
        self.table.setAccessibleName(tr("Questions"))
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.horizontalHeader().setSectionResizeMode(_ANSWERS, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(_TITLE, scaled_px(TITLE_PX))
        self.table.horizontalHeader().setSectionResizeMode(_MUST, QHeaderView.ResizeMode.ResizeToContents)
        self.table.setMinimumHeight(scaled_px(TABLE_PX))
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        told = QLabel(tr(HELP))
        told.setWordWrap(True)
        told.setProperty("role", "muted")
        row = FlowRow(RHYTHM // 2)
        for text, do in (
            (tr("Add"), self.add), (tr("Remove"), self.remove), (tr("Up"), lambda: self.move_by(-1)),
            (tr("Down"), lambda: self.move_by(1)), (tr("The usual one"), lambda: self.show_sheet(DEFAULT_SHEET)),
            (tr("Open …"), self.read), (tr("Save …"), self.write),
        ):  # fmt: skip
            button = QPushButton(text)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, do=do: do())
            row.add(button)
        why = QLabel(tr("Why a spot may not be assessable"))
        why.setBuddy(self.reasons)
        self.reasons.setAccessibleName(tr("Why a spot may not be assessable"))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        column.addWidget(told)
        column.addWidget(self.table, 1)
        column.addWidget(row)
        for part in (why, self.reasons, self.told, self.written):
            column.addWidget(part)
        self.lay(inside, self.buttons)

    # -- the table ------------------------------------------------------------------------------------------------
    def show_sheet(self, sheet: Sheet) -> None:
        self.table.blockSignals(True)
        self.table.setRowCount(0)
        self._known.clear()
        for question in sheet.questions:
            shown = shown_question(question)
            self._put(self.table.rowCount(), shown.title, answers_text(shown), question.required, question)
        self.table.blockSignals(False)
        self._reasons = sheet.reasons
        self.reasons.setText(", ".join(shown_reasons(sheet.reasons)))
        self._check()

    def add(self) -> None:
        """Add an empty line at the end, and select it."""
        self._put(self.table.rowCount(), "", "", True, None)
        self.table.setCurrentCell(self.table.rowCount() - 1, _TITLE)
        self.table.setFocus()
        self._check()

    def remove(self) -> None:
        if self.table.currentRow() >= 0:
            self._take_out(self.table.currentRow())
            self._check()

    def move_by(self, rows: int) -> None:
        """Move the selected line by `rows`, down if positive and up if negative."""
        at = self.table.currentRow()
        if at < 0 or not 0 <= at + rows < self.table.rowCount():
            return
        title, answers, must, known = self._line(at)
        self._take_out(at)
        self._put(at + rows, title, answers, must, known)
        self.table.setCurrentCell(at + rows, _TITLE)
        self._check()

    def _take_out(self, at: int) -> None:
        del self._known[at]
        self.table.removeRow(at)

    def _put(self, at: int, title: str, answers: str, must: bool, known: Question | None) -> None:
        self._known.insert(at, known)
        self.table.insertRow(at)
        items = (QTableWidgetItem(title), QTableWidgetItem(answers), QTableWidgetItem())
        items[_MUST].setFlags(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled)
        items[_MUST].setCheckState(Qt.CheckState.Checked if must else Qt.CheckState.Unchecked)
        for column, item in enumerate(items):
            self.table.setItem(at, column, item)

    def _line(self, at: int) -> tuple[str, str, bool, Question | None]:
        title, answers, must = (self.table.item(at, column) for column in range(3))
        if title is None or answers is None or must is None:  # the cells of a new line do not exist yet
            return "", "", True, None
        return title.text(), answers.text(), must.checkState() == Qt.CheckState.Checked, self._known[at]

    # -- the sheet ------------------------------------------------------------------------------------------------
    def _check(self) -> None:
        """Make the sheet from the table, or show its errors."""
        questions: list[Question] = []
        faults: list[str] = []
        lines = [self._line(at) for at in range(self.table.rowCount())]
        kept = [known.key for *_, known in lines if known is not None]
        for title, answers, must, known in lines:
            shown = None if known is None else shown_question(known)
            if known and shown and (title, answers, must) == (shown.title, answers_text(shown), known.required):
                # Keep the question object. Its labels can contain commas, and parsing the text would split such labels.
                questions.append(known)
                continue
            try:
                taken = (*kept, *(one.key for one in questions))
                questions.append(question_of(title, answers, must, known.key if known else "", taken))
            except ValueError as error:
                faults.append(f"{title}: {of_model(str(error))}")
        reasons = tuple(part.strip() for part in self.reasons.text().split(",") if part.strip())
        if reasons == shown_reasons(self._reasons):
            reasons = self._reasons
        sheet = Sheet(tuple(questions), reasons)
        faults += map(of_model, faults_of(sheet))
        self.sheet = None if faults else sheet
        self.take.setEnabled(not faults)
        set_text(self.told, "; ".join(faults))
        set_text(self.written, "")

    def read(self) -> None:
        """Read a score sheet from a file. `histocast study export` writes such files."""
        path = self._to_read(self)
        if path is None:
            return
        try:
            self.show_sheet(sheet_from_json(path.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError) as error:
            set_text(self.told, tr("{name} cannot be read ({error}).", name=path.name, error=error))
        except StudyError as error:
            faults = "; ".join(map(of_model, error.faults))
            set_text(self.told, f"{path.name}: {of_model(error.message)} {faults} {of_model(error.remedy)}")

    def write(self) -> None:
        path = self._to_write(self)
        if path is None or self.sheet is None:
            return
        try:
            with replacing(path) as beside:
                text = json.dumps(json.loads(sheet_to_json(self.sheet)), ensure_ascii=False, indent=1)
                beside.write_text(text, encoding="utf-8")
            set_text(self.written, tr("Written: {path}", path=path))
        except OSError as error:
            set_text(
                self.told, tr("{path} could not be written ({strerror}).", path=path, strerror=error.strerror or error)
            )


def ask(parent: QWidget, sheet: Sheet) -> Sheet | None:
    """Let the user edit `sheet`. Return None if the user cancels."""
    dialog = ScoreSheetDialog(parent, sheet)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    answer = dialog.sheet if accepted else None
    dialog.deleteLater()
    return answer

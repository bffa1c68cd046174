"""One question of the score sheet, with a button and key for each answer, or with a text field."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.language.text import tr
from app.study.reading.even_layout import EvenLayout, FittedButton
from app.study.reading.text import answer_label
from app.study.sheet_text import shown_question
from app.ui.parts import text_label
from app.ui.theme import RHYTHM
from model.study.score_sheet import Question

COLUMNS, LONG, COLUMNS_LONG = 5, 8, 2
"""Most answers per line: COLUMNS, or COLUMNS_LONG if an answer has more than LONG characters."""


class QuestionRow(QFrame):
    """Shows one question with the stored answer. If the reader gives another answer, the row emits this answer."""

    answered = Signal(object)
    """Emits the label of the chosen answer or the typed text, a str."""
    chosen = Signal()
    """Emitted when the user clicks the row or its field. The row then becomes the current question."""

    def __init__(self, question: Question, shown: Question | None = None) -> None:
        """Create the row. `shown` has the title and the labels on the screen, if they are not those of the sheet."""
        super().__init__()
        self.question = question
        self.shown = shown or shown_question(question)
        self.setObjectName("question")
        self.title: QLabel = text_label("", self.shown.title)
        self.buttons: list[FittedButton] = []
        self.field = QLineEdit()
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._sent = ""
        """The text that was emitted last. If the text has not changed when the user leaves the field, nothing is
        emitted.
        """
        self._lay()

    def _lay(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(RHYTHM, RHYTHM // 2, RHYTHM // 2, RHYTHM // 2)
        box.setSpacing(RHYTHM // 2)
        box.addWidget(self.title)
        if self.question.kind == "text":
            self.field.setAccessibleName(self.shown.title)
            self.field.setPlaceholderText("" if self.question.required else tr("optional"))
            self.field.editingFinished.connect(self.commit)
            box.addWidget(self.field)
            return
        longest = max(len(choice.label) for choice in self.shown.choices)
        grid = EvenLayout(COLUMNS if longest <= LONG else COLUMNS_LONG, spacing=RHYTHM // 2)
        for place, choice in enumerate(self.question.choices):
            button = FittedButton(answer_label(self.shown, place), name="answer")
            button.setCheckable(True)
            button.setAccessibleName(f"{self.shown.title}: {self.shown.choices[place].label}")
            button.clicked.connect(lambda _=False, label=choice.label: self._give(label))
            self._group.addButton(button)
            self.buttons.append(button)
            grid.addWidget(button)
        box.addLayout(grid)

    @property
    def spoken(self) -> str:
        """Return the question with its answers and their keys, for screen readers."""
        answers = ", ".join(" ".join(button.label.split()) for button in self.buttons)
        return f"{self.shown.title}: {answers or tr('type a text')}."

    @property
    def has_text(self) -> bool:
        """Return whether a text is typed in the field, saved or not."""
        return bool(self.field.text().strip())

    def commit(self) -> None:
        """Emit the typed text if it has changed."""
        if self.field.isEnabled() and self.field.text() != self._sent:
            self._sent = self.field.text()
            self.answered.emit(self._sent)

    def _give(self, label: str) -> None:
        self.chosen.emit()
        self.answered.emit(label)

    def show_answer(self, label: str | None, can: bool) -> None:
        """Show the answer. `can` is true if the reader may still change the answer."""
        self._group.setExclusive(False)
        for button, choice in zip(self.buttons, self.question.choices, strict=False):
            button.setChecked(choice.label == label)
            button.setEnabled(can)
        self._group.setExclusive(True)
        self.field.setEnabled(can)
        if not self.field.hasFocus() or not can:
            self._sent = label or ""
            self.field.setText(self._sent)

    def show_current(self, current: bool) -> None:
        """Show whether this is the current question, which the number keys answer."""
        restyle(self, "current", current)


def restyle(part: QWidget, name: str, value: bool | str) -> None:
    """Set a property on which the style of `part` depends."""
    if part.property(name) != value:
        part.setProperty(name, value)
        part.style().unpolish(part)
        part.style().polish(part)

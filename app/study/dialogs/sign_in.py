"""The dialog in which a reader signs in, for a first round or a repeat round."""

from dataclasses import dataclass

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.language.text import mark, plural, tr
from app.ui.fitted_scroll import ScrolledDialog
from app.ui.help_button import PAGE
from app.ui.parts import plain_label
from app.ui.theme import RHYTHM
from model.study.rounds import ReaderProgress

WIDTH = 460
REPEAT = mark("Another round measures how well you agree with your own reads.")


@dataclass(frozen=True)
class SignIn:
    """The answer of the dialog: the name of the reader, and `repeat`, whether to start another round.

    Another round is possible if the last round is complete and its washout time is over.
    """

    name: str
    repeat: bool


class SignInDialog(ScrolledDialog):
    """A dialog in which the reader chooses or types a name.

    The text below the name says what happens next.
    """

    def __init__(self, parent: QWidget, readers: tuple[ReaderProgress, ...]) -> None:
        super().__init__(parent, WIDTH)
        self.setWindowTitle(tr("Start a blinded read"))
        self.setProperty(PAGE, "studies.md#reading-blinded")
        self._readers = {one.name.casefold(): one for one in readers}
        self.name = QComboBox()
        self.name.setEditable(True)
        self.name.addItems([one.name for one in readers])
        self.name.setCurrentText("")
        self.name.setAccessibleName(tr("Reader"))
        self.repeat = QCheckBox(tr("Start another round"))
        self.told = plain_label()
        self.told.setWordWrap(True)
        self.told.setProperty("role", "muted")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.begin = QPushButton(tr("Start"))
        self.begin.setObjectName("primary")
        self.begin.setDefault(True)
        self.buttons.addButton(self.begin, QDialogButtonBox.ButtonRole.AcceptRole)
        self._lay()
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.name.currentTextChanged.connect(self._tell)
        self._tell(self.name.currentText())

    def _lay(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        form = QFormLayout()
        form.addRow(tr("Your name"), self.name)
        column.addLayout(form)
        column.addWidget(self.told)
        column.addWidget(self.repeat)
        column.addStretch()
        self.lay(inside, self.buttons)

    def _tell(self, text: str) -> None:
        known = self._readers.get(" ".join(text.split()).casefold())
        finished = known is not None and known.locked == known.total
        self.repeat.setVisible(finished)
        self.begin.setEnabled(bool(text.strip()))
        if known is None:
            words = (
                tr("A new reader gets a random order of the cases. The seed of this order is recorded.")
                if text.strip()
                else " "
            )
        elif finished:
            words = tr("Round {round} is complete: {cases}.", round=known.round, cases=plural(known.total, "case"))
            words = f"{words} {tr(REPEAT)}"
        else:
            words = tr(
                "Round {round} continues: {locked} of {cases} locked.",
                round=known.round,
                locked=known.locked,
                cases=plural(known.total, "case"),
            )
        self.told.setText(words + tr("\nNames, outcome, model and other readers stay hidden."))
        if self.isVisible():
            self.fit()

    @property
    def answer(self) -> SignIn:
        return SignIn(self.name.currentText().strip(), self.repeat.isVisibleTo(self) and self.repeat.isChecked())


def ask(parent: QWidget, readers: tuple[ReaderProgress, ...]) -> SignIn | None:
    """Ask which reader signs in. Return None if the user cancels."""
    dialog = SignInDialog(parent, readers)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    answer = dialog.answer if accepted else None
    dialog.deleteLater()
    return answer

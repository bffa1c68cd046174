"""The dialog in which the user chooses the reader of a packet, and how the reader gets the images."""

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

from app.language.model_text import of_model
from app.language.text import mark, plural, tr
from app.ui.fitted_scroll import ScrolledDialog
from app.ui.help_button import PAGE
from app.ui.parts import plain_label
from app.ui.theme import RHYTHM
from model.study.packet.outstanding import PacketProgress
from model.study.rounds import ReaderProgress

WIDTH = 520
REPEAT = mark("Another round measures how well the reader agrees with their earlier reads.")
CONTENTS = mark(
    "The packet contains the reader's unread cases with numbers instead of names. It contains no outcomes, no answers "
    "of the model and no reads of other readers. It can only be opened in reading mode."
)
LOCATED = mark(
    "The images stay in their folder, which the reader's computer must be able to open. The reader can see file names "
    "and labels there."
)
COPIED = mark(
    "The images are copied to a folder beside the packet and named by case number, without labels and metadata."
)


@dataclass(frozen=True)
class PacketWish:
    """The choices for a packet, the file with the blinded cases of one reader.

    `copy`: copy the images. `again`: replace the reader's earlier packet, which was lost. `repeat`: begin another
    round.
    """

    reader: str
    copy: bool
    again: bool
    repeat: bool


class NewPacketDialog(ScrolledDialog):
    """The dialog for a new packet. The user chooses or types a reader.

    An option is shown only if it applies to this reader.
    """

    def __init__(
        self, parent: QWidget, readers: tuple[ReaderProgress, ...], packets: tuple[PacketProgress, ...]
    ) -> None:
        super().__init__(parent, WIDTH)
        self.setWindowTitle(tr("Make a packet for a reader"))
        self.setProperty(PAGE, "studies.md#for-the-organiser-of-packets")
        self._readers = {_plain(one.name): one for one in readers if one.total}
        self._out = {_plain(packet.reader): packet for packet in packets if packet.is_out}
        self.name = QComboBox()
        self.name.setEditable(True)
        self.name.addItems([one.name for one in readers if one.total])
        self.name.setCurrentText("")
        self.name.setAccessibleName(tr("Reader"))
        self.copy = QCheckBox(tr("Copy the images into a folder beside the packet"))
        self.again = QCheckBox(tr("Replace this reader's lost packet"))
        self.repeat = QCheckBox(tr("Start another round"))
        self.told = plain_label()
        self.told.setWordWrap(True)
        self.told.setProperty("role", "muted")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.make = QPushButton(tr("Save the packet …"))
        self.make.setObjectName("primary")
        self.make.setDefault(True)
        self.buttons.addButton(self.make, QDialogButtonBox.ButtonRole.AcceptRole)
        self._lay()
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.name.currentTextChanged.connect(lambda _: self._tell())
        for box in (self.copy, self.again):
            box.toggled.connect(lambda _: self._tell())
        self._tell()

    def _lay(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        form = QFormLayout()
        form.addRow(tr("Reader"), self.name)
        column.addLayout(form)
        for part in (self.copy, self.again, self.repeat, self.told):
            column.addWidget(part)
        column.addStretch()
        self.lay(inside, self.buttons)

    def _tell(self) -> None:
        name = _plain(self.name.currentText())
        out, known = self._out.get(name), self._readers.get(name)
        finished = out is None and known is not None and known.locked == known.total
        self.again.setVisible(out is not None)
        self.repeat.setVisible(finished)
        self.make.setEnabled(bool(name) and (out is None or self.again.isChecked()))
        state = ""
        if out is not None:
            text = of_model(out.text)
            state = f"{text[:1].upper()}{text[1:]}.\n"
        elif finished and known is not None:
            cases = plural(known.total, "case")
            state = f"{tr('Round {round} is complete: {cases}.', round=known.round, cases=cases)} {tr(REPEAT)}\n"
        self.told.setText(f"{state}{tr(COPIED) if self.copy.isChecked() else tr(LOCATED)}\n{tr(CONTENTS)}")
        if self.isVisible():
            self.fit()

    @property
    def answer(self) -> PacketWish:
        """Return the choices. An option that is not shown counts as not chosen."""

        def chosen(box: QCheckBox) -> bool:
            return box.isVisibleTo(self) and box.isChecked()

        name = " ".join(self.name.currentText().split())
        return PacketWish(name, self.copy.isChecked(), chosen(self.again), chosen(self.repeat))


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def ask(parent: QWidget, readers: tuple[ReaderProgress, ...], packets: tuple[PacketProgress, ...]) -> PacketWish | None:
    """Ask for the reader and the options of a packet. Return None if the user cancels."""
    dialog = NewPacketDialog(parent, readers, packets)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    answer = dialog.answer if accepted else None
    dialog.deleteLater()
    return answer

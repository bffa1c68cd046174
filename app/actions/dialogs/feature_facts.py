"""The dialog in which the user enters facts about a feature file that are missing in the file."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.language.text import mark, tr
from app.ui.help_button import PAGE
from app.ui.number_field import NumberField
from app.ui.parts import set_text, text_label
from app.ui.theme import RHYTHM
from model.feature_files.stated import Stated

WIDTH = 480
LARGEST_TILE_PX = 8192
FINEST_UM, COARSEST_UM = 0.01, 100.0
HINT = mark("Fill in only what you know for certain. A fact that contradicts the file is refused.")


class FeatureFacts(QDialog):
    """Shows a sentence on the missing facts, and one field per fact.

    The fields show only what the user entered before. The program does not guess any fact.
    """

    def __init__(self, parent: QWidget, missing: str, before: Stated) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Features from a file"))
        self.setProperty(PAGE, "your-own-model.md#features-of-other-programs")
        self.setMinimumWidth(WIDTH)
        self._before = before
        self.encoder = QLineEdit()
        self.tile_px = NumberField(1, LARGEST_TILE_PX, whole=True)
        self.tile_mpp = NumberField(FINEST_UM, COARSEST_UM)
        self.why = text_label()
        self.encoder.setText(before.encoder)
        self.tile_px.show_number(before.tile_px)
        self.tile_mpp.show_number(before.tile_mpp)
        self.encoder.setPlaceholderText(tr("see the model card"))
        self.use = QPushButton(tr("Use these facts"))
        self.use.setObjectName("primary")
        self.use.setDefault(True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.addButton(self.use, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        for field in (self.encoder, self.tile_px, self.tile_mpp):
            field.textChanged.connect(self._allow)
        self._lay(missing)
        self._allow()

    def _lay(self, missing: str) -> None:
        form = QFormLayout()
        form.addRow(tr("Encoder that computed the features"), self.encoder)
        form.addRow(tr("Side of a tile in px, as the encoder received it"), self.tile_px)
        form.addRow(tr("Pixel size of a tile, µm/px"), self.tile_mpp)
        box = QVBoxLayout(self)
        box.setContentsMargins(2 * RHYTHM, 2 * RHYTHM, 2 * RHYTHM, RHYTHM)
        box.setSpacing(RHYTHM)
        box.addWidget(text_label("", missing))
        box.addLayout(form)
        box.addWidget(self.why)
        box.addWidget(text_label("muted", tr(HINT)))
        box.addWidget(self.buttons)

    def _allow(self) -> None:
        """Enable the confirm button if all numbers are valid and at least one fact differs from the earlier entries.

        The earlier entries alone were not enough to use the file.
        """
        typed = [field for field in (self.tile_px, self.tile_mpp) if field.text().strip()]
        reasons = [field.reason for field in typed if field.reason]
        self.use.setEnabled(not reasons and self.answer != self._before)
        set_text(self.why, " ".join(reasons))

    @property
    def answer(self) -> Stated:
        """Return the facts that the user entered. The slide's pixel size is not among them: the open image gives it."""
        side = self.tile_px.number
        return Stated(
            encoder=self.encoder.text().strip(),
            tile_px=None if side is None else int(side),
            tile_mpp=self.tile_mpp.number,
        )


def ask(parent: QWidget, missing: str, before: Stated) -> Stated | None:
    """Ask for facts that are missing in a feature file. Return None if the user cancels.

    `missing` is a sentence on the missing facts. `before` has the facts that the user entered earlier for this file.
    """
    dialog = FeatureFacts(parent, missing, before)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    answer = dialog.answer if accepted else None
    dialog.deleteLater()
    return answer

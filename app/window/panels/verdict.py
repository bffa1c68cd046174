"""The verdict on the input: a shape, a text and, folded, its reasons."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui.icons import VERDICT_ICONS, pixmap
from app.ui.parts import set_text, text_label
from app.ui.theme import RHYTHM, Theme
from model.result.prediction import Verdict

ICON = 16
TEXTS = {"ok": "Input ok", "caution": "Input: caution", "do not use": "Do not use this input"}


class VerdictView(QWidget):
    """A circle, triangle or square beside the text, so that colour is not the only sign."""

    def __init__(self) -> None:
        super().__init__()
        self._shape = QLabel()
        self._shape.setFixedSize(ICON, ICON)
        self._title = QLabel()
        self._fold = QPushButton()
        self._fold.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._fold.setCheckable(True)
        self._fold.toggled.connect(self._show_reasons)
        self._reasons = text_label()
        row = QHBoxLayout()
        row.setSpacing(RHYTHM)
        for part in (self._shape, self._title, self._fold):
            row.addWidget(part)
        row.addStretch()
        self._fold.setObjectName("link")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(RHYTHM // 2)
        box.addLayout(row)
        box.addWidget(self._reasons)
        self._text = ""

    def show_verdict(self, verdict: Verdict | None, unfolded: bool, style: Theme) -> None:
        """Show the verdict; `unfolded` shows the reasons too, as when the result is hidden because of them."""
        self.setVisible(verdict is not None)
        if verdict is None:
            return
        colour = {"ok": style.ok, "caution": style.caution, "do not use": style.refused}[verdict.level]
        self._shape.setPixmap(pixmap(VERDICT_ICONS[verdict.level], colour, ICON, self.devicePixelRatioF()))
        self._title.setText(TEXTS[verdict.level])
        count = len(verdict.reasons)
        self._fold.setText(f"{count} reason{'s' if count > 1 else ''}")
        self._fold.setVisible(count > 0 and not unfolded)
        self._text = "\n".join(verdict.reasons)
        set_text(self._reasons, self._text if unfolded or self._fold.isChecked() else "")
        self.setAccessibleName(TEXTS[verdict.level])
        self.setAccessibleDescription(self._text)

    def _show_reasons(self, shown: bool) -> None:
        set_text(self._reasons, self._text if shown else "")

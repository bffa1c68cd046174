"""The reliability of the result: an icon, a title, the reasons, and the checks."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui.icons import VERDICT_ICONS, pixmap
from app.ui.parts import plain_label, set_text, text_label
from app.ui.theme import RHYTHM, Theme
from app.window.panels.reliability_text import reliability_text
from model.result.reliability import Reliability

ICON = 16


class ReliabilityView(QWidget):
    """Shows a circle, triangle or square beside the text, so that the level can be seen without colours."""

    def __init__(self) -> None:
        super().__init__()
        self._shape = QLabel()
        self._shape.setFixedSize(ICON, ICON)
        self.title, self.reasons, self.checks = plain_label(), text_label(), text_label("small")
        row = QHBoxLayout()
        row.setSpacing(RHYTHM)
        for part in (self._shape, self.title):
            row.addWidget(part)
        row.addStretch()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(RHYTHM // 2)
        box.addLayout(row)
        for label in (self.reasons, self.checks):
            box.addWidget(label)

    def show_reliability(self, found: Reliability | None, style: Theme) -> None:
        """Show level, reasons and checks. Before the input is judged, show nothing."""
        self.setVisible(found is not None)
        if found is None:
            return
        text = reliability_text(found)
        colour = {"ok": style.ok, "caution": style.caution, "do not use": style.refused}[text.level]
        self._shape.setPixmap(pixmap(VERDICT_ICONS[text.level], colour, ICON, self.devicePixelRatioF()))
        self.title.setText(text.title)
        set_text(self.reasons, text.reasons)
        set_text(self.checks, text.checks)
        self.setAccessibleName(text.title)
        self.setAccessibleDescription(" ".join(part for part in (text.reasons, text.checks) if part))

"""Labels, rows and lines that all panels use, in the theme's roles and spacing."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.ui.theme import RHYTHM

Role = Literal["", "muted", "small", "figure"]
NOTICE_ICON = 16
"""px, size of the icon for the severity of a notice."""


def text_label(role: Role = "", text: str = "") -> QLabel:
    """Return a wrapping label in one of the theme's roles; its text can be selected and copied."""
    label = QLabel(text)
    if role:
        label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    # A click into text must not take the keyboard focus from the tissue.
    label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return label


def set_text(label: QLabel, text: str) -> None:
    """Set the text of a label, and hide the label if it is empty."""
    label.setText(text)
    label.setVisible(bool(text))


def column(owner: QWidget, spacing: int = RHYTHM // 2) -> QVBoxLayout:
    """Create a column with the standard margins in `owner`."""
    box = QVBoxLayout(owner)
    box.setContentsMargins(2 * RHYTHM, RHYTHM, 2 * RHYTHM, RHYTHM)
    box.setSpacing(spacing)
    return box


def notice_row(owner: QFrame, shape: QLabel, title: QLabel, remedy: QLabel) -> QHBoxLayout:
    """Create a row of the notice bar with icon, title and remedy; the caller adds other widgets."""
    owner.setObjectName("notice")
    shape.setFixedSize(NOTICE_ICON, NOTICE_ICON)
    text = QVBoxLayout()
    text.setSpacing(2)
    text.addWidget(title)
    text.addWidget(remedy)
    row = QHBoxLayout(owner)
    row.setContentsMargins(2 * RHYTHM, RHYTHM, RHYTHM, RHYTHM)
    row.setSpacing(RHYTHM)
    row.addWidget(shape, alignment=Qt.AlignmentFlag.AlignTop)
    row.addLayout(text, 1)
    return row


def line() -> QFrame:
    """Return a thin line between sections."""
    rule = QFrame()
    rule.setFrameShape(QFrame.Shape.HLine)
    rule.setFrameShadow(QFrame.Shadow.Plain)
    rule.setFixedHeight(1)
    rule.setObjectName("rule")
    return rule

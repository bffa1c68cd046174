"""Small pieces that all panels are made of: words come in, labels and rows in the house's rank and rhythm go out."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.ui.theme import RHYTHM

Role = Literal["", "muted", "small", "figure"]
NOTICE_ICON = 16
"""px, the shape that says how much a notice matters."""


def words(role: Role = "", text: str = "") -> QLabel:
    """A label that wraps, of one of the theme's ranks; its words can be selected and copied."""
    label = QLabel(text)
    if role:
        label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    # A click into words must not take the keys away from the tissue.
    label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return label


def tell(label: QLabel, text: str) -> None:
    """Put words into a label; one without words takes no room."""
    label.setText(text)
    label.setVisible(bool(text))


def column(owner: QWidget, spacing: int = RHYTHM // 2) -> QVBoxLayout:
    """A column of the house's margins in `owner`."""
    box = QVBoxLayout(owner)
    box.setContentsMargins(2 * RHYTHM, RHYTHM, 2 * RHYTHM, RHYTHM)
    box.setSpacing(spacing)
    return box


def notice_row(owner: QFrame, shape: QLabel, title: QLabel, remedy: QLabel) -> QHBoxLayout:
    """A row of the notice bar: its shape, the sentence over the remedy; what else it has is added by the caller."""
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
    """A hairline between sections."""
    rule = QFrame()
    rule.setFrameShape(QFrame.Shape.HLine)
    rule.setFrameShadow(QFrame.Shadow.Plain)
    rule.setFixedHeight(1)
    rule.setObjectName("rule")
    return rule

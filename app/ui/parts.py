"""Labels, rows and separators that all panels use, in the styles and spacing of the theme."""

import html
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QSplitter, QVBoxLayout, QWidget

from app.ui.theme import RHYTHM

Role = Literal["", "muted", "small", "figure"]
NOTICE_ICON = 16
"""Size in px of the icon that shows the severity of a notice."""


def plain_label(text: str = "") -> QLabel:
    """Return a label that shows its text unchanged.

    Otherwise Qt would interpret a name such as <b>x</b> as formatting.
    """
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def tip(text: str) -> str:
    """Return `text` for a tooltip, escaped so that Qt does not interpret names in it as formatting."""
    return f"<span>{html.escape(text)}</span>".replace("\n", "<br>") if "<" in text else text


class TextLabel(QLabel):
    """A label with line wrapping, in one of the theme's text roles. Users can select and copy its text."""

    def __init__(self, role: Role = "", text: str = "") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if role:
            self.setProperty("role", role)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        # A click on the text must not move the keyboard focus away from the tissue.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)


def text_label(role: Role = "", text: str = "") -> QLabel:
    """Return a label with line wrapping, in one of the theme's text roles."""
    return TextLabel(role, text)


def set_text(label: QLabel, text: str) -> None:
    """Set the text of a label. Hide the label if the text is empty."""
    label.setText(text)
    label.setVisible(bool(text))


def show_detail(label: QLabel, text: str) -> None:
    """Add `text` as the tooltip of a label, and for screen readers as its description; "" adds nothing."""
    label.setToolTip(tip(text))
    label.setAccessibleDescription(text)


def column(owner: QWidget, spacing: int = RHYTHM // 2) -> QVBoxLayout:
    """Create a vertical layout with the standard margins in `owner`."""
    box = QVBoxLayout(owner)
    box.setContentsMargins(2 * RHYTHM, RHYTHM, 2 * RHYTHM, RHYTHM)
    box.setSpacing(spacing)
    return box


def notice_row(owner: QFrame, shape: QLabel, title: QLabel, remedy: QLabel, link: QWidget | None = None) -> QHBoxLayout:
    """Create a row of the notice bar with icon, title and remedy. The caller adds further widgets.

    The `link` to the help is below the texts, which are narrow in a small window.
    """
    owner.setObjectName("notice")
    shape.setFixedSize(NOTICE_ICON, NOTICE_ICON)
    text = QVBoxLayout()
    text.setSpacing(2)
    text.addWidget(title)
    text.addWidget(remedy)
    if link is not None:
        text.addWidget(link, alignment=Qt.AlignmentFlag.AlignLeft)
    row = QHBoxLayout(owner)
    row.setContentsMargins(2 * RHYTHM, RHYTHM, RHYTHM, RHYTHM)
    row.setSpacing(RHYTHM)
    row.addWidget(shape, alignment=Qt.AlignmentFlag.AlignTop)
    row.addLayout(text, 1)
    return row


def line() -> QFrame:
    """Return a thin separator line between sections."""
    rule = QFrame()
    rule.setFrameShape(QFrame.Shape.HLine)
    rule.setFrameShadow(QFrame.Shadow.Plain)
    rule.setFixedHeight(1)
    rule.setObjectName("rule")
    return rule


def in_reading_order(splitter: QSplitter) -> None:
    """Let screen readers find the parts of `splitter` from left to right or from top to bottom.

    A splitter puts each added part at the bottom of the stack, which reverses the order of its children.
    """
    for at in reversed(range(splitter.count())):
        part = splitter.widget(at)
        if part is not None:
            part.lower()

"""The text on the canvas while no image is open. It offers up to three actions as links."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.session.pace import stage_text
from app.session.session import Session
from app.ui.theme import FONT_PX, RHYTHM, Theme

ACTIONS = ("open", "sample", "recent")
"""The offered actions. The signal `empty_action` carries one of them."""


class EmptyState(QWidget):
    """Shows links at the centre of the canvas or, while the first image is being opened, the name of that image."""

    chosen = Signal(object)
    """One of `ACTIONS`."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._look: Theme | None = None
        self._opening: tuple[str, str] | None = None
        """Name and progress of the image that is being opened."""
        self._recent = False
        self._words = QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self._words.linkActivated.connect(self.chosen.emit)
        self._words.setAccessibleName("No image is open")
        self._words.setAccessibleDescription(
            "Drop an image or a folder here, open an image with Control and O, or open the sample spot."
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(RHYTHM, RHYTHM, RHYTHM, RHYTHM)
        box.addWidget(self._words, alignment=Qt.AlignmentFlag.AlignCenter)

    def set_recent(self, there_are: bool) -> None:
        """Set whether to offer recent images."""
        self._recent = there_are
        self._write()

    def show_session(self, session: Session, look: Theme) -> None:
        self._look = look
        opening = session.image.opening if session.work.activity == "opening" else None
        far = stage_text(session.work.progress) if session.work.progress else "waiting"
        self._opening = (opening.name, far) if opening is not None else None
        self.setVisible(session.image.seen is None)
        self._write()

    def text(self) -> str:
        return self._words.text()

    def _write(self) -> None:
        if self._look is None:
            return
        look = self._look
        if self._opening is not None:
            name, far = (escape(part) for part in self._opening)
            self._words.setText(
                f'<div align="center" style="line-height:150%; color:{look.muted}"><p>Opening {name} …</p>'
                f'<p style="font-size:{FONT_PX["small"]}px">{far}; Esc stops</p></div>'
            )
            return
        link = f'style="color:{look.link}; text-decoration:none"'
        rows = [
            f'<p style="color:{look.text}">Drop an image or a folder here</p>',
            f'<p><a {link} href="open">Open an image …</a>'
            f'<span style="color:{look.muted}">&nbsp;&nbsp;Ctrl+O</span></p>',
            f'<p><a {link} href="sample">Open the sample spot</a></p>',
        ]
        if self._recent:
            rows.append(f'<p><a {link} href="recent">Recent images</a></p>')
        note = (
            f'<p style="color:{look.muted}; font-size:{FONT_PX["small"]}px">'
            "JPEG, PNG or TIFF. Images are only read, never changed.</p>"
        )
        self._words.setText(f'<div align="center" style="line-height:150%">{"".join(rows)}{note}</div>')

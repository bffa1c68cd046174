"""What the canvas shows while no image is open: the start page or, while an image is being opened, its name."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.language.text import tr
from app.session.pace import stage_text
from app.session.session import Session
from app.ui.theme import Theme, text_px
from app.viewer.canvas.start_page import StartPage


class EmptyState(QWidget):
    """Shows the start page or the progress of opening. It is hidden while an image is on the screen."""

    chosen = Signal(object)
    """Emitted with the key of the pressed button, a key of the start page's `CHOICES` or `LINKS`."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.offers_start = True
        """Whether the start page is shown. A blinded read offers nothing to open."""
        self.page = StartPage(self)
        self.page.chosen.connect(self.chosen)
        self._words = QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.page)
        box.addWidget(self._words)

    def show_session(self, session: Session, look: Theme) -> None:
        shown = session.image.seen is None
        self.setVisible(shown)
        if not shown:
            return
        opening = session.image.opening if session.work.activity == "opening" else None
        self.page.setVisible(opening is None and self.offers_start)
        self.page.set_recent(session.image.recent)
        self._words.setVisible(opening is not None)
        if opening is not None:
            far = stage_text(session.work.progress) if session.work.progress else tr("waiting")
            self._words.setText(
                f'<div align="center" style="line-height:150%; color:{look.muted}">'
                f"<p>{escape(tr('Opening {name} …', name=opening.name))}</p>"
                f'<p style="font-size:{text_px("small")}px">{escape(tr("{stage}; Esc stops", stage=far))}</p></div>'
            )

    def text(self) -> str:
        """Return the text about the image that is being opened."""
        return self._words.text()

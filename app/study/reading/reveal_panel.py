"""What the model said, once it may be seen: `Revealed` or None comes in; the figure never stands without its words."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.study.reading.text import revealed_figure, revealed_text
from app.ui.parts import tell, words
from app.ui.theme import RHYTHM
from model.study.reading_state import Revealed


class RevealPanel(QFrame):
    """Takes no room, and holds no words, while nothing is revealed."""

    def __init__(self) -> None:
        super().__init__()
        self.figure = words("figure")
        self.lines = [words("muted"), words("muted"), words("small")]
        box = QVBoxLayout(self)
        box.setContentsMargins(RHYTHM, RHYTHM, 0, 0)
        box.setSpacing(2)
        for part in (self.figure, *self.lines):
            box.addWidget(part)
        self.hide()

    def show_revealed(self, found: Revealed | None) -> None:
        said = revealed_text(found) if found else ()
        tell(self.figure, revealed_figure(found) if found else "")
        for place, label in enumerate(self.lines):
            tell(label, said[place] if place < len(said) else "")
        self.setVisible(found is not None)

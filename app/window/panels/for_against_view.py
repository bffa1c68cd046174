"""The places that speak for and against survival, as two lists. A click on a place selects its tile on the tissue.

Before each title there is a square in the colour of the map. The places have the colour of plain text, because the
colour of links resembles the colour of survival.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.language.text import mark, tr
from app.ui.parts import set_text, text_label, tip
from app.ui.theme import RHYTHM
from app.window.panels.for_against_text import NAMED, Effect, ForAgainst
from model.base.colours import SIGNED, colour_table

FAVOUR, AGAINST = mark("Speaks for survival"), mark("Speaks against survival")
SQUARE_PX = 9
DEATH_END, SURVIVAL_END = 0, -1
"""Indices of the first and last colour in the colour table of signed maps."""


class ForAgainstView(QWidget):
    """Shows up to three places on each side, with their effects in points of probability."""

    chosen = Signal(object)
    """Index of the tile to select, int."""
    regions_wanted = Signal()
    """Emitted when the user asks for the effects of whole regions."""

    def __init__(self) -> None:
        super().__init__()
        self.favour, self.against, self.note = _Side(SURVIVAL_END), _Side(DEATH_END), text_label("small")
        self.regions = _button("link", tr("Occlude whole regions instead"))
        self.regions.clicked.connect(self.regions_wanted)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        for part in (self.favour, self.against, self.note):
            box.addWidget(part)
        box.addWidget(self.regions, alignment=Qt.AlignmentFlag.AlignLeft)
        for side in (self.favour, self.against):
            side.chosen.connect(self.chosen)
        self.setAccessibleName(tr("What speaks for and against survival"))

    def show_effects(self, shown: ForAgainst) -> None:
        """Show the places that speak for and against survival, and the note. If all are empty, show nothing."""
        self.setVisible(bool(shown.favour or shown.against or shown.note))
        named = bool(shown.favour or shown.against)
        self.favour.show_side(tr(FAVOUR) if named else "", shown.favour)
        self.against.show_side(tr(AGAINST) if named else "", shown.against)
        set_text(self.note, shown.note)
        self.regions.setVisible(shown.can_try_regions)
        sentences = [f"{effect.sentence}." for effect in (*shown.favour, *shown.against)]
        self.setAccessibleDescription(" ".join([*sentences, shown.note]).strip())


class _Side(QWidget):
    """One side, for or against survival: a coloured square, a title, and the places."""

    chosen = Signal(object)

    def __init__(self, end: int) -> None:
        """Create the side. `end` is the index of its colour in the colour table of signed maps."""
        super().__init__()
        self.title, self.square = text_label("small"), QLabel()
        self.square.setFixedWidth(SQUARE_PX)
        self._end = end
        self.buttons = tuple(_button("place") for _ in range(NAMED))
        self._effects: tuple[Effect, ...] = ()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(RHYTHM // 2)
        head.addWidget(self.square)
        head.addWidget(self.title, 1)
        box.addLayout(head)
        for number, button in enumerate(self.buttons):
            button.clicked.connect(lambda checked=False, at=number: self.chosen.emit(self._effects[at].index))
            box.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)

    def show_side(self, title: str, effects: tuple[Effect, ...]) -> None:
        self.setVisible(bool(title))
        if title and self.square.pixmap().isNull():
            self.square.setPixmap(_square(self._end))
        self._effects = effects
        set_text(self.title, title if effects else tr("{title}: no effect above one point", title=title))
        for number, button in enumerate(self.buttons):
            button.setVisible(number < len(effects))
            if number < len(effects):
                button.setText(effects[number].text)
                button.setToolTip(tip(effects[number].sentence))
                button.setAccessibleName(effects[number].sentence)


def _square(end: int) -> QPixmap:
    """Return a square in the colour with index `end` of the colour table of signed maps.

    Call this only when a result is shown, so that the colour table is not loaded during the start.
    """
    red, green, blue, _ = colour_table(SIGNED)[end].tolist()
    square = QPixmap(SQUARE_PX, SQUARE_PX)
    square.fill(QColor(red, green, blue))
    return square


def _button(kind: str, text: str = "") -> QPushButton:
    """Return a button without a frame. `kind` is the name of its style."""
    button = QPushButton(text)
    button.setObjectName(kind)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button

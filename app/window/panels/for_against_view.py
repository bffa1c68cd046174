"""What speaks for and against survival: a list of places. A click on a place selects it on the tissue."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.ui.parts import set_text, text_label
from app.window.panels.for_against_text import NAMED, Effect, ForAgainst

FAVOUR, AGAINST = "Speaks for survival", "Speaks against survival"


class ForAgainstView(QWidget):
    """Shows up to three places on each side, with their effects in points of probability."""

    chosen = Signal(object)
    """Index of the tile to select, int."""
    regions_wanted = Signal()
    """Emitted when the user asks for the effects of whole regions."""

    def __init__(self) -> None:
        super().__init__()
        self.favour, self.against, self.note = _Side(), _Side(), text_label("small")
        self.regions = _link("Occlude whole regions instead")
        self.regions.clicked.connect(self.regions_wanted)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        for part in (self.favour, self.against, self.note):
            box.addWidget(part)
        box.addWidget(self.regions, alignment=Qt.AlignmentFlag.AlignLeft)
        for side in (self.favour, self.against):
            side.chosen.connect(self.chosen)
        self.setAccessibleName("What speaks for and against survival")

    def show_effects(self, shown: ForAgainst) -> None:
        """Show the places and the note. If all are empty, show nothing."""
        self.setVisible(bool(shown.favour or shown.against or shown.note))
        named = bool(shown.favour or shown.against)
        self.favour.show_side(FAVOUR if named else "", shown.favour)
        self.against.show_side(AGAINST if named else "", shown.against)
        set_text(self.note, shown.note)
        self.regions.setVisible(shown.can_try_regions)
        sentences = [f"{effect.sentence}." for effect in (*shown.favour, *shown.against)]
        self.setAccessibleDescription(" ".join([*sentences, shown.note]).strip())


class _Side(QWidget):
    """A title and the places of one side."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.title = text_label("small")
        self.buttons = tuple(_link() for _ in range(NAMED))
        self._effects: tuple[Effect, ...] = ()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(self.title)
        for number, button in enumerate(self.buttons):
            button.clicked.connect(lambda checked=False, at=number: self.chosen.emit(self._effects[at].index))
            box.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)

    def show_side(self, title: str, effects: tuple[Effect, ...]) -> None:
        self.setVisible(bool(title))
        self._effects = effects
        set_text(self.title, title if effects else f"{title}: no effect above one point")
        for number, button in enumerate(self.buttons):
            button.setVisible(number < len(effects))
            if number < len(effects):
                button.setText(effects[number].text)
                button.setToolTip(effects[number].sentence)
                button.setAccessibleName(effects[number].sentence)


def _link(text: str = "") -> QPushButton:
    button = QPushButton(text)
    button.setObjectName("link")
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button

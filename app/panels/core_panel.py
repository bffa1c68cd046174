"""The cores of a tissue microarray: how many there are, which is selected, and what can be done with it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.desk import Desk
from app.panels.core_words import array_words, core_words, result_words
from app.panels.parts import column, line, tell, words
from app.session import Session
from app.theme import RHYTHM
from model.tma.labels import place_named

_BUTTONS = (
    ("core-mark", "Missing", "Mark the selected core as missing, or as present after all"),
    ("core-remove", "Remove", "Remove the selected core; all others keep their names"),
    ("core-map", "Core map…", "Import a core map: a CSV table with core, case_id and status"),
    ("core-export", "Export…", "Export the cores: table, GeoJSON for QuPath, picture"),
)
_DRAWN = ("image", "array", "placement", "bundle", "windows", "activity")
"""Fields of the session that the panel says something of."""


class CorePanel(QWidget):
    """Takes no room while there is no array."""

    def __init__(self, desk: Desk, actions: dict[str, QAction]) -> None:
        super().__init__()
        self._desk = desk
        self._suggested = ""
        self.count, self.core, self.found = words(), words(), words("muted")
        self.name = QLineEdit()
        self.name.setAccessibleName("Name of a core to add")
        self.name.setPlaceholderText("A-1")
        self.name.setToolTip("Name of the core to add in the middle of the window, by row and column")
        self.add = QPushButton("Add here")
        self.add.setToolTip("Add a core in the middle of the analysis window")
        self.buttons = {key: _button(text, hint, actions[key]) for key, text, hint in _BUTTONS}
        self.all = _button("Analyse all cores", "", actions["analyse-cores"])
        self._lay()
        self.name.textChanged.connect(self._allow)
        self.name.returnPressed.connect(self._add)
        self.add.clicked.connect(self._add)
        self.hide()

    def _lay(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        inside = QWidget()
        outer.addWidget(line())
        outer.addWidget(inside)
        box = column(inside)
        for part in (self.count, self.core, self.found):
            box.addWidget(part)
        grid = QGridLayout()
        grid.setSpacing(RHYTHM // 2)
        for at, button in enumerate((*self.buttons.values(), self.name, self.add)):
            grid.addWidget(button, *divmod(at, 4))
        grid.addWidget(self.all, 1, 2, 1, 2)
        for col in range(4):
            grid.setColumnStretch(col, 1)
        self.add.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.name.setMinimumWidth(40)
        box.addLayout(grid)

    def show_difference(self, old: Session | None, new: Session) -> None:
        if old is not None and all(getattr(old, name) is getattr(new, name) for name in _DRAWN):
            return
        self.setVisible(new.array is not None)
        if new.array is None:
            return
        core = new.core_here
        tell(self.count, array_words(new))
        tell(self.core, core_words(new))
        tell(self.found, result_words(new))
        self.buttons["core-mark"].setText("Present" if core and core.status == "missing" else "Missing")
        if old is None or old.placement is not new.placement or old.array is not new.array:
            self._suggest(new)
        self._allow()

    def _suggest(self, session: Session) -> None:
        """The name the grid has for the window's place; what the user has typed stays."""
        placement = session.placement
        free = session.name_for(placement.region.centre) if placement and session.core_here is None else ""
        if self.name.text() in ("", self._suggested):
            self.name.setText(free)
        self._suggested = free

    def _allow(self) -> None:
        session = self._desk.session
        fits = place_named(self.name.text()) is not None
        self.add.setEnabled(fits and session.array is not None and session.core_here is None)

    def _add(self) -> None:
        if self.add.isEnabled():
            self._desk.cores.add(self.name.text())


def _button(text: str, hint: str, action: QAction) -> QPushButton:
    """A button that does what a command does, where and while that may be done."""
    button = QPushButton(text)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setToolTip(hint or action.toolTip())
    button.setEnabled(action.isEnabled())
    button.clicked.connect(action.trigger)
    action.enabledChanged.connect(button.setEnabled)
    return button

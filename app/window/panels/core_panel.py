"""The panel of the cores of a tissue microarray: counts, the selected core, and actions on the cores."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.actions.action_table import command, printed
from app.language.text import mark, tr
from app.session.session import Session, differs
from app.session.values import Notice
from app.ui.flow import FlowRow
from app.ui.help_button import PAGE, WithHelp
from app.ui.parts import column, line, set_text, text_label, tip
from app.ui.text_size import on_text_size
from app.ui.theme import RHYTHM, scaled_px
from app.viewer.controller import ViewerController
from app.window.panels.core_text import array_text, core_text, far_text, result_text

_BUTTONS = (
    ("core-mark", mark("Missing"), mark("Mark the selected core as missing or as present")),
    ("core-remove", mark("Remove"), mark("Remove the selected core; the others keep their names")),
    ("core-map", mark("Core map …"), mark("Import a core map: a table with the columns core, case_id and status")),
    ("core-export", mark("Export …"), mark("Export the cores: table, GeoJSON for QuPath, picture")),
)
_PAGE = "slides-and-microarrays.md"
_NAMES = "troubleshooting.md#cores-are-not-found-or-wrong"
NAME_PX = 72
_ADD, _RENAME = mark("Add here"), mark("Rename")


class CorePanel(QWidget):
    """The core panel. It is hidden until cores of the slide have been found, imported or loaded."""

    def __init__(self, controller: ViewerController, actions: dict[str, QAction]) -> None:
        super().__init__()
        self._controller = controller
        self.setProperty(PAGE, f"{_PAGE}#microarrays")
        self._cased = ""
        """Label of the core whose case ID is in the text field."""
        self.count, self.core, self.found = text_label(), text_label(), text_label("muted")
        self.name = QLineEdit()
        self.name.setAccessibleName(tr("Name of the core"))
        self.name.setPlaceholderText("A-1")
        self.name.setToolTip(tr("Name (row and column) of the selected core, or of the core to add"))
        self.add = QPushButton(tr(_ADD))
        self.add.setToolTip(tr("Add a core at the centre of the analysis region, or rename the selected core"))
        self.case = QLineEdit()
        self.case.setAccessibleName(tr("Case of the selected core"))
        self.case.setPlaceholderText(tr("Case of the selected core"))
        self.case.setToolTip(tr("Case ID of the selected core; Enter saves it"))
        self.buttons = {key: _button(tr(text), tr(hint), actions[key]) for key, text, hint in _BUTTONS}
        self.all = _button(tr("Analyse all cores"), "", actions["analyse-cores"])
        self._lay()
        self.name.textChanged.connect(self._allow)
        self.name.returnPressed.connect(self._add)
        self.add.clicked.connect(self._add)
        self.case.editingFinished.connect(self._assign)
        self.hide()

    def _lay(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        inside = QWidget()
        outer.addWidget(line())
        outer.addWidget(inside)
        box = column(inside)
        count = WithHelp(self.count, f"{_PAGE}#microarrays", tr("tissue microarrays"))
        for text in (count, self.core, self.found):
            box.addWidget(text)
        flow = FlowRow(RHYTHM // 2)
        self.add.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        on_text_size(self.name, lambda: self.name.setFixedWidth(scaled_px(NAME_PX)))
        for part in (*self.buttons.values(), self.name, self.add, self.all):
            flow.add(part)
        box.addWidget(flow)
        box.addWidget(self.case)

    def show_difference(self, old: Session | None, new: Session) -> None:
        if not differs(old, new, _shown):
            return
        self.setVisible(new.cores.array is not None)
        if new.cores.array is None:
            return
        core = new.core_here
        set_text(self.count, array_text(new))
        set_text(self.core, core_text(new))
        set_text(self.found, result_text(new))
        self.buttons["core-mark"].setText(tr("Present") if core and core.status == "missing" else tr("Missing"))
        if old is None or old.region.placement is not new.region.placement or old.cores.array is not new.cores.array:
            self._suggest(new)
            self.case.setText(core.case_id or "" if core else "")
            self.case.setEnabled(core is not None)
            self._cased = core.label if core else ""
        self.add.setText(tr(_RENAME) if core else tr(_ADD))
        self._allow()

    def _suggest(self, session: Session) -> None:
        """Fill the name field with the name of the selected core.

        If no core is selected, suggest an unused name that fits the place of the analysis region.
        """
        placement, core = session.region.placement, session.core_here
        free = session.name_for(placement.region.centre) if placement else ""
        self.name.setText(core.label if core else free)

    def _allow(self) -> None:
        from model.tma.labels import place_named

        session = self._controller.session
        place, core = place_named(self.name.text()), session.core_here
        free = core is None or core.place != place
        self.add.setEnabled(place is not None and session.cores.array is not None and free)

    def _add(self) -> None:
        """Add or rename the core. If Enter is pressed on a text that is no name, say why nothing happens."""
        from model.tma.labels import place_named

        typed = self.name.text().strip()
        if typed and place_named(typed) is None:
            title = tr("{name} is not the name of a core.", name=typed)
            notice = Notice("warning", title, tr("Give row and column, such as A-12."), _NAMES)
            self._controller.change(lambda s: s.noticed(notice))
        if not self.add.isEnabled():
            return
        if self._controller.session.core_here is None:
            self._controller.cores.add(self.name.text())
        else:
            self._rename()

    def _rename(self) -> None:
        """Rename the selected core. If the name lies far from those of the other cores, say what this means."""
        from model.tma.labels import place_named

        if not self._controller.cores.rename(self.name.text()):
            return
        place, session = place_named(self.name.text()), self._controller.session
        told = far_text(session, place.label) if place is not None else ""
        if told:
            remedy = tr("If this is a mistake, undo it ({keys}).", keys=printed(command("core-undo")))
            self._controller.change(lambda s: s.noticed(Notice("warning", told, remedy, _NAMES)))

    def _assign(self) -> None:
        """Save the typed case ID. Ignore it if another core has been selected meanwhile, for example by a click."""
        core = self._controller.session.core_here
        if core is not None and core.label == self._cased:
            self._controller.cores.assign(self.case.text().strip())


def _shown(session: Session) -> tuple[object, ...]:
    """Return the values of the session that the panel shows."""
    region = session.region
    return (
        session.image.opened, session.cores, region.placement, region.saved, session.bundle, session.work.activity,
    )  # fmt: skip


def _button(text: str, hint: str, action: QAction) -> QPushButton:
    """Return a button that triggers `action` and is enabled together with it."""
    button = QPushButton(text)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setToolTip(tip(hint) or action.toolTip())
    button.setEnabled(action.isEnabled())
    button.clicked.connect(action.trigger)
    action.enabledChanged.connect(button.setEnabled)
    return button

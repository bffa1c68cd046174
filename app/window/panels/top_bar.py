"""The tool bar: actions, the current device, and the notice "research use only"."""

from typing import cast

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QLabel, QMenu, QToolBar, QToolButton

from app.actions.action_table import COMMANDS, command
from app.actions.context import ActionContext
from app.actions.handlers import open_file
from app.language.model_text import of_model
from app.language.text import mark, tr
from app.session.precision_text import EXACT_TITLE, fast_title
from app.session.session import Session
from app.ui.elided import ElidedLabel
from app.ui.icons import icon
from app.ui.parts import tip
from app.ui.theme import RHYTHM, Theme, theme
from model.result.prediction import DeviceRecord, Precision

ICON = 20
RESEARCH_USE_ONLY = mark("RESEARCH USE ONLY")
AUTO = "auto"
_ALWAYS = ("open", "analyse", "help")
_FOLDED = (
    ("ruler",), ("one-to-one",), ("grid",), ("heatmap",), ("fit",), ("previous", "next"), ("cancel",),
    ("to-viewer", "to-study"),
)  # fmt: skip
"""The buttons that move into a menu if the bar is too narrow, in this order. The buttons of a group move together."""
_SEPARATORS_PX = 48
"""Width of the separators and of the gaps beside them."""
_SHORT = {"open": mark("Open")}
"""Short texts for the buttons of actions with long titles."""


def _precisions_of(session: Session) -> tuple[object, ...]:
    device = session.device
    return device.precision, device.exact, device.fast, device.fastest


class TopBar(QToolBar):
    """Shows buttons for the actions.

    The menus of devices, precisions, models and recent images show the values of the session.
    """

    def __init__(self, context: ActionContext, actions: dict[str, QAction]) -> None:
        super().__init__(tr("Actions"))
        self._context = context
        self._actions = actions
        self._placed: dict[str, QAction] = {}
        """The places of the buttons in the bar, by key of their action."""
        self.setMovable(False)
        self.setIconSize(QSize(ICON, ICON))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.devices = QMenu(tr("Device"), self)
        self.precisions = QMenu(tr("Precision"), self)
        self.precisions.setToolTipsVisible(True)
        self.models = QMenu(tr("Model"), self)
        self.recent = QMenu(tr("Recent files"), self)
        self._device_group = QActionGroup(self)
        self._precision_group = QActionGroup(self)
        self.device = ElidedLabel()
        self.device.setProperty("role", "muted")
        self.research = QLabel(tr(RESEARCH_USE_ONLY))
        self.research.setObjectName("badge")
        self.models.aboutToShow.connect(self._fill_models)
        self.more = QToolButton()
        self.more.setText("»")
        self.more.setAccessibleName(tr("More actions"))
        self.more.setToolTip(tr("Actions for which the bar has no room"))
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setMenu(QMenu(self.more))
        self._more: QAction
        self._lay()

    def _lay(self) -> None:
        for key in ("to-viewer", "to-study"):
            self._placed[key] = self.addWidget(self._plain_button(key))
        pictures = ("save-view", "copy-view", "save-figure", "save-heatmap", "copy-heatmap")
        studies, more = ("study-open", "study-new"), ("features", "features-away", "import-objects", "properties")
        files = self._menu("open", "", *studies, "", *pictures, "export", "", *more)
        self._button("open", files, with_text=True)
        queue = ("queue-folder", "queue-files", "queue-cores", "queue-study", "queue-add", "queue")
        analysis = self._menu(
            "analyse", "analyse-all", "save-region", "", *queue, "", "pixel-size", "card", "encode-ahead"
        )
        self._button("analyse", analysis, with_text=True)
        self._button("cancel", with_text=True)
        self.addSeparator()
        for key in ("previous", "next", "fit", "one-to-one", "heatmap", "grid", "ruler"):
            self._button(key)
        self._more = self.addWidget(self.more)
        self._more.setVisible(False)
        self.addSeparator()
        self.addWidget(self.device)
        self.addWidget(self.research)
        helping = ("help", "keys", "commands")
        self._button("help", self._menu(*helping, "", "theme", "full-screen", "", "lecture", "about", "quit"))

    def _button(self, key: str, menu: QMenu | None = None, with_text: bool = False) -> QToolButton:
        button = self._plain_button(key, menu, with_text)
        self._placed[key] = self.addWidget(button)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fold()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and "help" in self._placed:
            self._fold()

    def _fold(self) -> None:
        """Move buttons for which there is no room into the menu at the end of the bar.

        The least important buttons move first.

        "Research use only" and Help always stay.
        """
        spacing = self.layout().spacing()  # type: ignore[union-attr]
        room = self.width() - 2 * RHYTHM - _SEPARATORS_PX
        buttons = [cast(QToolButton, self.widgetForAction(self._placed[key])) for key in _ALWAYS]
        for button in buttons[:-1]:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        most = room - self.more.sizeHint().width() - spacing
        if sum(part.sizeHint().width() + spacing for part in (self.research, *buttons)) > most:
            for button in buttons:
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        room -= sum(part.sizeHint().width() + spacing for part in (self.research, *buttons))
        keys = [key for group in _FOLDED for key in group]
        widths = {key: self.widgetForAction(self._placed[key]).sizeHint().width() + spacing for key in keys}
        named = self.device.text_width() + spacing if self.device.text() else 0
        folded: list[str] = []
        if sum(widths.values()) + named > room:
            room -= self.more.sizeHint().width() + spacing
            for group in _FOLDED:
                if sum(width for kept, width in widths.items() if kept not in folded) <= room:
                    break
                folded += group
        for key in keys:
            self._placed[key].setVisible(key not in folded)
            # Qt enables a button that becomes visible again, although its action may be disabled.
            self.widgetForAction(self._placed[key]).setEnabled(self._actions[key].isEnabled())
        left = room - sum(width for key, width in widths.items() if key not in folded)
        self._name_device(folded, is_cut=named > left)

    def _name_device(self, folded: list[str], is_cut: bool) -> None:
        """Fill the menu with the `folded` actions, as in the bar. If `is_cut`, the name of the device is there too."""
        # The label stays in its place, because it keeps what follows at the right end of the bar.
        self.device.set_blank(is_cut)
        self._more.setVisible(bool(folded) or is_cut)
        menu = self.more.menu()
        menu.clear()
        menu.addActions([self._actions[key] for key in self._placed if key in folded])
        if is_cut:
            menu.addSeparator()
            menu.addAction(self.device.text()).setEnabled(False)

    def _plain_button(self, key: str, menu: QMenu | None = None, with_text: bool = True) -> QToolButton:
        """Return a button for the action `key`. The caller adds the button to the bar."""
        button = QToolButton()
        self._actions[key].setIconText(tr(_SHORT[key]) if key in _SHORT else self._actions[key].iconText())
        button.setDefaultAction(self._actions[key])
        # A click must not move the focus away from the tissue, because arrow keys would stop working there.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(tr(command(key).title))
        if with_text:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        if menu is not None:
            button.setMenu(menu)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        return button

    def _menu(self, *keys: str) -> QMenu:
        """Return a menu of the actions with these `keys`. An empty key adds a separator.

        The entries that belong to "open" and "analyse", such as submenus, follow these two actions.
        """
        menu = QMenu(self)
        for key in keys:
            if key:
                menu.addAction(self._actions[key])
            else:
                menu.addSeparator()
            if key == "open":
                menu.addMenu(self.recent)
                menu.addAction(self._actions["sample"])
            elif key == "analyse":
                menu.addMenu(self.devices)
                menu.addMenu(self.precisions)
                menu.addMenu(self.models)
        return menu

    def show_difference(self, old: Session | None, new: Session) -> None:
        if old is None or old.view.theme != new.view.theme:
            self._set_icons(theme(new.view.theme))
        if old is None or (old.device.all, old.device.asked) != (new.device.all, new.device.asked):
            self._fill_devices(new)
        if old is None or _precisions_of(old) != _precisions_of(new):
            self._fill_precisions(new)
        if old is None or old.image.recent != new.image.recent:
            self._fill_recent(new)
        on_hand = new.device.on_hand
        named = tr("Device: {title}", title=of_model(on_hand.title)) if on_hand else ""
        if self.device.text() != (shown := named if new.view.advanced else ""):
            self.device.setText(shown)
            self._fold()
        self.device.setToolTip(tip(f"{shown}\n{of_model(on_hand.reason)}") if on_hand and shown else "")

    def _set_icons(self, style: Theme) -> None:
        for row in COMMANDS:
            if row.icon:
                self._actions[row.key].setIcon(icon(row.icon, style.text, ICON))

    def _fill_devices(self, session: Session) -> None:
        self.devices.clear()
        choices = [(AUTO, tr("Automatic")), *((device.name, of_model(device.title)) for device in session.device.all)]
        for name, title in choices:
            action = self.devices.addAction(title)
            action.setCheckable(True)
            action.setChecked(name == session.device.asked)
            self._device_group.addAction(action)
            action.triggered.connect(lambda _=False, name=name: self._context.controller.choose_device(name))
        if not session.device.all:
            self.devices.addAction(tr("Looking for devices …")).setEnabled(False)

    def _fill_precisions(self, session: Session) -> None:
        self.precisions.clear()
        exact, fast, fastest = session.device.exact, session.device.fast, session.device.fastest
        rows: list[tuple[Precision, str, DeviceRecord | None]] = [
            ("exact", tr(EXACT_TITLE), exact),
            ("fast", fast_title(exact, fast), fast),
        ]
        if fastest is not None:
            rows.append(("fastest", fast_title(exact, fastest), fastest))
        for precision, title, record in rows:
            action = self.precisions.addAction(title)
            action.setCheckable(True)
            action.setChecked(precision == session.device.precision)
            error = record.error if record is not None else None
            action.setEnabled(precision == "exact" or (record is not None and (error is None or error.usable)))
            if error is not None:
                action.setToolTip(tip(of_model(error.text)))
            self._precision_group.addAction(action)
            action.triggered.connect(lambda _=False, to=precision: self._choose_precision(to))
        self.precisions.addSeparator()
        self.precisions.addAction(self._actions["measure-fast"])

    def _choose_precision(self, precision: Precision) -> None:
        self._context.controller.choose_precision(precision)
        # Qt has already checked the row of *fast*, but *fast* is not active while the notice bar asks about it.
        self._fill_precisions(self._context.controller.session)

    def _fill_recent(self, session: Session) -> None:
        self.recent.clear()
        for path in session.image.recent:
            action = self.recent.addAction(f"{path.name}   ({path.parent.name})")
            action.setToolTip(tip(str(path)))
            action.triggered.connect(lambda _=False, path=path: open_file(self._context, path))
        self.recent.setEnabled(bool(session.image.recent))

    def _fill_models(self) -> None:
        """Fill the model menu with the installed bundles and the action that lets the user choose a bundle file."""
        from model.bundle.installed import installed_bundles

        self.models.clear()
        on_hand = self._context.controller.session.bundle
        for name, path in installed_bundles().items():
            action = self.models.addAction(name)
            action.setCheckable(True)
            action.setChecked(on_hand is not None and on_hand.path == path)
            action.triggered.connect(lambda _=False, name=name: self._context.controller.choose_bundle(name))
        self.models.addAction(self._actions["model"])

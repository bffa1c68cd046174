"""Ways to the help: the button "?" beside a number, the link of a message, and F1 for the widget with the focus.

A widget states its page with the property `help_page`. A button asks the nearest widget above it that can show help,
which is the main window.
"""

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTabWidget, QToolButton, QWidget

from app.language.text import tr
from app.ui.parts import tip
from app.ui.theme import RHYTHM

PAGE = "help_page"
"""Name of the property of a widget that names its page, for example "maps.md"."""


@runtime_checkable
class ShowsHelp(Protocol):
    """A widget that can show a help page."""

    def show_help(self, target: str) -> None:
        """Show the page, and the section, that `target` names."""
        ...


class HelpButton(QToolButton):
    """The button "?" beside a number or a map."""

    def __init__(self, target: str, subject: str) -> None:
        """Create the button. `subject` completes "Help: ", for example "probability"."""
        super().__init__()
        self.target = target
        self.setText("?")
        self.setObjectName("help")
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(tr("Help: {subject}", subject=subject))
        self.setToolTip(tip(tr("What does this mean? Help: {subject}", subject=subject)))
        self.clicked.connect(lambda: ask_for_help(self, self.target))


class WithHelp(QWidget):
    """A widget with the button "?" at its right. If the widget is hidden, the button is hidden too."""

    def __init__(self, part: QWidget, target: str, subject: str) -> None:
        super().__init__()
        self.part, self.button = part, HelpButton(target, subject)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(RHYTHM)
        row.addWidget(part, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        part.installEventFilter(self)
        if part.isHidden():
            self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            hidden = self.part.isHidden()
            # Without a parent, it would be shown as a window of its own, which takes the focus.
            if hidden or self.parentWidget() is not None:
                self.setVisible(not hidden)
        return super().eventFilter(watched, event)


def add_tab_help(tabs: QTabWidget, targets: tuple[str, ...], subject: str) -> HelpButton:
    """Put the button "?" beside the tabs. It shows the page of the current tab; `targets` are in the order of the tabs.

    Return the button.
    """
    button = HelpButton(targets[0], subject)
    tabs.setCornerWidget(button)

    def follow(at: int) -> None:
        button.target = targets[at]

    tabs.currentChanged.connect(follow)
    return button


class HelpLink(QPushButton):
    """The link of a message to its help page. It is hidden if the message has no page."""

    def __init__(self) -> None:
        super().__init__(tr("Help on this"))
        self.target = ""
        self.setObjectName("link")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(lambda: ask_for_help(self, self.target))
        self.hide()

    def show_target(self, target: str) -> None:
        """Link to the help page `target`. If `target` is "", hide the link."""
        self.target = target
        self.setVisible(bool(target))


def ask_for_help(widget: QWidget, target: str) -> None:
    """Ask the nearest widget above `widget` that can show help for the page `target`."""
    above: QWidget | None = widget.parentWidget()
    while above is not None and not isinstance(above, ShowsHelp):
        above = above.parentWidget()
    if isinstance(above, ShowsHelp):
        above.show_help(target)


def page_of(widget: QWidget | None) -> str:
    """Return the help page of `widget`, or of the nearest widget above it that names one; "" if none does."""
    while widget is not None:
        target = widget.property(PAGE)
        if isinstance(target, str) and target:
            return target
        widget = widget.parentWidget()
    return ""

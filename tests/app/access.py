"""A walk over what a screen reader and the Tab key find in a window or a dialog: what is wrong there, as texts.

The interfaces are those of Qt (`QAccessible`), which its bridges to the operating systems pass on.
"""

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QWidget

NAME, VALUE, DESCRIPTION = QAccessible.Text.Name, QAccessible.Text.Value, QAccessible.Text.Description
Role = QAccessible.Role
WITH_NUMBER = (Role.Slider, Role.SpinBox, Role.ScrollBar)
MOST_TABS = 400
"""Most presses of Tab: enough for all links of a text, which Tab visits one after another."""
MODELS = (Role.Table, Role.Tree)
"""Roles whose cells are those of a model."""


def visible(interface):
    """Yield the interface and all visible ones below it, in the order in which a screen reader finds them."""
    if interface is None or not interface.isValid() or interface.state().invisible:
        return
    yield interface
    if interface.role() not in MODELS:
        for at in range(interface.childCount()):
            yield from visible(interface.child(at))


def controls(window):
    """Return the visible interfaces that can have the focus. A viewport passes the focus to the widget around it."""
    found = [one for one in visible(QAccessible.queryAccessibleInterface(window)) if one.state().focusable]
    return [one for one in found if not isinstance(one.object(), QWidget) or one.object().focusProxy() is None]


def label_of(interface):
    """The label or the description of a drop-down list. On Linux, its name is the selected entry."""
    labels = [other.text(NAME) for other, flag in interface.relations() if flag & QAccessible.RelationFlag.Label]
    return " ".join(labels) or interface.text(DESCRIPTION)


def called(interface):
    """The class and the name of a control, for the message of a test."""
    return f"{type(interface.object()).__name__} {interface.text(NAME)!r}"


def unnamed(window):
    """The controls without a name or a role, the drop-down lists without a label, the numbers without a value."""
    return [
        called(one) for one in controls(window)
        if not one.text(NAME) or one.role() in (Role.NoRole, Role.Window)
        or (isinstance(one.object(), QComboBox) and not label_of(one))
        or (one.role() in WITH_NUMBER and (one.valueInterface() is None or one.valueInterface().currentValue() is None))
    ]  # fmt: skip


def twins(window):
    """The controls whose role and name another control of the same window has too."""
    found = [one for one in controls(window) if isinstance(one.object(), QWidget)]
    # On Linux, the name of a drop-down list is its selected entry: its label or description tells it from others.
    names = [(one.role(), one.text(NAME), label_of(one) if one.role() == Role.ComboBox else "") for one in found]
    return sorted({called(one) for one, name in zip(found, names, strict=True) if Counter(names)[name] > 1})


def stands_for_others(widget):
    """Whether arrow keys, not Tab, go from this button to the others of its exclusive group."""
    if not isinstance(widget, QAbstractButton):
        return False
    return widget.autoExclusive() or (widget.group() is not None and widget.group().exclusive())


def is_only_text(widget):
    """Whether this is a text that the mouse can mark. A screen reader reads it without the focus."""
    return isinstance(widget, QLabel) and not widget.focusPolicy() & Qt.FocusPolicy.TabFocus


def unreached(window):
    """The enabled controls that the Tab key does not reach, or the one that it never leaves."""
    able = [one.object() for one in controls(window) if isinstance(one.object(), QWidget)]
    able = [part for part in able if part.isEnabled() and not stands_for_others(part) and not is_only_text(part)]
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    first = next((part for part in able if part.focusPolicy() & Qt.FocusPolicy.TabFocus), None)
    if first is None:
        return [type(part).__name__ for part in able]
    first.setFocus(Qt.FocusReason.TabFocusReason)
    assert QApplication.focusWidget() is first, "the window is not active"
    reached = []
    for _ in range(MOST_TABS):
        part = QApplication.focusWidget()
        if part in reached and reached[-1] is not part:
            break
        reached.append(part)
        QTest.keyClick(part, Qt.Key.Key_Tab)
    if len(able) > 1 and reached[-1] is reached[-2]:
        return [f"Tab never leaves {called(QAccessible.queryAccessibleInterface(reached[-1]))}"]
    return [called(QAccessible.queryAccessibleInterface(part)) for part in able if part not in reached]


def faults(window):
    """All of the above, by kind; empty for a window without a fault."""
    found = {"unnamed": unnamed(window), "twins": twins(window), "unreached": unreached(window)}
    return {kind: names for kind, names in found.items() if names}

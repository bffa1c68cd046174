"""Write keys as this operating system does, with one name for each key in menus, tooltips and help."""

from PySide6.QtCore import QObject, QTranslator
from PySide6.QtGui import QKeySequence

from app.language.key_names import NAMES
from app.language.text import tr

_CONTEXT = "QShortcut"
"""The context in which Qt looks for the names of keys."""


class KeyNames(QTranslator):
    """Gives Qt the names of keys in `app.language.key_names`. Qt asks for them when it draws the keys of a menu."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        # Look the names up now: Qt may ask for them at any time, from inside its own code.
        self._names = {name: tr(shown) for name, shown in NAMES.items()}

    def isEmpty(self) -> bool:
        return False

    # Qt takes None for "not translated here".
    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        return self._names.get(source) if context == _CONTEXT else None


def sequence(keys: str) -> QKeySequence:
    """Return the shortcut `keys`, such as "Ctrl+Return" in the portable form of Qt.

    In its native form, in which Qt reads a text by default, "Enter" would be the name of the key Return.
    """
    return QKeySequence.fromString(keys, QKeySequence.SequenceFormat.PortableText)


def native_keys(keys: str) -> str:
    """Return `keys`, such as "Ctrl+PgDown" in the portable form of Qt, as menus show it on this computer."""
    return sequence(keys).toString(QKeySequence.SequenceFormat.NativeText) or keys

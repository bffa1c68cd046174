"""The dialog that asks where to save a file. The ending of the name and the chosen file type always agree."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QMessageBox, QWidget

from app.language.text import tr


@dataclass(frozen=True)
class FileKind:
    """A type of file that can be saved: its title, and its endings with a dot. The first ending is the usual one."""

    title: str
    endings: tuple[str, ...]

    @property
    def pattern(self) -> str:
        """Return the line of the type in the dialog, such as "PNG (*.png)"."""
        return f"{self.title} ({' '.join(f'*{ending}' for ending in self.endings)})"


def kind_of(name: str, kinds: Sequence[FileKind]) -> FileKind | None:
    """Return the kind whose ending `name` has. Return None if the name ends like no kind."""
    return next((kind for kind in kinds if name.lower().endswith(kind.endings)), None)


def with_ending(name: str, kind: FileKind, kinds: Sequence[FileKind]) -> str:
    """Return `name` with an ending of `kind`. The ending of another of the `kinds` is replaced.

    Any other ending, such as ".2" in "figure.2", is part of the name and stays.
    """
    found = kind_of(name, kinds)
    if found is kind:
        return name
    ending = next((each for each in found.endings if name.lower().endswith(each)), "") if found is not None else ""
    return f"{name[: len(name) - len(ending)]}{kind.endings[0]}"


class SaveDialog(QFileDialog):
    """Asks for a name and a file type. Changing the type changes the ending, and a typed ending selects its type."""

    def __init__(self, parent: QWidget, title: str, suggested: Path, kinds: Sequence[FileKind]) -> None:
        super().__init__(parent, title, str(suggested.parent))
        self._kinds = tuple(kinds)
        self._by_pattern = {kind.pattern: kind for kind in kinds}
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setNameFilters(list(self._by_pattern))
        kind = kind_of(suggested.name, kinds) or self._kinds[0]
        self._choose(kind)
        self.selectFile(str(suggested.with_name(with_ending(suggested.name, kind, kinds))))
        self.filterSelected.connect(self._follow_type)
        self._field = self.findChild(QLineEdit, "fileNameEdit")
        """The field of the name in Qt's own dialog. The dialogs of operating systems have none that Qt knows."""
        if self._field is not None:
            self._field.textEdited.connect(self._follow_name)

    @property
    def kind(self) -> FileKind:
        """Return the chosen type."""
        return self._by_pattern.get(self.selectedNameFilter(), self._kinds[0])

    @property
    def path(self) -> Path:
        """Return the file that will be written. A typed ending of any type wins over the chosen type."""
        typed = Path(self.selectedFiles()[0])
        kind = kind_of(typed.name, self._kinds) or self.kind
        return typed.with_name(with_ending(typed.name, kind, self._kinds))

    def _choose(self, kind: FileKind) -> None:
        """Select the type `kind`, and its ending for names that are typed without one."""
        self.selectNameFilter(kind.pattern)
        self.setDefaultSuffix(kind.endings[0].removeprefix("."))

    def _follow_type(self) -> None:
        """Give the name the ending of the chosen type."""
        self._choose(self.kind)
        if self._field is None:
            self.selectFile(str(self.path.with_name(with_ending(self.path.name, self.kind, self._kinds))))
        elif self._field.text():
            self._field.setText(with_ending(self._field.text(), self.kind, self._kinds))

    def _follow_name(self, name: str) -> None:
        """Select the type whose ending was typed."""
        kind = kind_of(name, self._kinds)
        if kind is None or kind is self.kind or self._field is None:
            return
        place = self._field.cursorPosition()
        with QSignalBlocker(self._field):
            self._choose(kind)
            # Qt replaces a typed ".tiff" by the usual ending of the type.
            self._field.setText(name)
            self._field.setCursorPosition(place)


def ask_save(parent: QWidget, title: str, suggested: Path, kinds: Sequence[FileKind]) -> Path | None:
    """Ask where to save a file of one of the `kinds`. Return None if the user cancels.

    The dialog itself asks before the file that it names is overwritten. If the ending of another type is added to that
    name, ask about this file, and show the dialog again if the user does not want to replace it.
    """
    dialog = SaveDialog(parent, title, suggested, kinds)
    try:
        while dialog.exec() == QDialog.DialogCode.Accepted:
            path = dialog.path
            if path == Path(dialog.selectedFiles()[0]) or not path.exists() or _may_replace(dialog, path):
                return path
    finally:
        dialog.deleteLater()
    return None


def _may_replace(parent: QWidget, path: Path) -> bool:
    question = tr("{name} exists already. Replace it?", name=path.name)
    cancel = QMessageBox.StandardButton.Cancel
    box = QMessageBox(QMessageBox.Icon.Question, tr("Replace the file"), question, cancel, parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    replace = box.addButton(tr("Replace"), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(cancel)
    box.exec()
    return box.clickedButton() is replace

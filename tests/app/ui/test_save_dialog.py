"""The save dialog: the ending of the name and the file type always agree, and a typed ending wins."""


import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QWidget

from app.actions.dialogs import files
from app.ui import save_dialog
from app.ui.save_dialog import FileKind, SaveDialog, ask_save, with_ending

PNG, TIFF, SVG = FileKind("PNG", (".png",)), FileKind("TIFF", (".tif", ".tiff")), FileKind("SVG", (".svg",))
KINDS = (PNG, TIFF, SVG)


@pytest.fixture
def dialog(qtbot, tmp_path):
    parent = QWidget()
    qtbot.addWidget(parent)
    made = SaveDialog(parent, "Save a figure", tmp_path / "curve.svg", KINDS)
    made.show()
    yield made
    made.close()


def field(dialog):
    return dialog.findChild(QLineEdit, "fileNameEdit")


def choose(dialog, kind):
    """Select a file type as a user does."""
    box = dialog.findChild(QComboBox, "fileTypeCombo")
    box.setCurrentIndex(KINDS.index(kind))
    box.textActivated.emit(box.currentText())


def retype(dialog, name):
    field(dialog).selectAll()
    QTest.keyClicks(field(dialog), name)


def test_the_first_type_is_that_of_the_suggested_name(dialog, tmp_path):
    assert (dialog.kind, field(dialog).text(), dialog.path) == (SVG, "curve.svg", tmp_path / "curve.svg")


def test_another_type_changes_the_ending(dialog, tmp_path):
    choose(dialog, TIFF)
    assert (field(dialog).text(), dialog.path) == ("curve.tif", tmp_path / "curve.tif")
    choose(dialog, PNG)
    assert (field(dialog).text(), dialog.path) == ("curve.png", tmp_path / "curve.png")


@pytest.mark.parametrize(
    ("typed", "kind", "written"),
    [
        ("a.png", PNG, "a.png"),
        ("a.tiff", TIFF, "a.tiff"),
        ("a.PNG", PNG, "a.PNG"),
        ("a", SVG, "a.svg"),
        ("a.v2", SVG, "a.v2.svg"),
    ],
)
def test_a_typed_ending_wins(dialog, tmp_path, typed, kind, written):
    retype(dialog, typed)
    assert (field(dialog).text(), dialog.kind, dialog.path) == (typed, kind, tmp_path / written)


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [("a.tiff", TIFF, "a.tiff"), ("a.tiff", PNG, "a.png"), ("a.v2", PNG, "a.v2.png"), ("a", SVG, "a.svg")],
)
def test_only_the_ending_of_a_known_type_is_replaced(name, kind, expected):
    assert with_ending(name, kind, KINDS) == expected


def answer(monkeypatch, *names):
    """Let the user accept the dialog with these names, one after another, and then cancel it."""
    left = list(names)

    def accept(dialog):
        if not left:
            return QDialog.DialogCode.Rejected
        field(dialog).setText(left.pop(0))
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(SaveDialog, "exec", accept)


def test_an_existing_file_with_an_added_ending_is_not_overwritten_unasked(qtbot, tmp_path, monkeypatch):
    parent = QWidget()
    qtbot.addWidget(parent)
    (tmp_path / "a.v2.png").touch()
    asked = []
    monkeypatch.setattr(save_dialog, "_may_replace", lambda parent, path: bool(asked.append(path)))
    answer(monkeypatch, "a.v2", "b.v2")
    assert ask_save(parent, "Save", tmp_path / "x.png", KINDS) == tmp_path / "b.v2.png"
    assert asked == [tmp_path / "a.v2.png"]
    assert ask_save(parent, "Save", tmp_path / "x.png", KINDS) is None, "the user cancels"


@pytest.mark.parametrize(
    ("ask", "suggested", "endings"),
    [
        (files.ask_picture, "a.png", (".png",)),
        (files.ask_figure, "a.svg", (".svg",)),
        (files.ask_page_file, "a.png", (".png",)),
        (files.ask_new_study, "a.histostudy", (".histostudy",)),
        (files.ask_new_packet, "a.histopacket", (".histopacket",)),
        (files.ask_new_bundle, "a.safetensors", (".safetensors",)),
        (files.ask_new_rule, "a.json", (".json",)),
    ],
)
def test_every_save_dialog_starts_with_the_type_of_its_name(qtbot, tmp_path, monkeypatch, ask, suggested, endings):
    parent, seen = QWidget(), []
    qtbot.addWidget(parent)

    def look(dialog):
        seen.append((dialog.kind.endings, field(dialog).text()))
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(SaveDialog, "exec", look)
    assert ask(parent, tmp_path / suggested) == tmp_path / suggested
    assert seen == [(endings, suggested)]

"""Dialogs: what they show, and the plain data they give back."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMessageBox, QTextBrowser, QWidget

from app.actions.action_table import rows
from app.actions.dialogs import about, card, error_box, files
from app.actions.dialogs.command_list import CommandList
from app.actions.dialogs.confirm import ConfirmDialog
from app.session.session import Session
from app.ui.fitted_scroll import FittedScroll
from app.ui.theme import apply_theme


@pytest.fixture
def parent(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def usual_text(qapp):
    """The text has its usual size again after the test."""
    yield
    apply_theme(QApplication.instance(), "dark", 100)


def text_of(dialog):
    return dialog.findChild(QTextBrowser).toPlainText()


@pytest.fixture
def command_list(parent):
    return CommandList(parent, rows(Session()))


def titles(dialog):
    return [dialog.list.topLevelItem(at).text(0) for at in range(dialog.list.topLevelItemCount())]


def test_the_command_list_finds_words_in_any_order(qtbot, command_list):
    qtbot.keyClicks(command_list.search, "image OPEN")
    assert "Open an image" in titles(command_list)
    assert len(titles(command_list)) < 5
    qtbot.keyClick(command_list.search, Qt.Key.Key_Return)
    assert command_list.chosen == "open"


def test_rows_of_the_command_list_keep_their_height(qtbot, command_list):
    """Rows once collapsed while the list was filtered and in a low window."""
    command_list.show()
    qtbot.waitExposed(command_list)
    for words, height in (("", 420), ("o", 420), ("the", 160)):
        command_list.search.setText(words)
        command_list.resize(540, height)
        items = [command_list.list.topLevelItem(at) for at in range(command_list.list.topLevelItemCount())]
        heights = {command_list.list.visualItemRect(item).height() for item in items}
        assert min(heights) >= command_list.fontMetrics().height()
        assert len(heights) == 1


def test_the_arrows_walk_the_list_past_what_cannot_be_done_now(qtbot, command_list):
    first = command_list.list.currentItem().text(0)
    qtbot.keyClick(command_list.search, Qt.Key.Key_Down)
    second = command_list.list.currentItem()
    assert second.text(0) != first
    assert not second.isDisabled()
    qtbot.keyClick(command_list.search, Qt.Key.Key_Up)
    assert command_list.list.currentItem().text(0) == first


def test_what_cannot_be_done_now_cannot_be_chosen(qtbot, command_list):
    qtbot.keyClicks(command_list.search, "cancel")
    qtbot.keyClick(command_list.search, Qt.Key.Key_Return)
    assert command_list.chosen is None


def test_a_word_that_fits_nothing_gives_an_empty_list(qtbot, command_list):
    qtbot.keyClicks(command_list.search, "xyzzy")
    assert titles(command_list) == []
    assert not command_list.nothing.isHidden()
    qtbot.keyClick(command_list.search, Qt.Key.Key_Return)
    assert command_list.chosen is None
    command_list.nothing.clear.click()
    assert command_list.nothing.isHidden()
    assert titles(command_list) != []


def test_the_model_card_says_what_the_bundle_says(parent, fakes):
    text = text_of(card.build(parent, fakes.bundle()))
    assert card.DEMO in text
    auc = "0.83 (95 % interval 0.70 to 0.91; 70 alive, 68 not)"
    hashes = ("3f2a91bc" * 8, "b" * 64)
    for words in ("No clinical meaning.", "220 synthetic spots", auc, "uncalibrated", "not measured", *hashes):
        assert words in text
    assert card.DEMO not in text_of(card.build(parent, fakes.bundle(demo=False)))


def test_a_manifest_cannot_bring_in_markup(parent, fakes):
    text = text_of(card.build(parent, fakes.bundle(intended_use="<h1>Approved</h1>")))
    assert "<h1>Approved</h1>" in text


def test_about_says_research_use_only(parent):
    text = text_of(about.build(parent))
    assert "Research use only" in text
    assert "10.1038/s41598-018-21758-3" in text


def test_about_lists_the_parts_and_what_the_computers_policy_says(parent, home):
    home.mkdir(parents=True)
    (home / "policy.toml").write_text("network = false\n")
    text = text_of(about.build(parent))
    assert "network off" in text
    for part in ("torch", "openslide-bin", "PySide6"):
        assert part in text


@pytest.mark.parametrize(("agreed", "key"), [(True, None), (False, Qt.Key.Key_Return), (False, Qt.Key.Key_Escape)])
def test_only_the_button_agrees_to_a_question(qtbot, parent, agreed, key):
    dialog = ConfirmDialog(parent, "Delete it?", "It cannot be restored.", "Delete")
    with qtbot.waitExposed(dialog):
        dialog.show()
    if key is None:
        dialog.agreed.click()
    else:
        qtbot.keyClick(dialog, key)
    assert not dialog.isVisible()
    assert (dialog.result() == ConfirmDialog.DialogCode.Accepted) is agreed


def test_a_long_question_scrolls_in_a_low_window_with_large_text(qtbot, parent, usual_text):
    apply_theme(QApplication.instance(), "dark", 200)
    parent.resize(960, 540)
    changes = "\n".join(f"patient {n}: 4.25 years, died of the disease -> 3.5 years, alive" for n in range(30))
    dialog = ConfirmDialog(parent, "12 outcomes of the sheet differ from the study.", changes, "Update")
    with qtbot.waitExposed(dialog):
        dialog.show()
    assert dialog.height() <= 540
    for button in (dialog.agreed, dialog.cancel):
        assert dialog.rect().contains(QRect(button.mapTo(dialog, QPoint()), button.size())), button.text()
    scroll = dialog.findChild(FittedScroll)
    assert scroll.verticalScrollBar().maximum() > 0
    label = next(label for label in dialog.findChildren(QLabel) if label.text() == changes)
    assert label.height() >= label.heightForWidth(label.width())


def test_keys_scroll_a_long_question_to_its_end(qtbot, parent):
    parent.resize(960, 540)
    parent.show()
    dialog = ConfirmDialog(parent, "Update the study?", "one changed outcome\n" * 60, "Update")
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    scroll = dialog.findChild(FittedScroll)
    for _ in range(3):
        if QApplication.focusWidget() is not scroll:
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is scroll
    bar = scroll.verticalScrollBar()
    while bar.value() < bar.maximum():
        before = bar.value()
        qtbot.keyClick(scroll, Qt.Key.Key_PageDown)
        assert bar.value() > before


def test_tab_does_not_stop_at_a_question_that_does_not_scroll(qtbot, parent):
    parent.resize(960, 540)
    dialog = ConfirmDialog(parent, "Delete it?", "It cannot be restored.", "Delete")
    with qtbot.waitExposed(dialog):
        dialog.show()
    assert dialog.findChild(FittedScroll).focusPolicy() == Qt.FocusPolicy.NoFocus


def test_an_error_box_leaves_the_window_working(parent, qtbot):
    error_box.show(parent, "The self-test failed", "The weights are gone.\n\nInstall again.\n\nDetails: /log")
    box = parent.findChild(QMessageBox)
    assert box.isVisible()
    assert box.text() == "The weights are gone."
    assert "Install again." in box.informativeText()
    box.close()


@pytest.mark.parametrize(
    ("ask", "name", "answer"),
    [
        (files.ask_image, "getOpenFileName", ("/data/a.png", "")),
        (files.ask_bundle, "getOpenFileName", ("/data/a.png", "")),
        (files.ask_folder, "getExistingDirectory", "/data/a.png"),
    ],
)
def test_file_dialogs_give_a_path_or_none(parent, tmp_path, monkeypatch, ask, name, answer):
    monkeypatch.setattr(QFileDialog, name, lambda *_: answer)
    assert str(ask(parent, tmp_path)) == "/data/a.png"
    monkeypatch.setattr(QFileDialog, name, lambda *_: ("", "") if isinstance(answer, tuple) else "")
    assert ask(parent, tmp_path) is None

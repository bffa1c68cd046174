"""A figure for a publication: the dialog gives what was chosen, and the action writes it."""

from PySide6.QtWidgets import QWidget

from app.actions.dialogs.figure_page import FigurePageDialog
from app.viewer.canvas.page_parts import PageWish

WISH = PageWish(width_mm=60, dpi=72, legend=False, scale_bar=True, inset=True, caption="Figure 1")


def test_the_dialog_begins_with_the_last_answer_and_returns_the_new_one(qtbot):
    owner = QWidget()
    qtbot.addWidget(owner)
    dialog = FigurePageDialog(owner, WISH)
    assert dialog.wish == WISH
    dialog.width_mm.setValue(85)
    dialog.dpi.setValue(600)
    dialog.legend.setChecked(True)
    dialog.scale_bar.setChecked(False)
    dialog.inset.setChecked(False)
    dialog.caption.setPlainText("Figure 2")
    assert dialog.wish == PageWish(85, 600, True, False, False, "Figure 2")
    assert dialog.width_mm.accessibleName() == "Width"


def test_the_action_asks_for_parts_and_file_and_writes_it(qtbot, window, opened, answers, asked, tmp_path):
    opened()
    folder = tmp_path / "out"
    folder.mkdir()
    answers |= {"page": WISH, "page_file": folder / "figure"}
    window.actions_by_key["save-page"].trigger()
    qtbot.waitUntil(lambda: (folder / "figure.png").exists() and window.controller.session.work.saving is None)
    assert [name for name, _ in asked] == ["page", "page_file"]
    answers["page"] = None
    window.actions_by_key["save-page"].trigger()
    assert asked[-1] == ("page", (WISH,)), "it begins with the last answer, and a cancelled dialog asks for no file"

"""Names are shown as they are, not as formatting."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.actions.dialogs import error_box
from app.ui.parts import plain_label, text_label, tip

NAME = "<b>bold</b> & <img src='http://example.org/x.png'>.png"


def test_labels_show_a_name_as_it_is(qapp):
    for label in (plain_label(NAME), text_label("muted", NAME)):
        assert label.textFormat() is Qt.TextFormat.PlainText
        assert label.text() == NAME


def test_a_tooltip_shows_a_name_as_it_is():
    assert tip("a & b\nand more") == "a & b\nand more"
    assert tip(f"{NAME}\nnext") == (
        "<span>&lt;b&gt;bold&lt;/b&gt; &amp; &lt;img src=&#x27;http://example.org/x.png&#x27;&gt;.png<br>next</span>"
    )


def test_a_message_shows_a_name_as_it_is(qapp):
    parent = QWidget()
    box = error_box.build(parent, "Title", f"{NAME} cannot be read.\n\n{NAME}: copy it again.")
    assert box.textFormat() is Qt.TextFormat.PlainText
    assert NAME in box.text()
    box.close()

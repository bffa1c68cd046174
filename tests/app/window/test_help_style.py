"""The look of a help page: the room around pictures."""

from PySide6.QtGui import QTextDocument

from app.help.pages import folder
from app.ui.theme import theme
from app.window.help_style import style_document

WIDTH = 300


def test_no_gap_is_left_below_a_picture(qapp):
    document = QTextDocument()
    document.setMarkdown(f"A line\n\n![A window]({folder() / 'pictures' / 'window.png'})\n\nAnother line")
    document.setTextWidth(WIDTH + 20)
    style_document(document, theme("dark"), WIDTH)
    picture = document.begin().next()
    below = document.documentLayout().blockBoundingRect(picture.next())
    room = document.documentLayout().blockBoundingRect(picture)
    margins = picture.blockFormat().bottomMargin() + picture.next().blockFormat().topMargin()
    assert room.height() > WIDTH / 3, "the picture is laid out"
    assert below.top() - room.bottom() <= margins + 1

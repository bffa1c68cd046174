"""The look of a help page: the room around pictures."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument

from app.help.pages import folder
from app.ui.theme import theme
from app.window.help_page import _MARGIN, WIDEST_TEXT
from app.window.help_style import fit_pictures, style_document

WIDTH = 300


def test_no_gap_is_left_below_a_picture(qapp):
    document = QTextDocument()
    document.setMarkdown(f"A line\n\n![A window]({folder() / 'pictures' / 'window.png'})\n\nAnother line")
    document.setTextWidth(WIDTH + 20)
    style_document(document, theme("dark"))
    fit_pictures(document, WIDTH, Path(), 1.0)
    picture = document.begin().next()
    below = document.documentLayout().blockBoundingRect(picture.next())
    room = document.documentLayout().blockBoundingRect(picture)
    margins = picture.blockFormat().bottomMargin() + picture.next().blockFormat().topMargin()
    assert room.height() > WIDTH / 3, "the picture is laid out"
    assert below.top() - room.bottom() <= margins + 1


def test_a_picture_is_scaled_smoothly_to_the_pixels_of_the_screen(qapp):
    """Qt scaled it coarsely when it drew it: thin lines of the window vanished."""
    document = QTextDocument()
    document.setMarkdown("![A window](pictures/window.png)")
    fit_pictures(document, WIDTH, folder(), 2.0)
    shown = document.resource(QTextDocument.ResourceType.ImageResource.value, QUrl("pictures/window.png"))
    assert (shown.width(), shown.devicePixelRatio()) == (2 * WIDTH, 2.0)
    whole = QImage(str(folder() / "pictures" / "window.png"))
    smooth = whole.scaledToWidth(2 * WIDTH, Qt.TransformationMode.SmoothTransformation)
    assert shown.convertToFormat(whole.format()) == smooth.convertToFormat(whole.format())
    image = document.begin().begin().fragment().charFormat().toImageFormat()
    assert image.width() == WIDTH


def test_every_picture_is_as_wide_as_the_page_and_never_enlarged(qapp):
    page = WIDEST_TEXT - 2 * _MARGIN
    for file in (folder() / "pictures").iterdir():
        document = QTextDocument()
        document.setMarkdown(f"![A state](pictures/{file.name})")
        fit_pictures(document, page, folder(), 1.0)
        shown = document.resource(QTextDocument.ResourceType.ImageResource.value, QUrl(f"pictures/{file.name}"))
        assert (shown.width(), shown.devicePixelRatio()) == (page, 1.0), file.name

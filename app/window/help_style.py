"""The look of a help page: spacing, headings, keys, code and tables of a document, in the colours of the theme.

Qt lays Markdown out as a plain document. This module changes the formats of its blocks, words and tables.
"""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QImage,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrame,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextTable,
)

from app.help.pages import anchor_of
from app.ui.theme import FONT_PX, RHYTHM, Theme, scaled_px

HEADING_PX = {1: 20, 2: 15, 3: FONT_PX["body"]}
"""Font size of a heading in px at a text size of 100 %, by its level."""
_ABOVE = {1: 0, 2: 3 * RHYTHM, 3: 2 * RHYTHM}
LINE_PERCENT = 135
_CELL_PADDING = 6


def style_document(document: QTextDocument, style: Theme) -> None:
    """Set spacing, fonts and colours of `document`, which Qt made from Markdown."""
    edit = QTextCursor(document)
    edit.beginEditBlock()
    for table in _tables(document.rootFrame()):
        _style_table(table, style)
    block = document.begin()
    while block.isValid():
        _style_block(block, style)
        for start, end, form in list(_fragments(block)):
            _style_words(document, start, end, form, style)
        block = block.next()
    edit.endEditBlock()


def fit_pictures(document: QTextDocument, width: float, folder: Path, ratio: float) -> None:
    """Make all pictures `width` px wide. Their files are in `folder`; the screen has `ratio` device px per px.

    Qt would scale them coarsely when it draws them. Therefore the document gets pictures of just this size.
    """
    block = document.begin()
    while block.isValid():
        for start, end, form in list(_fragments(block)):
            if form.isImageFormat() and form.toImageFormat().width() != width:
                name = form.toImageFormat().name()
                picture = _scaled(str(folder / name), width, ratio)
                document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name), picture)
                cursor = QTextCursor(document)
                cursor.setPosition(start)
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                image = QTextImageFormat(form.toImageFormat())
                image.setWidth(width)
                cursor.setCharFormat(image)
        block = block.next()


def _scaled(file: str, width: float, ratio: float) -> QImage:
    """Return the picture in `file`, smoothly scaled to `width` px. A picture with fewer pixels is not enlarged."""
    picture = _picture(file)
    pixels = min(max(1, round(width * ratio)), picture.width())
    scaled = picture.scaledToWidth(pixels, Qt.TransformationMode.SmoothTransformation)
    scaled.setDevicePixelRatio(max(pixels, 1) / max(width, 1))
    return scaled


@lru_cache(maxsize=8)
def _picture(file: str) -> QImage:
    return QImage(file)


def block_of(document: QTextDocument, anchor: str) -> QTextBlock | None:
    """Return the heading with this anchor; None if the document has none."""
    block = document.begin()
    while block.isValid():
        if block.blockFormat().headingLevel() and anchor_of(block.text()) == anchor:
            return block
        block = block.next()
    return None


def _tables(frame: QTextFrame) -> Iterator[QTextTable]:
    for child in frame.childFrames():
        if isinstance(child, QTextTable):
            yield child
        yield from _tables(child)


def _style_table(table: QTextTable, style: Theme) -> None:
    form = table.format()
    form.setBorder(1)
    form.setBorderCollapse(True)
    form.setBorderBrush(QColor(style.line))
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setCellPadding(_CELL_PADDING)
    form.setCellSpacing(0)
    form.setTopMargin(RHYTHM)
    form.setBottomMargin(RHYTHM)
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(form)
    for col in range(table.columns()):
        cell = table.cellAt(0, col)
        head = cell.format()
        head.setBackground(QColor(style.hover))
        cell.setFormat(head)


def _style_block(block: QTextBlock, style: Theme) -> None:
    form = QTextBlockFormat(block.blockFormat())
    level = form.headingLevel()
    in_table = QTextCursor(block).currentTable() is not None
    is_picture = any(part.isImageFormat() for _, _, part in _fragments(block))
    # A higher line would leave a gap below a picture.
    if not in_table and not _is_code(block) and not is_picture:
        form.setLineHeight(LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if level:
        form.setTopMargin(_ABOVE.get(level, RHYTHM))
        form.setBottomMargin(RHYTHM // 2)
    elif in_table:
        form.setTopMargin(0)
        form.setBottomMargin(0)
    elif _is_code(block):
        form.setBackground(QColor(style.hover))
        form.setTopMargin(0)
        form.setBottomMargin(0)
        form.setLeftMargin(RHYTHM)
        # A long command continues on the next line. Copied, it is still one line.
        form.setNonBreakableLines(False)
    else:
        form.setTopMargin(RHYTHM // 2)
        form.setBottomMargin(RHYTHM // 2)
    QTextCursor(block).setBlockFormat(form)


def _is_code(block: QTextBlock) -> bool:
    form = block.blockFormat()
    return bool(
        form.hasProperty(QTextBlockFormat.Property.BlockCodeFence)
        or form.hasProperty(QTextBlockFormat.Property.BlockCodeLanguage)
        or form.nonBreakableLines()
    )


def _fragments(block: QTextBlock) -> Iterator[tuple[int, int, QTextCharFormat]]:
    walk = block.begin()
    while not walk.atEnd():
        part = walk.fragment()
        yield part.position(), part.position() + part.length(), part.charFormat()
        walk += 1


def _style_words(document: QTextDocument, start: int, end: int, form: QTextCharFormat, style: Theme) -> None:
    """Change the format of the words from `start` to `end`: heading, key, code or link."""
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    level, table = cursor.blockFormat().headingLevel(), cursor.currentTable()
    if form.isImageFormat():
        return
    new = QTextCharFormat()
    if level:
        # Remove the relative size that Qt gives a heading, because it would be added to the size in px.
        form.clearProperty(QTextCharFormat.Property.FontSizeAdjustment)
        font = QFont(document.defaultFont())
        font.setPixelSize(scaled_px(HEADING_PX.get(level, FONT_PX["body"])))
        font.setWeight(QFont.Weight.Medium)
        form.setFont(font)
        cursor.setCharFormat(form)
        return
    if form.isAnchor():
        new.setForeground(QColor(style.link))
        new.setFontUnderline(True)
    elif form.fontFixedPitch():
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        new.setFontFamilies([fixed.family()])
        new.setBackground(QColor(style.hover))
    elif form.fontWeight() >= QFont.Weight.Bold:
        # In the help, bold words are keys. They look like keys, because the window uses no bold text.
        new.setFontWeight(QFont.Weight.Normal)
        # The words in the first row of a table are bold too. They are headings and no keys.
        if table is None or table.cellAt(cursor).row() > 0:
            new.setBackground(QColor(style.line))
    if not new.isEmpty():
        cursor.mergeCharFormat(new)

"""The splash screen, shown while the window is created: name, version and research-use notice."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QSplashScreen

from app.ui.icons import render, svg
from app.ui.theme import DARK, RHYTHM
from model.base.build_info import program_version

WIDTH, HEIGHT = 440, 168
"""Size of the splash in logical px."""
_ICON = 88


def splash() -> QSplashScreen:
    """Return the splash, not yet shown. Its method `finish(window)` closes it when the window is visible."""
    screen = QGuiApplication.primaryScreen()
    return QSplashScreen(QPixmap.fromImage(picture(screen.devicePixelRatio() if screen else 1.0)))


def picture(ratio: float) -> QImage:
    """Draw the splash with `ratio` device px per logical px.

    The splash is always dark, because the theme is loaded later.
    """
    image = QImage(round(WIDTH * ratio), round(HEIGHT * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor(DARK.panel))
    painter = QPainter(image)
    margin = 5 * RHYTHM
    painter.drawImage(QRectF(margin, margin, _ICON, _ICON), render(svg("histocast"), DARK.accent, round(_ICON * ratio)))
    left = 2 * margin + _ICON
    for text, size, colour, top in (
        ("Histocast", 24, DARK.text, margin),
        (program_version(), 11, DARK.muted, margin + 40),
        ("Research use only", 11, DARK.text, margin + 64),
    ):
        font = QFont()
        font.setPixelSize(size)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(QRectF(left, top, WIDTH - left, 40), Qt.AlignmentFlag.AlignLeft, text)
    painter.end()
    return image

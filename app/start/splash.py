"""The splash screen, shown while the window is created: name, version and research-use notice."""

from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QSplashScreen, QWidget

from app.ui.icons import render, svg
from app.ui.theme import DARK, RHYTHM
from model.base.build_info import program_version

WIDTH, HEIGHT = 440, 168
"""Size of the splash in logical px."""
_ICON = 88
VISIBLE_MS = 50
"""Maximum time in ms to wait until the splash is visible. The program itself is loaded afterwards, in any case."""


class Splash(QSplashScreen):
    """The splash. Its method `finish(window)` closes it when the window is visible."""

    def event(self, event: QEvent) -> bool:
        """Handle the event "show" like any other widget.

        Qt's splash waits in this event until it is visible. It becomes visible only after this event, so that Qt always
        waits for its time limit of one second.
        """
        if event.type() == QEvent.Type.Show:
            return QWidget.event(self, event)
        return super().event(event)


def show_splash() -> Splash:
    """Show the splash and return it, as soon as it is visible or `VISIBLE_MS` have passed."""
    screen = QGuiApplication.primaryScreen()
    splash = Splash(QPixmap.fromImage(picture(screen.devicePixelRatio() if screen else 1.0)))
    splash.show()
    window, limit = splash.windowHandle(), QDeadlineTimer(VISIBLE_MS)
    while not window.isExposed() and not limit.hasExpired():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, limit.remainingTime())
    splash.repaint()
    return splash


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

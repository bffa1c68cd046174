"""The splash: it must not hold up the start of the program."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from app.start.splash import Splash, show_splash


def test_to_show_the_splash_waits_for_nothing(qtbot):
    """Qt's own splash turns an event loop for one second, to wait for an event that comes only afterwards."""
    splash, turns = Splash(QPixmap(40, 20)), []
    qtbot.addWidget(splash)
    timer = QTimer(splash)
    timer.timeout.connect(lambda: turns.append("turn"))
    timer.start(0)
    splash.show()
    timer.stop()
    assert len(turns) <= 1  # Qt processes the waiting events once for any window of this kind


def test_the_splash_is_visible_until_the_window_is(qtbot):
    splash, window = show_splash(), QWidget()
    qtbot.addWidget(splash)
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: splash.windowHandle().isExposed())
    assert splash.isVisible()
    window.show()
    splash.finish(window)
    assert not splash.isVisible()

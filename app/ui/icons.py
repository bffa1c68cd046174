"""Icons, drawn from outlined SVG files in a given colour and size."""

from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

DISABLED_OPACITY = 0.4
PIXEL_RATIOS = (1, 2, 3)
"""Device px per logical px: 1 for ordinary screens, 2 and 3 for the dense screens of laptops and diagnostic monitors.
"""
APP_ICON_SIZES = (16, 24, 32, 48, 64, 128, 256)
VERDICT_ICONS = {"ok": "verdict-ok", "caution": "verdict-caution", "do not use": "verdict-refused"}
"""Icon of each verdict level. The shapes are a circle, a triangle and a square."""


@lru_cache
def svg(name: str) -> str:
    """Return the SVG source of the icon `name`. Raise FileNotFoundError if it does not exist."""
    return (files("resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8")


def icon_file(name: str) -> str:
    """Return the path of the icon `name` for style sheets, which draw `currentColor` in black."""
    return Path(str(files("resources") / "icons" / f"{name}.svg")).as_posix()


@lru_cache(maxsize=1024)
def render(source: str, colour: str, side: int, opacity: float = 1.0) -> QImage:
    """Render SVG text as a square image of `side` device px, with `currentColor` replaced by `colour`.

    The image is cached and must not be changed.
    """
    renderer = QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode()))
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, side, side))
    # The opacity is applied to the whole image. Half-transparent strokes would be darker where they cross.
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
    painter.fillRect(image.rect(), QColor(0, 0, 0, round(255 * opacity)))
    painter.end()
    return image


def pixmap(name: str, colour: str, size: int = 20, ratio: float = 1.0, opacity: float = 1.0) -> QPixmap:
    """Return the icon as a pixmap of `size` logical px on a screen with `ratio` device px per logical px."""
    result = QPixmap.fromImage(render(svg(name), colour, round(size * ratio), opacity))
    result.setDevicePixelRatio(ratio)
    return result


def icon(name: str, colour: str, size: int = 20) -> QIcon:
    """Return the icon `name` in `colour`, with versions for dense screens and a paler version for disabled widgets."""
    result = QIcon()
    for ratio in PIXEL_RATIOS:
        result.addPixmap(pixmap(name, colour, size, ratio), QIcon.Mode.Normal)
        result.addPixmap(pixmap(name, colour, size, ratio, DISABLED_OPACITY), QIcon.Mode.Disabled)
    return result


def app_icon() -> QIcon:
    """Return the program's icon for windows and task bars."""
    result = QIcon()
    for side in APP_ICON_SIZES:
        result.addPixmap(QPixmap.fromImage(render(svg("histocast"), "#1f9e8f", side)))
    return result

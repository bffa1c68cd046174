"""The canvas as a picture that may leave the program: what is seen comes in, the same with a line of words goes out."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from app.session import Session
from app.theme import RHYTHM, font, theme

FOOT_PX = 24
RESEARCH_ONLY = "Research use only"


def foot_words(session: Session) -> str:
    """The line under the picture: what it must never be without, then which model and which image."""
    words = [RESEARCH_ONLY]
    if session.prediction is not None:
        bundle = session.prediction.bundle
        words.append(f"{bundle.name} {bundle.version}")
        if bundle.demo:
            words.append("DEMO MODEL")
        if session.prediction.device.precision == "fast":
            words.append(f"computed fast ({session.prediction.device.arithmetic})")
    if session.image is not None:
        words.append(session.image.slide.path.name)
    return "  ·  ".join(words)


def with_foot(seen: QImage, session: Session) -> QImage:
    """`seen` with its line of words below, at the same device pixel ratio."""
    ratio = seen.devicePixelRatio()
    width, height = round(seen.width() / ratio), round(seen.height() / ratio)
    result = QImage(seen.width(), seen.height() + round(FOOT_PX * ratio), QImage.Format.Format_RGB32)
    result.setDevicePixelRatio(ratio)
    painter = QPainter(result)
    painter.drawImage(0, 0, seen)
    draw_foot(painter, session, width, height)
    painter.end()
    return result


def draw_foot(painter: QPainter, session: Session, width: int, top: int) -> None:
    """The line of words, `width` px wide, from `top` on down."""
    look = theme(session.view.theme)
    # One px more: the last row of a dense picture may be cut off by rounding.
    painter.fillRect(QRect(0, top, width + 1, FOOT_PX + 1), QColor(look.panel))
    painter.setFont(font("small"))
    painter.setPen(QColor(look.text))
    line = QRect(RHYTHM, top, width - 2 * RHYTHM, FOOT_PX)
    words = painter.fontMetrics().elidedText(foot_words(session), Qt.TextElideMode.ElideRight, line.width())
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)

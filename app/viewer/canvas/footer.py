"""The line of text below an exported picture. It contains the statements that every picture must show."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter

from app.language.text import mark, tr
from app.session.session import Session
from app.ui.theme import RHYTHM, font, theme

FOOT_PX = 24
RESEARCH_ONLY = mark("Research use only")


def foot_text(session: Session) -> str:
    """Return the line of text below an exported picture: the required statements, then the model and the image."""
    words = [tr(RESEARCH_ONLY)]
    if session.analysis.prediction is not None:
        bundle = session.analysis.prediction.bundle
        words.append(f"{bundle.name} {bundle.version}")
        if bundle.demo:
            words.append(tr("DEMO MODEL"))
        device = session.analysis.prediction.device
        if device.precision != "exact":
            words.append(
                tr("computed {precision} ({arithmetic})", precision=device.precision, arithmetic=device.arithmetic)
            )
    if session.image.opened is not None:
        words.append(session.image.opened.slide.path.name)
    return "  ·  ".join(words)


def draw_foot(painter: QPainter, session: Session, width: int, top: int) -> None:
    """Draw the line of text below an exported picture, `width` px wide, with its top edge at y = `top` px."""
    look = theme(session.view.theme)
    # Fill one px more. Rounding could leave the last row empty in a picture with several px per screen px.
    painter.fillRect(QRect(0, top, width + 1, FOOT_PX + 1), QColor(look.panel))
    painter.setFont(font("small"))
    painter.setPen(QColor(look.text))
    line = QRect(RHYTHM, top, width - 2 * RHYTHM, FOOT_PX)
    words = painter.fontMetrics().elidedText(foot_text(session), Qt.TextElideMode.ElideRight, line.width())
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)

"""The colour bars of the drawn map and of the cores: title, colours and the numbers at their ends.

They have a strip of their own below the tissue, because at any place over the tissue they could cover a core or the
scale bar.
"""

from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.language.model_text import of_model
from app.language.text import number_text, tr
from app.ui.parts import tip
from app.ui.theme import DARK, RHYTHM, Theme, font
from app.viewer.overlays.heat import Heat
from app.viewer.overlays.map_alternative import number
from model.base.colours import SIGNED, colour_table
from model.result.maps import DEATH_SURVIVAL

LEAST_BAR_PX, MOST_BAR_PX = 96, 320
BAR_HEIGHT = 10
TICK_PX = 3
LINE_GAP_PX = 2


@dataclass(frozen=True)
class BarText:
    """The texts of the colour bar: title and note, and the numbers at its low end, middle and high end.

    `short` are a shorter title and shorter texts of both ends for a narrow strip; () if there are none.
    """

    title: str
    low: str
    middle: str
    high: str
    note: str = ""
    short: tuple[str, str, str] | tuple[()] = ()

    def fitted(self, metrics: QFontMetrics, room: int) -> "BarText":
        """Return the short texts, if there are any and if both ends do not fit beside a bar into `room` px."""
        if not self.short or _across(self, metrics) <= room:
            return self
        title, low, high = self.short
        return replace(self, title=title, low=low, high=high)


def bar_text(heat: Heat, core: str = "") -> BarText:
    """Return the texts of a map's colour bar. For a signed map, the texts at the ends include the meaning of each end.

    If an end also represents values beyond it, its number has the sign "≤" or "≥". On a microarray, `core` is the name
    of the core that the map belongs to, because the cores have a colour bar of their own.
    """
    span = heat.high - heat.low
    low, middle, high = (number(v, span) for v in (heat.low, (heat.low + heat.high) / 2, heat.high))
    known = heat.values[np.isfinite(heat.values)]
    low = f"≤ {low}" if known.size and known.min() < heat.low else low
    high = f"≥ {high}" if known.size and known.max() > heat.high else high
    if heat.kind.signed:
        low, high = f"{low} {of_model(heat.kind.ends[0])}", f"{of_model(heat.kind.ends[1])} {high}"
    title = f"{of_model(heat.title)} ({of_model(heat.measure)})"
    title = tr("Map of {core}: {title}", core=core, title=title) if core else title
    return BarText(title, low, middle, high, _note(heat))


def core_bar_text() -> BarText:
    """Return the texts of the colour bar of the cores, which are filled by their survival probability."""
    death, survival = map(of_model, DEATH_SURVIVAL)
    return BarText(
        tr("Cores: probability of 5-year survival"), f"0 {death}", number_text("0.5"), f"{survival} 1",
        tr("filled circles, the same for all arrays"), (tr("Probability of cores"), "0", "1"),
    )  # fmt: skip


def _across(words: BarText, metrics: QFontMetrics) -> int:
    """Return the smallest width, in px, of a line with a bar between the texts of its ends."""
    ends = sum(metrics.horizontalAdvance(text) for text in (words.low, words.high))
    return ends + LEAST_BAR_PX + 2 * RHYTHM


def _note(heat: Heat) -> str:
    """Return the note beside the title.

    It says that no part of the tissue has an effect, or else whether the range is the same for all spots.
    """
    if heat.floor:
        return heat.floor.partition(":")[0]
    return tr("fixed range, the same for all spots") if heat.fixed else tr("range of this spot")


class ColourBar(QWidget):
    """A strip with two lines: title and note, and below them the bar between the numbers of its two ends.

    In a narrow window, the numbers are below the bar. Numbers are never shortened, because they say what the colours
    mean.
    """

    def __init__(self, owner: QWidget | None = None) -> None:
        super().__init__(owner)
        self.look: Theme = DARK
        self._words = BarText("", "", "", "")
        self._colours = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.hide()

    def set_theme(self, look: Theme) -> None:
        self.look = look
        self.update()

    def show_heat(self, heat: Heat | None, core: str = "") -> None:
        """Show the colours of the map; hide the bar without one. `core` is explained in `bar_text`."""
        self.setVisible(heat is not None)
        if heat is not None:
            self._show(bar_text(heat, core), heat.table)

    def show_cores(self, shown: bool) -> None:
        """Show the colours of the cores, or hide the bar."""
        self.setVisible(shown)
        if shown:
            self._show(core_bar_text(), colour_table(SIGNED))

    def _show(self, words: BarText, table: np.ndarray) -> None:
        self._words = words
        self.setToolTip(tip("\n".join(part for part in (words.title, words.note) if part)))
        row = np.ascontiguousarray(table[None])
        self._colours = QImage(row.data, row.shape[1], 1, 4 * row.shape[1], QImage.Format.Format_RGBA8888).copy()
        self.setAccessibleName(
            tr(
                "Colour bar: {title}, from {low} over {middle} to {high}; {note}",
                title=words.title,
                low=words.low,
                middle=words.middle,
                high=words.high,
                note=words.note,
            )
        )
        self.update()

    def lines(self, width: int) -> int:
        """Return the number of lines of text at this width: two, or up to four if the numbers need more room."""
        metrics, room = QFontMetrics(font("small")), width - 4 * RHYTHM
        words = self._words.fitted(metrics, room)
        if _across(words, metrics) <= room:
            return 2
        low, high = (metrics.horizontalAdvance(text) for text in (words.low, words.high))
        return 3 if low + high + RHYTHM <= room else 4

    def height_at(self, width: int) -> int:
        """Return the height that all texts need at this width, in px."""
        lines, step = self.lines(width), QFontMetrics(font("small")).height() + LINE_GAP_PX
        # In two lines, the bar is on the second one. Otherwise it is between the first line and the others.
        return lines * step + RHYTHM if lines == 2 else (lines - 1) * step + RHYTHM + BAR_HEIGHT + 2 * LINE_GAP_PX

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self.look.panel))
        painter.setFont(font("small"))
        metrics = painter.fontMetrics()
        inner = self.rect().adjusted(2 * RHYTHM, RHYTHM // 2, -2 * RHYTHM, -RHYTHM // 2)
        step = metrics.height() + LINE_GAP_PX
        words = self._words.fitted(metrics, inner.width())
        self._title(painter, words, QRect(inner.left(), inner.top(), inner.width(), metrics.height()))
        below = inner.adjusted(0, step, 0, 0)
        painter.setPen(QColor(self.look.text))
        if self.lines(self.width()) == 2:
            line = QRect(below.left(), below.top(), below.width(), metrics.height())
            self._between(painter, words, line)
        else:
            self._bar(painter, QRect(below.left(), below.top(), below.width(), BAR_HEIGHT))
            ends = below.adjusted(0, BAR_HEIGHT + 2 * LINE_GAP_PX, 0, 0)
            painter.drawText(ends, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, words.low)
            painter.drawText(ends, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, words.high)
        painter.end()

    def _title(self, painter: QPainter, words: BarText, line: QRect) -> None:
        """Draw the title, and the note beside it as far as there is room."""
        metrics = painter.fontMetrics()
        painter.setPen(QColor(self.look.text))
        title = metrics.elidedText(words.title, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, title)
        rest = line.adjusted(metrics.horizontalAdvance(title) + 2 * RHYTHM, 0, 0, 0)
        painter.setPen(QColor(self.look.muted))
        note = metrics.elidedText(words.note, Qt.TextElideMode.ElideRight, max(0, rest.width()))
        painter.drawText(rest, Qt.AlignmentFlag.AlignLeft, note)

    def _between(self, painter: QPainter, words: BarText, line: QRect) -> None:
        """Draw the bar, with the number of its low end on the left and the number of its high end on the right."""
        metrics = painter.fontMetrics()
        low, high = (metrics.horizontalAdvance(text) for text in (words.low, words.high))
        across = min(MOST_BAR_PX, line.width() - low - high - 2 * RHYTHM)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, words.low)
        top = line.top() + (line.height() - BAR_HEIGHT) // 2
        self._bar(painter, QRect(line.left() + low + RHYTHM, top, across, BAR_HEIGHT))
        after = line.adjusted(low + across + 2 * RHYTHM, 0, 0, 0)
        painter.drawText(after, Qt.AlignmentFlag.AlignLeft, words.high)

    def _bar(self, painter: QPainter, bar: QRect) -> None:
        # Draw a frame. Without it, the dark end of most colour tables would merge with the dark panel.
        painter.fillRect(bar.adjusted(-1, -1, 1, 1), QColor(self.look.muted))
        painter.fillRect(bar, QColor(self.look.panel))
        painter.drawImage(bar, self._colours)
        painter.fillRect(QRect(bar.center().x(), bar.bottom() + 2, 1, TICK_PX), QColor(self.look.muted))

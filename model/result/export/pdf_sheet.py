"""The layout that all PDF files share: fonts for all alphabets, paragraph styles, and a footer on every page."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from model.base.files import replacing
from model.base.printable import printable
from model.result.export.wording import RESEARCH_USE_ONLY

FONT, BOLD = "HistocastSans", "HistocastSans-Bold"
INK, QUIET, LINE = "#1b1d21", "#5b6470", "#d8dbe0"
MARGIN = 42.0
"""Margin of a page in points (15 mm)."""


@cache
def register_fonts() -> None:
    """Register DejaVu Sans from matplotlib. The standard PDF fonts have only Western letters."""
    import matplotlib
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    pdfmetrics.registerFont(TTFont(FONT, str(folder / "DejaVuSans.ttf")))
    pdfmetrics.registerFont(TTFont(BOLD, str(folder / "DejaVuSans-Bold.ttf")))


def style(size: float = 8.0, colour: str = INK, bold: bool = False, **more: Any) -> Any:
    """Return a paragraph style. `size` is the font size in points."""
    from reportlab.lib.styles import ParagraphStyle

    register_fonts()
    name = BOLD if bold else FONT
    look = {"fontName": name, "fontSize": size, "leading": 1.3 * size, "textColor": colour}
    return ParagraphStyle(f"{name}{size}{colour}", **look, **more)


def paragraph(text: str, size: float = 8.0, colour: str = INK, bold: bool = False, **more: Any) -> Any:
    """Return plain `text` as a paragraph; markup in it is escaped."""
    from reportlab.platypus import Paragraph

    return Paragraph(escape(printable(text)), style(size, colour, bold, **more))


def text_width(text: str, size: float) -> float:
    """Return the width of one line of `text` in points."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    register_fonts()
    return float(stringWidth(text, FONT, size))


def write_pdf(
    path: Path, contents: Sequence[Any], title: str, foot: str, landscape: bool = False, private: bool = False
) -> None:
    """Write `contents` (flowables of reportlab) to A4 pages. A `private` file can be read by its owner only.

    Every page ends with `foot` and "research use only". Equal contents give equal bytes, because the file contains no
    date.
    """
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.pagesizes import landscape as turned
    from reportlab.platypus import SimpleDocTemplate

    register_fonts()
    size = turned(A4) if landscape else A4

    def sign(canvas: Any, document: Any) -> None:
        canvas.saveState()
        canvas.setStrokeColor(LINE)
        canvas.line(MARGIN, 36, size[0] - MARGIN, 36)
        canvas.setFont(BOLD, 7.5)
        canvas.setFillColor(INK)
        canvas.drawString(MARGIN, 24, RESEARCH_USE_ONLY)
        canvas.setFont(FONT, 6.5)
        canvas.setFillColor(QUIET)
        canvas.drawString(MARGIN, 14, printable(foot))
        canvas.drawRightString(size[0] - MARGIN, 24, f"page {document.page}")
        canvas.restoreState()

    with replacing(path, private) as beside:
        document = SimpleDocTemplate(
            str(beside), pagesize=size, topMargin=36, bottomMargin=46,
            # The frames of reportlab have a padding of 6 points on each side.
            leftMargin=MARGIN - 6, rightMargin=MARGIN - 6,
            title=printable(title), author="histocast", subject=RESEARCH_USE_ONLY, invariant=1,
        )  # fmt: skip
        document.build(list(contents), onFirstPage=sign, onLaterPages=sign)

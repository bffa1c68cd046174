"""Draw a figure of the lecture as PNG. It can be shown on the screen or in Jupyter, or saved in a folder."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SCREEN_DPI, FILE_DPI = 100, 200
"""Numbers of pixels per inch on the screen and in files."""


@dataclass(frozen=True)
class Picture:
    """A figure that is drawn only when it is needed. Jupyter shows it if it is the last value in a notebook cell."""

    draw: "Callable[[], Figure]"

    def png(self, dpi: int) -> bytes:
        """Return the figure as a PNG file with `dpi` pixels per inch."""
        from model.comparison.report.style import settings

        file = BytesIO()
        with settings():
            self.draw().savefig(file, format="png", dpi=dpi)
        return file.getvalue()

    def _repr_png_(self) -> bytes:
        return self.png(SCREEN_DPI)

"""Open a slide of any supported format as an `OpenedSlide`."""

import warnings
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from model.slide.base import Slide
    from model.slide.record import ImageRecord


@dataclass(frozen=True, eq=False)
class OpenedSlide:
    """An open image. Call `close` after use, or use it in a `with` statement.

    `slide` gives access to the pixels. `slide.size` is in level-0 px. `slide.read(region, width, height)` returns uint8
    [height, width, 3], RGB, with white outside the image. `image` is the record of the image that every prediction
    contains: path, SHA-256, size in px, and the pixel size in use. The pixel size `image.mpp` is in um/px, or None if
    it is unknown.
    """

    slide: "Slide"
    image: "ImageRecord"

    def close(self) -> None:
        """Close the file. Closing twice is allowed."""
        self.slide.close()

    def __enter__(self) -> "OpenedSlide":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


def open_slide(path: str | PathLike[str], mpp: float | None = None) -> OpenedSlide:
    """Open an image of any format that Histocast supports.

    `mpp` is the pixel size in um/px (0.01 to 20); give it if the file has no pixel size or a wrong one. Without `mpp`,
    the program uses the pixel size of the file, or else the pixel size that was entered for the folder in the window.
    The whole file is read once to compute its SHA-256. A `UserWarning` is issued for each pixel size in the file that
    cannot be used.

    Raises:
        HistocastError: the file cannot be opened, or `mpp` is outside its range.
    """
    from model.slide.opening import open_image
    from model.slide.remembered import unused

    slide, image = open_image(Path(path), mpp)
    for sentence in unused(slide):
        warnings.warn(sentence, stacklevel=2)
    return OpenedSlide(slide, image)

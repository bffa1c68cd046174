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
    """An open image; close it, or use it in a `with` statement.

    `slide` gives pixels: `slide.size` in level-0 px, `slide.read(region, width, height)` as uint8 [height, width, 3],
    RGB, with white glass outside the image. `image` is the record that predictions carry: path, SHA-256, size in px,
    and the pixel size in use, `image.mpp` in um/px, None where it is unknown.
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
    """Open an image of any format that Histocast reads.

    `mpp` is the pixel size in um/px (0.01 to 20), where the file states none or a wrong one; without it the file's is
    used, then the one that was stated for the folder in the window. The file is read once for its SHA-256. A
    `UserWarning` is issued for each pixel size that the file states and that cannot be used.

    Raises:
        HistocastError: the file cannot be opened, or `mpp` cannot be a microscope's.
    """
    from model.slide.opening import open_image
    from model.slide.remembered import unused

    slide, image = open_image(Path(path), mpp)
    for sentence in unused(slide):
        warnings.warn(sentence, stacklevel=2)
    return OpenedSlide(slide, image)

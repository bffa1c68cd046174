"""Change brightness and contrast of tiles for the display. The tiles themselves, and the slide, are not changed."""

from collections.abc import Iterable

import numpy as np
from PySide6.QtGui import QImage

from app.session.display import Adjustment


def adjusted(image: QImage, adjustment: Adjustment) -> QImage:
    """Return a copy of `image` with this brightness and contrast. A neutral adjustment returns `image` itself."""
    if adjustment.is_neutral or image.isNull():
        return image
    source = image.convertToFormat(QImage.Format.Format_RGB888)
    width, height = source.width(), source.height()
    lines = np.frombuffer(source.constBits(), np.uint8).reshape(height, source.bytesPerLine())
    pixels = np.ascontiguousarray(adjustment.table()[lines[:, : 3 * width]])
    made = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    return made.convertToFormat(QImage.Format.Format_RGB32)


class AdjustedTiles:
    """Keeps the adjusted copies of the tiles that were painted last."""

    def __init__(self) -> None:
        self._adjustment = Adjustment()
        self._made: dict[int, QImage] = {}

    @property
    def adjustment(self) -> Adjustment:
        return self._adjustment

    def adjust(self, adjustment: Adjustment) -> None:
        """Use another brightness and contrast from now on."""
        self._adjustment, self._made = adjustment, {}

    def of(self, image: QImage) -> QImage:
        """Return the image as it is displayed."""
        if self._adjustment.is_neutral:
            return image
        key = image.cacheKey()
        if key not in self._made:
            self._made[key] = adjusted(image, self._adjustment)
        return self._made[key]

    def keep_only(self, images: Iterable[QImage]) -> None:
        """Keep only the adjusted copies of `images`, and forget all others."""
        keys = {image.cacheKey() for image in images}
        self._made = {key: image for key, image in self._made.items() if key in keys}

"""Decode the JPEG pieces of a TIFF at a reduced size, for the display alone.

libjpeg computes a block of 8 x 8 px as 4 x 4 or 2 x 2 px from the coarse part of its frequencies. This is faster than
to decode all pixels and average them, and the result differs little.
"""

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL.JpegImagePlugin import JpegImageFile

from model.slide.codestream import jpeg_header
from model.slide.colour_space import jpeg_colours
from model.slide.picture_size import Size
from model.slide.tiff_codecs import JPEG, check_jpeg, declared_space, is_plain_colour

if TYPE_CHECKING:
    from tifffile import TiffPage

_MARKER = 2
"""Length in bytes of the markers SOI and EOI, with which a JPEG begins and ends."""


def reduced_jpeg(path: Path, page: "TiffPage", data: bytes, size: Size, by: int) -> np.ndarray | None:
    """Return a whole piece of `page` reduced by `by`, 2 or 4: uint8 [h / by, w / by, 3], RGB.

    `size` is the size of the piece in px. Return None if it is not a JPEG of this size with three colours of 8 bits.
    Raise one of the exceptions in `limits.DAMAGE` if the piece is damaged, and SlideError if it is refused.
    """
    declared = declared_space(page)
    if int(page.compression) not in JPEG or page.jpegheader is not None or declared is None:
        return None
    tables = page.jpegtables or b""
    header = jpeg_header(data, tables)
    check_jpeg(path, header, size)
    if not is_plain_colour(page, header):
        return None
    with JpegImageFile(BytesIO(data[:_MARKER] + tables[_MARKER:-_MARKER] + data[_MARKER:])) as image:
        reduced = (size[0] // by, size[1] // by)
        image.draft(None, reduced)
        if image.size != reduced:
            return None
        # The colour space is stated as for all pieces; libjpeg's own assumption is ignored.
        image.tile = [part._replace(args=("RGB", jpeg_colours(declared, header).space)) for part in image.tile]
        return np.asarray(image)

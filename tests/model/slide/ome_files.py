"""Small OME-TIFF files with any XML, and TIFFs whose tags hold any bytes: written by code, read back by the tests."""

import struct
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import tifffile

NAMESPACE = "http://www.openmicroscopy.org/Schemas/OME/2016-06"


def textured(width: int, height: int, seed: int = 0) -> np.ndarray:
    """Blurred noise in three colours, in which no two places look alike: uint8 [height, width, 3]."""
    rng = np.random.default_rng(seed)
    coarse = rng.integers(0, 256, (height // 8 + 2, width // 8 + 2, 3)).astype(np.float32)
    y, x = np.arange(height) / 8, np.arange(width) / 8
    y0, x0 = y.astype(int), x.astype(int)
    fy, fx = (y - y0)[:, None, None], (x - x0)[None, :, None]
    top = coarse[y0][:, x0] * (1 - fx) + coarse[y0][:, x0 + 1] * fx
    bottom = coarse[y0 + 1][:, x0] * (1 - fx) + coarse[y0 + 1][:, x0 + 1] * fx
    return np.rint(top * (1 - fy) + bottom * fy).astype(np.uint8)


def image_xml(
    size: tuple[int, int],
    physical: str = "",
    *,
    name: str = "",
    data: str = '<TiffData IFD="0" PlaneCount="1"/>',
    channels: int = 3,
    samples: int = 3,
    more: str = 'Type="uint8"',
) -> str:
    """An Image element of `size` (width, height) with the attributes `physical` and the TiffData `data`."""
    return (
        f'<Image ID="Image:0" Name="{name}"><Pixels ID="Pixels:0" DimensionOrder="XYCZT" {more} SizeX="{size[0]}" '
        f'SizeY="{size[1]}" SizeC="{channels}" SizeZ="1" SizeT="1" {physical}>'
        f'<Channel ID="Channel:0" SamplesPerPixel="{samples}"/>{data}</Pixels></Image>'
    )


def ome_xml(*images: str, root: str = "") -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><OME xmlns="{NAMESPACE}" {root}>{"".join(images)}</OME>'


def micrometres(mpp: float) -> str:
    return f'PhysicalSizeX="{mpp}" PhysicalSizeY="{mpp}"'


def write_pages(path: Path, pages: Sequence[np.ndarray], description: str | bytes, **options: object) -> Path:
    """A TIFF of these pages, grey or RGB; the first has the description. No page is marked as anything."""
    with tifffile.TiffWriter(path) as writer:
        for number, page in enumerate(pages):
            photometric = "rgb" if page.ndim == 3 else "minisblack"
            about = {"description": description} if number == 0 else {}
            writer.write(page, photometric=photometric, metadata=None, **about, **options)
    return path


def overwrite_tag(path: Path, code: int, values: bytes) -> Path:
    """Put `values` where the value of the tag lies in the first page."""
    with tifffile.TiffFile(path) as tiff:
        offset = tiff.pages.first.tags[code].valueoffset
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(values)
    return path


def rational(numerator: int, denominator: int) -> bytes:
    return struct.pack("<II", numerator & 0xFFFFFFFF, denominator & 0xFFFFFFFF)

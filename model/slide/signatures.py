"""The first bytes of files by which the formats of pictures are recognised."""

import re


def signature(pattern: bytes) -> re.Pattern[bytes]:
    """Return `pattern`, in which a dot stands for any byte, for use with `match` on the first bytes of a file."""
    return re.compile(pattern, re.DOTALL)


PNG = signature(rb"\x89PNG\r\n\x1a\n")
JPEG = signature(rb"\xff\xd8\xff")
WEBP = signature(rb"RIFF.{4}WEBP")
DICOM = signature(rb".{128}DICM")
TIFF = signature(rb"II[*+]\x00|MM\x00[*+]")
BMP = signature(rb"BM.{4}\x00\x00\x00\x00|BM.{12}[\x0c\x28\x34\x38\x40\x6c\x7c]\x00\x00\x00")
"""The mark with the reserved zeros behind the file's length. Some writers put other bytes there, which readers pass
over: there the length of the header that follows distinguishes a picture from a text."""

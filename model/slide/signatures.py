"""Signatures: the first bytes by which the formats of picture files are recognised."""

import re


def signature(pattern: bytes) -> re.Pattern[bytes]:
    """Return the compiled `pattern`. Use `match` with it on the first bytes of a file. A dot matches any byte."""
    return re.compile(pattern, re.DOTALL)


PNG = signature(rb"\x89PNG\r\n\x1a\n")
JPEG = signature(rb"\xff\xd8\xff")
WEBP = signature(rb"RIFF.{4}WEBP")
DICOM = signature(rb".{128}DICM")
TIFF = signature(rb"II[*+]\x00|MM\x00[*+]")
BMP = signature(rb"BM.{4}\x00\x00\x00\x00|BM.{12}[\x0c\x28\x34\x38\x40\x6c\x7c]\x00\x00\x00")
"""Matches "BM", the length of the file, and four reserved zeros. Some writers put other bytes in place of the zeros,
and readers ignore them. In that case, the length of the next header distinguishes a picture from a text."""

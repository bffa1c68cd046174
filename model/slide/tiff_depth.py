"""Determine how many bits of a TIFF's samples contain the picture, from SignificantBits and MaxSampleValue."""

from typing import TYPE_CHECKING

from model.slide.facts import Rejected
from model.slide.pixel_size import shortened
from model.slide.tiff_description import tag_of

if TYPE_CHECKING:
    from tifffile import TiffPage

MAX_SAMPLE_VALUE = 281
SHOWN_BITS = 8


def used_bits(page: "TiffPage", significant: str | None) -> tuple[int | None, tuple[Rejected, ...]]:
    """Return how many bits of a sample contain the picture, and the rejected statements about this number.

    The number is None if all stored bits contain the picture.

    `significant` is the SignificantBits of the OME Image to which the page belongs. MaxSampleValue is used only if it
    is the largest value of a whole number of bits (4095), because in TIFF 6.0 it may also be the brightest value that
    occurs.
    """
    bits = int(page.bitspersample)
    if page.dtype is None or page.dtype.kind != "u":
        return None, ()
    if significant is not None:
        return _significant(significant, bits)
    value = tag_of(page, MAX_SAMPLE_VALUE)
    largest = max(value, default=None) if isinstance(value, tuple) else value
    if not isinstance(largest, int) or largest == 2**bits - 1 or bits <= SHOWN_BITS:
        return None, ()
    used = largest.bit_length()
    if largest == 2**used - 1 and SHOWN_BITS <= used < bits:
        return used, ()
    reason = "it does not have the form 2^n - 1 (such as 4095)"
    return None, (Rejected("MaxSampleValue", shortened(largest), reason),)


def _significant(text: str, bits: int) -> tuple[int | None, tuple[Rejected, ...]]:
    def rejected(reason: str) -> tuple[None, tuple[Rejected, ...]]:
        return None, (Rejected("OME-XML SignificantBits", shortened(text), reason),)

    stripped = text.strip()
    if not (stripped.isascii() and stripped.isdigit() and len(stripped) <= 4):
        return rejected("it is not a number of bits")
    used = int(stripped)
    if used == bits:
        return None, ()
    if not 0 < used < bits:
        return rejected(f"the samples have {bits} bits")
    if bits <= SHOWN_BITS:
        return rejected(f"samples of {bits} bits are shown in full")
    return used, ()

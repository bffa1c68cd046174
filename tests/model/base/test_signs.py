"""The signs of numbers in texts for readers; names and what is no number stay as they are."""

import pytest

from model.base.signs import with_signs


@pytest.mark.parametrize(
    ("plain", "shown"),
    [
        ("3500 x 3490 px", "3500 × 3490 px"),
        ("Occlusion, 3 x 3 tiles", "Occlusion, 3 × 3 tiles"),
        ("(31%), 5.1% to 7%", "(31 %), 5.1 % to 7 %"),
        ("slope 0.9 (-0.1 to 1.2)", "slope 0.9 (\N{MINUS SIGN}0.1 to 1.2)"),
        ("0.25 um/px, 40 um", "0.25 µm/px, 40 µm"),
        ("36808 µm²", "36\N{NARROW NO-BREAK SPACE}808 µm²"),
        ("9808 µm²", "9808 µm²"),
        ("at 40x; a 5% b", "at 40x; a 5 % b"),
        ("scan-3 x 4.tif, 100%25", "scan-3 x 4.tif, 100%25"),
    ],
)
def test_signs_are_those_of_text_for_readers(plain, shown):
    assert with_signs(plain) == shown

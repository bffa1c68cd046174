"""Turn stored pixels upright. EXIF and TIFF define eight orientations."""

from dataclasses import dataclass

import numpy as np

ORIENTATION_TAG = 274
UPRIGHT = 1


@dataclass(frozen=True)
class Turn:
    """The three steps that turn a stored picture upright: reverse the rows, reverse the columns, swap rows and columns.

    The steps are applied in this order. Each field states whether its step is needed.
    """

    rows_backwards: bool = False
    cols_backwards: bool = False
    swapped: bool = False

    def size(self, width: int, height: int) -> tuple[int, int]:
        """Return the width and height of the upright picture. The stored picture has `width` x `height` px."""
        return (height, width) if self.swapped else (width, height)

    def stored(self, box: tuple[int, int, int, int], width: int, height: int) -> tuple[int, int, int, int]:
        """Return the box of the stored picture that becomes `box` of the upright picture.

        Boxes are (left, top, right, bottom). The stored picture has `width` x `height` px.
        """
        left, top, right, bottom = (box[1], box[0], box[3], box[2]) if self.swapped else box
        if self.rows_backwards:
            top, bottom = height - bottom, height - top
        if self.cols_backwards:
            left, right = width - right, width - left
        return left, top, right, bottom

    def __call__(self, pixels: np.ndarray) -> np.ndarray:
        """Return `pixels` [h, w, 3] turned upright, as a view. `pixels` are the stored picture or a box of it."""
        seen = pixels[:: -1 if self.rows_backwards else 1, :: -1 if self.cols_backwards else 1]
        return seen.transpose(1, 0, 2) if self.swapped else seen


_TURNS = {
    UPRIGHT: Turn(),
    2: Turn(cols_backwards=True),
    3: Turn(rows_backwards=True, cols_backwards=True),
    4: Turn(rows_backwards=True),
    5: Turn(swapped=True),
    6: Turn(rows_backwards=True, swapped=True),
    7: Turn(rows_backwards=True, cols_backwards=True, swapped=True),
    8: Turn(cols_backwards=True, swapped=True),
}


def turn_of(orientation: object, notes: list[str]) -> Turn:
    """Return the turn for `orientation` (1..8); other values mean upright.

    Add a note if the turn changes the picture.
    """
    turn = _TURNS.get(orientation, Turn()) if isinstance(orientation, int) else Turn()
    if turn != Turn():
        notes.append("turned or mirrored according to the file's orientation tag")
    return turn


def upright(pixels: np.ndarray, orientation: object, notes: list[str]) -> np.ndarray:
    """Return `pixels` uint8 [h, w, 3] turned upright according to `orientation`; add a note if this changes them."""
    return np.ascontiguousarray(turn_of(orientation, notes)(pixels))

"""The eight orientations of EXIF and TIFF: pixels as stored come in, pixels as meant to be seen go out."""

from collections.abc import Callable

import numpy as np

ORIENTATION_TAG = 274
UPRIGHT = 1

_TURNS: dict[int, Callable[[np.ndarray], np.ndarray]] = {
    2: lambda a: a[:, ::-1],
    3: lambda a: a[::-1, ::-1],
    4: lambda a: a[::-1],
    5: lambda a: a.transpose(1, 0, 2),
    6: lambda a: a.transpose(1, 0, 2)[:, ::-1],
    7: lambda a: a[::-1, ::-1].transpose(1, 0, 2),
    8: lambda a: a.transpose(1, 0, 2)[::-1],
}


def upright(pixels: np.ndarray, orientation: object, notes: list[str]) -> np.ndarray:
    """`pixels` uint8 [h, w, 3] turned as `orientation` (1..8) says, and a note if so; other values mean upright."""
    turn = _TURNS.get(orientation) if isinstance(orientation, int) else None
    if turn is None:
        return pixels
    notes.append("turned or mirrored as the file's orientation tag says")
    return np.ascontiguousarray(turn(pixels))

"""Draw the picture of a synthetic H&E spot from a composition. Return it with its label map."""

from dataclasses import dataclass

import numpy as np

from model.synthesis.cells import epithelial_places, populate
from model.synthesis.composition import Composition
from model.synthesis.ground import flow_of, paint_ground
from model.synthesis.layout import GLASS as GLASS_LABEL
from model.synthesis.layout import QUARTER, lay_out
from model.synthesis.stain import GLASS, Stain, to_rgb
from model.synthesis.texture import enlarge

MPP = 0.286
"""Pixel size of every synthetic spot in um/px. It corresponds to 1 mm over 3500 px."""

REGION_PX = 3500  # side of the region to which radius and centre of a composition refer
LABEL_PX = 14  # side in px of the square that one label describes: 4 um
_MARGIN_PX = 72  # glass around the core on the canvas, for its ragged edge and for nuclei on the edge

_GRAIN = np.float32(0.05)  # standard deviation relative to the absorbance
_STRIP_ROWS = 128  # few enough that the arrays of a strip stay in the processor's cache

_RENDER_STREAM = 0x5449535355  # separates these random draws from those of the composition


@dataclass(frozen=True)
class DrawnSpot:
    """A picture, uint8 [side, side, 3], and its true labels, int8 [side // 14, side // 14].

    `layout` defines the classes.
    """

    image: np.ndarray
    labels: np.ndarray


def render(composition: Composition, seed: int, side_px: int = REGION_PX) -> DrawnSpot:
    """Return the spot in a square of `side_px`, always at 0.286 um/px. The same arguments give the same pixels.

    In a smaller square, the core is smaller in proportion, but nuclei and glands have their usual size.
    """
    rng_layout, rng_ground, rng_cells = _streams(seed)
    side, radius = _canvas(composition, side_px)
    layout = lay_out(composition, rng_layout, side, radius)
    flow = flow_of(layout, rng_ground)
    epithelium = epithelial_places(composition, layout, rng_cells)
    ground = paint_ground(layout, flow, rng_ground, np.concatenate([places for places, _ in epithelium]))
    full = (side * QUARTER, side * QUARTER)
    # The arrays are copied, because arrays from Pillow are read-only.
    haematoxylin, eosin = (enlarge(layer, full).copy() for layer in ground)
    populate((haematoxylin, eosin), composition, layout, flow, epithelium, rng_cells)

    left, top = _corner(composition, side, side_px)
    stain = Stain(composition.stain_hue, composition.haematoxylin, composition.eosin)
    image = _develop(haematoxylin, eosin, stain, rng_ground, (left, top, side_px))
    return DrawnSpot(image=image, labels=_region_labels(layout.labels, left, top, side_px))


def labels_of(composition: Composition, seed: int, side_px: int = REGION_PX) -> np.ndarray:
    """Return the labels of `render` for the same arguments, int8 [side // 14, side // 14].

    The picture is not drawn.
    """
    side, radius = _canvas(composition, side_px)
    layout = lay_out(composition, _streams(seed)[0], side, radius)
    return _region_labels(layout.labels, *_corner(composition, side, side_px), side_px)


def _streams(seed: int) -> list[np.random.Generator]:
    """Return separate random generators for the layout, the tissue under the nuclei, and the nuclei."""
    streams = np.random.SeedSequence([_RENDER_STREAM, seed]).spawn(3)
    return [np.random.Generator(np.random.PCG64(stream)) for stream in streams]


def _canvas(composition: Composition, side_px: int) -> tuple[int, float]:
    """Return the side of the canvas in pixels of a layout, and the core radius in full-resolution px.

    A pixel of a layout covers 4 x 4 px of the full picture.
    """
    radius = composition.radius_px * side_px / REGION_PX
    return int(2 * (1.06 * radius + _MARGIN_PX)) // QUARTER, radius


def _corner(composition: Composition, side: int, side_px: int) -> tuple[int, int]:
    """Return the left and the top edge, in px, of the canvas relative to the square that is drawn.

    `side` is the side of the canvas in pixels of a layout, each of which covers 4 x 4 px of the full picture.
    """
    scale = side_px / REGION_PX
    left = round(side_px / 2 + composition.centre_dx_px * scale) - side * QUARTER // 2
    top = round(side_px / 2 + composition.centre_dy_px * scale) - side * QUARTER // 2
    return left, top


def _develop(
    haematoxylin: np.ndarray,
    eosin: np.ndarray,
    stain: Stain,
    rng: np.random.Generator,
    place: tuple[int, int, int],
) -> np.ndarray:
    """Return the picture of the square, uint8 [side, side, 3], from the absorbances of a canvas.

    `place` is (left, top, side). Grain is added to the absorbance. Glass has no absorbance and no grain, so it keeps
    one exact colour.
    """
    left, top, side_px = place
    image = np.empty((side_px, side_px, 3), np.uint8)
    image[:] = GLASS
    x0, x1 = max(0, left), min(side_px, left + eosin.shape[1])
    for row in range(0, len(eosin), _STRIP_ROWS):
        strip = slice(row, row + _STRIP_ROWS)
        grain = rng.standard_normal(eosin[strip].shape, dtype=np.float32) * _GRAIN + np.float32(1)
        picture = to_rgb(haematoxylin[strip] * grain, eosin[strip] * grain, stain)
        y0, y1 = max(0, top + row), min(side_px, top + row + len(picture))
        if y0 < y1:
            image[y0:y1, x0:x1] = picture[y0 - top - row : y1 - top - row, x0 - left : x1 - left]
    return image


def _region_labels(labels: np.ndarray, left: int, top: int, side_px: int) -> np.ndarray:
    """Return the labels at the centre of each square of 14 x 14 px, int8.

    The result is taken from `labels`, which has one label per 4 x 4 px of the canvas.
    """
    middle = np.arange(side_px // LABEL_PX) * LABEL_PX + LABEL_PX // 2
    rows, cols = (middle - top) // QUARTER, (middle - left) // QUARTER
    last = labels.shape[0] - 1
    read = labels[np.clip(rows, 0, last)[:, None], np.clip(cols, 0, last)[None, :]].copy()
    read[(rows < 0) | (rows > last)] = GLASS_LABEL
    read[:, (cols < 0) | (cols > last)] = GLASS_LABEL
    return read

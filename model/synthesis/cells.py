"""Draw the nuclei, vacuoles and debris of all tissues into the haematoxylin and eosin absorbance maps."""

from dataclasses import replace

import numpy as np
from scipy import ndimage

from model.synthesis.composition import Composition
from model.synthesis.ground import Flow
from model.synthesis.layout import LYMPHOCYTES, MUCUS, NECROSIS, POOR, QUARTER, STROMA, WELL, Layout
from model.synthesis.nuclei import Body, make_bank, scatter, stamp

# The first two numbers of a body are its semi-axes in px of 0.286 um. The nucleus of a lymphocyte has about 6 um, a red
# cell 7 um, and a columnar nucleus 5 x 10 um.
BASAL = Body(18, 8, 0.14, 0.48, 0.21, chromatin=0.26, rim=0.22, opacity=0.88)
UPPER = replace(BASAL, length=17, width=9.5, haematoxylin=0.46)
TUMOUR = Body(
    14, 11.5, 0.12, 0.40, 0.19, chromatin=0.34, rim=0.45, nucleoli=0.35, irregularity=0.07, uneven=0.18
)
FIBROBLAST = Body(
    20, 4.6, 0.25, 0.44, 0.22, chromatin=0.25, rim=0.1, irregularity=0.1, opacity=0.85, uneven=0.2
)
LYMPHOCYTE = Body(10.8, 9.6, 0.12, 0.66, 0.20, chromatin=0.26, grain=2.0, rim=0.12, halo=0.6, uneven=0.16)
PLASMA_CELL = Body(17, 13, 0.1, 0.13, 0.20, chromatin=0.2, rim=0.05, opacity=0.6)
GOBLET = Body(20, 11, 0.2, 0.045, 0.012, chromatin=0.25, grain=2.5, rim=0.5, opacity=0.85, irregularity=0.05)
VACUOLE = Body(9, 8, 0.3, 0.02, 0.03, chromatin=0.2, rim=0.3, opacity=0.75)
RED_CELL = Body(12, 10.5, 0.1, 0.0, 0.45, opacity=0.95, irregularity=0.04)
CAPILLARY = Body(34, 15, 0.3, 0.0, 0.015, opacity=0.97, irregularity=0.05)
FRAGMENT = Body(4.2, 3.4, 0.35, 0.58, 0.20, chromatin=0.2, irregularity=0.15, uneven=0.3)
PYKNOTIC = Body(8.5, 7.5, 0.2, 0.54, 0.24, chromatin=0.25, irregularity=0.12, halo=0.5, uneven=0.25)
GHOST = Body(14, 11.5, 0.2, 0.10, 0.24, chromatin=0.25, rim=0.4, opacity=0.7, irregularity=0.1)


def populate(
    canvas: tuple[np.ndarray, np.ndarray],
    composition: Composition,
    layout: Layout,
    flow: Flow,
    epithelium: list[tuple[np.ndarray, np.ndarray]],
    rng: np.random.Generator,
) -> None:
    """Draw all bodies of a spot (nuclei, vacuoles, debris) into its haematoxylin and eosin absorbance maps.

    `canvas` has the two maps, float32 at full resolution.
    """
    _epithelium(canvas, composition, layout, epithelium, rng)
    _necrosis(canvas, layout, rng)
    _stroma(canvas, composition, layout, flow, rng)


def _epithelium(
    canvas: tuple[np.ndarray, np.ndarray],
    composition: Composition,
    layout: Layout,
    epithelium: list[tuple[np.ndarray, np.ndarray]],
    rng: np.random.Generator,
) -> None:
    basal, upper, poor = epithelium
    apical = (layout.labels == WELL) & (layout.gland > 60) & (layout.lumen < -16)
    goblets = scatter(rng, apical, 25, QUARTER, composition.goblet)
    foam = scatter(rng, (layout.labels == POOR) & (layout.gland > 20), 60, QUARTER, 0.18)
    stamp(rng, canvas, make_bank(rng, VACUOLE, 6), foam)
    stamp(rng, canvas, make_bank(rng, UPPER), *upper)
    stamp(rng, canvas, make_bank(rng, GOBLET), goblets, outward_at(layout, goblets))
    stamp(rng, canvas, make_bank(rng, BASAL, 20), *basal)
    wild = composition.pleomorphism
    tumour = replace(
        TUMOUR,
        length=TUMOUR.length * (1 + 0.34 * wild),
        width=TUMOUR.width * (1 + 0.34 * wild),
        spread=TUMOUR.spread + 0.13 * wild,
        haematoxylin=TUMOUR.haematoxylin * (1 - 0.2 * wild),
        irregularity=TUMOUR.irregularity + 0.05 * wild,
        nucleoli=TUMOUR.nucleoli + 0.5 * wild,
        uneven=TUMOUR.uneven + 0.1 * wild,
    )
    stamp(rng, canvas, make_bank(rng, tumour, 28), poor[0])
    # Lymphocytes are as frequent inside the epithelium as around it.
    inside = scatter(
        rng, (layout.gland > 0) & (layout.lumen < -10), 62, QUARTER, 0.40 * composition.lymphocytes
    )
    stamp(rng, canvas, make_bank(rng, replace(LYMPHOCYTE, halo=0.75), 6), inside)


def _necrosis(canvas: tuple[np.ndarray, np.ndarray], layout: Layout, rng: np.random.Generator) -> None:
    dead = layout.labels == NECROSIS
    stamp(rng, canvas, make_bank(rng, GHOST, 6), scatter(rng, dead, 52, QUARTER, 0.5))
    stamp(rng, canvas, make_bank(rng, PYKNOTIC, 8), scatter(rng, dead, 46, QUARTER, 0.4))
    stamp(rng, canvas, make_bank(rng, FRAGMENT, 12), scatter(rng, dead, 22, QUARTER, 0.42))
    # This draws "dirty" debris in lumens, and single tissue cells that float in mucin.
    debris = (layout.lumen > 14) | (layout.labels == MUCUS)
    stamp(
        rng, canvas, make_bank(rng, PYKNOTIC, 4), scatter(rng, debris & (layout.core > 20), 85, QUARTER, 0.14)
    )


def _stroma(
    canvas: tuple[np.ndarray, np.ndarray],
    composition: Composition,
    layout: Layout,
    flow: Flow,
    rng: np.random.Generator,
) -> None:
    ground = ((layout.labels == STROMA) | (layout.labels == LYMPHOCYTES)) & (layout.core > 6)
    clear_of_glands = ground & (layout.gland < -9)
    fibres = flow.directions()
    vessels = scatter(rng, ground & (layout.gland < -38) & (layout.core > 50), 300, QUARTER, 0.5)
    stamp(rng, canvas, make_bank(rng, CAPILLARY, 4), vessels, fibres[_index(layout, vessels)])
    blood = np.repeat(vessels, 5, axis=0) + rng.normal(0, 9, (5 * len(vessels), 2))
    stamp(rng, canvas, make_bank(rng, RED_CELL, 6), blood[rng.random(len(blood)) < 0.8])
    spindles = scatter(rng, clear_of_glands, 44, QUARTER, 0.62)
    stamp(rng, canvas, make_bank(rng, FIBROBLAST), spindles, fibres[_index(layout, spindles)])
    plasma = scatter(rng, clear_of_glands, 40, QUARTER, 0.30 * layout.crowding)
    stamp(rng, canvas, make_bank(rng, PLASMA_CELL, 6), plasma)
    everywhere = 0.04 + 0.10 * composition.lymphocytes
    share = np.clip(everywhere + 0.8 * layout.crowding, 0, 0.92).astype(np.float32)
    lymphocytes = scatter(rng, clear_of_glands, 20, QUARTER, share)
    stamp(
        rng,
        canvas,
        make_bank(rng, LYMPHOCYTE, 16),
        np.concatenate([lymphocytes, plasma + np.array([4.0, 0.0])]),
    )


def _index(layout: Layout, places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return row and column of the layout's pixels that contain `places`, (x, y) of the full picture."""
    index = np.clip((places // QUARTER).astype(np.int64), 0, layout.labels.shape[0] - 1)
    return index[:, 1], index[:, 0]


def outward_at(layout: Layout, places: np.ndarray) -> np.ndarray:
    """Return the direction across the epithelium at each place in radians, float [n].

    The long axis of columnar tissue cells has this direction.
    """
    rows, cols = np.gradient(ndimage.gaussian_filter(layout.gland, 2.0))
    outward: np.ndarray = np.arctan2(rows, cols)[_index(layout, places)]
    return outward


def epithelial_places(
    composition: Composition, layout: Layout, rng: np.random.Generator
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return the centres and directions of epithelial nuclei, in three pairs of arrays.

    The first two are the basal and the upper row of nuclei in well-differentiated glands. The third is for poorly
    differentiated glands.
    """
    well = (layout.labels == WELL) & (layout.lumen < -14)
    poor = (layout.labels == POOR) & (layout.lumen < -10) & (layout.gland > 9)
    basal = well & (np.abs(layout.gland - 27) < 10)
    upper = well & (layout.gland > 44) & (layout.gland < 66)
    crowded = 29.0 * (1 + 0.25 * composition.pleomorphism)
    found = []
    for mask, spacing, share in ((basal, 16.0, 0.95), (upper, 24.0, 0.45), (poor, crowded, 0.97)):
        places = scatter(rng, mask, spacing, QUARTER, share)
        found.append((places, outward_at(layout, places) + rng.normal(0, 0.16, len(places))))
    return found

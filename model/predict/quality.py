"""Judge whether the image of an analysis region can be trusted, as a `Verdict` with its reasons.

The thresholds were chosen on regions of 3500 px at 0.286 um/px from these images:

- the CMU slide (0.499 um/px, enlarged to 0.286) and the three CRC tiles repeated over a region;
- 36 synthetic spots of the project, which must all be "ok";
- copies of these that were blurred by a Gaussian, darkened or brightened;
- overviews of immunostained TMAs, and photographs (a cat, an aerial view, a colour chart, grey pictures).

The measured values are given at each threshold.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np

from model.base.level import SEVERITY, Level
from model.region.tissue import MAGENTA_EXCESS, tissue_mask
from model.result.input_checks import PIXEL_CHECKS
from model.result.prediction import Verdict

LITTLE_TISSUE, LOW_TISSUE = 0.05, 0.20
"""Limits for the share of the region that is tissue: refusal and caution. A TMA spot fills at most 78 % of the region.
Because of lumens and gaps, the 36 synthetic spots have only 37 to 67 % tissue. The CMU slide has 38 %."""

PADDED, MOSTLY_PADDED = 0.90, 0.50
"""Limits for the share of the region that lies on the image: caution and refusal. A tightly cut spot (an image of 3150
px) has 81 % and gets a caution. Below one half, most tiles show padding that was never scanned."""

COARSE, TOO_COARSE = 2.0, 3.0
"""Limits for the slide's pixel size divided by the model's pixel size: caution and refusal.

A 20x scan (0.5 um/px) with a model for 0.286 um/px gives 1.75, and at this ratio the CMU slide passes the check of the
focus. At 3, a nucleus of 7 um has only 8 real pixels, and its chromatin texture is an artefact of the enlargement.
"""

SOFT, BLURRED = 150.0, 40.0
"""Limits for the median `sharpness` of tissue tiles: caution and refusal. Sharp images have 2116 (CMU), 4305 (CRC) and
586 to 1067 (synthetic). CMU, CRC and synthetic images have 252, 204 and 81 after a Gaussian blur of 2 px (0.6 um), 80,
55 and 27 after 3 px, and 31, 19 and 11 after 4 px."""

H_AND_E, HARDLY_H_AND_E = 0.60, 0.85
"""Limits for the share of the stained pixels that have the colours of H&E: refusal and caution. H&E samples and
synthetic spots have 0.94 to 1.00, immunostained TMA cores 0.01 to 0.05, and photographs and a colour chart 0.00 to
0.12. A pink photograph would pass.
"""

STAINED = 0.85
"""A pixel counts as stained if one of its channels is below this share of the value of white in the region.

Grey or yellowish glass has a share of 0.9.
"""

GREY_SPREAD = 6
"""Median difference between the channels below which stained pixels count as colourless. Grey pictures have 0, and the
palest TMA core has 12."""

DIM, DARK = 200.0, 130.0
"""Limits for the brightness (0..255) that only the brightest 1 % of the pixels exceed: caution and refusal. Well
exposed images have 240 to 255, even if tissue fills the region, because there are always gaps. With 0.6 of the light
they have 147 to 149."""

WASHED_OUT = 0.10
"""Limit for the median optical density of tissue pixels. The samples have 0.16 to 0.32. With 1.4 times the light, CRC
images have 0.09 and synthetic images 0.05."""

BURNT_OUT = 0.25
"""Limit for the share of tissue pixels with a channel at 255. The samples have 0.00 to 0.03. With 1.4 times the light,
CRC images have 0.48 and synthetic images 0.57."""

PIXEL_STEP = 8
"""Step between the pixels on which colours are judged. Every eighth pixel of every eighth row gives about 200 000
pixels of a region."""

TILES_JUDGED = 64
"""Number of evenly chosen tissue tiles on which sharpness is measured. Their median differs from the median of all
tissue tiles by at most 8 %. This is little compared with the factor of four between the two limits."""

TISSUE_TILE = 0.25
"""Minimum tissue share of a tile on which sharpness is measured. A tile with less tissue mostly shows the edge of a
fragment."""


@dataclass(frozen=True)
class _Finding:
    level: Level
    reason: str


_refuse = partial(_Finding, "do not use")
_warn = partial(_Finding, "caution")


def judge(
    tiles: np.ndarray, tissue_fraction: np.ndarray, mpp: float | None, model_mpp: float, inside_share: float
) -> Verdict:
    """Return the verdict on a region: whether its image can be trusted, with reasons.

    `tiles` are uint8 [n, side, side, 3], RGB, and `tissue_fraction` is float32 [n], 0..1. `mpp` is the pixel size of
    the slide in um/px (None if unknown), and `model_mpp` is the pixel size of the model. `inside_share`, 0..1, is the
    share of the region that lies on the image. The verdict has the level of the worst reason, and the worst reasons
    come first.
    """
    pixels = tiles[:, ::PIXEL_STEP, ::PIXEL_STEP].reshape(-1, 3)
    findings = [
        # Before the check of the tissue share, because little of a pale immunostain counts as tissue.
        *_colour_findings(pixels),
        *_tissue_findings(float(tissue_fraction.mean())),
        *_exposure_findings(pixels),
        *_focus_findings(tiles, tissue_fraction),
        *_pixel_size_findings(mpp, model_mpp),
        *_padding_findings(inside_share),
    ]
    findings.sort(key=lambda finding: -SEVERITY[finding.level])
    level: Level = findings[0].level if findings else "ok"
    return Verdict(level, tuple(finding.reason for finding in findings), PIXEL_CHECKS)


def _tissue_findings(tissue: float) -> Iterator[_Finding]:
    if tissue < LITTLE_TISSUE:
        yield _refuse(f"There is hardly any tissue in the analysis region ({tissue:.0%}).")
    elif tissue < LOW_TISSUE:
        yield _warn(f"There is little tissue in the analysis region ({tissue:.0%}); most tiles are glass.")


def _colour_findings(pixels: np.ndarray) -> Iterator[_Finding]:
    """Yield findings on whether the stain is H&E. They are based on all pixels that are not glass.

    Pixels that do not count as tissue are included. Otherwise an image without tissue colours would be reported as
    empty.
    """
    white = max(_brightness(pixels), 1.0)
    stained = pixels[pixels.min(axis=1) < STAINED * white].astype(np.int16)
    if len(stained) < LITTLE_TISSUE * len(pixels):
        return  # the region is empty, which the check of the tissue share reports
    if np.median(stained.max(axis=1) - stained.min(axis=1)) < GREY_SPREAD:
        yield _refuse("The image has no colour: H&E cannot be recognised in a grey image.")
        return
    red, green, blue = stained.T
    h_and_e = (np.minimum(red, blue) > green) & (red + blue - 2 * green >= 2 * MAGENTA_EXCESS)
    share = float(h_and_e.mean())
    if share < H_AND_E:
        yield _refuse(
            f"This does not look like an H&E stain: only {share:.0%} of the stained area is pink or purple. "
            "It may be an immunostain, a special stain, or no tissue section at all."
        )
    elif share < HARDLY_H_AND_E:
        yield _warn(
            f"The colours are unusual for H&E: {1 - share:.0%} of the stained area is neither pink nor purple. "
            "It may be ink, pigment or another stain."
        )


def _exposure_findings(pixels: np.ndarray) -> Iterator[_Finding]:
    brightness = _brightness(pixels)
    if brightness < DARK:
        yield _refuse("The image is far too dark.")
    elif brightness < DIM:
        yield _warn("The image is dark: even its brightest parts are grey (underexposed, or no glass in view).")
    tissue = pixels[tissue_mask(pixels)]
    if not len(tissue):
        return
    density = -np.log10((tissue.astype(np.float32) + 1) / 256).mean(axis=1)
    burnt = float((tissue.max(axis=1) == 255).mean())
    if np.median(density) < WASHED_OUT or burnt > BURNT_OUT:
        yield _warn("The tissue is very pale or overexposed; details may be lost.")


def _brightness(pixels: np.ndarray) -> float:
    """Return the 99th percentile of the pixels' mean channel values, 0..255."""
    return float(np.percentile(pixels.mean(axis=1, dtype=np.float32), 99))


def _focus_findings(tiles: np.ndarray, tissue_fraction: np.ndarray) -> Iterator[_Finding]:
    usable = np.flatnonzero(tissue_fraction >= TISSUE_TILE)
    if not len(usable):
        return
    places = np.linspace(0, len(usable) - 1, min(len(usable), TILES_JUDGED)).round().astype(int)
    found = float(np.median(sharpness(tiles[usable[places]])))
    if found < BLURRED:
        yield _refuse("The tissue is out of focus: nuclei cannot be recognised.")
    elif found < SOFT:
        yield _warn("The tissue is slightly out of focus.")


def sharpness(tiles: np.ndarray) -> np.ndarray:
    """Return the variance of the Laplacian of each tile, float32 [n]. `tiles` is uint8 [n, side, side, 3].

    The variance is computed from the green channel, which has the most contrast in H&E, at half size. At full size, the
    grain and JPEG artefacts of a blurred image would count as detail. Noise of 3 grey levels adds 180 to the variance
    at full size, and 45 at half size.
    """
    green = tiles[:, :, :, 1].astype(np.float32)
    half = (green[:, ::2, ::2] + green[:, 1::2, ::2] + green[:, ::2, 1::2] + green[:, 1::2, 1::2]) / 4
    middle = half[:, 1:-1, 1:-1]
    around = half[:, :-2, 1:-1] + half[:, 2:, 1:-1] + half[:, 1:-1, :-2] + half[:, 1:-1, 2:]
    return np.asarray((around - 4 * middle).var(axis=(1, 2)), np.float32)


def _pixel_size_findings(mpp: float | None, model_mpp: float) -> Iterator[_Finding]:
    if mpp is None:
        yield _warn(
            "The pixel size is unknown: the image was analysed as if it had "
            f"{model_mpp:g} um/px, so cells may have the wrong size for the model."
        )
        return
    ratio = mpp / model_mpp
    if ratio > TOO_COARSE:
        yield _refuse(f"The image is too coarse: {mpp:.3g} um/px, but the model was trained at {model_mpp:g} um/px.")
    elif ratio > COARSE:
        yield _warn(f"The image is coarse ({mpp:.3g} um/px) and was enlarged to the model's {model_mpp:g} um/px.")


def _padding_findings(inside_share: float) -> Iterator[_Finding]:
    outside = (
        f"The analysis region reaches beyond the image: {1 - inside_share:.0%} of the region was filled with glass."
    )
    if inside_share < MOSTLY_PADDED:
        yield _refuse(outside)
    elif inside_share < PADDED:
        yield _warn(outside)

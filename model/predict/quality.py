"""Can this window be trusted? Tiles and what is known of their origin come in, a `Verdict` with its reasons goes out.

The thresholds were found on windows of 3500 px at 0.286 um/px: the CMU slide (0.499 um/px, enlarged to 0.286), the
three CRC tiles repeated over a window, and 36 synthetic spots of the project, all of which must be "ok"; blurred by
a Gaussian, darkened and brightened copies of them; the immunostained TMA overviews; and photographs (a cat, an aerial
view, a colour chart, grey pictures). The numbers found stand beside each threshold.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np

from model.region.tissue import MAGENTA_EXCESS, tissue_mask
from model.result.prediction import Level, Verdict

LITTLE_TISSUE, LOW_TISSUE = 0.05, 0.20
"""Share of the window. A TMA spot fills 78 % of it at most; with lumens and gaps 36 synthetic spots have 37 to
67 %, the CMU slide 38 %."""

PADDED, MOSTLY_PADDED = 0.90, 0.50
"""Share of the window that lies on the picture. A spot cut out tightly (a 3150 px picture) still has 81 % and is
worth a remark; below one half the tiles are mostly glass that nobody ever saw."""

COARSE, TOO_COARSE = 2.0, 3.0
"""Pixel size over the model's. A 20x scan (0.5 um/px) under a model for 0.286 is 1.75 and the CMU slide read so is
as sharp as the rule below asks for; at 3 a nucleus of 7 um has 8 real pixels and its chromatin is invented."""

SOFT, BLURRED = 150.0, 40.0
"""Median `sharpness` over tissue tiles. Sharp: CMU 2116, CRC 4305, synthetic 586 to 1067. After a Gaussian blur of
2 px (0.6 um): CMU 252, CRC 204, synthetic 81; of 3 px: 80, 55, 27; of 4 px: 31, 19, 11."""

H_AND_E, HARDLY_H_AND_E = 0.60, 0.85
"""Share of the stained pixels with the colour of H&E. H&E of the samples and synthetic: 0.94 to 1.00. Immunostained
TMA cores: 0.01 to 0.05; photographs and a colour chart: 0.00 to 0.12. A photograph all in pink would pass."""

STAINED = 0.85
"""A pixel with a channel below this share of the window's white is no glass, be that grey or yellowish (0.9)."""

GREY_SPREAD = 6
"""Median channel spread below which stained pixels have no colour: grey pictures 0, the palest TMA core 12."""

DIM, DARK = 200.0, 130.0
"""Mean brightness of the brightest hundredth of the window. Well exposed: 240 to 255 even where tissue fills the
window, as gaps remain; at 0.6 of the light: 147 to 149."""

WASHED_OUT = 0.10
"""Median optical density of tissue pixels. Samples 0.16 to 0.32; at 1.4 of the light CRC 0.09, synthetic 0.05."""

BURNT_OUT = 0.25
"""Share of tissue pixels with a channel at 255. Samples 0.00 to 0.03; at 1.4 of the light CRC 0.48, synthetic 0.57."""

PIXEL_STEP = 8
"""Colours are judged on every eighth pixel of every eighth row: 200 000 of a window."""

TILES_JUDGED = 64
"""Tissue tiles, evenly spread, that sharpness is measured on; on all of them the median differs by 8 % at most,
where the levels lie a factor of four apart."""

TISSUE_TILE = 0.25
"""Tissue share from which a tile is used for sharpness: less is mostly the outline of a fragment."""

_RANK: dict[Level, int] = {"do not use": 0, "caution": 1, "ok": 2}


@dataclass(frozen=True)
class _Finding:
    level: Level
    reason: str


_refuse = partial(_Finding, "do not use")
_warn = partial(_Finding, "caution")


def judge(
    tiles: np.ndarray, tissue_fraction: np.ndarray, mpp: float | None, model_mpp: float, inside_share: float
) -> Verdict:
    """The verdict on a window: `tiles` uint8 [n, side, side, 3], RGB; `tissue_fraction` float32 [n], 0..1.

    `mpp` is the slide's pixel size in um/px (None: unknown), `model_mpp` the model's; `inside_share` (0..1) of the
    window lies on the picture. The level is that of the worst reason; the worst reasons come first.
    """
    pixels = tiles[:, ::PIXEL_STEP, ::PIXEL_STEP].reshape(-1, 3)
    findings = [
        *_colour_findings(pixels),  # before tissue: of a pale immunostain little counts as tissue
        *_tissue_findings(float(tissue_fraction.mean())),
        *_exposure_findings(pixels),
        *_focus_findings(tiles, tissue_fraction),
        *_pixel_size_findings(mpp, model_mpp),
        *_padding_findings(inside_share),
    ]
    findings.sort(key=lambda finding: _RANK[finding.level])
    level: Level = findings[0].level if findings else "ok"
    return Verdict(level, tuple(finding.reason for finding in findings))


def _tissue_findings(tissue: float) -> Iterator[_Finding]:
    if tissue < LITTLE_TISSUE:
        yield _refuse(f"There is hardly any tissue in the window ({tissue:.0%}).")
    elif tissue < LOW_TISSUE:
        yield _warn(f"There is little tissue in the window ({tissue:.0%}); most tiles are glass.")


def _colour_findings(pixels: np.ndarray) -> Iterator[_Finding]:
    """Is it H&E? Judged on all that is not glass, so that a picture of something else is told from an empty one."""
    white = max(_brightness(pixels), 1.0)
    stained = pixels[pixels.min(axis=1) < STAINED * white].astype(np.int16)
    if len(stained) < LITTLE_TISSUE * len(pixels):
        return  # an empty window, which the tissue rule reports
    if np.median(stained.max(axis=1) - stained.min(axis=1)) < GREY_SPREAD:
        yield _refuse("The picture has no colour: H&E cannot be told apart in a grey picture.")
        return
    red, green, blue = stained.T
    h_and_e = (np.minimum(red, blue) > green) & (red + blue - 2 * green >= 2 * MAGENTA_EXCESS)
    share = float(h_and_e.mean())
    if share < H_AND_E:
        yield _refuse(
            f"This does not look like an H&E stain: only {share:.0%} of what is coloured is pink or purple "
            "(an immunostain, another special stain, or no tissue section at all?)."
        )
    elif share < HARDLY_H_AND_E:
        yield _warn(
            f"The colours are unusual for H&E: {1 - share:.0%} of what is coloured is neither pink nor purple "
            "(ink, pigment, another stain?)."
        )


def _exposure_findings(pixels: np.ndarray) -> Iterator[_Finding]:
    brightness = _brightness(pixels)
    if brightness < DARK:
        yield _refuse("The picture is far too dark.")
    elif brightness < DIM:
        yield _warn("The picture is dark: even its brightest parts are grey (underexposed, or no glass in view).")
    tissue = pixels[tissue_mask(pixels)]
    if not len(tissue):
        return
    density = -np.log10((tissue.astype(np.float32) + 1) / 256).mean(axis=1)
    burnt = float((tissue.max(axis=1) == 255).mean())
    if np.median(density) < WASHED_OUT or burnt > BURNT_OUT:
        yield _warn("The tissue is very pale or overexposed; details may be lost.")


def _brightness(pixels: np.ndarray) -> float:
    """Mean channel value, 0..255, that only the brightest hundredth of the pixels exceeds."""
    return float(np.percentile(pixels.mean(axis=1, dtype=np.float32), 99))


def _focus_findings(tiles: np.ndarray, tissue_fraction: np.ndarray) -> Iterator[_Finding]:
    usable = np.flatnonzero(tissue_fraction >= TISSUE_TILE)
    if not len(usable):
        return
    places = np.linspace(0, len(usable) - 1, min(len(usable), TILES_JUDGED)).round().astype(int)
    found = float(np.median(sharpness(tiles[usable[places]])))
    if found < BLURRED:
        yield _refuse("The tissue is out of focus: nuclei cannot be made out.")
    elif found < SOFT:
        yield _warn("The tissue is not quite in focus.")


def sharpness(tiles: np.ndarray) -> np.ndarray:
    """Variance of the Laplacian of each of `tiles` uint8 [n, side, side, 3] at half size, green channel: float32 [n].

    Green has the most contrast in H&E. At full size grain and JPEG artefacts of a blurred picture pass for detail:
    noise of 3 grey levels adds 180 there, 45 here.
    """
    green = tiles[:, :, :, 1].astype(np.float32)
    half = (green[:, ::2, ::2] + green[:, 1::2, ::2] + green[:, ::2, 1::2] + green[:, 1::2, 1::2]) / 4
    middle = half[:, 1:-1, 1:-1]
    around = half[:, :-2, 1:-1] + half[:, 2:, 1:-1] + half[:, 1:-1, :-2] + half[:, 1:-1, 2:]
    return np.asarray((around - 4 * middle).var(axis=(1, 2)), np.float32)


def _pixel_size_findings(mpp: float | None, model_mpp: float) -> Iterator[_Finding]:
    if mpp is None:
        yield _warn(
            "The pixel size is unknown: the picture was read as if it had "
            f"{model_mpp:g} um/px, and cells may appear to the model at a wrong size."
        )
        return
    ratio = mpp / model_mpp
    if ratio > TOO_COARSE:
        yield _refuse(f"The picture is too coarse: {mpp:.3g} um/px, where the model was trained at {model_mpp:g}.")
    elif ratio > COARSE:
        yield _warn(f"The picture is coarse ({mpp:.3g} um/px) and was enlarged to the model's {model_mpp:g} um/px.")


def _padding_findings(inside_share: float) -> Iterator[_Finding]:
    outside = f"The window reaches beyond the picture: {1 - inside_share:.0%} of it was filled with glass."
    if inside_share < MOSTLY_PADDED:
        yield _refuse(outside)
    elif inside_share < PADDED:
        yield _warn(outside)

"""The layouts of feature files: where each program puts features, positions and their units.

These facts come from the programs' public source: TRIDENT 0.3 (`trident/IO.py`, `wsi_objects/WSI.py`), CLAM
(`extract_features_fp.py`, `wsi_core/WholeSlideImage.py`) and STAMP 2.5 (`stamp/preprocessing`,
`stamp/modeling/data.py`).

TRIDENT  `features` [n, d] with the attribute `encoder`; `coords` [n, 2] in level-0 px with `patch_size`,
         `patch_size_level0`, `level0_magnification` and `target_magnification`. No pixel size.
CLAM     `features` [n, d] and `coords` [n, 2] in level-0 px, without attributes. The file of patches, from which
         TRIDENT copies them, has `patch_size`, `patch_level` and `downsample` at `coords`.
STAMP    `feats` [n, d] and `coords` [n, 2] in um; at the file `extractor`, `tile_size_um` and `tile_size_px`. STAMP 2.0
         has `tile_size` and `unit` instead. Older files have coordinates in another unit, which they do not state.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from model.base.errors import FeatureFileError, UnstatedFactError
from model.feature_files.hdf5 import holds, number, text
from model.feature_files.own_facts import OwnFacts
from model.feature_files.stated import Stated
from model.region.positions import Unit

Layout = Literal["TRIDENT", "CLAM", "STAMP"]
CONFLICT = 0.01
"""Maximum relative difference between a number that the user gives and the same number in the file."""


@dataclass(frozen=True)
class TileFacts:
    """Facts about the tiles, from the file and from the user.

    `features` is the name of the dataset with the features, and `unit` is the unit of the positions. `encoder` is the
    encoder's name, "" if unknown. `tile_px` and `tile_mpp` are the side and the pixel size (um/px) of a tile as the
    encoder got it; `side` is its side in `unit`. `mpp` is the pixel size of the slide at full resolution, None if
    unknown.
    """

    layout: Layout
    features: str
    unit: Unit
    encoder: str
    tile_px: int
    tile_mpp: float
    side: float
    mpp: float | None


def features_of(file: Any) -> str:
    """Return the name of the dataset with the features. `file` is an open `h5py.File`.

    Raise FeatureFileError if the file has none of the three layouts.
    """
    name = next((name for name in ("features", "feats") if holds(file, name)), "")
    if not name or not holds(file, "coords"):
        found = ", ".join(sorted(map(str, file))[:10]) or "nothing"
        raise FeatureFileError(
            f"{_name(file)} is not a feature file of tiles: it holds {found}.",
            "Give a file with the datasets features and coords (TRIDENT, CLAM) or feats and coords (STAMP).",
        )
    return name


def tile_facts(file: Any, own: OwnFacts, stated: Stated) -> TileFacts:
    """Return the facts about the tiles of an open feature file: encoder, side, pixel size and unit of positions.

    Raise FeatureFileError if a fact is neither in the file nor in `stated`, or if the file and `stated` contradict each
    other.
    """
    name = features_of(file)
    if name == "feats":
        return _stamp(file, own, stated)
    coords = file["coords"]
    known = any(key in coords.attrs for key in ("patch_size_level0", "target_magnification"))
    return _pixels(file, own, stated, "TRIDENT" if known else "CLAM", _side_trident if known else _side_clam)


def _pixels(
    file: Any, own: OwnFacts, stated: Stated, layout: Layout, side_of: Callable[[Any], float | None]
) -> TileFacts:
    """Return the facts about the tiles of a file whose positions are in level-0 px.

    Such a file contains no pixel size.
    """
    coords, where = file["coords"], _name(file)
    side = side_of(coords)
    tile_px = _agreed(own.tile_px or number(coords, "patch_size"), stated.tile_px, "--tile-px", "px", where)
    mpp = _agreed(own.mpp, stated.mpp, "--mpp", "um/px", where)
    tile_mpp = _agreed(own.tile_mpp, stated.tile_mpp, "--tile-mpp", "um/px", where)
    if own.tile_mpp is not None and None not in (tile_px, mpp):
        side = tile_px * own.tile_mpp / mpp  # type: ignore[operator]  # the attributes have it rounded
    elif tile_px is not None and side is not None:
        # If two of the three numbers (`tile_px`, `tile_mpp`, `mpp`) and the side are known, the third one follows: a
        # tile covers side x mpp um, which equals tile_px x tile_mpp um.
        if mpp is None and tile_mpp is not None:
            mpp = tile_mpp * tile_px / side
        elif mpp is not None:
            tile_mpp = _agreed(mpp * side / tile_px, tile_mpp, "--tile-mpp", "um/px", where)
    elif None not in (tile_px, mpp, tile_mpp):
        side = tile_px * tile_mpp / mpp  # type: ignore[operator]
    if tile_px is None or tile_mpp is None or side is None:
        raise _missing(where, layout, file, tile_px, mpp, side)
    encoder = stated.encoder or text(file["features"], "encoder")
    return TileFacts(layout, "features", "px", encoder, round(tile_px), tile_mpp, side, mpp)


def _side_trident(coords: Any) -> float | None:
    side, size = number(coords, "patch_size_level0"), number(coords, "patch_size")
    source, target = number(coords, "level0_magnification"), number(coords, "target_magnification")
    return side if side is not None or None in (size, source, target) else size * source / target  # type: ignore[operator]


def _side_clam(coords: Any) -> float | None:
    size, downsample = number(coords, "patch_size"), number(coords, "downsample")
    custom = number(coords, "custom_downsample") or 1.0
    return None if size is None or downsample is None else size * downsample * custom


def _stamp(file: Any, own: OwnFacts, stated: Stated) -> TileFacts:
    where = _name(file)
    kind, unit = text(file, "feat_type"), text(file, "unit")
    if kind not in ("", "tile"):
        raise FeatureFileError(
            f"{where} holds features of a {kind}, not of tiles.", "Give the files that stamp preprocess wrote."
        )
    side = number(file, "tile_size_um") or (number(file, "tile_size") if unit == "um" else None)
    if side is None or unit not in ("", "um"):
        raise FeatureFileError(
            f"The unit of the positions in {where} is unknown: the file contains neither tile_size_um nor the unit um.",
            "Compute the features again with stamp preprocess of STAMP 2 or later.",
        )
    tile_px = _agreed(own.tile_px or number(file, "tile_size_px"), stated.tile_px, "--tile-px", "px", where)
    if tile_px is None:
        raise UnstatedFactError(
            f"{where} states no tile_size_px, so the pixel size of its tiles of {side:g} um is unknown.",
            "Give the side of the tiles in px, as it was set for stamp preprocess: --tile-px 224",
        )
    tile_mpp = _agreed(side / tile_px, stated.tile_mpp, "--tile-mpp", "um/px", where) or side / tile_px
    mpp = _agreed(own.mpp, stated.mpp, "--mpp", "um/px", where)
    encoder = stated.encoder or text(file, "extractor")
    return TileFacts("STAMP", "feats", "um", encoder, round(tile_px), tile_mpp, side, mpp)


def _agreed(found: float | None, stated: float | None, option: str, unit: str, where: str) -> float | None:
    """Return the number in the file, or the number that the user gave.

    Raise FeatureFileError if the two numbers contradict each other.
    """
    if found is None or stated is None:
        return stated if found is None else found
    if abs(stated - found) > CONFLICT * found:
        raise FeatureFileError(
            f"{where} has {found:.4g} {unit}, but {option} states {stated:.4g} {unit}.",
            f"Leave out {option}, or give the file for which its value is right.",
        )
    return found


def _missing(
    where: str, layout: Layout, file: Any, tile_px: float | None, mpp: float | None, side: float | None
) -> UnstatedFactError:
    """Return an error that names the missing facts, and the command-line options that supply them."""
    lacking, options = [], []
    if tile_px is None:
        lacking.append("the side of its tiles in px")
        options.append("--tile-px PX")
    if side is None:
        lacking.append("the pixel size of its tiles")
        options.append("--tile-mpp UM")
    if mpp is None:
        target = number(file["coords"], "target_magnification")
        name = f"the pixel size of the slide (the file names only a magnification, {target:g}x)" if target else (
            "the pixel size of the slide"
        )
        lacking.append(name)
        options.append("--mpp UM (or the slide itself: --image SLIDE)")
    return UnstatedFactError(
        f"{where}, a file as {layout} writes it, does not state {' and '.join(lacking)}.",
        f"State them: {', '.join(options)}.",
    )


def _name(file: Any) -> str:
    return Path(file.filename).name

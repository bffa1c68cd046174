"""Compare a feature file with the encoder that a model was trained on, and refuse a file that does not fit."""

from collections.abc import Iterator
from dataclasses import dataclass

from model.base.errors import FeatureFileError, UnstatedFactError
from model.bundle.encoder_facts import EncoderFacts
from model.feature_files.read import FeatureFile

SAME_MPP = 0.02
"""Maximum relative difference between two pixel sizes that count as equal. Scanners of one kind differ by less."""
OTHER_MPP = 0.10
"""Minimum relative difference between the pixel sizes of file and model for which a file is refused.

If the pixel sizes differ by 10 %, the areas of nuclei differ by a fifth.
"""
ENCODER = "encoder"
"""Name of the check in a verdict."""


@dataclass(frozen=True)
class Match:
    """How well a feature file fits a model: sentences for a caution, and facts that could not be checked."""

    cautions: tuple[str, ...]
    not_checked: tuple[str, ...]


def matched(file: FeatureFile, model: EncoderFacts, name: str) -> Match:
    """Return how well `file` fits `model`, the encoder of the model called `name`.

    Raise FeatureFileError if `file` does not fit: the name or the weights of the encoder, the number of features, the
    side of the tiles or their pixel size differ, or the encoder is unknown.
    """
    found, where = file.encoder, file.path.name
    if found.length != model.length:
        raise FeatureFileError(
            f"{where} has {found.length} features per tile, but {name} takes {model.length}.", _other(model)
        )
    if found.sha256 and model.sha256 and found.sha256 != model.sha256:
        raise FeatureFileError(
            f"The features in {where} come from other weights of the encoder (SHA-256 {found.sha256[:12]}) than those "
            f"that {name} was trained on ({model.sha256[:12]}).",
            _other(model),
        )
    sure = bool(found.sha256 and model.sha256)
    if not sure and not found.name:
        raise UnstatedFactError(
            f"{where} does not state which encoder computed its features; {name} needs those of {model.name!r}.",
            f"If the features come from this encoder, give its name: --encoder {model.name}",
        )
    if not sure and found.name.casefold() != model.name.casefold():
        raise UnstatedFactError(
            (
                f"The features in {where} come from the encoder {found.name!r}, but {name} takes features of "
                f"{model.name!r}."
            ),
            f"{_other(model)} If both names mean the same weights, give the model's name: --encoder {model.name}",
        )
    if found.tile_px != model.tile_px:
        raise FeatureFileError(
            (f"The tiles of {where} have {found.tile_px} px, but the tiles of {name} have {model.tile_px} px."),
            _other(model),
        )
    return Match(tuple(_pixel_size(found, model, where, name)), () if sure else (_unsure(model),))


def _pixel_size(found: EncoderFacts, model: EncoderFacts, where: str, name: str) -> Iterator[str]:
    difference = abs(found.mpp - model.mpp) / model.mpp
    if difference > OTHER_MPP:
        raise FeatureFileError(
            f"The tiles of {where} have {found.mpp:.4g} um/px, but the tiles of {name} have {model.mpp:.4g} um/px.",
            _other(model),
        )
    if difference > SAME_MPP:
        yield f"The tiles have {found.mpp:.4g} um/px; the model was trained at {model.mpp:.4g} um/px."


def _unsure(model: EncoderFacts) -> str:
    whose = "the file contains no hash" if model.sha256 else "the model records no hash"
    return f"weights of the encoder not checked: {whose}"


def _other(model: EncoderFacts) -> str:
    return f"Compute the features with {model.text}, or choose a model that was trained on such features."

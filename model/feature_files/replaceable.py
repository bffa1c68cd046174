"""Decide whether a feature file may be replaced by a new one."""

from pathlib import Path

from model.base.errors import FeatureFileError
from model.feature_files.hdf5 import opened, text
from model.feature_files.own_facts import IMAGE_SHA256


def refuse_foreign(path: Path, image_sha256: str) -> None:
    """Raise FeatureFileError if `path` exists and is not a file that this program wrote for the same image.

    `image_sha256` is the SHA-256 of the image.
    """
    if not path.exists():
        return
    try:
        with opened(path) as file:
            same = text(file, IMAGE_SHA256) == image_sha256
    except FeatureFileError:
        same = False
    if not same:
        raise FeatureFileError(
            f"{path} exists and was not written for this image; it is not overwritten.",
            "Choose another folder with --out, or remove the file.",
        )

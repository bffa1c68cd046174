"""Choose file names for exports that do not overwrite the results of another image."""

import json
from collections.abc import Collection, Iterable
from pathlib import Path

from model.result.export.record import RECORD
from model.slide.record import ImageRecord

RECORD_SUFFIX = ".json"
EXPLANATION = "histocast-explanation"
"""The `record` field of an explanation's record, which states its image in the same way as a prediction's record."""


def stem_for(
    image: ImageRecord,
    folder: Path,
    suffixes: Iterable[str],
    taken: Collection[str],
    part: str = "",
    records: tuple[str, ...] = (RECORD_SUFFIX,),
) -> str:
    """Return a stem in `folder` for the exports of `image`: that of the image, with -2, -3 ... if it is not free.

    `part` follows the image's name if only a part of it was analysed, as "A-3" for a core.

    A stem is free if none of its files (`stem + suffix`) exists, or if the record states that they are earlier results
    of the same image; those are replaced. `taken` are stems already used for other images. `records` are the suffixes
    of the records that are checked.
    """
    wanted = Path(image.path).stem + (f"_{part}" if part else "")
    # Windows and macOS treat names that differ only in case as the same.
    used = {stem.casefold() for stem in taken}
    endings = tuple(suffixes)

    def usable(stem: str) -> bool:
        if _free(folder, stem, endings):
            return True
        found = [path for path in (folder / (stem + suffix) for suffix in records) if path.exists()]
        return bool(found) and all(_is_of(image, path) for path in found)

    number, stem = 1, wanted
    while stem.casefold() in used or not usable(stem):
        number += 1
        stem = f"{wanted}-{number}"
    return stem


def _free(folder: Path, stem: str, suffixes: tuple[str, ...]) -> bool:
    return not any((folder / (stem + suffix)).exists() for suffix in suffixes)


def _is_of(image: ImageRecord, path: Path) -> bool:
    """Return whether the file at `path` is a record of an earlier prediction or explanation of `image`."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        return bool(
            record["record"] in (RECORD, EXPLANATION)
            and record["image"]["path"] == image.path
            and record["image"]["sha256"] == image.sha256
        )
    except (OSError, ValueError, LookupError, TypeError):
        return False

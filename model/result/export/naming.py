"""Names for exports: an image and a folder come in, a stem that overwrites nobody else's results goes out."""

import json
from collections.abc import Collection, Iterable
from pathlib import Path

from model.result.export.record import RECORD
from model.slide.record import ImageRecord

RECORD_SUFFIX = ".json"
EXPLANATION = "histocast-explanation"
"""What the record of an explanation calls itself; it names its image as a prediction's does."""


def stem_for(
    image: ImageRecord,
    folder: Path,
    suffixes: Iterable[str],
    taken: Collection[str],
    part: str = "",
    records: tuple[str, ...] = (RECORD_SUFFIX,),
) -> str:
    """A stem in `folder` for the exports of `image`: its own, else with -2, -3 ... after it.

    `part` follows the image's name where only a part of it was read, as "A-3" for a core.

    A stem is free where none of its files (`stem + suffix`) is there, or where the record says that they are earlier
    results of this very image: those are replaced. `taken` are stems given to other images already. `records` are the
    suffixes of records that must not be another image's.
    """
    wanted = Path(image.path).stem + (f"_{part}" if part else "")
    # Windows and macOS take names that differ only in case for the same.
    used = {stem.casefold() for stem in taken}
    endings = tuple(suffixes)

    def ours(stem: str) -> bool:
        if _free(folder, stem, endings):
            return True
        found = [path for path in (folder / (stem + suffix) for suffix in records) if path.exists()]
        return bool(found) and all(_is_of(image, path) for path in found)

    number, stem = 1, wanted
    while stem.casefold() in used or not ours(stem):
        number += 1
        stem = f"{wanted}-{number}"
    return stem


def _free(folder: Path, stem: str, suffixes: tuple[str, ...]) -> bool:
    return not any((folder / (stem + suffix)).exists() for suffix in suffixes)


def _is_of(image: ImageRecord, path: Path) -> bool:
    """Whether the file at `path` is a record of an earlier prediction, or explanation, of `image`."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        return bool(
            record["record"] in (RECORD, EXPLANATION)
            and record["image"]["path"] == image.path
            and record["image"]["sha256"] == image.sha256
        )
    except (OSError, ValueError, LookupError, TypeError):
        return False

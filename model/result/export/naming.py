"""Choose file names for exports that do not overwrite the results of another image."""

from collections.abc import Collection, Iterable
from pathlib import Path

from model.base.json_file import read_json
from model.result.export.record import RECORD
from model.slide.record import ImageRecord

RECORD_SUFFIX = ".json"
EXPLANATION = "histocast-explanation"
"""The value of the key `record` in the record of an explanation.

Such a record names its image in the same way as the record of a prediction."""


def stem_for(
    image: ImageRecord,
    folder: Path,
    suffixes: Iterable[str],
    taken: Collection[str],
    part: str = "",
    records: tuple[str, ...] = (RECORD_SUFFIX,),
) -> str:
    """Return a free stem in `folder` for the exports of `image`.

    It is the stem of the image's name, with -2, -3 ... appended if that stem is not free. If only a part of the image
    was analysed, `part` follows the name of the image, for example "A-3" for a core. A stem is free if none of its
    files (`stem + suffix`) exists. A stem is also free if a record in `folder` shows that its files are earlier results
    of the same image. The export then replaces these files. `records` are the suffixes of the records to read. `taken`
    are the stems that are already used for other images.
    """
    wanted = Path(image.path).stem + (f"_{part}" if part else "")
    # On Windows and macOS, names that differ only in case are the same.
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
        record = read_json(path)
        return bool(
            record["record"] in (RECORD, EXPLANATION)
            and record["image"]["path"] == image.path
            and record["image"]["sha256"] == image.sha256
        )
    except (OSError, ValueError, LookupError, TypeError):
        return False

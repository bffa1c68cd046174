"""Open an HDF5 file of another program, and check a dataset before memory is allocated or data are read.

The source of a file is not trusted. Links to other files, raw data outside the file, virtual datasets, and filters that
HDF5 would load as plugins are refused, because they would read other files or run other code.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from model.base.errors import FeatureFileError

MOST_FILE_BYTES = 16 << 30
MOST_TILES = 1_000_000
"""Maximum number of tiles. A slide of 200,000 x 100,000 px has 305,000 tiles of 256 px at full resolution."""
MOST_FEATURES = 65_536
"""Maximum number of features per tile. VGG-16 has 4096, and encoders for pathology have up to 2560."""
MOST_BYTES = 4 << 30
"""Maximum size of the features in bytes, as float32: 1 million tiles of 1024 features, or 262,144 tiles of 4096."""
_MOST_CHUNK_BYTES = 256 << 20
"""Maximum size of a chunk in bytes. HDF5 decompresses a chunk as a whole, and its own limit is 4 GB."""
_SIGNATURE = b"\x89HDF\r\n\x1a\n"
_OWN_FILTERS = {1: "gzip", 2: "shuffle", 3: "fletcher32", 32000: "lzf"}
"""The filters that are part of h5py, by their HDF5 numbers. HDF5 would load any other filter as a plugin."""
_PICKLES = (".pt", ".pth", ".pkl", ".pickle", ".bin")
_FAULTS = (OSError, RuntimeError, KeyError, ValueError, TypeError, OverflowError, MemoryError)
"""The exceptions that h5py raises for damaged files."""
_AGAIN = "Copy or compute the file again."


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """Yield the open file at `path`, an `h5py.File`. Raise FeatureFileError if it is not an HDF5 file or is damaged."""
    _refuse_others(path)
    import h5py

    try:
        with h5py.File(path, "r") as file:
            yield file
    except _FAULTS as error:
        lines = str(error).splitlines()
        raise FeatureFileError(
            f"{path.name} is damaged or incomplete ({lines[0] if lines else type(error).__name__}).", _AGAIN
        ) from error


def _refuse_others(path: Path) -> None:
    if path.suffix.lower() in _PICKLES:
        raise FeatureFileError(
            f"{path.name} is a pickle, which can run code when it is read; pickles are never read.",
            "Give the HDF5 file (.h5) instead. TRIDENT and STAMP write it by default, and CLAM writes it into the "
            "folder h5_files, with the positions of the tiles.",
        )
    try:
        if not path.is_file():
            raise FeatureFileError(f"There is no file {path}.", "Check the path.")
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(len(_SIGNATURE))
    except OSError as error:
        raise FeatureFileError(f"{path} cannot be read ({error.strerror}).", "Check the file's permissions.") from error
    if start != _SIGNATURE:
        raise FeatureFileError(
            f"{path.name} is not an HDF5 file.", "Give a feature file (.h5) of TRIDENT, CLAM or STAMP."
        )
    if size > MOST_FILE_BYTES:
        raise FeatureFileError(
            f"{path.name} has {size / 1e9:.0f} GB; at most {MOST_FILE_BYTES / 1e9:.0f} GB are read.",
            "Give one file per slide.",
        )


def holds(file: Any, name: str) -> bool:
    """Return whether the open file has an entry called `name`.

    If the entry is a link to another file, the link is not followed.
    """
    return bool(file.id.links.exists(name.encode()))


def dataset(file: Any, name: str, kinds: str, shape: Sequence[int | None]) -> Any:
    """Return the dataset `name` of an open file, an `h5py.Dataset`, after checking it. Its data are not read.

    `kinds` are the allowed kinds of numbers (NumPy's letters, "f": floating point, "iu": whole numbers). `shape` is the
    required shape; None means any size. Raise FeatureFileError if the dataset is missing, or if reading it would be
    unsafe.
    """
    import h5py

    where = Path(file.filename).name
    if not holds(file, name):
        raise FeatureFileError(f"{where} has no dataset {name!r}.", "Give a feature file of TRIDENT, CLAM or STAMP.")
    if file.id.links.get_info(name.encode()).type != h5py.h5l.TYPE_HARD:
        raise FeatureFileError(
            f"{name!r} in {where} is a link to data elsewhere; links are not followed.",
            "Copy the data into one file, for example with h5repack.",
        )
    found = file[name]
    if not isinstance(found, h5py.Dataset):
        raise FeatureFileError(f"{name!r} in {where} is a group, not a dataset.", _AGAIN)
    _refuse_form(found, name, where, kinds, shape)
    _refuse_storage(found, name, where)
    return found


def _refuse_form(found: Any, name: str, where: str, kinds: str, shape: Sequence[int | None]) -> None:
    if found.shape is None or len(found.shape) != len(shape):
        raise FeatureFileError(
            f"{name!r} in {where} has the shape {found.shape}, not [{', '.join(_size_text(one) for one in shape)}].",
            "Give the features of the tiles, one row per tile. A vector for a whole slide or patient is not enough.",
        )
    if any(wanted not in (None, size) for size, wanted in zip(found.shape, shape, strict=True)):
        wanted = ", ".join(_size_text(one) for one in shape)
        raise FeatureFileError(f"{name!r} in {where} has the shape {found.shape}, not [{wanted}].", _AGAIN)
    if found.dtype.kind not in kinds or found.dtype.names is not None or found.dtype.itemsize > 8:
        raise FeatureFileError(
            f"{name!r} in {where} has the type {found.dtype}, which is not a type of plain numbers that can be read "
            "here.",
            "Save the features as float32 or float16, and the positions as whole or floating-point numbers.",
        )


def _size_text(size: int | None) -> str:
    return "n" if size is None else str(size)


def _refuse_storage(found: Any, name: str, where: str) -> None:
    if found.is_virtual or found.external:
        raise FeatureFileError(
            f"{name!r} in {where} lies in other files, which are not read.",
            "Copy the data into one file, for example with h5repack.",
        )
    plan = found.id.get_create_plist()
    filters = [int(plan.get_filter(number)[0]) for number in range(plan.get_nfilters())]
    unknown = [number for number in filters if number not in _OWN_FILTERS]
    if unknown:
        raise FeatureFileError(
            f"{name!r} in {where} needs the HDF5 filter {unknown[0]}, a plugin; plugins are not loaded.",
            "Compress the dataset again without plugins: h5repack -f GZIP=4 OLD.h5 NEW.h5",
        )
    chunks = found.chunks
    if chunks and int(np.prod(chunks, dtype=np.float64)) * found.dtype.itemsize > _MOST_CHUNK_BYTES:
        raise FeatureFileError(
            f"{name!r} in {where} is stored in chunks of {chunks}, which are too large to be read safely.",
            "Store the dataset in smaller chunks, for example with h5repack.",
        )
    _refuse_incomplete(found, name, where)


def _refuse_incomplete(found: Any, name: str, where: str) -> None:
    """Raise FeatureFileError if parts of the dataset were never written, because HDF5 would return zeros for them."""
    if not found.size:
        return
    if found.chunks is None:
        whole = found.id.get_storage_size() >= found.size * found.dtype.itemsize
    else:
        pairs = zip(found.shape, found.chunks, strict=True)
        wanted = int(np.prod([-(-size // chunk) for size, chunk in pairs], dtype=np.float64))
        whole = found.id.get_num_chunks() >= wanted
    if not whole:
        raise FeatureFileError(
            f"{name!r} in {where} was not completely written: parts of its data are missing.", "Compute it again."
        )


def text(owner: Any, name: str) -> str:
    """Return the attribute `name` of a file or dataset as text; "" if it is absent or empty."""
    found = _value(owner, name)
    if isinstance(found, bytes):
        found = found.decode("utf-8", "replace")
    # TRIDENT writes None as the text "None".
    return "" if not isinstance(found, str) or found == "None" else found.strip()


def number(owner: Any, name: str) -> float | None:
    """Return the attribute `name` of a file or dataset, which must be a number above 0. Return None if it is absent.

    Raise FeatureFileError if the attribute has any other value.
    """
    found = _value(owner, name)
    if found is None or (isinstance(found, str) and found == "None"):
        return None
    try:
        value = float(found)
    except (TypeError, ValueError):
        value = float("nan")
    if not 0 < value < float("inf"):
        where = Path(owner.file.filename).name
        raise FeatureFileError(f"The attribute {name!r} in {where} is {found!r}, not a number above 0.", _AGAIN)
    return value


def _value(owner: Any, name: str) -> Any:
    """Return the value of a scalar attribute, or the first of several equal values.

    Return None if the attribute is absent or of another kind.
    """
    if name not in owner.attrs:
        return None
    size = owner.attrs.get_id(name).shape
    if size is None or int(np.prod(size)) not in range(1, 3):
        return None
    found = np.asarray(owner.attrs[name]).ravel()
    return found[0].item() if isinstance(found[0], np.generic) and len(set(found.tolist())) == 1 else found[0]

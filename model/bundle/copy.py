"""Copy a bundle with another manifest and unchanged tensor bytes.

The copy has another SHA-256 than the original. This module does not import torch.
"""

import json
from pathlib import Path

from model.base.errors import BundleError
from model.base.files import replacing
from model.base.json_file import parse_json
from model.bundle.manifest import METADATA_KEY, Manifest, read_manifest, to_json
from model.bundle.tensors import refuse_bad_file

_SUFFIX = ".safetensors"
_ALIGNED = 8
"""The safetensors format pads the header of a file with spaces to a multiple of this number of bytes."""


def refuse_original(original: Path, copy: Path) -> None:
    """Raise BundleError if the file `copy` exists already, or if its name is not the name of a bundle."""
    if copy.suffix != _SUFFIX:
        raise BundleError(f"{copy.name} is not the name of a bundle.", f"Give a name that ends in {_SUFFIX}.")
    if copy.exists() and copy.samefile(original):
        raise BundleError(
            f"{copy} is the original bundle. It cannot be overwritten, because the hash of its file identifies it.",
            "Give another name for the copy.",
        )
    if copy.exists():
        raise BundleError(f"{copy} already exists.", "Give another name, or remove the existing file first.")


def write_copy(original: Path, manifest: Manifest, copy: Path) -> None:
    """Write the file `copy`, with the tensors of `original` and with `manifest` in place of its manifest."""
    refuse_original(original, copy)
    read_manifest(original)  # raises an error for damaged files and for files of other programs
    refuse_bad_file(original)
    content = original.read_bytes()
    start = 8 + int.from_bytes(content[:8], "little")
    header = parse_json(content[8:start])
    header["__metadata__"] = {**header["__metadata__"], METADATA_KEY: to_json(manifest)}
    # The header is written in the same form as by the safetensors library. A restored manifest thus gives exactly the
    # original file.
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode("utf-8")
    text += b" " * (-len(text) % _ALIGNED)
    try:
        with replacing(copy) as beside:
            beside.write_bytes(len(text).to_bytes(8, "little") + text + content[start:])
    except OSError as error:
        message = f"{copy} could not be written ({error.strerror or error})."
        raise BundleError(message, "Check that the folder is writable and has free space.") from error

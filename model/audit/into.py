"""The audit into a bundle: a bundle file and the section come in; a copy whose card holds it goes out.

The tensors are the same, byte for byte; the file is another one, and so has another hash.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

from safetensors import SafetensorError
from safetensors.torch import load_file, save_file

from model.errors import BundleError
from model.files import replacing
from model.manifest import METADATA_KEY, read_manifest, to_json


def refuse_original(original: Path, copy: Path) -> None:
    """BundleError where writing `copy` would write over a file that is there, the `original` or another."""
    if copy.suffix != ".safetensors":
        raise BundleError(f"{copy.name} is not the name of a bundle.", "Give a name that ends in .safetensors.")
    if copy.exists() and copy.samefile(original):
        raise BundleError(
            f"{copy} is the bundle itself: a bundle is known by its hash, and is never changed.",
            "Give another name for the copy.",
        )
    if copy.exists():
        raise BundleError(f"{copy} is there already.", "Give another name, or remove it first.")


def write_into(original: Path, section: dict[str, Any], copy: Path) -> None:
    """Write `copy`: `original` with `section` on its card."""
    manifest = replace(read_manifest(original), faithfulness=section)
    try:
        tensors = load_file(original)
    except SafetensorError as error:
        raise BundleError(f"{original.name} is damaged ({error}).", "Get the bundle again.") from error
    with replacing(copy) as beside:
        save_file(tensors, beside, metadata={METADATA_KEY: to_json(manifest)})

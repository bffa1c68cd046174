"""Write a copy of a bundle with the results of an audit in its model card.

The tensors are unchanged byte for byte, but the file differs and therefore has another SHA-256.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

from safetensors import SafetensorError
from safetensors.torch import load_file

from model.base.errors import BundleError
from model.base.files import replacing
from model.base.tensor_file import save_tensors
from model.bundle.manifest import METADATA_KEY, read_manifest, to_json


def write_into(original: Path, section: dict[str, Any], copy: Path) -> None:
    """Write the file `copy`: the bundle `original` with `section`, the results of an audit, in its model card.

    Raise BundleError if `original` is damaged.
    """
    manifest = replace(read_manifest(original), faithfulness=section)
    try:
        tensors = load_file(original)
    except SafetensorError as error:
        raise BundleError(f"{original.name} is damaged ({error}).", "Copy or download the bundle again.") from error
    with replacing(copy) as beside:
        save_tensors(tensors, beside, metadata={METADATA_KEY: to_json(manifest)})

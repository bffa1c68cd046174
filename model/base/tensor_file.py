"""Write tensors to a `.safetensors` file."""

import errno
import os
import re
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

_CODE = re.compile(r"os error (\d+)")


def save_tensors(tensors: Mapping[str, Any], path: Path, metadata: dict[str, str] | None = None) -> None:
    """Write `tensors`, all of torch or all of NumPy, and `metadata` to `path`.

    Raise OSError if the disk is full or cannot be written.

    The safetensors library raises its own kind of error in these cases; this function converts it to OSError.
    """
    from safetensors import SafetensorError

    module = "numpy" if any(isinstance(tensor, np.ndarray) for tensor in tensors.values()) else "torch"
    save = import_module(f"safetensors.{module}").save_file
    try:
        save(dict(tensors), path, metadata)
    except SafetensorError as error:
        found = _CODE.search(str(error))
        code = int(found[1]) if found else errno.EIO
        raise OSError(code, os.strerror(code), str(path)) from error

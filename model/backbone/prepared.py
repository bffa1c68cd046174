"""Networks made ready for OpenVINO, kept on disk: a key and a recipe come in, the network goes out, made at most once.

Drawing the embedded weights, Winograd's filters and quantisation take seconds to half a minute; reading a network that
is ready takes a moment, since its weights are mapped from the file. Every file is held to its SHA-256: a damaged entry
is made anew.
"""

import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Callable, Generator
from pathlib import Path

from model.backbone.openvino_door import openvino as ov
from model.files import file_sha256
from model.places import cache_folder
from model.progress import Progress

LIMIT_BYTES = 2_000_000_000
"""Two float32 networks of 720 MB and four of int8; beyond it the ones used longest ago go."""
_NETWORK, _WEIGHTS, _SUMS = "network.xml", "network.bin", "sums.json"

Recipe = Callable[[], Generator[Progress, None, ov.Model]]


def networks_folder() -> Path:
    return cache_folder() / "networks"


def prepared(parts: tuple[str, ...], make: Recipe) -> Generator[Progress, None, ov.Model]:
    """The network that depends on `parts` and nothing else, from disk, or by `make` and then from disk.

    Where the disk is full or closed to us, the network is made anew each time and nobody is disturbed.
    """
    folder = networks_folder() / hashlib.sha256("|".join((ov.__version__, *parts)).encode()).hexdigest()[:40]
    yield Progress("reading the network")
    network = _read(folder)
    if network is None:
        made = yield from make()
        yield Progress("keeping the network")
        _keep(made, folder)
        # From disk again: mapped weights can be dropped when memory is short, those just made cannot.
        network = _read(folder) or made
    return network


def clear_networks() -> int:
    """Remove all networks; gives how many there were."""
    entries = _entries()
    for folder in entries:
        shutil.rmtree(folder, ignore_errors=True)
    return len(entries)


def networks_size() -> tuple[int, int]:
    """How many networks there are, and their bytes."""
    entries = _entries()
    return len(entries), sum(_size(folder) for folder in entries)


def _read(folder: Path) -> ov.Model | None:
    try:
        sums = json.loads((folder / _SUMS).read_text(encoding="utf-8"))
        if any(file_sha256(folder / name) != sums[name] for name in (_NETWORK, _WEIGHTS)):
            return None
        os.utime(folder)  # the time of last use, for `_trim`
        return ov.Core().read_model(folder / _NETWORK)
    except (OSError, ValueError, KeyError, TypeError, RuntimeError):
        return None


def _keep(network: ov.Model, folder: Path) -> None:
    beside = folder.with_name(f".histocast-{secrets.token_hex(6)}")
    try:
        beside.mkdir(parents=True)
        ov.save_model(network, beside / _NETWORK, compress_to_fp16=False)
        sums = {name: file_sha256(beside / name) for name in (_NETWORK, _WEIGHTS)}
        (beside / _SUMS).write_text(json.dumps(sums), encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)  # a damaged one
        beside.rename(folder)
        _trim()
    except (OSError, RuntimeError):  # OpenVINO tells a full disk as a RuntimeError
        return
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _trim() -> None:
    """Let the networks used longest ago go until the rest is within the limit."""
    total = 0
    for folder in sorted(_entries(), key=lambda entry: entry.stat().st_mtime, reverse=True):
        total += _size(folder)
        if total > LIMIT_BYTES:
            shutil.rmtree(folder, ignore_errors=True)


def _entries() -> list[Path]:
    return [folder for folder in networks_folder().glob("*") if (folder / _SUMS).is_file()]


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.iterdir())

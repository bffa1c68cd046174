"""Prepare networks for OpenVINO once and cache them on the disk.

Computing the weights of the embedded backbone, the Winograd filters and the quantisation takes seconds to half a
minute. Reading a prepared network is fast, because its weights are mapped into memory. Every file is checked against
its SHA-256, and a damaged network is prepared again.
"""

import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Callable, Generator
from pathlib import Path

from model.backbone.networks import SUMS, UNFINISHED, networks_folder, trim_networks
from model.backbone.openvino_loader import openvino as ov
from model.base.files import file_sha256
from model.base.json_file import read_json
from model.base.progress import Progress

_NETWORK, _WEIGHTS = "network.xml", "network.bin"

Recipe = Callable[[], Generator[Progress, None, ov.Model]]


def prepared(parts: tuple[str, ...], make: Recipe) -> Generator[Progress, None, ov.Model]:
    """Return the network for OpenVINO that the texts `parts` identify together, from the cache if possible.

    If the cache does not contain the network, make it with `make` and save it. If the disk is full or not writable, the
    network is made each time and no error is raised.
    """
    folder = networks_folder() / hashlib.sha256("|".join((ov.__version__, *parts)).encode()).hexdigest()[:40]
    yield Progress("reading the network")
    network = _read(folder)
    if network is None:
        made = yield from make()
        yield Progress("saving the network")
        # The network is read from the disk again, because the system can release mapped weights when memory is short.
        network = (_map(folder) if _save(made, folder) else None) or made
    return network


def _read(folder: Path) -> ov.Model | None:
    """Return the saved network in `folder`; None if there is none or a file of it is damaged."""
    try:
        sums = read_json(folder / SUMS)
        if any(file_sha256(folder / name) != sums[name] for name in (_NETWORK, _WEIGHTS)):
            return None
        os.utime(folder)  # sets the time of last use for `trim_networks`
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return _map(folder)


def _map(folder: Path) -> ov.Model | None:
    """Return the network in `folder`, or None if it cannot be read. Its files were checked or have just been written.

    Its weights are mapped into memory and not copied.
    """
    try:
        return ov.Core().read_model(folder / _NETWORK)
    except RuntimeError:
        return None


def _save(network: ov.Model, folder: Path) -> bool:
    """Save the network in `folder` with the SHA-256 of its files. Return False if the disk is full or not writable."""
    beside = folder.with_name(f"{UNFINISHED}{secrets.token_hex(6)}")
    try:
        beside.mkdir(parents=True)
        ov.save_model(network, beside / _NETWORK, compress_to_fp16=False)
        sums = {name: file_sha256(beside / name) for name in (_NETWORK, _WEIGHTS)}
        (beside / SUMS).write_text(json.dumps(sums), encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)  # removes a damaged network
        beside.rename(folder)
        trim_networks()
        return True
    except (OSError, RuntimeError):  # OpenVINO raises RuntimeError if the disk is full
        return False
    finally:
        shutil.rmtree(beside, ignore_errors=True)

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

from model.backbone.networks import SUMS, UNFINISHED, networks_folder, trim_networks
from model.backbone.openvino_loader import openvino as ov
from model.base.files import file_sha256
from model.base.progress import Progress

_NETWORK, _WEIGHTS = "network.xml", "network.bin"

Recipe = Callable[[], Generator[Progress, None, ov.Model]]


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


def _read(folder: Path) -> ov.Model | None:
    try:
        sums = json.loads((folder / SUMS).read_text(encoding="utf-8"))
        if any(file_sha256(folder / name) != sums[name] for name in (_NETWORK, _WEIGHTS)):
            return None
        os.utime(folder)  # the time of last use, for `_trim`
        return ov.Core().read_model(folder / _NETWORK)
    except (OSError, ValueError, KeyError, TypeError, RuntimeError):
        return None


def _keep(network: ov.Model, folder: Path) -> None:
    beside = folder.with_name(f"{UNFINISHED}{secrets.token_hex(6)}")
    try:
        beside.mkdir(parents=True)
        ov.save_model(network, beside / _NETWORK, compress_to_fp16=False)
        sums = {name: file_sha256(beside / name) for name in (_NETWORK, _WEIGHTS)}
        (beside / SUMS).write_text(json.dumps(sums), encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)  # a damaged one
        beside.rename(folder)
        trim_networks()
    except (OSError, RuntimeError):  # OpenVINO tells a full disk as a RuntimeError
        return
    finally:
        shutil.rmtree(beside, ignore_errors=True)

"""Import an encoder from an ONNX file: copy it, check it, try it on tiles, and install it under a name."""

import hashlib
from collections.abc import Generator
from pathlib import Path

import numpy as np

from model.backbone.devices import choose_device
from model.backbone.engine_openvino import OpenVinoEncoder
from model.backbone.onnx_facts import OnnxFacts, Preprocessing
from model.backbone.onnx_network import LIMIT_BYTES, EncoderNetwork, encoder_network, refuse_unreadable
from model.backbone.onnx_record import OnnxRecord, record_file, write_record
from model.backbone.quantised import calibration_tiles
from model.backbone.store import BackboneInfo, refuse_replacement, target_file
from model.base.errors import BackboneError
from model.base.files import replacing
from model.base.progress import Progress

_CHUNK = 1 << 22
_TRIED = 9
"""Number of different tiles with which an encoder is tested at its import. It is the number of tiles per call plus
1.
"""
_ROUNDING = 1e-3
"""Maximum relative difference (L2 norm) between the features of a tile that is encoded together with different other
tiles. Rounding alone gives less than 1e-5.
"""


def import_onnx(file: Path, name: str | None, stated: Preprocessing) -> Generator[Progress, None, BackboneInfo]:
    """Import the encoder in the ONNX file `file`, and return its description.

    `stated` describes the tiles that it takes. If `name` is None, the name is the name of the file without its suffix.
    Raise BackboneError if the file or the name cannot be used, or if another encoder has this name. The user's file is
    read once and copied. The copy is checked and installed.
    """
    path = target_file(name or file.stem, ".onnx")
    with replacing(path) as copy:
        sha256 = yield from _copy(file, copy)
        yield Progress("reading the network")
        refuse_unreadable(copy, file.name)
        found = encoder_network(copy, stated, file.name)
        yield Progress("trying the encoder")
        facts = OnnxFacts(stated, sha256, found.length, found.output)
        refuse_replacement(path.stem, facts.sha256)
        _try(found, facts, file.name)
        # The old record is removed first, so that it never describes the new file.
        record_file(path).unlink(missing_ok=True)
    source = f"imported from {file.name}: {facts.length} features of {stated.words}"
    write_record(path, OnnxRecord(facts, source))
    return BackboneInfo(path.stem, path, facts.sha256, source, facts)


def _copy(file: Path, copy: Path) -> Generator[Progress, None, str]:
    """Copy `file` to `copy` and return its SHA-256. Raise BackboneError if the file is too large or cannot be read."""
    digest, done = hashlib.sha256(), 0
    try:
        total = file.stat().st_size
        if total > LIMIT_BYTES:
            raise _too_large(file, total)
        copy.parent.mkdir(parents=True, exist_ok=True)
        with file.open("rb") as given, copy.open("wb") as taken:
            while chunk := given.read(_CHUNK):
                digest.update(chunk)
                taken.write(chunk)
                done += len(chunk)
                if done > LIMIT_BYTES:
                    raise _too_large(file, done)
                yield Progress("copying the encoder", done >> 20, total >> 20)
    except OSError as error:
        raise BackboneError(f"{file} cannot be copied ({error.strerror}).", "Check the path and the disk.") from error
    return digest.hexdigest()


def _try(found: EncoderNetwork, facts: OnnxFacts, name: str) -> None:
    """Encode a few tiles as a test, and raise BackboneError if the features cannot come from an encoder of tiles.

    The features must be finite, must not be the same for every tile, and must not depend on the other tiles of a batch.
    """
    tiles = calibration_tiles(facts.stated.tile_px, facts.stated.mpp)
    tiles = tiles[np.linspace(0, len(tiles) - 1, _TRIED).round().astype(int)]
    encoder = OpenVinoEncoder(found.network, "CPU", facts.sha256, choose_device("cpu", engine="OpenVINO"))
    together = encoder.encode(tiles)
    if not np.isfinite(together).all():
        raise BackboneError(
            f"{name} returns features that are NaN or infinite for tiles of tissue.",
            (
                "Check the weights of the encoder and the normalisation (--normalise, --means, --sds), and "
                "export it again."
            ),
        )
    if (together == together[0]).all():
        raise BackboneError(
            f"{name} returns the same features for every tile.",
            "Check the exported network: its output may be constant.",
        )
    alone = np.concatenate([encoder.encode(tile[None]) for tile in tiles])
    off = np.linalg.norm(together - alone, axis=1)
    if (off > _ROUNDING * np.linalg.norm(alone, axis=1)).any():
        raise BackboneError(
            f"{name} gives a tile different features when it is encoded again with other tiles.",
            "Export the encoder for inference: call model.eval() first, so that it uses no statistics of the batch and "
            "no dropout.",
        )


def _too_large(file: Path, size: int) -> BackboneError:
    return BackboneError(
        f"{file.name} has {size / 1e9:.1f} GB; an ONNX file has at most {LIMIT_BYTES / 1e9:.1f} GB.",
        "Choose a smaller encoder, or export its weights as float16.",
    )

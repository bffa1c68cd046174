"""Write and read NAME.onnx.json, the record of the encoder in the ONNX file beside it."""

import json
from dataclasses import dataclass
from pathlib import Path

from model.backbone.onnx_facts import OnnxFacts, preprocessing
from model.base.errors import BackboneError
from model.base.files import replacing
from model.base.json_file import read_json

_VERSION = 1


@dataclass(frozen=True)
class OnnxRecord:
    """The facts about an encoder from an ONNX file, and where the file came from."""

    facts: OnnxFacts
    source: str


def record_file(onnx: Path) -> Path:
    """Return the path of the record of the encoder in the file `onnx`: NAME.onnx.json beside it."""
    return onnx.with_name(f"{onnx.name}.json")


def write_record(onnx: Path, record: OnnxRecord) -> None:
    """Write `record` to NAME.onnx.json beside the encoder's file `onnx`."""
    facts, tiles = record.facts, record.facts.stated
    about = {
        "version": _VERSION,
        "sha256": facts.sha256,
        "file_sha256": facts.file_sha256,
        "length": facts.length,
        "output": facts.output,
        "tile_px": tiles.tile_px,
        "mpp": tiles.mpp,
        "mean": tiles.mean,
        "sd": tiles.sd,
        "source": record.source,
    }
    with replacing(record_file(onnx)) as beside:
        beside.write_text(json.dumps(about, indent=1), encoding="utf-8")


def read_record(onnx: Path) -> OnnxRecord | None:
    """Return the record of the encoder in the file `onnx`. Return None if the record is missing, damaged or changed."""
    try:
        about = read_json(record_file(onnx))
        stated = preprocessing(about["tile_px"], about["mpp"], tuple(about["mean"]), tuple(about["sd"]))
        facts = OnnxFacts(stated, about["file_sha256"], about["length"], about["output"])
        good = type(facts.length) is int and facts.length > 0 and about["version"] == _VERSION
        return OnnxRecord(facts, str(about["source"])) if good and facts.sha256 == about["sha256"] else None
    except (OSError, ValueError, KeyError, TypeError, BackboneError):
        return None

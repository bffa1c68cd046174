"""Find results that an earlier `histocast predict --out` made under the same conditions, so that they are not repeated.

The conditions are everything that the numbers depend on: content of the image, region, pixel size, model, precision,
version of the program, and the device if the user gives a device.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.region_options import Part
from model.base.errors import HistocastError
from model.base.json_file import read_json
from model.base.probability_text import probability_text

if TYPE_CHECKING:
    from model.bundle.manifest import Manifest
    from model.slide.base import Slide
    from model.slide.record import ImageRecord

AUTO = "auto"


@dataclass(frozen=True)
class Conditions:
    """The conditions of this run's results, apart from the image: model, precision, device and program version."""

    bundle_sha256: str
    manifest: "Manifest"
    precision: str
    device: str
    program: str
    arithmetic: str | None = "float32"
    """The number format; None if the device does not offer the precision."""


def conditions_of(bundle: Path, precision: str, device: str) -> Conditions | None:
    """Return the conditions of a prediction run with this model, precision and device.

    Return None if the bundle cannot be read. Loading the bundle then reports the error.
    """
    from importlib.metadata import version

    from model.base.files import file_sha256
    from model.bundle.manifest import read_manifest

    try:
        manifest, sha256 = read_manifest(bundle), file_sha256(bundle)
    except (HistocastError, OSError):
        return None
    device = "cuda:0" if device == "cuda" else device
    program = f"histocast {version('histocast')}"
    if precision == "exact":
        return Conditions(sha256, manifest, precision, device, program)
    return Conditions(sha256, manifest, precision, device, program, _arithmetic(precision, device))


def _arithmetic(precision: str, device: str) -> str | None:
    """Return the number format of *fast* or *fastest*, which depends on the device. This loads torch."""
    from model.backbone.devices import arithmetic_of, choose_device
    from model.result.prediction import precision_of

    try:
        return arithmetic_of(choose_device(device), precision_of(precision))
    except HistocastError:
        return None


def earlier_record(
    folder: Path, stem: str, conditions: Conditions, part: Part, slide: "Slide", image: "ImageRecord"
) -> dict[str, Any] | None:
    """Return the record in `folder` of an earlier analysis of `part` under the same conditions.

    Return None if there is no such record, or if one of its files is missing.
    """
    if not companions_belong(folder, stem):
        return None
    try:
        record: dict[str, Any] = read_json(folder / f"{stem}.json")
        return record if _is_same(record, conditions, part, slide, image) else None
    except (OSError, ValueError, LookupError, TypeError):
        return None


def companions_belong(folder: Path, stem: str) -> bool:
    """Return whether all files of the result `stem` are in `folder` and belong to its record.

    The record is written first, so a file that is older than the record belongs to an earlier result: the program was
    stopped before it replaced this file.
    """
    from model.result.export.export_table import SUFFIXES
    from model.result.export.naming import RECORD_SUFFIX

    try:
        written = (folder / (stem + RECORD_SUFFIX)).stat().st_mtime_ns
        return all((folder / (stem + suffix)).stat().st_mtime_ns >= written for suffix in SUFFIXES)
    except OSError:
        return False


def _is_same(record: dict[str, Any], conditions: Conditions, part: Part, slide: "Slide", image: "ImageRecord") -> bool:
    region = part.placement(slide, image, conditions.manifest).region
    device = record["device"]
    return (
        record["image"]["sha256"] == image.sha256
        and (record["image"]["mpp"], record["image"]["mpp_source"]) == (image.mpp, image.mpp_source)
        and [record["window"][name] for name in ("x", "y", "width", "height")]
        == [region.x, region.y, region.width, region.height]
        and record["bundle"]["sha256"] == conditions.bundle_sha256
        and (device["precision"], device["arithmetic"]) == (conditions.precision, conditions.arithmetic)
        and conditions.device in (AUTO, device["name"])
        and record["made_by"] == conditions.program
    )


def earlier_line(name: str, record: dict[str, Any], path: Path) -> str:
    """Return the line of text for a result that was made before. It shows the probability with its reliability."""
    number = f"survival probability {probability_text(record['survival_probability'])} {record['qualifier']}"
    demo = ", DEMO MODEL" if record["bundle"]["demo"] else ""
    level = record["reliability"]["level"]
    return f"{name}: done before ({path}): {number}, reliability {level}{demo}"

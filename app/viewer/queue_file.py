"""Save the unfinished spots of the queue in the data folder, and load them at the next start."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.session.queue_state import QueuedSpot, QueueRun
from model.base.errors import CohortRunError
from model.base.files import replacing
from model.base.json_file import parse_json
from model.base.places import data_folder
from model.result.image_store import number
from model.result.prediction import Precision

Left = tuple[tuple[QueuedSpot, QueueRun], ...]
"""The unfinished spots in the order of the queue, each with its run."""
RECORD, VERSION = "histocast-queue", 1


def queue_file() -> Path:
    """Return the path of the queue file. The file exists only while there are unfinished spots."""
    return data_folder() / "queue.json"


def save_left(left: Left) -> None:
    """Save the unfinished spots. If there are none, remove the file."""
    path = queue_file()
    if not left:
        path.unlink(missing_ok=True)
        return
    runs = list(dict.fromkeys(run for _, run in left))
    numbers = {run: number for number, run in enumerate(runs)}
    record = {
        "record": RECORD,
        "record_version": VERSION,
        "runs": [{name: _plain(value) for name, value in asdict(run).items()} for run in runs],
        "spots": [
            {"run": numbers[run], "image": str(spot.path), "core": spot.core, "centre": spot.centre,
             "patient": spot.patient}
            for spot, run in left
        ],
    }  # fmt: skip
    with replacing(path) as beside:
        beside.write_text(json.dumps(record, ensure_ascii=True, indent=1, allow_nan=False), encoding="ascii")


def load_left() -> Left:
    """Return the unfinished spots of an earlier session.

    Raise CohortRunError if the file cannot be read. The file is not removed then.
    """
    path = queue_file()
    try:
        record = parse_json(path.read_bytes())
        if (record["record"], record["record_version"]) != (RECORD, VERSION):
            raise ValueError("another record")
        runs = [_run(one) for one in record["runs"]]
        return tuple((_spot(one), runs[one["run"]]) for one in record["spots"])
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, LookupError, TypeError, RecursionError) as error:
        raise CohortRunError(
            f"The queue of the last session cannot be read ({path}).", "Add its spots to the queue again."
        ) from error


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Path) else value


def _run(one: dict[str, Any]) -> QueueRun:
    folder, source, bundle = (Path(one[name]) for name in ("folder", "source", "bundle"))
    precision: Precision = "fast" if one["precision"] == "fast" else "exact"
    return QueueRun(folder, source, bundle, str(one["bundle_sha256"]), str(one["model"]), precision, str(one["device"]))


def _spot(one: dict[str, Any]) -> QueuedSpot:
    centre = one["centre"]
    at = None if centre is None else (number(centre[0]), number(centre[1]))
    if "\0" in one["image"]:
        raise ValueError("a name that no file can have")
    return QueuedSpot(Path(one["image"]), str(one["core"]), at, str(one["patient"]))

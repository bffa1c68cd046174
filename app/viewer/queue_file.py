"""Save the unfinished spots of the queue in the data folder, and load them at the next start.

Each window has a file of its own, which it locks: `queue.json`, then `queue-2.json` and so on. If a file is not locked,
its window has ended. The next window that starts takes the spots of this file over.
"""

import json
import re
from dataclasses import asdict
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.session.queue_state import QueuedSpot, QueueRun
from app.ui.messages import log_error
from model.base.errors import CohortRunError
from model.base.files import replacing
from model.base.json_file import parse_json
from model.base.places import data_folder
from model.result.image_store import number
from model.result.prediction import precision_of

if TYPE_CHECKING:
    from filelock import BaseFileLock

Left = tuple[tuple[QueuedSpot, QueueRun], ...]
"""The unfinished spots in the order of the queue, each with its run."""
RECORD, VERSION = "histocast-queue", 1
_NUMBERED = re.compile(r"queue-(\d{1,4})\.json")


def queue_file(number: int = 1) -> Path:
    """Return the path of queue file `number`. The file exists only while there are unfinished spots."""
    return data_folder() / ("queue.json" if number == 1 else f"queue-{number}.json")


class QueueFile:
    """The queue file of one window. Call all methods from the same thread."""

    def __init__(self) -> None:
        self._path = queue_file()
        self._locks: list[BaseFileLock] = []
        self._taken: list[Path] = []
        """Files of ended windows, whose spots this window holds. They are removed when this window has saved these
        spots in its own file."""

    def take(self) -> Left:
        """Lock a file for this window, and return the unfinished spots of all windows that have ended.

        A file that cannot be read stays as it is, and the log says why.
        """
        own, left = False, list[tuple[QueuedSpot, QueueRun]]()
        names = (_NUMBERED.fullmatch(path.name) for path in data_folder().glob("queue-*.json"))
        highest = max((int(found[1]) for found in names if found), default=1)
        for place in count(1):
            if own and place > highest:
                break
            path = queue_file(place)
            if not self._lock(path):
                continue
            try:
                left += load_left(path)
            except CohortRunError as error:
                log_error(error)
                continue
            if not own:
                own, self._path = True, path
            elif path.exists():
                self._taken.append(path)
        return tuple(dict.fromkeys(left))

    def save(self, left: Left) -> None:
        """Save the unfinished spots of this window. If there are none, remove the file."""
        save_left(left, self._path)
        while self._taken:
            self._taken.pop().unlink(missing_ok=True)

    def release(self) -> None:
        """Unlock the file, so that the next window takes over the spots in it."""
        for lock in self._locks:
            lock.release()
        self._locks.clear()

    def _lock(self, path: Path) -> bool:
        """Try to lock the file for this window. Return False if another window has locked it.

        If locks do not work in the folder, return True without a lock.
        """
        from filelock import FileLock, Timeout

        lock = FileLock(path.with_suffix(".lock"), timeout=0, thread_local=False)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except Timeout:
            return False
        except (OSError, NotImplementedError):
            return True
        self._locks.append(lock)
        return True


def save_left(left: Left, path: Path | None = None) -> None:
    """Save the unfinished spots in the file `path`, the first queue file by default. Without spots, remove the file."""
    path = path or queue_file()
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


def load_left(path: Path | None = None) -> Left:
    """Return the unfinished spots in the file `path`, by default the first queue file.

    Raise CohortRunError if the file cannot be read.
    """
    path = path or queue_file()
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
            f"The queue of the last session cannot be read ({path}).", "Add the spots of that queue again."
        ) from error


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Path) else value


def _run(one: dict[str, Any]) -> QueueRun:
    folder, source, bundle = (Path(one[name]) for name in ("folder", "source", "bundle"))
    precision = precision_of(one["precision"])
    return QueueRun(folder, source, bundle, str(one["bundle_sha256"]), str(one["model"]), precision, str(one["device"]))


def _spot(one: dict[str, Any]) -> QueuedSpot:
    centre = one["centre"]
    at = None if centre is None else (number(centre[0]), number(centre[1]))
    if "\0" in one["image"]:
        raise ValueError("a name that no file can have")
    return QueuedSpot(Path(one["image"]), str(one["core"]), at, str(one["patient"]))

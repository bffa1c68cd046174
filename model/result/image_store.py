"""What is kept of an image between sittings: by its SHA-256, a value goes into a small JSON file, and comes back.

The content is the key, not the path: a slide that was moved, renamed or copied to another disk finds its own again.
"""

import json
import math
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from model.base.errors import HistocastError
from model.base.files import replacing
from model.base.places import data_folder
from model.slide.record import ImageRecord

T = TypeVar("T")


@dataclass(frozen=True)
class ImageStore(Generic[T]):
    """Keeps one kind of thing: `what` names it at the start of a sentence, `kind` in the files."""

    kind: str
    version: int
    what: str
    nothing: T
    """Stands for no file; where a change ends in it the file goes."""
    entries: Callable[[T], list[Any]]
    value: Callable[[list[Any]], T]
    """Of the entries of a file; LookupError, TypeError, ValueError or HistocastError where it cannot be right."""
    faulty: Callable[[list[Any]], int] = lambda entries: 0
    """How many of the entries `value` leaves out: a number of theirs is not finite, or they are wrong otherwise."""

    def file(self, sha256: str) -> Path:
        return data_folder() / self.kind / f"{sha256}.json"

    def kept(self, sha256: str) -> T:
        """What is kept for the image with this content; nothing where the file cannot be read."""
        try:
            return self._read(self.file(sha256))
        except (OSError, ValueError):
            return self.nothing

    def trouble(self, sha256: str) -> str:
        """A sentence on what is kept for the image with this content and cannot be read; "" where there is nothing."""
        path = self.file(sha256)
        try:
            entries = self._entries(path)
            self._value(path, entries)
            count = self.faulty(entries)
        except FileNotFoundError:
            return ""
        except (OSError, ValueError):
            return f"{self.what} kept for this image cannot be read and are left out ({path})."
        return f"{count} of {len(entries)} entries kept in {path} cannot be right and are left out." if count else ""

    def change(self, image: ImageRecord, change: Callable[[T], T]) -> T:
        """Read what is kept for `image` now, `change` it and write it; what another window of the program did stays."""
        target = self.file(image.sha256)
        try:
            value = change(self._to_change(target))
            if value == self.nothing:
                target.unlink(missing_ok=True)
            else:
                self._write(target, image, value)
        except OSError as error:
            message = f"{self.what} could not be kept: {error.strerror}."
            raise HistocastError(message, f"Check that {target.parent} can be written to.") from error
        return value

    def _read(self, path: Path) -> T:
        """The file's value; ValueError where it is not one of ours, or of a later version."""
        return self._value(path, self._entries(path))

    def _entries(self, path: Path) -> list[Any]:
        """The file's entries as they stand; ValueError as above."""
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            ours = (data["format"], data["format_version"]) == (self._format, self.version)
            if not ours or not isinstance(data[self.kind], list):
                raise ValueError(f"{path} holds no {self.kind} of version {self.version}")
            return list(data[self.kind])
        except (LookupError, TypeError, RecursionError) as error:
            raise ValueError(f"{path} holds no {self.kind}") from error

    def _value(self, path: Path, entries: list[Any]) -> T:
        try:
            return self.value(entries)
        except (LookupError, TypeError, RecursionError, HistocastError) as error:
            raise ValueError(f"{path} holds no {self.kind}") from error

    def _to_change(self, path: Path) -> T:
        """What the disk holds; a file that cannot be read is set aside: somebody may still want what is in it.

        Of one that can be read in part a copy is set aside.
        """
        aside = path.with_suffix(".unread.json")
        try:
            entries = self._entries(path)
            value = self._value(path, entries)
        except FileNotFoundError:
            return self.nothing
        except ValueError:
            os.replace(path, aside)
            return self.nothing
        if self.faulty(entries):
            shutil.copyfile(path, aside)
        return value

    def _write(self, path: Path, image: ImageRecord, value: T) -> None:
        data = {
            "format": self._format,
            "format_version": self.version,
            # For people who look into the file; the name of this file is what counts.
            "image": {"sha256": image.sha256, "path": image.path},
            self.kind: self.entries(value),
        }
        with replacing(path) as beside, beside.open("w", encoding="utf-8") as file:
            json.dump(data, file, ensure_ascii=False, indent=1)

    @property
    def _format(self) -> str:
        return f"histocast-{self.kind}"


def number(value: Any) -> float:
    """`value` of a file as a number; ValueError where it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError("not a number")
    return float(value)

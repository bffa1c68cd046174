"""Save values that belong to an image in small JSON files, and load them in later sessions.

The key is the SHA-256 of the image's content and not its path. Thus the values are found even after the image was
moved, renamed or copied to another disk.
"""

import json
import math
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from model.base.errors import ExportError, HistocastError
from model.base.files import replacing
from model.base.json_file import read_json
from model.base.places import data_folder
from model.slide.record import ImageRecord

T = TypeVar("T")


@dataclass(frozen=True)
class ImageStore(Generic[T]):
    """A store for one kind of value that belongs to an image, such as its cores or its saved regions.

    `what` names the value at the start of a message, and `kind` names it in the files.
    """

    kind: str
    version: int
    what: str
    nothing: T
    """The value of an image that has no file. A change that results in this value deletes the file."""
    entries: Callable[[T], list[Any]]
    """Converts a value into the entries of a file."""
    value: Callable[[list[Any]], T]
    """Converts the entries of a file into a value.

    Raises LookupError, TypeError, ValueError or HistocastError if the entries are not valid.
    """
    faulty: Callable[[list[Any]], int] = lambda entries: 0
    """Counts the entries that `value` leaves out because they are not valid, for example because a number is NaN."""
    private: bool = False
    """Whether only the owner may read a new file. Use this for texts that a user has typed."""

    def file(self, sha256: str) -> Path:
        """Return the path of the file for the image with this content. The file may not exist."""
        return data_folder() / self.kind / f"{sha256}.json"

    def saved(self, sha256: str) -> T:
        """Return the value saved for the image with this content.

        Return `nothing` if no value is saved, or if the file cannot be read.
        """
        try:
            return self._read(self.file(sha256))
        except (OSError, ValueError):
            return self.nothing

    def trouble(self, sha256: str) -> str:
        """Return a message if saved entries of this image cannot be read, otherwise ""."""
        path = self.file(sha256)
        try:
            entries = self._entries(path)
            self._value(path, entries)
            count = self.faulty(entries)
        except FileNotFoundError:
            return ""
        except (OSError, ValueError):
            return f"{self.what} saved for this image cannot be read and are left out ({path})."
        return f"{count} of {len(entries)} entries saved in {path} are invalid and are left out." if count else ""

    def change(self, image: ImageRecord, change: Callable[[T], T]) -> T:
        """Load the value saved for `image`, apply `change` to it, save the result and return it.

        The file is read again immediately before the change, so that changes by another running program are kept. Raise
        ExportError if the file cannot be written.
        """
        target = self.file(image.sha256)
        try:
            value = change(self._to_change(target))
            if value == self.nothing:
                target.unlink(missing_ok=True)
            else:
                self._write(target, image, value)
        except OSError as error:
            message = f"{self.what} could not be saved: {error.strerror}."
            raise ExportError(message, f"Check that the folder {target.parent} is writable.") from error
        return value

    def _read(self, path: Path) -> T:
        """Return the value in the file at `path`. Raise ValueError if the file has another format or version."""
        return self._value(path, self._entries(path))

    def _entries(self, path: Path) -> list[Any]:
        """Return the entries of the file at `path`, unchecked. Raise ValueError if it has another format or version."""
        try:
            data = read_json(path)
            ours = (data["format"], data["format_version"]) == (self._format, self.version)
            if not ours or not isinstance(data[self.kind], list):
                raise ValueError(f"{path} does not contain {self.kind} of version {self.version}")
            if data.get("image", {}).get("sha256", path.stem) != path.stem:
                raise ValueError(f"{path} belongs to another image")
            return list(data[self.kind])
        except (LookupError, TypeError, AttributeError, RecursionError) as error:
            raise ValueError(f"{path} does not contain {self.kind}") from error

    def _value(self, path: Path, entries: list[Any]) -> T:
        try:
            return self.value(entries)
        except (LookupError, TypeError, RecursionError, HistocastError) as error:
            raise ValueError(f"{path} does not contain {self.kind}") from error

    def _to_change(self, path: Path) -> T:
        """Return the value in the file at `path`, as far as it can be read.

        A file that cannot be read is renamed to SHA256.unread.json. A file in which some entries cannot be read is
        copied to that name. Thus nothing is lost.
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
            # The path is for people who open the file. The checksum must agree with the name of the file: a file that
            # was renamed belongs to another image.
            "image": {"sha256": image.sha256, "path": image.path},
            self.kind: self.entries(value),
        }
        with replacing(path, private=self.private) as beside, beside.open("w", encoding="utf-8") as file:
            json.dump(data, file, indent=1)

    @property
    def _format(self) -> str:
        return f"histocast-{self.kind}"


def number(value: Any) -> float:
    """Return `value`, which was read from a file, as a float. Raise ValueError if it is not a finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError("not a number")
    return float(value)

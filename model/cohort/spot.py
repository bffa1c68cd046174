"""One spot of a run: the location of its image, the part to analyse, and the keys that identify the spot."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

LETTERS = 24
"""Number of characters in a key and in a spot's id. They hold 96 bits, so the chance that any two of a million spots
get the same key is below 1e-16."""


@dataclass(frozen=True)
class PlannedSpot:
    """A spot to analyse.

    `place` is the path of the image relative to the table, folder or study that lists the spots, with forward slashes,
    or a URL without its query, which may contain an access key. `location` is the absolute path or the whole URL.
    `core` is the name of a core. `centre` (x, y in level-0 px) is the centre of the analysis region; None means the
    region at the centre of the image. `mpp` is the pixel size that the user gives for the image, and `remembered_mpp`
    the pixel size that the program remembers for the image's folder; both are in um/px.
    """

    place: str
    location: str
    core: str = ""
    centre: tuple[float, float] | None = None
    mpp: float | None = None
    remembered_mpp: float | None = None
    patient: str = ""
    folder: str = ""
    """The folder of the image; "" for a URL."""
    was_there: bool = False
    """Whether the folder could be reached when the run was planned. If it could and disappears later, the run waits for
    it.
    """
    stem: str = ""
    """Beginning of the names of the files that are written for the spot."""

    @property
    def name(self) -> str:
        """Return the spot's name for users, such as "slide.svs A-3"."""
        return " ".join(part for part in (self.place.rpartition("/")[2], self.part) if part)

    @property
    def part(self) -> str:
        """Return the name of the analysed part of the image, such as a core; "" for the region at the centre."""
        if self.core or self.centre is None:
            return self.core
        return f"{self.centre[0]:g}-{self.centre[1]:g}"

    @property
    def key(self) -> str:
        """Return the key of the spot's result: a hash of all fields of the spot that affect the result."""
        sizes = (self.mpp, self.remembered_mpp)
        return _hash([self.place, self.core, self.centre, *sizes])

    @property
    def is_url(self) -> bool:
        """Return whether the image is downloaded before it is read."""
        return is_url(self.location)


def is_url(location: str) -> bool:
    """Return whether `location` is a URL, that is, contains "://"."""
    return "://" in location


PROTOCOLS = frozenset((
    "abfs", "abfss", "adl", "az", "file", "ftp", "gcs", "gs", "hdfs", "http", "https", "local", "memory", "oci", "oss",
    "s3", "s3a", "sftp", "smb", "ssh", "webdav", "webhdfs",
))  # fmt: skip
"""Protocols of URLs from which images are downloaded. All of them only transfer files. Other protocols of fsspec
interpret the files: one of them renders templates, so that a URL in a table could run code.
"""


def url_fault(url: str) -> str:
    """Return why the URL must not be used, or "" if it may be used.

    URLs are checked because a table with URLs may come from somebody else.
    """
    if "::" in url:
        return "chains several protocols (::), which is not allowed"
    try:
        parts = urlsplit(url)
    except ValueError as error:
        return f"is not a URL ({error})"
    if parts.scheme.lower() not in PROTOCOLS:
        return f"has the protocol {parts.scheme!r}, which is not one of {', '.join(sorted(PROTOCOLS))}"
    return ""


def public_url(url: str) -> str:
    """Return `url` without user, password, query and fragment, which must not appear in results."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def spot_id(image_sha256: str, core: str, centre: tuple[float, float] | None) -> str:
    """Return the identity of a spot: a hash of its image's SHA-256 and of the analysed part.

    The identity does not depend on the name of the file, so the same spot has the same identity on several computers.
    """
    return _hash([image_sha256, core, centre])


def merged_key(record: Mapping[str, Any]) -> str:
    """Return the key of a spot's record in a folder into which several runs were merged.

    In such a folder, different images may have the same relative path.
    """
    return _hash([record["spot_id"], record["place"]])


def relative_place(path: Path, root: Path) -> str:
    """Return `path` relative to the folder `root`, with forward slashes; the absolute path if it lies elsewhere."""
    absolute, root = path.absolute(), root.absolute()
    return absolute.relative_to(root).as_posix() if absolute.is_relative_to(root) else absolute.as_posix()


def _hash(parts: list[object]) -> str:
    text = json.dumps(parts, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:LETTERS]

"""Copy an image from a URL to a local folder for its analysis, and remove it afterwards."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PureWindowsPath
from urllib.parse import unquote, urlsplit

from model.base.errors import PolicyError, SlideError
from model.base.policy import policy
from model.cohort.spot import PlannedSpot, public_url, url_fault

_LOCAL = ("file", "memory")
"""Protocols that do not use the network."""


@contextmanager
def local_copy(spot: PlannedSpot, scratch: Path | None) -> Iterator[Path]:
    """Yield a local path of the spot's image.

    An image from a URL is copied to the folder `scratch` and removed afterwards. If `scratch` is None, the system's
    temporary folder is used.

    Raise SlideError if the URL cannot be read, and PolicyError if this computer's policy forbids the network.
    """
    if not spot.is_url:
        yield Path(spot.location)
        return
    fault = url_fault(spot.location)
    if fault:
        raise SlideError(
            Path(spot.place), f"{spot.place} {fault}.", ("Download the image, and give the path of its file.")
        )
    name = name_in(spot.location)
    check_allowed(spot.location)
    with tempfile.TemporaryDirectory(prefix="histocast-", dir=scratch) as folder:
        copy = Path(folder) / name
        _download(spot, copy)
        yield copy


def name_in(url: str) -> str:
    """Return the name of the file at `url` without any folder, so that its copy is written to the folder meant for it.

    Both kinds of slashes, of Windows and of other systems, separate folders.
    """
    name = PureWindowsPath(unquote(urlsplit(url).path)).name.replace(":", "_")
    return "image" if name in ("", ".", "..") else name


def check_allowed(url: str) -> None:
    """Raise PolicyError if `url` needs the network and this computer's policy forbids its use."""
    if urlsplit(url).scheme not in _LOCAL and not policy().network:
        raise PolicyError(
            f"This computer's policy forbids the network, which {public_url(url)} needs.",
            "Use only this computer, or ask its administrator.",
        )


def _download(spot: PlannedSpot, copy: Path) -> None:
    try:
        from fsspec.core import url_to_fs

        files, path = url_to_fs(spot.location)
        files.get_file(path, str(copy))
    except ImportError as error:
        remedy = "Install the missing package on every worker, such as histocast[cluster], fsspec[http] or s3fs."
        raise _unread(spot, copy, error, remedy) from error
    except ValueError as error:
        raise _unread(spot, copy, error, "Check the protocol at the beginning of the URL.") from error
    except OSError as error:
        raise _unread(spot, copy, error, "Check the address, your access to it, and the free space.") from error


def _unread(spot: PlannedSpot, copy: Path, error: Exception, remedy: str) -> SlideError:
    """Return the error for a URL that cannot be read.

    The message leaves out the URL's query, which may contain an access key.
    """
    why = str(getattr(error, "strerror", None) or error).replace(spot.location, spot.place)
    return SlideError(copy, f"{spot.place} cannot be read: {why}.", remedy)

"""What tasks are made of, and what they return.

A task is a Qt-free generator of `Progress`. It yields before it loads or reads anything, so that it can be cancelled,
and returns a frozen value. `network_tasks.Tasks` has those of the viewer: the only access to files and torch.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from app.session.values import OpenedImage
from model.base.errors import SlideError
from model.base.progress import Progress
from model.result.saved_regions import SavedRegions
from model.tma.array import TmaArray

if TYPE_CHECKING:
    pass

IMPORTANCE = ("occlusion", "ig")
"""Keys of the two maps of importance, computed together: neither is shown without its agreement with the other."""

T = TypeVar("T")
Steps = Generator[Progress, None, T]


@dataclass(frozen=True, eq=False)
class Opened:
    """An image that was opened, and all images of its folder."""

    image: OpenedImage
    siblings: tuple[Path, ...]
    regions: SavedRegions = ()
    """Saved regions of this content."""
    array: TmaArray | None = None
    """Saved cores of this content."""
    notes: tuple[str, ...] = ()
    """Saved files that cannot be read, one sentence for each."""
    skipped: tuple[SlideError, ...] = ()
    """Files of its folder with an image's name that cannot be read, each with the reason."""
    refused: tuple[SlideError, ...] = ()
    """Images of the requested folder that precede this image and do not open."""


@dataclass(frozen=True, eq=False)
class Ahead:
    """An image that was opened ahead, and the stamp of its file at that time."""

    opened: Opened
    stamp: tuple[int, int] | None


def once(stage: str, work: Callable[[], T]) -> Steps[T]:
    """Report `stage`, where the job can be cancelled, then return what `work` returns."""
    yield Progress(stage)
    return work()


def file_stamp(path: Path) -> tuple[int, int] | None:
    """Return the time of the last change (ns) and the bytes of a file, to detect changes; None if there is no file."""
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_mtime_ns, about.st_size

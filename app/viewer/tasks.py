"""The types of tasks and their results.

A task is a Qt-free generator of `Progress`. It yields before it loads or reads anything, so that it can be cancelled,
and it returns a frozen value. `network_tasks.Tasks` has the viewer's tasks. Only these tasks access files and torch.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from app.session.values import OpenedImage
from model.base.errors import SlideError
from model.base.progress import Progress
from model.result.marks import Marks
from model.result.saved_regions import SavedRegions

if TYPE_CHECKING:
    from model.tma.array import TmaArray
    pass

IMPORTANCE = ("occlusion", "ig")
"""Keys of the two importance maps: occlusion and integrated gradients.

They are computed together, because each map is shown with its agreement with the other map.
"""

T = TypeVar("T")
Steps = Generator[Progress, None, T]


@dataclass(frozen=True, eq=False)
class Opened:
    """The opened image, and all images of its folder (`siblings`)."""

    image: OpenedImage
    siblings: tuple[Path, ...]
    regions: SavedRegions = ()
    """The saved regions of an image with this SHA-256."""
    array: "TmaArray | None" = None
    """The saved cores of an image with this SHA-256."""
    notes: tuple[str, ...] = ()
    """One sentence for each saved file that cannot be read."""
    skipped: tuple[SlideError, ...] = ()
    """Files of the folder that have an image's suffix but cannot be read, with the reasons."""
    refused: tuple[SlideError, ...] = ()
    """If the user requested a folder: the images before the opened image, which could not be opened."""
    marks: Marks = ()
    """The saved measurements and notes of an image with this SHA-256."""


@dataclass(frozen=True, eq=False)
class Ahead:
    """An image that was opened in advance, with the `file_stamp` of its file at that time."""

    opened: Opened
    stamp: tuple[int, int] | None


def once(stage: str, work: Callable[[], T]) -> Steps[T]:
    """Yield `stage`, so that the job can be cancelled, then return the result of `work`."""
    yield Progress(stage)
    return work()


def file_stamp(path: Path) -> tuple[int, int] | None:
    """Return the time of the last change (ns) and the size (bytes) of a file; None if there is no file."""
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_mtime_ns, about.st_size

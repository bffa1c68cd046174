"""Keep reader processes ready: a spare one for the next slide, and one for all thumbnails and descriptions.

Each open slide has its own process, so that a crafted image can neither change nor end the reading of another image.
On Linux, a template process takes the place of the spare one, because a copy of it starts in milliseconds.
"""

import atexit
import os
import threading
from contextlib import suppress
from pathlib import Path

from model.base.errors import SlideError
from model.slide.isolated.process import ReaderProcess, reader_environment
from model.slide.isolated.template import Template, is_possible

SWITCH = "HISTOCAST_ISOLATION"
"""Environment variable. Its value "off" makes the program decode images itself, without the limits of a reader
process."""

_lock = threading.Lock()
_spare: ReaderProcess | None = None
_shared: ReaderProcess | None = None
_template: Template | None = None


def is_on() -> bool:
    """Return whether images are decoded in separate processes."""
    return os.environ.get(SWITCH, "").strip().lower() != "off"


def prepare() -> None:
    """Start the template process or a spare reader process if there is none, so that the next image opens sooner.

    Return without waiting for it.
    """
    global _spare, _template  # noqa: PLW0603
    with _lock, suppress(OSError, SlideError):  # the next opening reports the error
        if not is_on():
            return
        if _template is None and is_possible():
            _template = Template(reader_environment())
        if _spare is None and (_template is None or _template.has_failed):
            _spare = started(Path())
            _spare.prepare()


def own_process(path: Path) -> ReaderProcess:
    """Return a process that reads only the slide `path`: the spare process if there is one. The caller must stop it."""
    global _spare
    with _lock:
        spare, _spare = _spare, None
    return spare if spare is not None and not spare.has_ended else started(path)


def shared_process(path: Path) -> ReaderProcess:
    """Return the shared process for thumbnails and descriptions. Start it if it does not run.

    An error message names the image `path`.
    """
    global _shared  # noqa: PLW0603
    with _lock:
        if _shared is None or _shared.has_ended:
            _shared = started(path)
        return _shared


def stop_all() -> None:
    """End the spare, the shared and the template process."""
    global _spare, _shared, _template
    with _lock:
        found, _spare, _shared, _template = (_spare, _shared, _template), None, None, None
    for one in found:
        if one is not None:
            one.stop()


def started(path: Path) -> ReaderProcess:
    """Start a reader process and return it.

    Raise a `SlideError` that names the image `path` if the system does not allow it.
    """
    try:
        return ReaderProcess(_template if _template is not None and _template.is_ready() else None)
    except OSError as error:
        message = f"{path.name} cannot be opened: the process that decodes images cannot be started ({error})."
        remedy = f"Allow Histocast to start a second process, or set {SWITCH}=off to decode without protection."
        raise SlideError(path, message, remedy) from error


atexit.register(stop_all)

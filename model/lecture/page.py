"""The lecture as one page for the screen: its text, and the pictures to which the text refers."""

from collections.abc import Generator
from dataclasses import dataclass

from model.base.progress import Progress
from model.lecture.elman_task import Task
from model.lecture.lecture import compute, pictures
from model.lecture.picture import SCREEN_DPI
from model.lecture.spot_gates import SpotGates
from model.lecture.text import markdown


@dataclass(frozen=True)
class Page:
    """Markdown `text`, and the PNG files of its pictures by their names without ".png"."""

    text: str
    pictures: dict[str, bytes]


def page(task: Task | None = None, gates: SpotGates | None = None) -> Generator[Progress, None, Page]:
    """Compute the lecture and draw its figures at the resolution of a screen.

    `gates` are the gates of a trained LSTM over the tiles of a spot, or None.
    """
    lecture = yield from compute(task, gates)
    drawn = yield from pictures(lecture, SCREEN_DPI)
    return Page(markdown(lecture, pictures=True), drawn)

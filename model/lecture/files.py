"""Write the lecture into a folder: the text as Markdown, the figures as PNG, and the notebook."""

from collections.abc import Generator
from importlib.resources import files
from pathlib import Path

from model.base.files import replacing
from model.base.progress import Progress
from model.lecture.lecture import Lecture, pictures
from model.lecture.picture import FILE_DPI
from model.lecture.text import markdown

TEXT, NOTEBOOK = "lecture.md", "lecture.ipynb"


def notebook() -> bytes:
    """Return the notebook of the lecture, which is installed with the program."""
    return (files("resources") / "lecture" / NOTEBOOK).read_bytes()


def write_lecture(lecture: Lecture, folder: Path) -> Generator[Progress, None, tuple[Path, ...]]:
    """Write the text, the figures and the notebook into `folder`. Return their paths, the text first.

    The files of an earlier lecture are replaced.
    """
    drawn = yield from pictures(lecture, FILE_DPI)
    contents = {TEXT: markdown(lecture, pictures=True).encode()}
    contents |= {f"{name}.png": data for name, data in drawn.items()}
    contents[NOTEBOOK] = notebook()
    for name, data in contents.items():
        with replacing(folder / name) as beside:
            beside.write_bytes(data)
    return tuple(folder / name for name in contents)

"""The notice about written files is short; all names are in its detail."""

from pathlib import Path

import pytest

from app.session.written_text import first_names, written_notice


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (["a.json"], "a.json"),
        (["a.json", "a.csv", "a.pdf", "b.pdf"], "a.json, .csv, .pdf, b.pdf"),
        ([f"a.{n}.csv" for n in range(16)], "a.0.csv, .1.csv, .2.csv and 13 more"),
    ],
)
def test_three_names_and_the_number_of_the_others(names, text):
    assert first_names(names) == text


def test_the_notice_has_folder_number_and_all_names():
    paths = tuple(Path(f"/out/a.{n}.csv") for n in range(16))
    notice = written_notice(Path("/out"), paths)
    assert notice.title == f"16 files were written to {Path('/out')}."
    assert notice.detail.splitlines() == [path.name for path in paths]

"""A queue that another program changed is refused with a sentence; the file stays."""

import json
from pathlib import Path

import pytest

from app.session.queue_state import QueuedSpot, QueueRun
from app.viewer.queue_file import load_left, queue_file, save_left
from model.base.errors import CohortRunError

RUN = QueueRun(Path("/run"), Path("/spots"), Path("/b"), "ab", "m", "exact", "auto")
SPOT = QueuedSpot(Path("/spots/a.png"), "A-1", (1.5, 2.0), "P1")


def test_what_was_saved_is_loaded():
    save_left(((SPOT, RUN),))
    assert load_left() == ((SPOT, RUN),)


@pytest.mark.parametrize(
    "centre", ["[NaN, 1]", "[1e999, 1]", "[1" + "0" * 400 + ", 1]", "[]", "3", '["a", 1]', "[true, 1]"],
    ids=["nan", "infinity", "beyond a float", "empty", "number", "text", "bool"],
)  # fmt: skip
def test_a_place_that_is_none_is_refused(centre):
    save_left(((SPOT, RUN),))
    changed = json.loads(queue_file().read_text())
    changed["spots"][0]["centre"] = "CENTRE"
    text = json.dumps(changed).replace('"CENTRE"', centre)
    queue_file().write_text(text)
    with pytest.raises(CohortRunError, match="cannot be read"):
        load_left()
    assert queue_file().read_text() == text


def test_a_name_that_no_file_can_have_is_refused():
    save_left(((SPOT, RUN),))
    queue_file().write_text(queue_file().read_text().replace("a.png", "a\\u0000.png"))
    with pytest.raises(CohortRunError, match="cannot be read"):
        load_left()

"""The table of a run of the queue is safe in spreadsheet programs and can be read again."""

import csv
from pathlib import Path
from types import SimpleNamespace

from app.session.queue_state import QueuedSpot
from app.viewer.queue_tasks import _WatchedFolder, identity_of, write_spots
from model.cohort.plan_table import spots_of_table
from model.cohort.run_folder import RunFolder

CORE = "=cmd|' /C calc'!A0"


def test_the_table_of_spots_runs_no_formula(tmp_path):
    image = tmp_path / "a.png"
    image.touch()
    table = tmp_path / "spots.csv"
    for core in (CORE, "B2"):
        write_spots(table, [QueuedSpot(image, core, (-3.5, 2.0))])
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["core"] for row in rows] == [f"'{CORE}", "B2"]
    assert rows[0]["x"] == "-3.5"
    found = spots_of_table(table)[0]
    assert [(Path(spot.location), spot.core) for spot in found] == [(image, CORE), (image, "B2")]


def test_a_spot_that_was_set_aside_says_so_in_the_language_of_the_window(german, tmp_path):
    """Once the reason was English in a German window."""
    table = write_spots(tmp_path / "spots.csv", [QueuedSpot(tmp_path / "a.png")])
    planned, told = spots_of_table(table)[0], []
    run = RunFolder(tmp_path, identity_of("0" * 64, "exact"))
    folder = _WatchedFolder(run, planned, SimpleNamespace(tell=told.append))
    folder.tell_known(QueuedSpot(Path(planned[0].location)))
    assert told[0].reason.startswith("Dieser Spot wurde zurückgestellt")
    assert told[0].reason.endswith("Öffnen Sie sein Bild, und analysieren Sie es einzeln.")

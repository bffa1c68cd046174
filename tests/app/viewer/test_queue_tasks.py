"""The table of a run of the queue is safe in spreadsheet programs and can be read again."""

import csv
from pathlib import Path

from app.session.queue_state import QueuedSpot
from app.viewer.queue_tasks import write_spots
from model.cohort.plan_table import spots_of_table

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

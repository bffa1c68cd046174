"""A researcher opens a study with open reads, unblinds its table, compares model and readers, and saves the report.

`researcher.py STUDY FOLDER`: the report is written to FOLDER. Prints what was seen.
"""

import json
import os
import sys
from pathlib import Path

from driven import CONTROL, click, press, serve_until, shown_window
from PySide6.QtCore import Qt

from model.comparison.report import write

STUDY, OUT = map(Path, sys.argv[1:])
# All 29 figures take a quarter of a minute. One of them shows that figures are written.
all_figures = write.figures_of
write.figures_of = lambda comparison, published: all_figures(comparison, published)[:1]
window = shown_window(study=lambda parent, folder: STUDY, folder=lambda parent, folder, title: OUT)
session = lambda: window.controller.session  # noqa: E731
window.actions_by_key["study-open"].trigger()
serve_until(lambda: bool(session().study.spots))
press(window, Qt.Key.Key_4, CONTROL)
table = window.room.table
serve_until(lambda: session().study.cases.table is not None and table.isVisible())
blinded = list(table.rows.table.columns)
click(table.anyway)
serve_until(lambda: "survival_probability" in table.rows.table.columns)
unblinded = list(table.rows.table.columns)
press(window, Qt.Key.Key_3, CONTROL)
view = window.room.comparison
serve_until(view.isVisible)
gate = view.gate.still.text()
click(view.gate.make)
serve_until(lambda: session().comparison.comparison is not None and not session().comparison.working)
click(view.report)
serve_until(lambda: (OUT / "report.html").is_file() and not session().comparison.working)
raters = [one.name for one in session().comparison.comparison.page.raters]
print(json.dumps({"blinded": blinded, "unblinded": unblinded, "gate": gate, "raters": raters}), flush=True)
os._exit(0)

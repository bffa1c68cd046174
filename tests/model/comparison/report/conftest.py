"""A page of a made cohort, with a threshold from the data and gaps, for every kind of report."""

import runpy
from dataclasses import replace
from pathlib import Path

import pytest

from model.base.progress import result_of
from model.comparison.build import comparison_of
from model.comparison.comparison import ComparisonOptions
from model.comparison.data.rater_table import Excluded, Threshold

_MADE = runpy.run_path(str(Path(__file__).parents[1] / "conftest.py"))


@pytest.fixture(scope="session")
def make_table():
    return _MADE["made_table"]


@pytest.fixture(scope="session")
def page(make_table):
    table = make_table(80)
    model, *rest = table.raters
    flagged = replace(model, name="LSTM <1>", threshold=Threshold(0.45, "Youden", same_data=True))
    left_out = (Excluded(9, "P<9>", "everything", "months is empty"),)
    table = replace(table, raters=(flagged, *rest), excluded=left_out)
    return result_of(comparison_of(table, ComparisonOptions(60.0, draws=40)))

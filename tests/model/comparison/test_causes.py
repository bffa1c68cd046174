"""Deaths of another cause: counted in the flow, told in the checklist, the share of each beside Kaplan-Meier."""

from dataclasses import replace

import numpy as np
import pytest

from model.base.progress import result_of
from model.comparison.build import comparison_of
from model.comparison.comparison import ComparisonOptions
from model.comparison.report.checklist import checklist_of, flow_of
from model.comparison.report.figures import figures_of
from model.comparison.report.record import as_record
from model.comparison.report.tables import causes_table


@pytest.fixture
def with_causes(cohort):
    """Every fifth patient without the event died of something else."""
    cause = ["disease" if died else "" for died in cohort.event]
    others = np.flatnonzero(~cohort.event)[::5]
    for place in others:
        cause[place] = "other"
    return replace(cohort, cause=tuple(cause)), others


def page(table, horizon):
    return result_of(comparison_of(table, ComparisonOptions(horizon, draws=10)))


def test_they_are_counted_and_the_event_is_rarer_than_kaplan_meier_has_it(with_causes):
    table, others = with_causes
    horizon = float(np.median(table.time))
    found = page(table, horizon)
    flow = dict(flow_of(found).rows)
    assert flow["of these dead of another cause: follow-up ends there"] == f"{len(others)}"
    before = int((table.time[others] < horizon).sum())
    assert before > 0
    assert any(f"lost earlier, {before} of them dead of another cause" in step for step in flow)
    event, other = (one.at(horizon).value for one in found.causes)
    assert event < found.event_share.value
    assert other > 0
    rows = causes_table(found).rows
    assert [row[0] for row in rows] == [
        table.event_text, "death of another cause", f"{table.event_text}, if nobody died of anything else",
    ]  # fmt: skip
    assert "Aalen-Johansen" in dict(checklist_of(found).rows)["Competing risks"]
    record = as_record(found)["causes"]
    assert [one["at_horizon"]["value"] for one in record] == [event, other]
    drawing = next(one for one in figures_of(found) if one.name == "causes")
    assert drawing.draw() is not None


def test_without_any_nothing_is_said_of_them(cohort):
    found = page(cohort, float(np.median(cohort.time)))
    assert found.causes is None
    assert causes_table(found).rows == ()
    assert not any("another cause" in step for step, _ in flow_of(found).rows)
    assert next(one for one in figures_of(found) if one.name == "causes").draw() is None

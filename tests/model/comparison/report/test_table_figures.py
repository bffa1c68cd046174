"""What the figures drawn from tables say where a number is missing."""

from model.comparison.report.number_text import estimate_text
from model.comparison.report.style import figure
from model.comparison.report.table_figures import ForestRow, _forest_row
from model.statistics.estimate import NotGiven


def test_a_hazard_ratio_that_is_missing_has_its_whole_reason():
    why = "the hazard ratio is not finite: one group has no events, or the values order the events perfectly"
    axes = figure(7.2, 1.6).add_subplot()
    _forest_row(axes, 0, ForestRow("demo (high / low)", NotGiven(why), "#333333"))
    (text,) = axes.texts
    assert text.get_text().split() == estimate_text(NotGiven(why)).split()
    assert text.get_text().count("\n") == 1

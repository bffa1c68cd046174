"""The table of raters in German: numbers and sentences in one language."""


from app.study.comparison.rater_rows import _estimate, _qualifier
from model.statistics.estimate import Estimate, NotGiven


def test_numbers_have_a_comma_and_reasons_are_german(german):
    assert _estimate(Estimate(-0.25, -0.5, 0.125, 0.04), 2, with_p=True).text == "−0,25\n−0,50 bis 0,12\np 0,040"
    reason = NotGiven("there are no events", 0.5)
    assert _estimate(reason, 2, with_p=False).text == "0,50, kein Intervall: es gibt keine Ereignisse"


def test_the_warning_about_few_events_is_german(german):
    class Result:
        unsure, note = "fewer than 10 events by the horizon", "of the clinical sheet"

    assert _qualifier(Result()).text == "weniger als 10 Ereignisse bis zum Horizont; der klinischen Tabelle"

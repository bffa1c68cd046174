"""A metric in an unknown format does not hide the others on a model card."""

from model.result.export.metrics import metric_text


def test_a_metric_of_another_form_is_named_and_the_rest_is_read():
    card = dict(metric_text({"training_spread": {"sd": "x"}, "test_brier": 0.21, "memory_reach": 5}))
    assert card["SD of the probability"] == "stated in a format that this version cannot read"
    assert card["Memory reach"] == card["SD of the probability"]
    assert card["Held-out Brier"].startswith("0.210")

"""A metric in an unknown format does not hide the others on a model card."""

from model.result.export.metrics import HELD_OUT, metric_text, stability_text

SECTION = {
    "horizon_years": 5.0,
    "patients": 70,
    "groups": [
        {"low": 0.12, "high": 0.4, "patients": 30, "alive": 6, "interval": [0.095, 0.373]},
        {"low": 0.4, "high": 0.9, "patients": 40, "alive": 30, "interval": [0.598, 0.858]},
    ],
    "line": None,
}


def test_held_out_patients_are_listed_by_answer():
    text = dict(metric_text({"held_out_answers": SECTION}))[HELD_OUT]
    assert text.startswith("alive at 5 years (95 % interval)")
    assert text.endswith("0.12 to 0.40: 6 of 30 (10% to 37%); 0.40 to 0.90: 30 of 40 (60% to 86%)")
    assert "cannot read" in dict(metric_text({"held_out_answers": SECTION | {"groups": 3}}))[HELD_OUT]


def test_the_limits_of_order_stability_are_stated_with_or_without_the_field():
    assert "above 0.05 or any order gives the other risk group" in stability_text({})
    stated = stability_text({"order_stability_limits": {"sd": 0.1, "other_group": 2}})
    assert "above 0.1 or more than 2 give the other risk group" in stated


def test_how_many_patients_exceed_the_limits_is_stated_where_it_is_known():
    found = {"over": "8 random orders", "mean_sd": 0.02, "max_sd": 0.2, "flipping": 3, "patients": 40}
    assert dict(metric_text({"order_instability": found}))["Order instability"].endswith("with the tile order")
    text = dict(metric_text({"order_instability": found | {"beyond_limits": 5}}))["Order instability"]
    assert text.endswith("with the tile order; 5 exceed a limit of order stability")


def test_a_metric_of_another_form_is_named_and_the_rest_is_read():
    card = dict(metric_text({"training_spread": {"sd": "x"}, "test_brier": 0.21, "memory_reach": 5}))
    assert card["SD of the probability"] == "recorded in a format that this version cannot read"
    assert card["Memory reach"] == card["SD of the probability"]
    assert card["Held-out Brier"].startswith("0.210")

"""An empty cell is called empty, and not a text that is no number, no time or no level."""

from model.study.prediction_import import NEEDED, _faults


def test_empty_cells_of_predictions_are_called_empty():
    faults = list(_faults(dict.fromkeys(NEEDED, ""), {}))
    assert {f"{name} is empty" for name in ("survival_probability", "verdict", "demo", "analysed_at")} <= set(faults)
    assert not [fault for fault in faults if "''" in fault]

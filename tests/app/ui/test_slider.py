"""A slider with its value and unit beside it."""

from PySide6.QtCore import QSignalBlocker

from app.ui.slider import ValueSlider


def test_the_value_is_shown_with_its_unit_also_while_signals_are_blocked(qtbot):
    row = ValueSlider("Opacity", 0, 100, lambda value: f"{value} %")
    qtbot.addWidget(row)
    assert (row.value.text(), row.slider.accessibleName()) == ("0 %", "Opacity")
    row.slider.setValue(45)
    assert row.value.text() == "45 %"
    blocker = QSignalBlocker(row.slider)
    row.slider.setValue(100)
    del blocker
    assert row.value.text() == "100 %"
    assert row.value.minimumWidth() >= row.value.fontMetrics().horizontalAdvance("100 %")

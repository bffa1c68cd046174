"""Number fields in German: both marks can be typed, numbers are shown with a comma, a refusal has its reason."""

import pytest
from PySide6.QtCore import Qt

from app.ui.number_field import DecimalBox, NumberField


@pytest.mark.parametrize("typed", ["0,25", "0.25"])
def test_both_marks_can_be_typed_in_german(german, qtbot, typed):
    field, box = NumberField(0.01, 20), DecimalBox()
    box.setRange(0, 20)
    for one in (field, box):
        qtbot.addWidget(one)
    qtbot.keyClicks(field, typed)
    assert (field.number, field.reason) == (0.25, "")
    box.selectAll()
    qtbot.keyClicks(box.lineEdit(), typed)
    qtbot.keyClick(box.lineEdit(), Qt.Key.Key_Return)
    assert box.value() == 0.25
    assert box.text() == "0,25"


def test_a_number_is_shown_with_a_comma_and_read_again(german, qtbot):
    field = NumberField(0.01, 20)
    qtbot.addWidget(field)
    field.show_number(1.2345678, 4)
    assert (field.text(), field.number) == ("1,235", 1.235)
    field.show_number(None)
    assert field.text() == ""
    assert field.number is None


def test_the_pixel_size_question_says_why_a_value_is_refused(german, window, opened, tasks, fakes):
    tasks.slides["spot-1.png"] = lambda path: fakes.PaintedSlide(path, mpp=None)
    question = opened().notices.question
    assert not question.why.isVisible()
    assert question.use.toolTip() == "Geben Sie eine Zahl von 0,01 bis 20 ein."
    question.field.setText("40")
    assert not question.use.isEnabled()
    assert question.why.text() == "40 liegt außerhalb des Bereichs von 0,01 bis 20."
    question.field.setText("0,25")
    assert question.use.isEnabled()
    assert not question.why.isVisible()

"""The text of the lecture states the computed values, and says what it did not compute."""

import dataclasses

from model.lecture.equations import EQUATIONS, Place, place
from model.lecture.spot_gates import spot_gates
from model.lecture.text import WIDTH, equations_text, flow_text, gates_text, markdown, table, three_steps_text


def test_a_table_is_aligned():
    assert table(("a", "long"), [("xyz", "1")]) == "| a   | long |\n| --- | ---- |\n| xyz | 1    |"


def test_the_three_steps_are_a_table(lecture):
    text = three_steps_text(lecture.three_steps)
    assert "| 2 | (1, 0) | (0, -2)           | (1, 0) | (-1)  | (0) |" in text
    assert "equal those of the lecture" in text
    wrong = dataclasses.replace(lecture.three_steps, run=lecture.three_steps.forgetful)
    assert "equal those of the lecture" not in three_steps_text(wrong)


def test_the_flows_stand_beside_one_another(lecture):
    text = flow_text(lecture.flows)
    row = next(line for line in text.splitlines() if line.startswith("| 1.1 "))
    for kind, flow in (("rest", 3), ("driven", 3), ("lstm", 3)):
        found = lecture.flows.of(kind)[flow]
        assert f"{found.left:.1e} {found.fate}" in row


def test_every_equation_has_its_line():
    text = equations_text()
    for equation in EQUATIONS:
        [line] = [line for line in text.splitlines() if f"| `{equation.text}` " in line]
        assert f"| {place(equation).text} " in line


def test_without_source_no_line_is_claimed(monkeypatch):
    assert "The lines were found in the source" in equations_text()
    monkeypatch.setattr("model.lecture.text.place", lambda equation: Place("model/reference/elman.py"))
    text = equations_text()
    assert "The lines were found in the source" not in text
    assert "without its source" in text


def test_the_gates_are_computed_or_said_to_be_missing(lecture, spot):
    assert "Not computed, because it needs a model and an image." in markdown(lecture, False)
    gates = spot_gates(*spot())
    text = gates_text(gates)
    assert f"{gates.difference:.1e}" in text
    assert f"| {gates.mean(0, 'forget').mean():.3f} |" in text
    assert "This LSTM has biases" in text
    assert "20 of 25 tiles of a spot.tif" in " ".join(text.split())
    both = markdown(dataclasses.replace(lecture, gates=gates), True)
    assert "Not computed" not in both
    assert both.count(".png)") == 4


def test_prose_is_wrapped_and_pictures_are_optional(lecture):
    text = markdown(lecture, False)
    assert ".png" not in text
    assert max(len(line) for line in text.splitlines() if not line.startswith("|")) <= WIDTH
    assert "Research use only" in text

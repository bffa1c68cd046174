"""The panel before the comparison: its warning is never cut."""

import pytest
from PySide6.QtGui import QAction

from app.session.comparison_state import ComparisonState
from app.study.comparison.comparison_gate import LEAK, ComparisonGate
from model.study.comparison_input import OpenReads


@pytest.mark.parametrize("percent", [100, 150])
def test_the_whole_warning_can_be_read(qtbot, percent):
    gate = ComparisonGate(QAction())
    qtbot.addWidget(gate)
    letters = gate.still.font()
    letters.setPixelSize(13 * percent // 100)
    gate.still.setFont(letters)
    gate.resize(1200, 500)
    with qtbot.waitExposed(gate):
        gate.show()
    gate.show_state(ComparisonState(open=tuple(OpenReads(f"Reader {n}", 37, 40) for n in range(6))))
    assert gate.still.text().endswith(LEAK)
    qtbot.waitUntil(lambda: gate.still.height() >= gate.still.heightForWidth(gate.still.width()))


def test_the_button_that_ends_the_blinding_does_not_invite(qtbot):
    gate = ComparisonGate(QAction())
    qtbot.addWidget(gate)
    for open_reads, name in ((), "primary"), ((OpenReads("Ada", 1, 40),), ""), ((), "primary"):
        gate.show_state(ComparisonState(open=open_reads))
        assert gate.make.objectName() == name

"""The tab for a rule that gives each patient one of three answers (low, uncertain, high).

It shows the allowed error rate, the group of patients with each answer, and a button that saves the rule.
"""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.language.text import mark, tr
from app.study.comparison.shown_text import rater_name, shown, shown_table
from app.study.comparison.text_tables import TextTables
from app.ui.number_field import DecimalBox
from app.ui.theme import RHYTHM
from model.comparison.answers import Answered, AnswerRule
from model.comparison.comparison import RaterComparison
from model.comparison.report.answers_file import NO_TEST
from model.comparison.report.answers_table import answers_table

NONE = mark("no rule")
_PLACE = "……"
"""Stands for the promises of a rule while its sentence is translated."""
SAVE_HINT = mark(
    "Write the rule as a file. The rule can then be chosen in the viewer, or given to histocast predict. To withdraw "
    "the rule, delete the file. Neither the study nor the model is changed."
)


def rule_text(rule: AnswerRule) -> str:
    """Return the sentence on how many answers of a rule may be wrong, for the screen.

    What holds for low and what holds for high is translated by itself, because both together fit neither sentence.
    """
    promises = rule.promises
    if not promises:
        return shown(rule.sentence)
    sentence = rule.sentence.replace(" and ".join(promises), _PLACE)
    return shown(sentence).replace(_PLACE, tr(" and ").join(map(shown, promises)))


class AnswersTab(QWidget):
    """Shows the answers (low, uncertain or high) for the patients of the study, by a rule fitted to these patients."""

    requested = Signal(object)
    """Emits the error rate that the user allows for the answers low and high, or None if the user wants no rule."""

    def __init__(self) -> None:
        super().__init__()
        self.error = DecimalBox()
        self.error.setRange(0.0, 0.45)
        self.error.setSingleStep(0.05)
        self.error.setKeyboardTracking(False)
        self.error.setSpecialValueText(tr(NONE))
        self.error.setAccessibleName(tr("Error rate of the answers low and high"))
        self.save = QPushButton(tr("Save this rule …"))
        self.save.setToolTip(tr(SAVE_HINT))
        self.tables = TextTables(tr("Three answers"))
        row = QHBoxLayout()
        row.setContentsMargins(RHYTHM, RHYTHM, RHYTHM, 0)
        row.setSpacing(RHYTHM)
        row.addWidget(QLabel(tr("Error rate")))
        row.addWidget(self.error)
        row.addStretch()
        row.addWidget(self.save)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(row)
        box.addWidget(self.tables, 1)
        self.error.valueChanged.connect(lambda error: self.requested.emit(error or None))

    def show_comparison(self, comparison: RaterComparison) -> None:
        """Show the group of patients with each answer of the rule, or the reason why there is no rule."""
        self.error.blockSignals(True)
        self.error.setValue(comparison.options.answer_error or 0.0)
        self.error.blockSignals(False)
        found = comparison.three_answers
        self.save.setEnabled(isinstance(found, Answered))
        table = shown_table(answers_table(comparison), comparison)
        if isinstance(found, Answered):
            table = replace(table, note=f"{rater_name(found.rule.rater)}: {rule_text(found.rule)} {shown(NO_TEST)}")
        self.tables.show_tables((table,) if table.rows else ())

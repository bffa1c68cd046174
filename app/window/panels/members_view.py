"""The probabilities of the members of an ensemble: one dot per member on a line from 0 to 1, and a sentence."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.language.model_text import of_model
from app.language.text import tr
from app.ui.parts import set_text, text_label
from app.ui.theme import RHYTHM, Theme
from app.window.panels.order_strip import Dots
from model.result.export.wording import members_sentence
from model.result.prediction import Prediction


class MembersView(QWidget):
    """One dot for the probability of each member of an ensemble, and a sentence.

    The view is hidden if no probability is visible, or if the model is not an ensemble.
    """

    def __init__(self) -> None:
        super().__init__()
        self.dots = Dots()
        self.dots.setAccessibleName(tr("Answers of the members"))
        self.caption = text_label("small")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, RHYTHM // 2, 0, 0)
        box.setSpacing(0)
        for part in (self.dots, self.caption):
            box.addWidget(part)
        self.setAccessibleName(tr("Members of the ensemble"))
        self.setVisible(False)

    def show_members(self, prediction: Prediction | None, style: Theme) -> None:
        """Show the members of `prediction`. For None, show nothing."""
        members = prediction.members if prediction is not None else None
        self.setVisible(members is not None)
        if prediction is None or members is None:
            return
        self.dots.show_dots(members.probabilities, prediction.bundle.threshold, style)
        set_text(self.caption, of_model(members_sentence(prediction)))
        self.setAccessibleDescription(of_model(members_sentence(prediction)))

"""The evidence below the probability: outcomes of held-out patients with a similar probability, from the model card."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.language.model_text import of_model
from app.language.text import tr
from app.session.outcome_text import line_text
from app.ui.parts import set_text, text_label, tip
from model.result.evidence import evidence_sentences
from model.result.prediction import Prediction


class EvidenceView(QWidget):
    """Shows how many held-out patients with a similar probability were alive, and survival by the calibration line.

    The tooltip has all sentences.
    """

    def __init__(self) -> None:
        super().__init__()
        self.patients, self.line = text_label("small"), text_label("small")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        for label in (self.patients, self.line):
            box.addWidget(label)
        self.setAccessibleName(tr("Held-out patients"))

    def show_evidence(self, prediction: Prediction | None) -> None:
        """Show what the model card says about the probability of `prediction`. For None, show nothing."""
        self.setVisible(prediction is not None)
        if prediction is None:
            return
        sentences = tuple(map(of_model, evidence_sentences(prediction.evidence)))
        set_text(self.patients, sentences[0])
        set_text(self.line, line_text(prediction.evidence))
        self.setToolTip(tip("\n".join(sentences)))
        self.setAccessibleDescription(" ".join(sentences))

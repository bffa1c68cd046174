"""Texts about imports and packets of a study: in English those of the command line, and in German German."""

from pathlib import Path

import pytest

from app.session.study_text import change_text, filled_text, made_text, merged_text, predictions_text
from model.study.fill import Filled
from model.study.outcome_changes import OutcomeChange
from model.study.packet.make import MadePacket
from model.study.packet.merge import MergedPacket
from model.study.plan import Outcome
from model.study.prediction_import import ImportedPredictions

ALIVE, DEAD = Outcome(4.237, False, "", 4.237, "years"), Outcome(2.0, True, "", 2.0, "years")
OTHER = Outcome(1.5, False, "other", 1.5, "years")
PLACE = Path("/x/ada.histopacket")
TEXTS = [
    *((filled_text, Filled(*counts)) for counts in ((1, 1, 0, 0, 0), (3, 4, 1, 1, 2), (0, 0, 2, 3, 0))),
    *((predictions_text, ImportedPredictions(*counts)) for counts in ((1, 0), (0, 1), (5, 3))),
    *((merged_text, MergedPacket("Ada", 2, *rest)) for rest in ((1, 0, 0, "ab12"), (3, 2, 1, ""))),
    *((change_text, OutcomeChange(3, "P1", *pair)) for pair in ((ALIVE, DEAD), (DEAD, ALIVE), (DEAD, OTHER))),
    *((made_text, MadePacket(PLACE, images, "Ada", 1, 4, ())) for images in (None, Path("/x/ada.images"))),
]


@pytest.mark.parametrize(("say", "value"), TEXTS)
def test_english_texts_are_those_of_the_command_line(say, value):
    assert say(value) == value.text


def test_german_texts_have_german_plurals_and_numbers(german):
    assert filled_text(Filled(3, 1, 2, 1, 0)) == (
        "Hinzugefügt: 3 Patienten und 1 Spot; 2 Spots waren schon in der Studie; nicht zugeordnet: 1 Zeile oder Bild"
    )
    assert predictions_text(ImportedPredictions(1, 1)) == "Hinzugefügt: 1 Vorhersage. 1 war schon in der Studie."
    changed = change_text(OutcomeChange(3, "P1", ALIVE, DEAD))
    assert "4,237 Jahre, lebt -> 2 Jahre, an der Krankheit verstorben" in changed

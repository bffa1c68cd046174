"""Remedies in the window name what its user does, never an option of the command line."""

import json
import re
from pathlib import Path

import pytest

from app.language.model_text import of_model
from app.language.text import tr
from app.language.window_remedies import IN_WINDOW

FOLDER = Path(__file__).parents[3] / "resources" / "translations"
OPTION = re.compile(r"(?<![\w-])--[a-z]")


@pytest.fixture(scope="module")
def sentences():
    return json.loads((FOLDER / "model_sentences.json").read_text(encoding="utf-8"))


def test_no_sentence_that_the_window_shows_names_an_option(sentences):
    """Once "Supply it with --mpp." stood in the notice bar."""
    named = [one for one in sentences if OPTION.search(one)]
    assert len(named) > 30
    for sentence in named:
        shown = re.sub(r"\{(\d)\}", r"column\1", sentence)
        for text in (shown, f"The file x.csv is damaged. {shown}"):
            assert not OPTION.search(of_model(text)), text


def test_no_sentence_of_the_window_itself_names_an_option():
    for sentence in IN_WINDOW.values():
        assert not OPTION.search(sentence)


def test_each_replaced_sentence_still_exists_and_keeps_its_fields(sentences):
    for sentence, shown in IN_WINDOW.items():
        assert sentence in sentences, sentence
        assert set(re.findall(r"\{\d\}", shown)) <= set(re.findall(r"\{\d\}", sentence))


def test_the_replaced_sentence_is_translated(german):
    assert of_model("Supply it with --mpp.") == "Wählen Sie „Pixelgröße festlegen“."


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("To begin another round of the same cases, add --repeat.", "Start another round"),
        ("Write --event died=VALUE.", "Means died"),
        ("Say which value means 'died of the disease', for example --event died=2.", "Means died"),
    ],
)
def test_a_remedy_names_the_label_of_the_choice_in_the_window(german, sentence, label):
    """Once a remedy named a choice that no dialog offers, or offers under another name."""
    assert f"„{tr(label)}“" in of_model(sentence)

"""Sentences of the model on the screen: found again in the source, with their fields, lists and numbers."""

import pytest

from app.language.model_text import of_model, use_sentences
from app.language.text import use

GERMAN = {
    "{1} is damaged: {2}.": "{1} ist beschädigt: {2}.",
    "Copy it again.": "Kopieren Sie es erneut.",
    "Of {1} {2} with an answer of {3}, {4} % died.": "{4} % von {1} {2} mit einer Antwort von {3} starben.",
    "held-out patients": "zurückgehaltenen Patienten",
    "the header is cut short": "der Kopf ist abgeschnitten",
    "{low} to {high}": "{low} bis {high}",
    "{1} to {2}": "{1} bis {2}",
    "input": "Eingabe",
    "tile order": "Reihenfolge",
    " and ": " und ",
    "at or above": "auf oder über",
    ", with cached features": ", mit früheren Merkmalen",
    "{1} the threshold {2} ({3})": "{1} der Schwelle {2} ({3})",
    "{number} patients": "{number} Patienten",
    "files were": "Dateien wurden",
    "{1} skipped.": "{1} übersprungen.",
    "There is no image in the folder {1}.": "Im Ordner {1} ist kein Bild.",
    "{1} is empty.": "{1} ist leer.",
    "{1} is {2}.": "{1} ist {2}.",
    "a PDF document": "ein PDF-Dokument",
    "{1} was changed": "{1} wurde geändert",
    "{1} cannot be read: {2}.": "{1} kann nicht gelesen werden: {2}.",
    "{1} is {2}, which is not supported.": "{1} ist {2}, was nicht unterstützt wird.",
    "its header is {1}, which is not supported": "der Header ist {1}, was nicht unterstützt wird",
    "deflated": "komprimiert",
    "Convert it to {1}.": "Wandeln Sie es in {1} um.",
    " or ": " oder ",
    "{1} more": "{1} weitere",
}


@pytest.fixture(autouse=True)
def made_up():
    use_sentences(tuple(GERMAN))
    use(lambda source, number: GERMAN.get(source, source), decimal_point=",", keeps_capitals=True)
    yield
    use(None)
    use_sentences(())


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("Copy it again.", "Kopieren Sie es erneut."),
        ("a.b-1.tif is damaged: the header is cut short.", "a.b-1.tif ist beschädigt: der Kopf ist abgeschnitten."),
        (
            "Of 26 held-out patients with an answer of 0.60 to 0.77, 62 % died.",
            "62 % von 26 zurückgehaltenen Patienten mit einer Antwort von 0,60 bis 0,77 starben.",
        ),
        ("0.94", "0,94"),
        ("-0.5 %", "−0,5 %"),
        ("12.5 s", "12,5 s"),
        ("0.7 s, with cached features", "0,7 s, mit früheren Merkmalen"),
        ("0.50 to 0.71", "0,50 bis 0,71"),
        ("input and tile order", "Eingabe und Reihenfolge"),
        ("At or above the threshold 0.54 (of the card)", "Auf oder über der Schwelle 0,54 (of the card)"),
        (
            "x.tif is damaged: the header is cut short. Copy it again.",
            "x.tif ist beschädigt: der Kopf ist abgeschnitten. Kopieren Sie es erneut.",
        ),
        ("12 patients, 1 more", "12 Patienten, 1 weitere"),
        ("3 files were skipped.", "3 Dateien wurden übersprungen."),
        ("input (of the card)", "Eingabe (of the card)"),
        ("input (3), tile order (2)", "input (3), tile order (2)"),  # values of a table with their counts
        ("n.a. (3), input (2) is empty.", "n.a. (3), input (2) ist leer."),
        ("spot.pdf is a PDF document.", "spot.pdf ist ein PDF-Dokument."),
        ("a.png was changed.", "a.png wurde geändert."),
        (
            "There is no image in the folder x. 2 files were skipped. a.png is empty. b.png is empty. 4 more.",
            "Im Ordner x ist kein Bild. 2 Dateien wurden übersprungen. a.png ist leer. b.png ist leer. 4 weitere.",
        ),
        (
            "a.dcm cannot be read: its header is deflated, which is not supported.",
            "a.dcm kann nicht gelesen werden: der Header ist komprimiert, was nicht unterstützt wird.",
        ),
        ("Convert it to YBR_FULL or RGB.", "Wandeln Sie es in YBR_FULL oder RGB um."),
        ("Convert it to the one or the other kind.", "Wandeln Sie es in the one or the other kind um."),
        ("  Copy it again.\nCopy it again.", "  Kopieren Sie es erneut.\nKopieren Sie es erneut."),
    ],
)
def test_sentences_are_found_with_what_stands_in_them(english, german):
    assert of_model(english) == german


def test_one_thing_is_counted_in_the_singular():
    one = {"{number} patients": "{number} Patient"}
    use(lambda source, number: one.get(source, source) if number == 1 else source)
    assert of_model("1 patient") == "1 Patient"
    assert of_model("2 tiles") == "2 tiles"


@pytest.mark.parametrize("text", ["", "Moved from left to right", "spot-1.png", "An unknown sentence (really)."])
def test_what_is_not_known_stays_as_it_is(text):
    assert of_model(text) == text


def test_without_a_translation_nothing_changes():
    use(None)
    assert of_model("0.94") == "0.94"
    assert of_model("Copy it again.") == "Copy it again."


def test_units_and_minus_signs_are_those_of_print_in_every_language():
    use(None)
    assert of_model("from -3 to +3, 0.5 um/px, 224 um wide (-1)") == "from −3 to +3, 0.5 µm/px, 224 µm wide (−1)"
    assert of_model("spot-1 of 2024-05-31, umbra") == "spot-1 of 2024-05-31, umbra"

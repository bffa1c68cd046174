"""Texts of the model and of the shipped files, in German, with German numbers, dates and signs."""

import re
from dataclasses import replace
from datetime import date
from importlib.resources import as_file, files

import pytest
from PySide6.QtCore import QLocale

from app.actions.dialogs.card import lines
from app.language.model_text import of_model
from app.language.text import date_text, percent_text, use
from app.session.outcome_text import reliability_sentence
from app.session.values import BundleOnHand
from app.start.language import day_text
from app.study.sheet_text import TEXTS, shown_question, shown_reasons, shown_title
from model.bundle.manifest import read_manifest
from model.result.prediction import Verdict
from model.result.reliability import INPUT, TILE_ORDER, Reliability
from model.study.score_sheet import DEFAULT_SHEET, Choice

ENGLISH = re.compile(r"\b(the|of|and|with|not|are|interval|to|alive|tiles|median|by)\b")
NAMES = re.compile(r"(histocast \d.*|fc7, after ReLU.*|.*\.safetensors.*|[0-9a-f]{64})")


@pytest.mark.parametrize(
    ("english", "shown"),
    [
        ("3500 x 3500 px, 1.001 x 1.001 mm", "3500 × 3500 px, 1,001 × 1,001 mm"),
        ("1, 36.2 MB", "1, 36,2 MB"),
        ("2.5 in layer 1, 3.5 in layer 2", "2,5 in Schicht 1, 3,5 in Schicht 2"),
        ("The washout of 14 days lasts until 2026-12-14 10:22 UTC.",
         "Die Pause von 14 Tagen dauert bis 14.12.2026 10:22 UTC."),
        ("case 3: locked in the study at 2026-11-30T09:15:02.123+00:00, in the packet at 2026-12-01T10:00:00+00:00; "
         "the study keeps its own read: the answers are the same",
         "Fall 3: in der Studie abgeschlossen am 30.11.2026 09:15:02 UTC, im Paket am 01.12.2026 10:00:00 UTC; "
         "die Studie behält die eigene Befundung: die Antworten sind gleich"),
        ("8 balanced orders: 0.61 to 0.66, SD 0.017; none gave the other risk group",
         "8 ausgewogene Reihenfolgen: 0,61 bis 0,66, SD 0,017; keine ergaben die andere Risikogruppe"),
        ("cached features of images: at most 5 GB", "Cache der Merkmale von Bildern: höchstens 5 GB"),
        ('"exact", "fast", "fastest"', '"exact", "fast", "fastest"'),
        ("Hidden state, unit 5, layer 3", "Verborgener Zustand, Einheit 5, Schicht 3"),
        ("CPU (OpenVINO, exact)", "CPU (OpenVINO, exakt)"),
        ("of 9 held-out test spots, 1 (11.1%, 95 % interval 0.3% to 48.2%) get a caution or worse (aim: at most 5%)",
         "von 9 zurückgehaltenen Testspots erhalten 1 (11,1 %, 95-%-Intervall 0,3 % bis 48,2 %) Vorsicht oder "
         "Schlechteres (Ziel: höchstens 5 %)"),
    ],
)  # fmt: skip
def test_numbers_inside_sentences_have_a_comma(german, english, shown):
    assert of_model(english) == shown


def test_the_line_on_reliability_is_german_part_by_part(german):
    sparse = "There is little tissue in the analysis region (31%); most tiles are glass."
    found = Reliability(((INPUT, Verdict("caution", (sparse,))),), (TILE_ORDER,))
    said = reliability_sentence(found)
    assert said.startswith("Verlässlichkeit: Vorsicht (Eingabe Vorsicht: Im Analysebereich ist wenig Gewebe (31 %)")
    assert said.endswith("Glas, Reihenfolge nicht gemessen)")


@pytest.mark.parametrize("name", ["demo", "demo-as-published"])
def test_the_card_of_a_shipped_model_is_german(german, name):
    with as_file(files("resources") / "bundles" / f"{name}.safetensors") as path:
        card = lines(BundleOnHand(path, "ab" * 32, read_manifest(path)))
    said = [f"{title}: {part}" for title, text in card for part in text.split("; ") if not NAMES.search(text)]
    assert len(said) > 30
    assert [text for text in said if ENGLISH.search(text) or re.search(r"\d\.\d", text)] == []


def test_the_card_has_real_minus_signs_in_english(qapp):
    with as_file(files("resources") / "bundles" / "demo.safetensors") as path:
        card = dict(lines(BundleOnHand(path, "ab" * 32, read_manifest(path))))
    assert "−0.14" in card["Held-out calibration"]
    assert not any(re.search(r"(?<![\w.])-\d|\d%", text) for text in card.values())


def test_the_programs_own_sheet_is_german_and_its_codes_stay(german):
    risk = DEFAULT_SHEET.questions[0]
    shown = shown_question(risk)
    assert (shown.title, [choice.label for choice in shown.choices]) == ("Risiko nach Augenschein", ["niedrig", "hoch"])
    assert (shown.key, [choice.value for choice in shown.choices]) == (risk.key, [0.0, 1.0])
    assert shown_reasons(DEFAULT_SHEET.reasons)[0] == "kein Tumor"
    assert shown_title("risk", "Visual risk") == "Risiko nach Augenschein"


def test_a_sheet_of_a_user_stays_as_typed(german):
    risk = DEFAULT_SHEET.questions[0]
    theirs = replace(risk, choices=(Choice("low", 1.0), Choice("high", 2.0)))
    assert shown_question(theirs) == theirs
    assert shown_reasons(("no tumour",)) == ("no tumour",)
    assert shown_title("other", "Visual risk") == "Visual risk"


def test_every_text_of_the_programs_own_sheet_is_translated():
    texts = {question.title for question in DEFAULT_SHEET.questions} | {*DEFAULT_SHEET.reasons}
    texts |= {choice.label for question in DEFAULT_SHEET.questions for choice in question.choices}
    assert {text for text in texts if not text.isdigit()} == TEXTS


def test_shares_and_dates_have_the_form_of_the_language(german):
    assert (percent_text(0.314), percent_text(0.0123, 1)) == ("31 %", "1,2 %")
    assert date_text("2026-11-30T13:45:00+01:00") == "30.11.2026"
    assert date_text("unknown") == "unknown"


def test_dates_in_files_and_without_a_window_stay_iso():
    use(None)
    assert date_text("2026-11-30") == "2026-11-30"


@pytest.mark.parametrize(
    ("locale", "shown"),
    [("de_DE", "03.11.2026"), ("de_AT", "03.11.2026"), ("en_US", "Nov 3, 2026"), ("en_GB", "3 Nov 2026")],
)
def test_a_day_cannot_be_mistaken_for_another(locale, shown):
    before = QLocale()
    QLocale.setDefault(QLocale(locale))
    try:
        assert day_text(date(2026, 11, 3)) == shown
    finally:
        QLocale.setDefault(before)

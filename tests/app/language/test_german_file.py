"""The German translation: complete, with the fields and plurals of its sources, and compiled."""

import importlib.util
import re
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator

SCRIPT = Path(__file__).parents[3] / "packaging" / "translations.py"
FOLDER = files("resources") / "translations"
ERROR = "{1} is a link to a file that does not exist."
"""A message of an error of the model."""


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("histocast_packaging_translations", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def german(script):
    return script.read(FOLDER / "histocast_de.ts")


def test_the_file_has_every_text_of_the_program_and_no_other(script):
    assert script.faults("de") == [], "run packaging/translations.py, and translate what it lists"


def fields(text):
    return sorted(re.findall(r"\{[^{}]*\}", text))


def test_each_translation_has_the_fields_of_its_source(german):
    different = {s: form for s, text in german.items() for form in text.forms if form and fields(form) != fields(s)}
    assert different == {}


def test_texts_that_belong_together_keep_their_spaces_and_stops(german):
    """A text that continues another begins or ends with a space, a comma or a line, and its translation too."""

    def joint(text):
        return text[:1] in " ,;:\n", text[-1:] in " \n"

    assert [s for s, text in german.items() for form in text.forms if form and joint(form) != joint(s)] == []


def test_a_plural_has_the_number_in_each_form_or_one_form_for_one(german):
    counted = [text for text in german.values() if text.plural]
    assert len(counted) > 10
    assert all(len(text.forms) == 2 and "{number}" in text.forms[1] for text in counted)


def test_the_words_of_the_glossary_are_used(german):
    words = {"Research use only": "Nur für Forschungszwecke", "Tile": "Kachel", "Core": "Stanze", "Reader": "Befunder"}
    assert {source: german[source].forms[0] for source in words} == words


def test_a_locked_read_has_one_word_in_german(german):
    """*Gesperrt* is what a file can be. A read is *abgeschlossen*."""
    assert [text for text in german.values() if any("gesperrt" in form.casefold() for form in text.forms)] == []


def test_the_compiled_file_is_that_of_the_translation(qapp, script, german):
    translator = QTranslator()
    assert translator.load(str(FOLDER / "histocast_de.qm"))
    for source, text in german.items():
        if not text.finished:
            continue
        number = (1, 5) if text.plural else (-1,)
        compiled = [translator.translate("histocast", source, None, n) for n in number]
        assert compiled == text.forms, "run packaging/translations.py"


def test_a_missing_unused_or_unfinished_text_is_a_fault(script, tmp_path, monkeypatch, german):
    texts = {source: text for source, text in german.items() if source != "Tile"}
    changed = dict(texts) | {"An old text": script.Text("An old text", False, "app/x.py", ["Alt"])}
    changed["Core"] = script.Text("Core", False, "app/x.py", [""])
    changed[ERROR] = script.Text(ERROR, False, "model/slide/x.py", [""])
    script.write(tmp_path / "histocast_de.ts", "de", list(changed.values()))
    (tmp_path / script.SENTENCES).write_text(script.sentences(), encoding="utf-8")
    monkeypatch.setattr(script, "FOLDER", tmp_path)
    unfinished = ["unfinished: 'Core'", f"unfinished: {ERROR!r}"]
    assert script.faults("de") == ["missing: 'Tile'", "superfluous: 'An old text'", *unfinished]


def test_sources_are_found_in_all_their_forms(script):
    import ast

    code = """
tr("A {x}", x=1); mark("B"); tr("C" if x else "D"); plural(n, "tile"); plural(n, "spot was", "spots were")
counted(n, "One", "{number} things"); once("reading", f); Progress("writing"); label("Z"); tr(title)
"""
    found = sorted(script.texts_of(ast.parse(code)))
    assert found == [
        ("A {x}", False), ("B", False), ("C", False), ("D", False), ("reading", False), ("writing", False),
        ("{number} spots were", True), ("{number} things", True), ("{number} tiles", True),
    ]  # fmt: skip


def test_parts_of_errors_that_the_script_lists_occur_in_the_model(script):
    found = {
        script.template(node)
        for path in sorted((script.ROOT / "model").rglob("*.py"))
        for node in script.ast.walk(script.parsed(path))
    }
    pieces = [piece for text in (*script.CLAUSES, *script.FAULTS) for piece in re.split(r"\{\d\}", text)]
    whole = "\n".join(found)
    assert [piece for piece in pieces if len(piece) > 3 and piece.rstrip("s. ").lstrip(" (") not in whole] == []


@pytest.mark.parametrize(
    "text",
    [
        "{1} has the suffix of a picture, but its first bytes belong to no supported format.",  # a local variable
        "Copy or export the file again from its source.",  # a constant of another module
    ],
)
def test_texts_of_errors_are_found_behind_names(script, text):
    assert text in script.model_texts()


def test_what_an_error_does_not_contain_is_no_text_of_it(script):
    code = (
        "said = f'This is {one}.'\nother = 'Not this.'\nraise SlideError(path, said, remedy())\n"
        "def remedy():\n    return 'Do it.'"
    )
    found = [script.template(node) for node in script.error_arguments(script.ast.parse(code))]
    assert {"This is {1}.", "Do it."} <= set(found)
    assert "Not this." not in found

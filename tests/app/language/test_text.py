"""The texts of the window: English without a translation, and the forms of another language with one."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from app.language.languages import shown_language, wanted_language
from app.language.text import counted, in_english, inside, mark, number_text, plural, tr, use


@pytest.fixture
def made_up():
    """A language in which every text is spelt backwards, but for its fields, and which has a form for 1, 2 and more."""
    forms = {
        ("{number} tiles", 1): "ein {number}",
        ("{number} tiles", 2): "zwei {number}",
        ("{number} tiles", 5): "viele {number}",
        ("{number} of {name} are lost", 1): "{name}: {number} weg",
        ("Share {share:.1f} of {name}", -1): "{name}: {share:.1f}",
        ("Open", -1): "nepO",
    }
    use(lambda source, number: forms.get((source, number), source), decimal_point=",", keeps_capitals=True)
    yield
    use(None)


def test_english_needs_no_translation():
    assert tr("Open") == "Open"
    assert tr("{name}: {share:.0f} %", name="a", share=12.4) == "a: 12 %"
    assert (plural(1, "tile"), plural(3, "tile")) == ("1 tile", "3 tiles")
    assert (plural(1, "spot was", "spots were"), plural(0, "spot was", "spots were")) == ("1 spot was", "0 spots were")
    assert counted(1, "One is lost: {name}", "{number} are lost: {name}", name="a") == "One is lost: a"
    assert counted(2, "One is lost: {name}", "{number} are lost: {name}", name="a") == "2 are lost: a"
    assert inside("Hidden state") == "hidden state"


def test_numbers_have_a_real_minus_sign_and_names_stay_as_they_are():
    assert tr("{change:+.3f} for {name}", change=-0.009, name="a-1.5.png") == "−0.009 for a-1.5.png"
    assert tr("{change:+.3f}", change=0.009) == "+0.009"
    assert number_text("-1.5") == "−1.5"


def test_a_text_without_values_keeps_its_braces():
    assert tr("{not a field") == "{not a field"


def test_a_translation_has_its_own_forms_and_its_own_decimal_point(made_up):
    assert tr("Open") == "nepO"
    assert [plural(number, "tile") for number in (1, 2, 5)] == ["ein 1", "zwei 2", "viele 5"]
    assert counted(1, "One of {name} is lost", "{number} of {name} are lost", name="b") == "b: 1 weg"
    assert tr("Share {share:.1f} of {name}", share=-0.25, name="x.y") == "x.y: −0,2"
    assert inside("Verborgener Zustand") == "Verborgener Zustand"


def test_a_text_without_a_translation_stays_english_with_its_many_form(made_up):
    assert tr("Close") == "Close"
    assert plural(1, "spot") == "1 spots"


def test_a_marked_text_is_translated_only_where_it_is_shown(made_up):
    title = mark("Open")
    assert (title, tr(title)) == ("Open", "nepO")


@pytest.mark.parametrize(
    ("wanted", "fixed", "system", "shown"),
    [
        ("system", "", "de_AT", "de"),
        ("system", "", "de-CH", "de"),
        ("system", "", "fi_FI", "en"),
        ("system", "", "C", "en"),
        ("en", "", "de_DE", "en"),
        ("de", "", "en_GB", "de"),
        ("de", "en", "de_DE", "en"),
        ("en", "de", "en_GB", "de"),
    ],
)
def test_the_policy_decides_before_the_user_and_the_user_before_the_system(wanted, fixed, system, shown):
    assert shown_language(wanted, fixed, system) == shown


def test_an_unknown_saved_language_is_that_of_the_system():
    assert [wanted_language(text) for text in ("de", "en", "system", "xx", "")] == ["de", "en"] + 3 * ["system"]


def test_texts_for_a_file_are_english_and_those_of_other_threads_are_not(made_up):
    with in_english(), ThreadPoolExecutor(1) as other:
        assert (tr("Open"), plural(1, "tile"), number_text("-1.5")) == ("Open", "1 tile", "−1.5")
        assert inside("Hidden state") == "hidden state"
        assert other.submit(tr, "Open").result() == "nepO"
    assert (tr("Open"), number_text("1.5")) == ("nepO", "1,5")

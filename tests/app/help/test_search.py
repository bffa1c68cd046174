"""The search: all words, in any order, titles first, with an excerpt around the place."""

from app.help.pages import parse, plain, read_pages
from app.help.search import EXCERPT, excerpt, search

ONE = parse(
    "one.md",
    "# Tissue\nA spot of glass.\n## The threshold\nLow risk and **H**.\n## Other\nthreshold, threshold, threshold\n",
)
TWO = parse("two.md", "# Reads\nNothing.\n## Locked\nA [threshold](one.md#the-threshold) is never read. Risk.\n")
PAGES = (ONE, TWO)


def targets(typed):
    return [hit.target for hit in search(PAGES, typed)]


def test_a_section_needs_all_words_in_any_order():
    assert targets("risk low") == ["one.md#the-threshold"]
    assert targets("low glass") == []


def test_a_word_in_a_title_counts_more_than_one_in_the_text():
    assert targets("threshold") == ["one.md#the-threshold", "one.md#other", "two.md#locked"]


def test_case_and_beginnings_of_words_do_not_matter():
    assert targets("THRESH") == targets("threshold")


def test_the_first_section_is_the_page_itself():
    assert targets("glass") == ["one.md"]


def test_nothing_typed_finds_nothing():
    assert targets("") == targets("   ") == []


def test_addresses_of_links_and_marks_are_not_searched():
    assert targets("one.md") == []
    assert plain("A **key**, `code` and [words](maps.md#x).\n|---|\n| cell |") == "A key , code and words. cell"


def test_an_excerpt_is_short_and_shows_the_word():
    text = " ".join(f"word{number}" for number in range(200))
    found = excerpt(text, ("word120",))
    assert "word120" in found
    assert len(found) <= EXCERPT + 2
    assert found.startswith("…")
    assert found.endswith("…")
    assert excerpt("short text", ("short",)) == "short text"


def test_headings_in_code_are_no_sections():
    page = parse("one.md", "# One\n```\n# a comment\n```\n## Two\n")
    assert [section.title for section in page.sections] == ["One", "Two"]


def test_what_users_look_for_is_found():
    """The first hit of usual questions is the section that answers them."""
    pages = read_pages()
    for typed, target in (
        ("pixel size unknown", "troubleshooting.md#the-pixel-size-is-unknown-or-looks-wrong"),
        ("kappa agreement", "statistics.md#agreement"),
        ("order stability", "reading-the-result.md#order-stability"),
        ("packet lost", "studies.md#for-the-organiser-of-packets"),
        ("disk full", "troubleshooting.md#a-file-cannot-be-written"),
    ):
        assert target in [hit.target for hit in search(pages, typed)][:3], typed

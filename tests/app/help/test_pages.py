"""The help pages: every link, anchor, command, key and title that they name exists, and every page can be reached."""

import argparse
import ast
import re
import shlex
import xml.etree.ElementTree as ET
from functools import cache

import pytest

from app.__main__ import _parser
from app.actions.action_table import COMMANDS, ELSEWHERE
from app.actions.write_keys_page import page_text
from app.cli.command_table import COMMANDS as PROGRAM
from app.help.for_errors import PAGE_FOR, UNEXPECTED, page_for
from app.help.keys_page import MOUSE, READING
from app.help.pages import HOME, KEYS, ORDER, folder, parse, read_pages, target_exists
from app.language.key_names import key_name
from model.base import errors

ROOT = folder().parents[1]
PAGES = {page.name: page for page in read_pages()}
TEXTS = {name: page.markdown for name, page in PAGES.items()}
LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)\s]+)\)")
FOOT = "Research use only. Not for diagnosis or treatment decisions."
NAMES = {command.NAME for command in PROGRAM}
GENERAL = {"histocast COMMAND --help", "histocast --help", "histocast train --help"}
"""Forms that no parser accepts as they are, because they stand for several commands or end the program."""
TITLES_OF_PAPERS = {"Scientific Reports", "STEM"}


def links(name):
    """Return the targets of the links of a page, and of its pictures, apart."""
    found = [(mark, link) for mark, link in LINK.findall(TEXTS[name]) if "://" not in link]
    return [link for mark, link in found if not mark], [link for mark, link in found if mark]


def whole(name, link):
    """Return a link as a target: a link within a page gets the name of the page."""
    return f"{name}{link}" if link.startswith("#") else link


def test_the_folder_has_exactly_the_pages_of_the_contents():
    assert {path.name for path in folder().glob("*.md")} == set(ORDER)
    shown = {link for name in ORDER for link in links(name)[1]}
    assert {f"pictures/{path.name}" for path in (folder() / "pictures").iterdir()} == shown


PICTURE = re.compile(r"!\[([^\]]*)\]\(pictures/([\w-]+)\.png\)")
STATES = {
    "start", "loading", "running", "window", "network", "caution", "refused", "error", "queue", "slide", "microarray",
    "what-if", "study", "case-table", "blinded-read", "comparison", "settings", "help", "german",
}  # fmt: skip
"""The states of the window that users meet: each has a picture on the page that explains it."""
LARGEST_BYTES, LARGEST_IN_ALL_BYTES = 300_000, 2_000_000


def test_every_state_of_the_window_has_a_picture():
    assert {name for text in TEXTS.values() for _, name in PICTURE.findall(text)} == STATES


def test_the_script_of_the_pictures_takes_each_of_them():
    made = ast.parse((ROOT / "docs/screenshots.py").read_text(encoding="utf-8"))
    [table] = [
        node.value
        for node in ast.walk(made)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict) and node.targets[0].id == "PICTURES"
    ]
    assert {key.value for key in table.keys} == STATES


@pytest.mark.parametrize("name", [name for name in ORDER if PICTURE.findall(TEXTS[name])])
def test_every_picture_says_in_words_what_it_shows(name):
    words = {picture: seen for seen, picture in PICTURE.findall(TEXTS[name])}
    assert len(PICTURE.findall(TEXTS[name])) == len(links(name)[1]), "each picture has the form that is read here"
    assert {picture for picture, seen in words.items() if len(seen.split()) < 8} == set()


def test_the_pictures_are_small():
    sizes = [path.stat().st_size for path in (folder() / "pictures").iterdir()]
    assert max(sizes) < LARGEST_BYTES
    assert sum(sizes) < LARGEST_IN_ALL_BYTES


@pytest.mark.parametrize("name", ORDER)
def test_every_link_leads_to_a_page_and_a_heading(name):
    targets, pictures = links(name)
    assert [link for link in targets if not target_exists(whole(name, link), tuple(PAGES.values()))] == []
    assert [link for link in pictures if not (folder() / link).is_file()] == []


def test_an_unknown_page_and_an_unknown_heading_are_noticed():
    pages = tuple(PAGES.values())
    assert target_exists("maps.md#the-maps", pages)
    assert not target_exists("maps.md#nothing", pages)
    assert not target_exists("nothing.md", pages)


def test_every_page_can_be_reached_from_the_contents():
    reached, waiting = {HOME}, [HOME]
    while waiting:
        for link in links(waiting.pop())[0]:
            name = whole(HOME, link).partition("#")[0]
            if name not in reached:
                reached.add(name)
                waiting.append(name)
    assert reached == set(ORDER)


@pytest.mark.parametrize("name", ORDER)
def test_no_two_sections_of_a_page_have_one_anchor(name):
    anchors = [section.anchor for section in PAGES[name].sections]
    assert len(anchors) == len(set(anchors))
    assert all(anchors)


@pytest.mark.parametrize("name", ORDER)
def test_every_page_ends_with_research_use_only_and_a_way_back(name):
    last = TEXTS[name].strip().splitlines()[-1]
    assert last.startswith(FOOT)
    assert links(name)[0][-1] == HOME


def test_a_page_without_a_title_is_refused():
    with pytest.raises(ValueError, match=r"maps\.md does not begin with a title"):
        parse("maps.md", "Some text\n# Maps\n")


# -- commands ----------------------------------------------------------------------------------------------------------
@cache
def parser():
    return _parser(PROGRAM)


def named_parsers(one):
    """Return every command and action below the parser `one`, by its full name."""
    found = {}
    for action in one._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                found[below.prog] = below
                found |= named_parsers(below)
    return found


def lines_of(text):
    """Return the command lines in code blocks, and the commands in code words."""
    blocks = re.findall(r"^    (histocast .*?)(?:  +#.*)?$", text, re.MULTILINE)
    words = [word for word in re.findall(r"`(histocast(?: [^`]*)?)`", text) if word not in GENERAL]
    return blocks, words


def words_of(line):
    """Return the arguments of a command line. A name of two words is one argument, as in the program."""
    first, *rest = shlex.split(line)
    assert first == "histocast"
    two = " ".join(rest[:2])
    return [two, *rest[2:]] if two in NAMES else rest


def accepted(line):
    """Return whether the program accepts the command line."""
    try:
        return callable(parser().parse_args(words_of(line)).run)
    except SystemExit:
        return False


@pytest.mark.parametrize("name", [name for name in ORDER if lines_of(TEXTS[name])[0]])
def test_every_command_line_is_one_that_the_program_accepts(name, capsys):
    assert [line for line in lines_of(TEXTS[name])[0] if not accepted(line)] == []


def test_every_command_line_of_the_readme_is_accepted_too(capsys):
    lines = lines_of((ROOT / "README.md").read_text(encoding="utf-8"))[0]
    assert len(lines) >= 4
    assert [line for line in lines if not accepted(line)] == []


@pytest.mark.parametrize("name", [name for name in ORDER if lines_of(TEXTS[name])[1]])
def test_every_command_in_the_text_exists_and_has_the_options_it_is_named_with(name):
    all_names = {"histocast": parser(), **named_parsers(parser())}
    for word in lines_of(TEXTS[name])[1]:
        parts = shlex.split(word)
        long = max((n for n in range(1, len(parts) + 1) if " ".join(parts[:n]) in all_names), default=0)
        found = all_names[" ".join(parts[:long])]
        if long == 1 and len(parts) > 1:
            assert "." in parts[1], f"{word}: no command, and no file to open"
            continue
        needs_action = any(isinstance(action, argparse._SubParsersAction) for action in found._actions)
        assert not needs_action or long == 1, f"{word} names no action"
        if getattr(found, "deferred", None) is not None:
            found.deferred(found)
            found.deferred = None
        options = {text for action in found._actions for text in action.option_strings}
        assert {part.partition("=")[0] for part in parts if part.startswith("--")} <= options, word


def test_the_page_of_commands_names_every_command_and_action():
    leaves = {
        name
        for name, one in named_parsers(parser()).items()
        if not any(isinstance(action, argparse._SubParsersAction) for action in one._actions)
    }
    text = TEXTS["command-line.md"]
    assert {name for name in leaves if f"`{name}`" not in text and f"`{name} " not in text} == set()


# -- keys, titles ------------------------------------------------------------------------------------------------------
KNOWN = {key for row in COMMANDS for key in (*row.shortcuts, *ELSEWHERE.get(row.key, ()))}
KNOWN |= {key for _, keys in READING for key in keys}
KNOWN = set(map(key_name, KNOWN))


def keys_of(text):
    """Return the words in bold. In the help, they are keys and nothing else."""
    return [key.replace("\\", "") for key in re.findall(r"\*\*(.+?)\*\*", text)]


@pytest.mark.parametrize("name", ORDER)
def test_every_key_is_in_the_table(name):
    assert [key for key in keys_of(TEXTS[name]) if key not in KNOWN] == []


def test_the_page_of_keys_is_the_one_that_the_table_gives():
    """If this fails after a change of the actions, run: python -m app.actions.write_keys_page."""
    assert (folder() / KEYS).read_text(encoding="utf-8") == page_text()


def test_the_page_of_keys_has_every_action_and_its_keys():
    """Compare with the table row by row, not with the function that writes the page."""
    text = page_text()
    for row in COMMANDS:
        line = next(line for line in text.splitlines() if line.startswith(f"| {row.title} |"))
        keys = (*ELSEWHERE.get(row.key, ()), *row.shortcuts)
        assert keys_of(line) == list(dict.fromkeys(map(key_name, keys)))
    for title, how in MOUSE:
        assert f"| {title} | {how} |" in text


@cache
def shown_texts():
    """Return the texts that the program shows, in small letters: the sources of its translation, one a line.

    Training and audits have no translation. Their sources are added, with literals that are broken into lines joined.
    """
    found = ET.parse(ROOT / "resources/translations/histocast_de.ts").iter("source")
    texts = [(source.text or "").replace("&", "") for source in found]
    files = [path for room in ("training", "audit", "explain") for path in (ROOT / "model" / room).rglob("*.py")]
    english = "\n".join(path.read_text(encoding="utf-8") for path in files)
    return "\n".join((*texts, re.sub(r'"\s*\n\s*f?"', "", english))).lower()


@pytest.mark.parametrize("name", [name for name in ORDER if name != KEYS])
def test_every_title_in_italics_is_a_text_of_the_program(name):
    text = re.sub(r"\*\*.+?\*\*", "", TEXTS[name])
    titles = {" ".join(title.split()) for title in re.findall(r"(?<!\*)\*([A-Z][^*]+)\*", text)}
    plain = {title: title.rstrip(" …").lower().replace("×", "x") for title in titles - TITLES_OF_PAPERS}
    missing = {title for title, text in plain.items() if text not in shown_texts()}
    assert missing == set()


def test_keys_of_a_blinded_read_are_those_on_its_buttons():
    files = [ROOT / "app/study/reading" / name for name in ("sheet_panel.py", "case_bar.py", "text.py")]
    source = "\n".join(path.read_text(encoding="utf-8") for path in files)
    on_buttons = set(re.findall(r'\("[^"()]*\((\w+)\)"\)', source))
    assert on_buttons == {"PgUp", "PgDn", "P", "Esc", "N", "Enter", "R", "A"}
    listed = {key for _, keys in READING for key in keys}
    assert {{"PgDn": "PgDown"}.get(key, key) for key in on_buttons} <= listed


# -- errors ------------------------------------------------------------------------------------------------------------
def own_errors():
    return [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, Exception)]


def test_every_page_of_an_error_exists():
    pages = tuple(PAGES.values())
    assert [target for target in (*PAGE_FOR.values(), UNEXPECTED) if not target_exists(target, pages)] == []


def test_every_kind_of_error_has_a_section_of_its_own():
    found = {kind.__name__: page_for(kind.__new__(kind)) for kind in own_errors()}
    general = PAGE_FOR[errors.HistocastError]
    assert {name for name, target in found.items() if target == general} == {"HistocastError", "FaultsError"}


def test_an_error_has_the_page_of_its_nearest_class():
    assert page_for(errors.UnreadableStudyError("a.histostudy", "why")) == PAGE_FOR[errors.StudyError]
    assert page_for(PermissionError()) == PAGE_FOR[OSError]
    assert page_for(ZeroDivisionError()) == UNEXPECTED
    out_of_memory = type("OutOfMemoryError", (RuntimeError,), {})
    assert page_for(out_of_memory()) == PAGE_FOR[MemoryError]


# -- words -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ORDER)
def test_micrometres_and_minus_signs_are_written_as_such(name):
    text = re.sub(r"`[^`]*`", "", "\n".join(line for line in TEXTS[name].splitlines() if not line.startswith("    ")))
    assert not re.search(r"\bum\b|\bum/px\b|μm", text), "write µm with the micro sign"
    assert not re.search(r"(?<![\w*])-\d", text), "write the minus sign −"

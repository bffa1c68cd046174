"""The documents: lines that fit, links that lead somewhere, and maps that list the rooms there are."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLACES = ("*.md", "docs/**/*.md", "resources/help/*.md", "[a-z]*/README.md")
PAGES = sorted({page for place in PLACES for page in ROOT.glob(place)})
LONGEST = 120
# Entries of the changelog keep the lines they were released with.
WRAPPED = [page for page in PAGES if page.name != "CHANGELOG.md"]
FOLDERS = ("app", "model", "tests", "packaging", "docs", "resources", ".ci", ".github")
PRINTED = ("scan_order.py", "test_scan_order.py", "YOURS.py", "look.py")
"""Files that readers of CONTRIBUTING.md make."""
NAMED = re.compile(r"`([\w./]+\.(?:py|md|yml))`")
LINK = re.compile(r"\]\(\s*([^)\s]+)\s*\)")


def project():
    """The project file."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def prose(text):
    """Lines of `text` with their numbers from 1, without code blocks, tables and lines that a link makes long."""
    code = False
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("```"):
            code = not code
        elif not code and not line.startswith(("|", "    ")) and not LINK.search(line) and "://" not in line:
            yield number, line


def headings(text):
    """The anchors of the headings of `text`, as GitHub makes them."""
    lines = [line.lstrip("#").strip().lower() for _, line in prose(text) if line.startswith("#")]
    return {re.sub(r"[^\w\- ]", "", line).replace(" ", "-") for line in lines}


@pytest.mark.parametrize("page", WRAPPED, ids=lambda page: str(page.relative_to(ROOT)))
def test_lines_of_prose_fit(page):
    assert [number for number, line in prose(page.read_text(encoding="utf-8")) if len(line) > LONGEST] == []


def test_what_counts_as_prose():
    long = "x" * 121
    text = f"{long}\n| {long} |\n    {long}\n```\n{long}\n```\n[a]({long})\n- {long}\n"
    assert [number for number, _ in prose(text)] == [1, 8]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files_and_headings(page):
    broken = []
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        if "://" in link:
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        if not target.exists() or (anchor and anchor not in headings(target.read_text(encoding="utf-8"))):
            broken.append(link)
    assert broken == []


def test_files_that_are_named_exist():
    """Paths may leave out folders at their front, as in `canvas/view.py`."""
    there = [f"/{path.relative_to(ROOT)}" for folder in FOLDERS for path in (ROOT / folder).rglob("*.*")]
    there += [f"/{path.name}" for path in ROOT.glob("*.*")]
    missing = [
        f"{page.name}: {name}"
        for page in WRAPPED
        for name in NAMED.findall(page.read_text(encoding="utf-8"))
        if not name.endswith(PRINTED) and not any(path.endswith(f"/{name}") for path in there)
    ]
    assert missing == []


def layers(package):
    """The rooms of the package's import contract, top to bottom, those of one layer together."""
    contracts = project()["tool"]["importlinter"]["contracts"]
    [found] = [contract["layers"] for contract in contracts if contract.get("containers") == [package]]
    return [{room.strip() for room in layer.split("|")} for layer in found]


def map_rows(package):
    """First and second cell of the rows of the package's map whose first cell names rooms."""
    text = (ROOT / package / "README.md").read_text(encoding="utf-8")
    for first, second in re.findall(r"^\| (`.*?) \| (.*?) \|", text, re.MULTILINE):
        rooms = re.findall(r"`(\w+)(?:/|\.py)`", first)
        if rooms:
            yield rooms, second


@pytest.mark.parametrize("package", ["app", "model"])
def test_the_map_lists_the_rooms_of_the_import_contract(package):
    listed = [room for rooms, _ in map_rows(package) for room in rooms]
    assert len(listed) == len(set(listed))
    assert set(listed) == set.union(*layers(package))


def test_the_map_of_app_lists_rooms_top_to_bottom():
    listed = [room for rooms, _ in map_rows("app") for room in rooms]
    floors = [next(floor for floor, rooms in enumerate(layers("app")) if room in rooms) for room in listed]
    assert floors == sorted(floors)


def test_the_map_of_model_says_the_floor_of_each_room():
    floors = {room: int(floor) for rooms, floor in map_rows("model") for room in rooms}
    assert floors == {room: floor for floor, rooms in enumerate(reversed(layers("model")), 1) for room in rooms}


def test_the_index_lists_every_page():
    for folder in (ROOT / "docs", ROOT / "docs/decisions"):
        index = set(LINK.findall((folder / "README.md").read_text(encoding="utf-8")))
        assert {path.name for path in folder.glob("*.md")} - {"README.md"} - index == set(), folder


@pytest.mark.parametrize("package", ["app", "model"])
def test_the_packages_say_that_they_are_typed(package):
    data = project()["tool"]["setuptools"]["package-data"]
    assert (ROOT / package / "py.typed").exists()
    assert "py.typed" in data[package]

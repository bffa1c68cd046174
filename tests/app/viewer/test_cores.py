"""The cores of a tissue microarray in the window: found, selected, corrected, read, kept and exported."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt

from app.actions import action_table as commands
from app.window.panels.status_text import work_text
from model.base.errors import HistocastError, TmaError
from model.base.geometry import PointL0
from model.result.marks import Mark
from model.tma.array import Core, TmaArray
from model.tma.core_map import CoreMap, MapRow
from model.tma.core_table import read_core_table
from model.tma.finding import FoundArray
from model.tma.labels import Place
from model.tma.slide_objects import SlideObjects

SLIDE, OTHER = Path("/data/array.png"), Path("/data/other.png")
ROWS, COLS, PITCH = 2, 3, 4000.0


def array(missing=("B-3",)):
    cores = [
        Core(Place(row, col), PointL0(2000 + PITCH * col, 2000 + PITCH * row), 1500.0, confidence=0.9)
        for row in range(ROWS)
        for col in range(COLS)
    ]
    made = TmaArray(tuple(cores))
    for label in missing:
        made = made.marked(label, "missing")
    return made


@pytest.fixture
def slide(window, opened, tasks, fakes):
    """A slide of six cores on the screen, not looked for yet."""
    tasks.slides["array.png"] = lambda path: fakes.PaintedSlide(path, 14_000)
    tasks.found = FoundArray(array(), ("1 round object lies off the grid and has no name.",))
    return opened(SLIDE)


@pytest.fixture
def found(qtbot, slide):
    commands.run("find-cores", slide.context)
    qtbot.waitUntil(lambda: slide.controller.session.cores.array is not None)
    return slide


def press(qtbot, window, key, modifier=Qt.KeyboardModifier.NoModifier):
    window.canvas.setFocus()
    qtbot.keyClick(window.canvas.focusProxy(), key, modifier)


def click(window, label):
    window.canvas.tile_clicked.emit(window.controller.session.cores.array.core(label).centre)


def here(window):
    core = window.controller.session.core_here
    return core.label if core else None


def test_cores_are_found_in_the_background_and_told(found):
    assert len(found.controller.session.cores.array.cores) == 6
    assert found.controller.session.work.activity == "idle"
    assert found.notices.notice.title.text() == "5 cores found, 1 missing."
    assert "off the grid" in found.notices.notice.remedy.text()
    assert found.cores.isVisible()
    assert found.cores.count.text() == "Cores 2 × 3: 5 present, 1 missing"


def test_a_search_that_was_cancelled_or_overtaken_brings_nothing(qtbot, slide, tasks):
    tasks.opening_gate = threading.Semaphore(0)
    commands.run("find-cores", slide.context)
    qtbot.waitUntil(lambda: "find cores" in tasks.seen)
    press(qtbot, slide, Qt.Key.Key_Escape)
    assert slide.controller.session.work.activity == "idle"
    late = slide.controller.session.cores_found(slide.controller.session.work.run - 1, array(), ())
    assert late.cores.array is None
    tasks.open_gates()
    tasks.opening_gate = None
    commands.run("find-cores", slide.context)
    qtbot.waitUntil(lambda: slide.controller.session.cores.array is not None)


def test_where_there_are_none_that_is_said_with_a_remedy(qtbot, slide, tasks):
    tasks.found = None
    commands.run("find-cores", slide.context)
    qtbot.waitUntil(lambda: getattr(slide.controller.session.notice, "tone", "") == "error")
    assert slide.notices.notice.remedy.text() == "If this slide is a tissue microarray, check its pixel size."
    assert not slide.cores.isVisible()


def test_a_click_selects_a_core_and_lays_the_window_over_it(qtbot, found):
    click(found, "B-2")
    assert here(found) == "B-2"
    assert found.controller.session.region.placement.region.centre == PointL0(6000, 6000)
    assert not found.controller.session.region.selected_for_moving
    assert found.cores.core.text().startswith("B-2, present, case not known")
    click(found, "B-2")
    assert found.controller.session.region.selected is not None, "a click on the core that is selected chooses a tile"
    found.canvas.tile_clicked.emit(PointL0(4000, 13_000))
    assert here(found) == "B-2", "between the cores nothing is selected"
    found.controller.change(lambda s: s.toggled("cores"))
    click(found, "A-1")
    assert here(found) == "B-2", "circles that are not shown take no clicks"


def test_arrows_go_from_core_to_core_until_a_tile_is_chosen(qtbot, found):
    click(found, "A-1")
    press(qtbot, found, Qt.Key.Key_Right)
    assert here(found) == "A-2"
    press(qtbot, found, Qt.Key.Key_Down)
    assert here(found) == "B-2"
    found.controller.change(lambda s: s.selecting(0))
    press(qtbot, found, Qt.Key.Key_Right)
    assert (here(found), found.controller.session.region.selected) == ("B-2", 1)
    press(qtbot, found, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert here(found) == "B-3"
    press(qtbot, found, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert here(found) == "B-3", "at the edge it stays"


def test_corrections_touch_one_core_and_are_there_when_the_slide_comes_back(qtbot, found, opened, tasks):
    click(found, "A-2")
    found.cores.buttons["core-mark"].click()
    assert found.controller.session.core_here.status == "missing"
    assert found.cores.buttons["core-mark"].text() == "Present"
    click(found, "B-1")
    found.cores.buttons["core-remove"].click()
    labels = ["A-1", "A-2", "A-3", "B-2", "B-3"]
    assert [core.label for core in found.controller.session.cores.array.cores] == labels, "nothing is renumbered"
    opened(OTHER)
    assert found.controller.session.cores.array is None
    assert not found.cores.isVisible()
    opened(SLIDE)
    back = found.controller.session.cores.array
    assert [core.label for core in back.cores] == labels
    assert back.core("A-2").status == "missing"


def test_a_core_is_added_where_the_window_lies_under_the_name_the_grid_has_for_it(qtbot, found):
    click(found, "B-1")
    found.cores.buttons["core-remove"].click()
    assert found.cores.name.text() == "B-1"
    found.cores.add.click()
    assert here(found) == "B-1"
    found.controller.places.move(PointL0(6000, 10_000))
    assert found.cores.name.text() == "C-2"
    found.cores.name.setText("A-1")
    found.cores.add.click()
    assert "The array already has a core A-1" in found.notices.notice.title.text()
    assert len(found.controller.session.cores.array.cores) == 6


def test_cores_are_found_anew_only_on_the_users_word(qtbot, found, tasks, answers, asked):
    click(found, "B-1")
    found.cores.buttons["core-remove"].click()
    answers["confirm"] = False
    commands.run("find-cores", found.context)
    assert [name for name, _ in asked] == ["confirm"]
    assert len(found.controller.session.cores.array.cores) == 5
    answers["confirm"] = True
    commands.run("find-cores", found.context)
    qtbot.waitUntil(lambda: len(found.controller.session.cores.array.cores) == 6)


def test_a_core_map_gives_cases_and_its_faults_are_told_with_a_remedy(qtbot, found, tasks, answers):
    answers["core_map"] = Path("/data/map.csv")
    tasks.core_map = CoreMap((MapRow(Place(0, 0), "P-17", None), MapRow(Place(0, 1), None, "missing")))
    commands.run("core-map", found.context)
    qtbot.waitUntil(lambda: found.controller.session.cores.array.core("A-1").case_id == "P-17")
    assert found.controller.session.cores.array.core("A-2").status == "missing"
    assert "but tissue was found" in found.notices.notice.remedy.text()
    faults = tuple(f"line {n}: core is empty" for n in range(2, 8))
    tasks.failures["read_core_map"] = TmaError("map.csv has 6 faults:", "Correct these lines; none was used.", faults)
    commands.run("core-map", found.context)
    qtbot.waitUntil(lambda: "line 2: core is empty" in found.notices.notice.title.text())
    assert "and 2 more" in found.notices.notice.title.text()
    assert found.notices.notice.remedy.text() == "Correct these lines; none was used."


def test_all_cores_are_read_one_after_another_missing_ones_left_out(qtbot, found, tasks):
    tasks.gate = threading.Semaphore(0)
    commands.run("analyse-cores", found.context)
    qtbot.waitUntil(lambda: found.controller.session.work.progress is not None)
    assert (here(found), work_text(found.controller.session)[:11]) == ("A-1", "core 1 of 5")
    tasks.gate.release(16)
    qtbot.waitUntil(lambda: "A-1" in found.controller.session.core_results())
    assert here(found) == "A-2", "the next one has begun"
    assert work_text(found.controller.session).startswith("core 2 of 5")
    tasks.open_gates()
    qtbot.waitUntil(lambda: len(found.controller.session.core_results()) == 5)
    qtbot.waitUntil(lambda: found.controller.session.work.activity == "idle")
    assert found.controller.session.work.asked == 0
    assert not commands.command("analyse-cores").enabled_when(found.controller.session), "nothing is left to read"
    assert "0.71 uncalibrated, input ok, tile order not measured (demo 1, DEMO MODEL)" in found.cores.found.text()
    session, canvas = found.controller.session, found.canvas
    assert canvas.core_bar.isVisible()
    assert canvas.core_bar.accessibleName().startswith(
        "Colour bar: Cores: probability of 5-year survival, from 0 towards death over 0.5 to towards survival 1"
    )
    # The importance map is computed after the analysis, and is that of one core.
    qtbot.waitUntil(lambda: f"Map of {session.core_here.label}: " in canvas.colour_bar.accessibleName())
    for bar, other in ((canvas.core_bar, canvas.colour_bar), (canvas.core_bar, canvas.scale_bar)):
        assert not area_in(canvas, bar).intersects(area_in(canvas, other))
    found.controller.change(lambda s: s.toggled("cores"))
    assert not canvas.core_bar.isVisible()
    assert canvas.colour_bar.isVisible()
    alone = session.core_here.label
    kept = tuple(one for one in session.region.saved if session.core_regions()[one.region].label == alone)
    found.controller.change(lambda s: replace(s.toggled("cores"), region=replace(s.region, saved=kept)))
    assert not canvas.core_bar.isVisible(), "the selected core has its map, and no other core is filled"


def area_in(canvas, part):
    """The area of a part of the canvas, in px of the canvas."""
    return QRect(part.mapTo(canvas, QPoint()), part.size())


def test_one_that_cannot_be_read_is_left_out_and_told_at_the_end(qtbot, found, tasks):
    tasks.gate = threading.Semaphore(0)
    commands.run("analyse-cores", found.context)
    qtbot.waitUntil(lambda: found.controller.session.work.progress is not None)
    tasks.failures["analyse"] = HistocastError("A tile is damaged.", "Scan again.")
    tasks.gate.release(9)  # batches: it fails behind the half of the tiles
    qtbot.waitUntil(lambda: here(found) == "A-2")
    del tasks.failures["analyse"]
    tasks.open_gates()
    qtbot.waitUntil(lambda: found.controller.session.work.activity == "idle")
    # What is kept comes back from the disk's thread.
    qtbot.waitUntil(lambda: sorted(found.controller.session.core_results()) == ["A-2", "A-3", "B-1", "B-2"])
    told = found.notices.notice.title.text()
    assert told == "1 of 5 analysis regions could not be analysed. The last: A tile is damaged."
    assert [core.label for core in found.controller.session.unread_cores()] == ["A-1"]


def test_cancelling_keeps_what_was_read(qtbot, found, tasks):
    tasks.gate = threading.Semaphore(16)
    commands.run("analyse-cores", found.context)
    qtbot.waitUntil(lambda: "A-1" in found.controller.session.core_results())
    press(qtbot, found, Qt.Key.Key_Escape)
    session = found.controller.session
    assert (session.work.activity, session.work.queue, session.work.asked) == ("idle", (), 0)
    assert [core.label for core in session.unread_cores()] == ["A-2", "A-3", "B-1", "B-2"]
    tasks.open_gates()


def test_an_export_writes_over_nothing_without_asking(qtbot, found, tasks, answers, asked, tmp_path):
    answers["folder"] = tmp_path
    click(found, "A-1")
    commands.run("analyse", found.context)
    qtbot.waitUntil(lambda: "A-1" in found.controller.session.core_results())
    commands.run("core-export", found.context)
    table = tmp_path / "array.cores.csv"
    qtbot.waitUntil(lambda: "written to" in found.notices.notice.title.text())
    assert read_core_table(table).array == found.controller.session.cores.array, "it comes back in"
    text = table.read_text(encoding="utf-8-sig")
    assert "0.71,uncalibrated,low risk,ok,ok,,demo 1" in text
    assert "uncalibrated" in (tmp_path / "array.cores.geojson").read_text()
    answers["confirm"] = False
    table.write_text("mine")
    commands.run("core-export", found.context)
    assert asked[-1][0] == "confirm"
    assert table.read_text() == "mine"


def test_cores_that_cannot_be_kept_are_there_for_this_sitting(qtbot, found, tasks):
    tasks.failures["keep_cores"] = HistocastError("The cores could not be kept: No space left.", "Make room.")
    click(found, "A-1")
    found.controller.cores.mark()
    qtbot.waitUntil(lambda: "could not be kept" in found.notices.notice.title.text())
    assert found.controller.session.cores.array.core("A-1").status == "missing"


def drag(qtbot, window, start, end):
    """With the left button held, from one level-0 place to another."""
    view = window.canvas.view
    at = [QPoint(round(x), round(y)) for x, y in (view.camera.to_screen(point) for point in (start, end))]
    for step, place in ((qtbot.mousePress, at[0]), (qtbot.mouseMove, at[1]), (qtbot.mouseRelease, at[1])):
        if step is qtbot.mouseMove:
            step(view.viewport(), place)
        else:
            step(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_the_selected_core_is_dragged_by_its_circle_and_the_window_with_it(qtbot, found):
    click(found, "A-1")
    core = found.controller.session.core_here
    west = PointL0(core.centre.x - core.radius, core.centre.y)
    drag(qtbot, found, west, PointL0(west.x + 700, west.y + 500))
    moved = found.controller.session.core_here
    pixel = 1 / found.canvas.view.camera.scale
    assert moved.label == "A-1"
    assert moved.by_hand
    assert (moved.centre.x, moved.centre.y) == pytest.approx((2700, 2500), abs=2 * pixel)
    laid = found.controller.session.region.placement.region.centre
    assert (laid.x, laid.y) == pytest.approx((moved.centre.x, moved.centre.y), abs=1), "windows lie on whole pixels"
    others = [core for core in found.controller.session.cores.array.cores if core.label != "A-1"]
    assert others == [core for core in array().cores if core.label != "A-1"]


def test_a_core_that_is_not_selected_stays_where_it_is_when_its_circle_is_dragged(qtbot, found):
    click(found, "A-1")
    other = found.controller.session.cores.array.core("B-2")
    west = PointL0(other.centre.x - other.radius, other.centre.y)
    drag(qtbot, found, west, PointL0(west.x + 700, west.y))
    assert found.controller.session.cores.array == array()


def test_a_core_is_renamed_and_a_name_that_is_taken_is_refused(found):
    click(found, "B-2")
    assert (found.cores.add.text(), found.cores.name.text()) == ("Rename", "B-2")
    assert not found.cores.add.isEnabled(), "it has that name"
    found.cores.name.setText("A-1")
    found.cores.add.click()
    assert "A-1 is the name of more than one core" in found.notices.notice.title.text()
    found.cores.name.setText("d4")
    found.cores.add.click()
    assert here(found) == "D-4"
    labels = ["A-1", "A-2", "A-3", "B-1", "B-3", "D-4"]
    assert [core.label for core in found.controller.session.cores.array.cores] == labels


def test_a_case_that_is_typed_is_of_the_core_that_was_selected_then(found):
    click(found, "A-2")
    found.cores.case.setText(" P-9 ")
    found.cores.case.editingFinished.emit()
    assert found.controller.session.cores.array.core("A-2").case_id == "P-9"
    click(found, "A-3")
    assert found.cores.case.text() == ""
    click(found, "A-2")
    assert found.cores.case.text() == "P-9"
    found.cores.case.setText("")
    found.cores.case.editingFinished.emit()
    assert found.controller.session.cores.array.core("A-2").case_id is None


def test_a_name_far_from_the_other_cores_is_explained_and_the_array_keeps_its_size(found):
    click(found, "A-1")
    panel = found.cores
    before = panel.count.text()
    panel.name.setText("Z-9")
    panel.name.returnPressed.emit()
    notice = found.controller.session.notice
    assert notice.tone == "warning"
    assert "Z-9 is far outside" in notice.title
    assert "Ctrl+Z" in notice.remedy
    size = before.partition(":")[0]
    assert panel.count.text().startswith(f"{size} and Z-9:"), panel.count.text()
    panel.name.setText("Z9x")
    panel.name.returnPressed.emit()
    assert found.controller.session.notice.title == "Z9x is not the name of a core."


def test_rows_are_renamed_from_the_selected_one_on_and_only_where_there_is_room(found):
    click(found, "B-1")
    commands.run("core-rows-on", found.context)
    labels = ["A-1", "A-2", "A-3", "C-1", "C-2", "C-3"]
    assert [core.label for core in found.controller.session.cores.array.cores] == labels
    assert here(found) == "C-1"
    commands.run("core-rows-back", found.context)
    commands.run("core-rows-back", found.context)
    assert "is the name of more than one core" in found.notices.notice.title.text()
    assert [core.label for core in found.controller.session.cores.array.cores] == [core.label for core in array().cores]


def notes_at(places):
    """A note of another program at each of these places."""
    return tuple(Mark(f"note {at.x}", "note", (at,), "annotation", imported=True) for at in places)


def test_cores_and_annotations_made_elsewhere_come_in(qtbot, slide, tasks, answers, asked):
    answers["objects"] = Path("/data/array.geojson")
    places = (PointL0(3000, 3000), PointL0(9000, 5000))
    tasks.objects = SlideObjects(array(), places, annotated=2, marks=notes_at(places))
    commands.run("import-objects", slide.context)
    qtbot.waitUntil(lambda: len(slide.controller.session.image.marks) == 2)
    assert len(slide.controller.session.cores.array.cores) == 6
    assert slide.controller.session.region.saved == (), "regions are saved only if the user asks for them"
    told = "Imported from array.geojson: 6 cores and 2 annotations."
    assert slide.notices.notice.title.text() == told
    assert [name for name, _ in asked] == ["objects"], "nothing was given up"
    commands.run("annotation-regions", slide.context)
    qtbot.waitUntil(lambda: len(slide.controller.session.region.saved) == 2)
    assert tuple(window.region.centre for window in slide.controller.session.region.saved) == places
    click(slide, "A-2")
    slide.controller.cores.mark()
    answers["confirm"] = False
    commands.run("import-objects", slide.context)
    qtbot.waitUntil(lambda: [name for name, _ in asked][-1] == "confirm")
    assert slide.controller.session.cores.array.core("A-2").status == "missing", "kept, since the user said no"
    answers["confirm"] = True
    commands.run("import-objects", slide.context)
    qtbot.waitUntil(lambda: slide.controller.session.cores.array.core("A-2").status == "present")


def test_what_was_left_out_of_an_import_is_told_with_its_count(qtbot, slide, tasks, answers):
    answers["objects"] = Path("/data/array.geojson")
    left_out = (("tile", 3), ("annotation (it has no outline)", 1))
    places = (PointL0(3000, 3000), PointL0(9000, 5000))
    tasks.objects = SlideObjects(None, places, annotated=1, left_out=left_out, marks=notes_at(places))
    commands.run("import-objects", slide.context)
    qtbot.waitUntil(lambda: len(slide.controller.session.image.marks) == 2)
    assert slide.notices.notice.title.text() == "Imported from array.geojson: 1 annotation."
    said = slide.notices.notice.remedy.text()
    assert "1 annotation has 2 parts." in said
    assert "Left out: 3 × tile, 1 × annotation (it has no outline)." in said
    assert slide.controller.session.notice.tone == "warning"


def test_what_does_not_fit_the_slide_is_told(qtbot, slide, tasks, answers):
    answers["objects"] = Path("/data/other.geojson")
    message = "3 of 6 places in other.geojson lie outside this slide."
    tasks.failures["read_objects"] = TmaError(message, "Another slide?")
    commands.run("import-objects", slide.context)
    qtbot.waitUntil(lambda: getattr(slide.controller.session.notice, "tone", "") == "error")
    assert slide.controller.session.cores.array is None


def test_changes_are_undone_one_after_another(qtbot, found, tasks, opened):
    control = Qt.KeyboardModifier.ControlModifier
    first = found.controller.session.cores.array
    assert not found.actions_by_key["core-undo"].isEnabled()
    click(found, "A-2")
    press(qtbot, found, Qt.Key.Key_X)
    click(found, "B-1")
    press(qtbot, found, Qt.Key.Key_Delete, control)
    assert [core.label for core in found.controller.session.cores.array.cores] == ["A-1", "A-2", "A-3", "B-2", "B-3"]
    press(qtbot, found, Qt.Key.Key_Z, control)
    assert found.controller.session.cores.array.core("B-1") == first.core("B-1"), "with all that was known of it"
    assert found.controller.session.cores.array.core("A-2").status == "missing"
    press(qtbot, found, Qt.Key.Key_Z, control)
    assert found.controller.session.cores.array == first
    assert not found.actions_by_key["core-undo"].isEnabled()
    press(qtbot, found, Qt.Key.Key_Z, control)
    opened(OTHER)
    opened(SLIDE)
    assert found.controller.session.cores.array == first, "it was kept so"
    assert not found.actions_by_key["core-undo"].isEnabled(), "another sitting has no past"


def test_a_core_is_added_by_one_key(qtbot, found):
    click(found, "B-1")
    press(qtbot, found, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, found, Qt.Key.Key_Insert)
    assert here(found) == "B-1"
    assert found.controller.session.cores.array.core("B-1").by_hand
    press(qtbot, found, Qt.Key.Key_Insert)
    assert len(found.controller.session.cores.array.cores) == 6, "there is one already"
    found.controller.places.move(PointL0(4000, 4000))
    press(qtbot, found, Qt.Key.Key_Insert)
    assert found.notices.notice.title.text() == "The program found no free core name for this place."

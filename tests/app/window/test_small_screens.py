"""Everything is reachable on a small screen and with large text."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.help.pages import read_pages
from app.session.session import Session
from app.ui.flow import FlowLayout
from app.ui.theme import FONT_PX, apply_theme, font, text_scale, theme
from app.viewer.canvas.start_page import StartPage
from app.viewer.canvas.step_bar import StepBar
from app.viewer.overlays.label import printed_tags, tag_font
from app.window.first_size import first_size, smallest, within_screen
from app.window.help_page import HelpPage
from app.window.help_style import _fragments
from app.window.panels.side_column import SideColumn
from app.window.panels.top_bar import _FOLDED as GROUPS
from model.result.prediction import Verdict

_FOLDED = tuple(key for group in GROUPS for key in group)


@pytest.fixture
def usual_text(qapp):
    """The text has its usual size again after the test."""
    yield
    apply_theme(QApplication.instance(), "dark", 100)


def sized(window, width, height, percent=100):
    """The window in this size, with its text in this size."""
    window.controller.change(lambda s: s.viewed(text_percent=percent))
    window.resize(width, height)
    QApplication.processEvents()


def placed(part, window):
    """The place of a part in its window."""
    return QRect(part.mapTo(window, QPoint()), part.size())


@pytest.mark.parametrize("screen", [(1024, 600), (960, 540), (1366, 768), (853, 480), (768, 432)])
def test_the_first_window_is_not_larger_than_the_screen(screen):
    available = QSize(*screen)
    for size in (first_size(available), smallest(available)):
        assert size.width() < available.width()
        assert size.height() < available.height()


def test_on_a_large_screen_the_first_window_has_its_drawn_size():
    assert first_size(QSize(2560, 1440)) == QSize(1440, 900)
    assert smallest(QSize(2560, 1440)).width() < 1024


def test_the_bar_keeps_research_use_only_and_help(usual_text, window):
    bar = window.bar
    keys = bar.widgetForAction(bar._placed["help"])
    for percent in (100, 150, 200):
        for width in (720, 1024, 1440):
            sized(window, width, 600, percent)
            assert text_scale() == pytest.approx(percent / 100, abs=0.04)
            for part in (bar.research, keys):
                assert part.isVisible(), (width, percent)
                assert bar.rect().contains(QRect(part.mapTo(bar, QPoint()), part.size())), (width, percent)
                assert part.width() >= part.sizeHint().width()
            assert bar.width() - keys.mapTo(bar, QPoint(keys.width(), 0)).x() < 24, "they stand at the right end"


def test_a_button_without_room_is_in_the_menu_and_comes_back(usual_text, window):
    sized(window, 1440, 900)
    assert not window.bar.more.isVisible()
    sized(window, 720, 600, 150)
    hidden = [key for key in _FOLDED if not window.bar._placed[key].isVisible()]
    assert hidden[:2] == ["ruler", "one-to-one"]
    assert window.bar.more.isVisible()
    assert {window.actions_by_key[key] for key in hidden} == set(window.bar.more.menu().actions())
    sized(window, 1440, 900)
    assert not window.bar.more.isVisible()
    assert all(window.bar._placed[key].isVisible() for key in _FOLDED)


def test_the_previous_and_the_next_image_move_into_the_menu_together(usual_text, window):
    """Once a bar without room for both kept *next* alone."""
    partly = 0
    for width in range(720, 1441, 20):
        sized(window, width, 600, 150)
        shown = {key for key in _FOLDED if window.bar._placed[key].isVisible()}
        for group in GROUPS:
            assert shown.issuperset(group) or shown.isdisjoint(group), (width, group)
        partly += {"previous", "next"} <= shown
        entries = [action for action in window.bar.more.menu().actions() if action.isEnabled() and action.isVisible()]
        keys = [key for key in window.bar._placed if window.actions_by_key[key] in entries]
        assert [window.actions_by_key[key] for key in keys] == entries, "in the order of the bar"
    assert 0 < partly < 37, "there are widths with and without room for them"


def test_the_name_of_the_device_is_whole_in_the_bar_or_in_its_menu(qtbot, usual_text, window):
    """Once only "…" was left of it."""
    window.controller.look_up_devices()
    window.controller.change(lambda s: s.viewed(advanced=True))
    bar = window.bar
    qtbot.waitUntil(lambda: bar.device.text() != "")
    places = set()
    for width in (1000, 1280, 1920):
        sized(window, width, 600, 150)
        listed = bar.device.text() in [action.text() for action in bar.more.menu().actions()]
        assert listed == bar.device._is_blank
        assert listed or bar.device.width() >= bar.device.text_width(), width
        assert not listed or bar.more.isVisible()
        places.add(listed)
    assert places == {True, False}
    assert bar.device.text() in bar.device.toolTip()


def test_the_colour_bar_covers_neither_the_tissue_nor_the_scale_bar(qtbot, window, opened):
    opened()
    window.context.controller.analyse()
    qtbot.waitUntil(window.canvas.colour_bar.isVisible)
    for width, height in ((1280, 720), (1024, 600), (1440, 900)):
        sized(window, width, height)
        canvas = window.canvas
        bar = QRect(canvas.colour_bar.mapTo(canvas, QPoint()), canvas.colour_bar.size())
        assert canvas.colour_bar.isVisible()
        assert not bar.intersects(canvas.view.geometry())
        assert not bar.intersects(canvas.scale_bar.geometry())


def test_the_tissue_stays_in_its_place_when_the_map_is_switched_off(qtbot, window, opened):
    opened()
    window.context.controller.analyse()
    qtbot.waitUntil(window.canvas.colour_bar.isVisible)
    camera, area = window.canvas.view.camera, window.canvas.view.geometry()
    window.controller.change(lambda s: s.toggled("heatmap"))
    QApplication.processEvents()
    assert not window.canvas.colour_bar.isVisible()
    assert (window.canvas.view.camera, window.canvas.view.geometry()) == (camera, area)


def test_the_words_of_the_colour_bar_get_more_lines_in_a_narrow_canvas(canvas_bar):
    wide, narrow, narrowest = (canvas_bar.lines(width) for width in (900, 300, 160))
    assert (wide, narrow, narrowest) == (2, 3, 4)
    assert canvas_bar.height_at(900) < canvas_bar.height_at(300) < canvas_bar.height_at(160)


@pytest.fixture
def canvas_bar(qapp):
    from app.viewer.canvas.colour_bar import BarText, ColourBar

    bar = ColourBar()
    bar._words = BarText("Occlusion (points)", "−3.00 towards death", "0.00", "towards survival 3.00", "fixed range")
    return bar


@pytest.mark.usefixtures("advanced")
def test_a_low_window_folds_the_curve_and_leaves_the_tissue_its_room(window, opened):
    opened()
    sized(window, 1024, 900)
    assert not window.plot.folded
    sized(window, 1024, 480)
    assert window.plot.folded
    assert window.plot.steps.isVisible()
    assert window.canvas.view.height() > 200
    sized(window, 1024, 900)
    assert not window.plot.folded
    assert window.plot.title.isVisible()


@pytest.mark.parametrize("percent", [100, 200])
def test_the_docks_and_the_result_scroll_at_the_smallest_size(qtbot, usual_text, window, opened, percent):
    opened()
    window.context.controller.analyse()
    qtbot.waitUntil(lambda: window.controller.session.analysis.prediction is not None)
    window.controller.change(lambda s: s.viewed(queue=True))
    sized(window, 1024, 600, percent)
    assert (window.width(), window.height()) == (1024, 600)

    def parts_outside():
        parts = (window.status, window.queue, window.bar, window.findChild(SideColumn), window.canvas.view)
        inside = window.rect()
        return [type(part).__name__ for part in parts if not inside.contains(placed(part, window))]

    # A result that arrives at the same moment makes the column wider, and the splitter follows one event later.
    qtbot.waitUntil(lambda: parts_outside() == [])
    column = window.findChild(SideColumn)
    last = column.widget().height()
    column.verticalScrollBar().setValue(column.verticalScrollBar().maximum())
    assert column.verticalScrollBar().maximum() + column.viewport().height() >= last


def test_a_row_of_buttons_continues_in_the_next_line(qtbot):
    from PySide6.QtWidgets import QPushButton, QWidget

    owner = QWidget()
    qtbot.addWidget(owner)
    flow = FlowLayout(owner, spacing=4)
    buttons = [QPushButton(f"button {number}") for number in range(5)]
    for button in buttons:
        flow.addWidget(button)
    wide, narrow = flow.heightForWidth(2000), flow.heightForWidth(150)
    assert wide == buttons[0].sizeHint().height()
    assert narrow > 3 * wide
    owner.resize(150, narrow)
    owner.show()
    places = [button.geometry() for button in buttons]
    assert all(owner.rect().contains(place) for place in places)
    assert not any(a.intersects(b) for at, a in enumerate(places) for b in places[:at])
    buttons[0].hide()
    assert flow.heightForWidth(150) < narrow


def test_parts_of_a_flowing_line_have_one_middle(qtbot):
    """A lower part stood at the top of its line: a field looked lower than the label beside it."""
    owner = QWidget()
    qtbot.addWidget(owner)
    flow = FlowLayout(owner, spacing=4)
    parts = [QWidget() for _ in range(4)]
    for part, height in zip(parts, (20, 30, 40, 10), strict=True):
        part.setFixedSize(60, height)
        flow.addWidget(part)
    owner.resize(130, flow.heightForWidth(130))
    owner.show()
    assert owner.height() == 30 + 4 + 40
    assert [part.y() for part in parts] == [5, 0, 34, 34 + 15]


def test_the_text_size_changes_every_size_of_text(usual_text, qapp):
    apply_theme(QApplication.instance(), "dark", 150)
    assert [font(size).pixelSize() for size in ("small", "body", "figure")] == [
        round(FONT_PX[size] * 20 / 13) for size in ("small", "body", "figure")
    ]


class StyleCounter(QObject):
    """Counts how often a widget is styled again."""

    def __init__(self, part):
        super().__init__(part)
        self.count = 0
        part.installEventFilter(self)

    def eventFilter(self, watched, event):
        self.count += event.type() == QEvent.Type.StyleChange
        return False


def test_another_text_size_or_theme_styles_a_widget_few_times(usual_text, window):
    """A style sheet of the application is applied once for each widget around it: five seconds in a comparison."""
    counter = StyleCounter(window.result.figure)
    sized(window, 1280, 720, 150)
    assert counter.count <= 2
    window.controller.change(lambda s: s.viewed(theme="light"))
    assert counter.count <= 4


def test_a_text_that_becomes_longer_has_its_room_at_once(qtbot, usual_text, window, opened, tasks):
    """Qt gives it its room only later, level by level, which takes seconds while the program is busy."""
    tasks.verdict = Verdict("do not use", ("There is hardly any tissue in the analysis region (4%).",))
    opened()
    sized(window, 960, 540)
    window.controller.analyse()
    qtbot.waitUntil(lambda: window.controller.session.analysis.refused)
    qtbot.waitUntil(lambda: window.controller.session.work.activity == "idle")
    short, sentence = window.map.sentence.text(), window.map.sentence
    window.controller.change(Session.showing_anyway)
    assert len(sentence.text()) > len(short)
    assert sentence.height() >= sentence.heightForWidth(sentence.width())


def test_labels_of_a_published_figure_do_not_grow_with_the_text_of_the_window(usual_text, qapp):
    """On the page they have the room for a text size of 100 %, above the scale bar."""
    before = tag_font().pixelSize()
    apply_theme(qapp, "dark", 200)
    assert tag_font().pixelSize() == 2 * before
    with printed_tags():
        assert tag_font().pixelSize() == before
    assert tag_font().pixelSize() == 2 * before


def bottom_of(part, of):
    return part.mapTo(of, QPoint(0, part.height())).y()


@pytest.mark.parametrize(("size", "percent"), [((1280, 720), 100), ((1024, 600), 200)])
def test_the_values_of_the_selected_tile_can_be_seen_without_scrolling(
    qtbot, usual_text, window, opened, size, percent
):
    opened()
    window.controller.analyse()
    qtbot.waitUntil(lambda: "occlusion" in window.controller.session.explanation.found)
    sized(window, *size, percent)
    assert not window.strip.isVisible()
    window.controller.change(lambda s: s.selecting(120))
    column, strip = window.findChild(SideColumn), window.strip
    labels = (strip.place, strip.values)
    # The layout follows with later events: no line is cut, neither of the strip nor of the column.
    qtbot.waitUntil(lambda: all(label.height() >= label.heightForWidth(label.width()) for label in labels))
    qtbot.waitUntil(lambda: column.horizontalScrollBar().maximum() == 0)
    column.verticalScrollBar().setValue(column.verticalScrollBar().maximum())
    assert strip.isVisible()
    assert bottom_of(strip, window) <= window.height() - window.status.height()
    for title, value in window.tile.lines:
        assert f"{title.lower()}: {value}" in strip.values.text()
    assert strip.values.text().count(" · ") == len(window.tile.lines) - 1 >= 3


def test_no_panel_jumps_when_the_result_and_its_explanations_arrive(qtbot, window, opened, tasks):
    """The room of the result is taken when the analysis begins; the sentence of the map never gets lower."""
    tasks.gate, tasks.explaining_gate = threading.Semaphore(0), threading.Semaphore(0)
    session, sentence = lambda: window.controller.session, window.map.sentence
    opened()
    assert window.result.minimumHeight() == 0
    window.controller.analyse()
    qtbot.waitUntil(lambda: session().work.activity == "analysing")
    assert window.result.minimumHeight() == 440, "the usual height"
    tasks.gate.release(16)
    qtbot.waitUntil(lambda: session().analysis.prediction is not None)
    low = sentence.heightForWidth(sentence.width())
    tasks.explaining_gate.release(9)
    qtbot.waitUntil(lambda: "ig" in session().explanation.found)
    assert sentence.minimumHeight() >= low
    qtbot.waitUntil(lambda: window.result.height() > 440)
    high = window.result.height()
    window.controller.analyse()
    qtbot.waitUntil(lambda: session().work.activity == "analysing")
    assert window.result.minimumHeight() >= high, "now the height of the last result"
    window.controller.change(lambda s: s.viewed(text_percent=150))
    opened(Path("/data/spot-2.png"))
    assert window.result.minimumHeight() == 0


def test_the_label_of_a_mode_fits_into_a_narrow_canvas_and_esc_ends_the_mode(qtbot, usual_text, window, opened):
    opened()
    window.controller.analyse()
    qtbot.waitUntil(lambda: window.controller.session.analysis.prediction is not None)
    window.controller.change(lambda s: s.with_occlusion_tool(True))
    heights = []
    for width, percent in ((1280, 100), (1024, 200)):
        sized(window, width, 600, percent)
        mode = window.canvas.mode
        assert mode.isVisible()
        assert window.canvas.rect().contains(mode.geometry())
        heights.append(mode.height())
    assert heights[1] > 2.4 * heights[0], "larger text, in two lines"
    qtbot.keyClick(window.canvas.view, Qt.Key.Key_Escape)
    assert not mode.isVisible()


def test_docks_move_close_and_return_to_their_place(window, opened):
    opened()
    top, dock, switch = Qt.DockWidgetArea.TopDockWidgetArea, window.queue, window.actions_by_key["queue"]
    switch.trigger()
    assert dock.isVisible()
    window.addDockWidget(top, dock)
    dock.close()
    assert (dock.isVisible(), switch.isChecked()) == (False, False)
    switch.trigger()
    assert (dock.isVisible(), window.dockWidgetArea(dock)) == (True, top)
    assert window.moved_docks == {"queue"}, "what the settings keep for the next start"
    window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, dock)
    window.move_docks(frozenset({"queue", "cores", "unknown"}))
    assert window.moved_docks == {"queue", "cores"}
    assert not window.core_list.isVisible()


def test_another_window_is_not_larger_than_the_screen():
    assert within_screen(QSize(1060, 740), QSize(1024, 600)) == QSize(1008, 560)
    assert within_screen(QSize(1060, 740), QSize(1920, 1080)) == QSize(1060, 740)


def test_the_step_needs_no_width_so_that_the_result_beside_it_keeps_its_own(qtbot):
    bar = StepBar()
    qtbot.addWidget(bar)
    narrow = bar.minimumSizeHint().width()
    bar.said.setText("raster step 88 of 150, this order alone 0.77 " * 5)
    assert bar.minimumSizeHint().width() == narrow
    bar.resize(800, 60)
    bar.align(60, 200)
    assert bar.minimumSizeHint().width() == narrow, "once the margin at the right kept the bar as wide as it was"


def test_headings_of_the_help_grow_with_the_text(usual_text, qapp):
    page = HelpPage()
    text = next(one for one in read_pages() if one.name == "first-spot.md")
    apply_theme(qapp, "dark", 200)
    page.show_page(text, theme("dark"))
    heading = page.document().begin()
    assert heading.blockFormat().headingLevel() == 1
    assert heading.begin().fragment().charFormat().font().pixelSize() > page.document().defaultFont().pixelSize()
    page.deleteLater()


def test_pictures_of_the_help_follow_the_width_of_the_window(qtbot):
    page = HelpPage()
    qtbot.addWidget(page)
    page.resize(300, 400)
    with qtbot.waitExposed(page):
        page.show()
    page.show_page(next(one for one in read_pages() if one.name == "first-spot.md"), theme("dark"))
    page.resize(700, 400)
    qtbot.waitUntil(lambda: page.lineWrapColumnOrWidth() > 500)
    assert picture_width(page.document()) == page.lineWrapColumnOrWidth() - 2 * page.document().documentMargin()


def picture_width(document):
    """The width of the first picture, in px."""
    block = document.begin()
    while block.isValid():
        for _, _, form in _fragments(block):
            if form.isImageFormat():
                return form.toImageFormat().width()
        block = block.next()
    return 0


def test_a_button_that_returns_to_the_bar_is_disabled_like_its_action(usual_text, window):
    """No image is open, so there is nothing to cancel, and no other image."""
    for width in (720, 1440):
        sized(window, width, 600)
        bar, actions = window.bar, window.actions_by_key
        shown = {key: bar.widgetForAction(bar._placed[key]) for key in _FOLDED if bar._placed[key].isVisible()}
        assert {key: button.isEnabled() for key, button in shown.items()} == {
            key: actions[key].isEnabled() for key in shown
        }
    assert not actions["cancel"].isEnabled()


def test_nothing_of_the_start_page_is_cut_with_large_text(usual_text, qapp, qtbot):
    apply_theme(qapp, "dark", 200)
    owner = QWidget()
    qtbot.addWidget(owner)
    page = StartPage(owner)
    page.resize(340, 400)
    with qtbot.waitExposed(owner):
        owner.show()
    room = page.viewport().width()
    assert max(button.width() for button in page.buttons.values()) <= room

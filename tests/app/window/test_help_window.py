"""The help in the window: F1, question marks, messages, links, search and history."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QUrl
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTabWidget, QWidget

from app.actions.action_table import run
from app.actions.dialogs.about import build as build_about
from app.help.pages import HOME, KEYS, ORDER, read_pages, target_exists
from app.session.values import Notice
from app.study.comparison import plot_panel, tables_panel
from app.study.dialogs.sign_in import SignInDialog
from app.ui.help_button import PAGE, HelpButton, HelpLink, WithHelp, add_tab_help, page_of
from app.ui.theme import theme
from app.window import help_window
from app.window.help_page import HelpPage
from app.window.help_style import block_of
from app.window.help_window import NOTHING_FOUND, HelpWindow

PAGES = read_pages()


@pytest.fixture
def parent(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def shown(qtbot, parent):
    """The help window alone. What it asks for is shown at once, as the main window does."""
    window = HelpWindow(parent, PAGES, "dark")
    window.asked.connect(lambda target: target == window.shown or window.show_target(target))
    window.show_target(HOME)
    with qtbot.waitExposed(window):
        window.show()
    return window


def help_of(window):
    return window.controller.session.view.help


def text_of(help_window):
    return help_window.page.toPlainText()


# -- in the main window ------------------------------------------------------------------------------------------------
def test_f1_shows_the_page_for_where_the_user_is(qtbot, window):
    window.canvas.setFocus()
    run("help", window.context)
    assert help_of(window) == "first-spot.md"
    assert window.help.shown.isVisible()
    assert "Your first spot" in text_of(window.help.shown)


def test_the_action_has_the_key_f1():
    from app.actions.action_table import command

    assert command("help").shortcuts == ("F1",)
    assert command("keys").shortcuts == ("Shift+F1",)


def test_f1_in_a_panel_shows_the_page_of_the_panel(qtbot, window, opened):
    opened()
    window.map.kind.setFocus()
    qtbot.waitUntil(window.map.kind.hasFocus)
    run("help", window.context)
    assert help_of(window) == "maps.md"


def test_closing_the_help_is_part_of_the_session(qtbot, window):
    run("keys", window.context)
    assert help_of(window) == KEYS
    window.help.shown.close()
    assert help_of(window) == ""
    run("keys", window.context)
    assert window.help.shown.isVisible()


def test_a_hidden_session_page_hides_the_help(window):
    run("keys", window.context)
    window.controller.change(lambda s: s.viewed(help=""))
    assert not window.help.shown.isVisible()


def test_the_theme_of_the_help_follows_the_window(window):
    run("keys", window.context)
    before = window.help.shown.page.document().toHtml()
    run("theme", window.context)
    assert window.help.shown.page.document().toHtml() != before


def test_nothing_of_the_help_is_made_before_it_is_asked_for(window):
    assert window.help.shown is None


def test_the_page_of_keys_has_every_action(window):
    from app.actions.action_table import rows

    run("keys", window.context)
    text = text_of(window.help.shown)
    for row in rows(window.controller.session):
        for part in (row.title.partition(" (")[0], *filter(None, row.shortcut.split(" or "))):
            assert part in text
    assert "wheel" in text


def test_a_message_links_to_its_page(qtbot, window):
    target = "troubleshooting.md#a-file-cannot-be-written"
    window.controller.change(lambda s: s.noticed(Notice("error", "The disk is full.", "Free some space.", target)))
    row = window.notices.notice
    assert row.help.isVisibleTo(row)
    qtbot.mouseClick(row.help, Qt.MouseButton.LeftButton)
    assert help_of(window) == target
    window.controller.change(lambda s: s.noticed(Notice("info", "Saved.")))
    assert not row.help.isVisibleTo(row)


def test_every_question_mark_has_a_page(window):
    buttons = window.findChildren(HelpButton)
    assert len(buttons) >= 15
    assert [button.target for button in buttons if not target_exists(button.target, PAGES)] == []
    assert all(button.accessibleName().startswith("Help: ") for button in buttons)


def test_every_page_that_a_widget_names_exists(window):
    named = {widget.property(PAGE) for widget in window.findChildren(QWidget)} - {None}
    assert len(named) >= 6
    assert [target for target in named if not target_exists(target, PAGES)] == []


@pytest.mark.parametrize(
    "part", ["plot", "core_list", "cases", "regions", "marks", "properties", "status", "queue", "tile", "map"]
)
def test_each_list_and_number_has_a_question_mark_and_its_own_page(window, part):
    shown = getattr(window, part)
    targets = [button.target for button in shown.findChildren(HelpButton)]
    assert targets
    assert page_of(shown).partition("#")[0] == targets[0].partition("#")[0]


def test_a_question_mark_beside_the_probability_explains_it(qtbot, window):
    buttons = {button.target: button for button in window.result.findChildren(HelpButton)}
    buttons["reading-the-result.md#the-probability"].click()
    assert help_of(window) == "reading-the-result.md#the-probability"


# -- buttons and links -------------------------------------------------------------------------------------------------
def test_a_question_mark_is_hidden_with_its_number(parent):
    label = QLabel("0.71")
    both = WithHelp(label, "maps.md", "maps")
    both.setParent(parent)
    for visible in (False, True, False):
        label.setVisible(visible)
        assert both.isHidden() is not visible
        assert both.button.isHidden() is False, "it is hidden by the row that holds both"


def test_help_without_a_window_that_shows_it_does_nothing(parent):
    link = HelpLink()
    link.setParent(parent)
    assert link.isHidden()
    link.show_target("maps.md")
    link.click()


def test_the_page_of_a_widget_is_that_of_the_nearest_above(parent):
    inner = QLineEdit(parent)
    assert page_of(inner) == page_of(None) == ""
    parent.setProperty(PAGE, "maps.md")
    assert page_of(inner) == "maps.md"
    inner.setProperty(PAGE, "studies.md")
    assert page_of(inner) == "studies.md"


def test_the_question_mark_of_tabs_follows_the_tab(qtbot):
    tabs = QTabWidget()
    qtbot.addWidget(tabs)
    for title in ("one", "two"):
        tabs.addTab(QWidget(), title)
    button = add_tab_help(tabs, ("maps.md", "studies.md"), "tabs")
    tabs.setCurrentIndex(1)
    assert button.target == "studies.md"
    tabs.setCurrentIndex(0)
    assert button.target == "maps.md"


def test_every_tab_of_a_comparison_has_a_section(qtbot):
    tables, plots = tables_panel.TablesPanel(), plot_panel.PlotPanel()
    for panel in (tables, plots):
        qtbot.addWidget(panel)
    assert len(tables_panel.HELP) == tables.count()
    assert len(plot_panel.HELP) == plots.tabs.count()
    for target in (*tables_panel.HELP, *plot_panel.HELP):
        assert "#" in target
        assert target_exists(target, PAGES), target


# -- in dialogs --------------------------------------------------------------------------------------------------------
def click(help_window, button):
    """Click a button as the user does: through the window, which a modal dialog may block."""
    middle = button.mapTo(help_window, button.rect().center())
    QTest.mouseClick(help_window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)


def test_f1_in_a_dialog_shows_its_page_beside_it_and_the_help_can_be_used(qtbot, window):
    dialog = SignInDialog(window, ())
    dialog.open()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    assert QApplication.activeModalWidget() is dialog
    qtbot.keyClick(dialog.name, Qt.Key.Key_F1)
    shown = window.help.shown
    assert help_of(window) == "studies.md#reading-blinded"
    assert shown.isVisible()
    click(shown, shown.contents)
    assert help_of(window) == HOME
    dialog.reject()
    dialog.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert shown.isVisible(), "the help stays open when its dialog is gone"
    assert shown.parentWidget() is window


def test_the_help_that_is_open_already_can_be_used_beside_a_dialog_and_its_dialog(qtbot, window):
    window.show_help("maps.md")
    shown, about = window.help.shown, build_about(window)
    about.open()
    click(shown, shown.contents)
    assert help_of(window) == HOME
    inner = SignInDialog(about, ())
    inner.open()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is inner)
    qtbot.keyClick(inner.name, Qt.Key.Key_F1)
    assert help_of(window) == "studies.md#reading-blinded"
    click(shown, shown.contents)
    assert help_of(window) == HOME
    inner.reject()
    assert shown.parentWidget() is about
    about.close()
    assert shown.parentWidget() is window


def test_a_section_stays_at_the_top_when_the_page_gets_its_width(qtbot):
    """Once the first F1 of a section showed the section before it, and the heading in the last line."""
    page = HelpPage()
    qtbot.addWidget(page)
    page.resize(200, 100)
    page.show_page(next(one for one in PAGES if one.name == "first-spot.md"), theme("dark"))
    assert page.scroll_to("settings")
    page.resize(800, 500)
    with qtbot.waitExposed(page):
        page.show()
    block = block_of(page.document(), "settings")
    assert 0 <= page.cursorRect(QTextCursor(block)).top() < 40
    page.verticalScrollBar().setValue(0)
    page.resize(700, 500)
    assert page.verticalScrollBar().value() == 0, "the reader has scrolled elsewhere"


def test_every_dialog_names_a_page_that_exists():
    """The file dialogs and the confirmation have none; there F1 follows the window. A base class has no page itself."""
    makers = re.compile(r"\(QDialog\)|QMessageBox\(|sheet\(parent")
    files = Path(help_window.__file__).parents[1].rglob("*.py")
    dialogs = {path: text for path in files if makers.search(text := path.read_text(encoding="utf-8"))}
    assert len(dialogs) >= 12
    without = ("confirm.py", "save_dialog.py", "fitted_scroll.py")
    pages = {path.name: re.findall(r'"([a-zA-Z-]+\.md(?:#[a-z-]+)?)"', text) for path, text in dialogs.items()}
    assert [name for name, found in pages.items() if not found and name not in without] == []
    assert [target for found in pages.values() for target in found if not target_exists(target, PAGES)] == []


# -- the help window ---------------------------------------------------------------------------------------------------
def links_of(document):
    """Return the addresses of all links of a document."""
    found, block = [], document.begin()
    while block.isValid():
        walk = block.begin()
        while not walk.atEnd():
            if walk.fragment().charFormat().isAnchor():
                found.append(walk.fragment().charFormat().anchorHref())
            walk += 1
        block = block.next()
    return found


def test_every_link_of_a_page_leads_somewhere_in_the_window(shown):
    """Each link is followed once, from the first page that has it; a link within a page from this page."""
    followed = set()
    for name in ORDER:
        shown.show_target(name)
        links = [link for link in links_of(shown.page.document()) if "://" not in link]
        assert HOME in links or name == HOME
        for link in links:
            target, _, anchor = link.partition("#")
            whole = f"{target or name}#{anchor}"
            if whole not in followed:
                followed.add(whole)
                if not target:
                    shown.show_target(name)
                shown.page.anchorClicked.emit(QUrl(link))
                assert shown.shown.partition("#")[0] == (target or name)
                assert not anchor or shown.page.scroll_to(anchor), link
    assert {whole.partition("#")[0] for whole in followed} == set(ORDER)


def test_a_section_is_scrolled_to_the_top(shown):
    shown.show_target("reading-the-result.md#order-stability")
    heading = shown.page.textCursor()
    assert heading.block().text() == "Order stability"
    assert 0 <= shown.page.cursorRect(heading).top() < 60


def test_an_unknown_page_shows_the_contents(shown):
    shown.show_target("maps.md")
    shown.show_target("nothing.md")
    assert shown.shown == HOME


def test_back_and_forward_go_through_what_was_read(shown):
    for target in ("maps.md", "studies.md#the-case-list"):
        shown.show_target(target)
    shown.back.click()
    assert shown.shown == "maps.md"
    shown.back.click()
    assert shown.shown == HOME
    assert not shown.back.isEnabled()
    shown.forward.click()
    shown.forward.click()
    assert shown.shown == "studies.md#the-case-list"
    assert not shown.forward.isEnabled()


def test_a_new_page_ends_the_way_forward(shown):
    shown.show_target("maps.md")
    shown.back.click()
    shown.show_target("glossary.md")
    assert not shown.forward.isEnabled()


def test_the_contents_list_every_page_with_its_sections(shown):
    titles = [shown.list.topLevelItem(at).text(0) for at in range(shown.list.topLevelItemCount())]
    assert titles == [page.title for page in PAGES]
    maps = shown.list.topLevelItem(ORDER.index("maps.md"))
    assert maps.childCount() == sum(section.level == 2 for section in PAGES[ORDER.index("maps.md")].sections)


def test_the_search_lists_sections_and_marks_the_words(qtbot, shown):
    qtbot.keyClicks(shown.search, "kappa")
    qtbot.keyClick(shown.search, Qt.Key.Key_Return)
    assert shown.shown.startswith(("statistics.md#agreement", "glossary.md"))
    assert shown.page.extraSelections()
    shown.search.clear()
    assert shown.list.topLevelItemCount() == len(ORDER)


def test_a_search_without_a_hit_says_so(qtbot, shown):
    qtbot.keyClicks(shown.search, "xyzzy")
    assert shown.list.topLevelItem(0).text(0) == NOTHING_FOUND
    qtbot.keyClick(shown.search, Qt.Key.Key_Return)
    assert shown.shown == HOME


def test_research_use_only_stands_in_the_frame_and_on_the_page(shown):
    assert any(label.text() == "RESEARCH USE ONLY" for label in shown.findChildren(QLabel))
    assert "Research use only." in text_of(shown)


def test_escape_closes_the_help(qtbot, shown):
    with qtbot.waitSignal(shown.closed):
        qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert not shown.isVisible()

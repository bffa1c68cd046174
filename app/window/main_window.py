"""The main window. It creates the panels and controllers and connects them. It makes no decisions itself."""

from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QDockWidget,
    QMainWindow,
    QMenu,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from app.actions import action_table as commands
from app.actions.case_actions import CASE_ACTIONS
from app.actions.context import ActionContext
from app.actions.dialogs.dialog_functions import Dialogs
from app.actions.dialogs.files import PACKET, STUDY
from app.actions.handlers import open_file
from app.actions.mark_handlers import add_note
from app.actions.menus import CORE, SAVED_REGION, TILE, TISSUE, fill
from app.actions.queue_handlers import may_close
from app.actions.study_handlers import save_comparison_figure
from app.language.text import tr
from app.session.session import Session, differs
from app.session.values import View
from app.study.controller import StudyController
from app.study.workspace import StudyWorkspace
from app.ui.enter_key import pressed_by_enter
from app.ui.focus_frame import FocusFrame
from app.ui.focus_keeper import FocusKeeper
from app.ui.icons import app_icon, pixmap
from app.ui.jobs import CLOSING
from app.ui.parts import in_reading_order, line
from app.ui.row_menu import offer_row_menu
from app.ui.theme import apply_theme, scaled_px, style_sheet, theme
from app.viewer.canvas.canvas import Canvas
from app.viewer.canvas.pictures import Pictures
from app.viewer.canvas.running_plot import RunningPlot
from app.viewer.canvas.side_by_side import SideBySide
from app.viewer.controller import ViewerController
from app.viewer.overlays.lattice import tiles_of
from app.viewer.overlays.occluded_tiles import tiles_within
from app.window.first_size import first_size, smallest
from app.window.help_part import HelpPart
from app.window.panels.advanced import AdvancedPanel
from app.window.panels.cases import CasesPanel
from app.window.panels.core_list import LEAST_PX as CORES_LEAST
from app.window.panels.core_list import WIDTH_PX as CORES_WIDTH
from app.window.panels.core_list import CoreList
from app.window.panels.core_panel import CorePanel
from app.window.panels.display_bar import DisplayBar
from app.window.panels.explain_panel import ExplainPanel
from app.window.panels.map_panel import MapPanel
from app.window.panels.mark_list import MarkList
from app.window.panels.menu_bar import fill_menu_bar
from app.window.panels.network_panel import InsidePanel
from app.window.panels.notice_bar import NoticeBar
from app.window.panels.properties_panel import PropertiesPanel
from app.window.panels.queue_dock import QueueDock
from app.window.panels.region_list import RegionList
from app.window.panels.result import ResultPanel
from app.window.panels.side_column import SideColumn
from app.window.panels.status_bar import StatusBar
from app.window.panels.style import window_sheet
from app.window.panels.tile_panel import TilePanel
from app.window.panels.tile_strip import TileStrip
from app.window.panels.top_bar import TopBar
from app.window.panels.tour import Tour
from app.window.panels.viewer_column import ViewerColumn
from app.window.screen_reader import ScreenReader
from model.base.geometry import PointL0, RegionL0
from model.region.grid import box_at

CASES_WIDTH, RESULT_WIDTH = 192, 392
"""Widths of the case list and of the result column, in px.

The result column has room for a tile of 224 px, the values beside the tile, the margins and the scroll bar.
"""
_STARTS = {"study": "study-open", "microarray": "open-microarray"}
"""For each entry of the start page whose key is not the key of an action: the key of the action that the entry runs."""
LEAST_TISSUE_PX = 320
"""Width of the tissue, in px, that the list of cores leaves free."""
CASES_TEXT, MOST_CASES = 96, 0.22
"""The part of the case list's width that grows with the text size, in px, and its largest share of the window."""
STUDY_ICON = 48
"""Size of the icon of a recent study on the start page, in px."""
TEXT_WIDTH = 84
"""The part of the result column's width that grows with the text size, in px."""


class MainWindow(QMainWindow):
    """The main window, which owns its widgets and the controllers. When the user closes it, all work ends."""

    closing = Signal()
    """Emitted when the window is about to close and nothing keeps it open any more."""

    def __init__(self, controller: ViewerController, dialogs: Dialogs | None = None) -> None:
        super().__init__()
        self.controller = controller
        self.patience_s: float | None = None
        """Maximum time that closing waits for running work, in seconds. None waits as long as needed.

        Code that sets this limit must check `CLOSING.abandoned` afterwards, and end the process with `os._exit` if it
        is not empty.
        """
        # Set the style before the widgets are created. Otherwise Qt would style each widget twice.
        self._apply_style(controller.session.view)
        self.setWindowTitle("Histocast")
        self.setWindowIcon(app_icon())
        available = self.screen().availableGeometry().size()
        self.setMinimumSize(smallest(available))
        self.resize(first_size(available))
        self.canvas = Canvas(controller.viewing)
        self.plot = RunningPlot(load=controller.load_plot)
        self.side_by_side = SideBySide(self.canvas, controller.store, controller.tasks, controller.tell)
        self.pictures = Pictures(self.canvas, controller.store)
        self.study = StudyController(controller)
        self.context = ActionContext(
            self, controller, self.canvas, self.side_by_side, self.pictures, dialogs or Dialogs(), self.study
        )
        self.notices = NoticeBar(controller)
        self.display = DisplayBar(controller)
        self.viewer = ViewerColumn(self.plot)
        self.actions_by_key = commands.make_actions(self.context, self.viewer)
        self.bar = TopBar(self.context, self.actions_by_key)
        self.cases = CasesPanel(controller)
        self.regions = RegionList(controller)
        self.marks = MarkList(self.context)
        self.cores = CorePanel(controller, self.actions_by_key)
        self.result = ResultPanel(self.context, self.actions_by_key)
        self.map = MapPanel(controller)
        self.why = ExplainPanel(controller, self.actions_by_key)
        self.inside = InsidePanel(controller)
        self.properties = PropertiesPanel(controller)
        self.tile, self.strip = TilePanel(), TileStrip()
        self.advanced = AdvancedPanel(self.actions_by_key)
        self.status = StatusBar()
        self.queue = QueueDock(controller, self.actions_by_key)
        self.help = HelpPart(self, controller)
        self.core_list = CoreList(controller)
        self.reader = ScreenReader(self.canvas.view)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.room = StudyWorkspace(self.study, self.actions_by_key)
        self.workspaces = QStackedWidget()
        parts = {"bar": self.bar, "canvas": self.canvas, "result": self.result, "map": self.map}
        self.tour = Tour(controller, self, parts | {"study": self.menuBar()})
        self._sizes_before: list[int] = []
        """The widths of the list of images, tissue and result before the list of cores was opened; [] if it is not."""
        self._is_ready = False
        """Whether the program was idle once. Pictures of recent images are read only then."""
        self._lay()
        self._connect()
        self.focus_frame, self.focus_keeper = FocusFrame(self), FocusKeeper(self)
        self._show(None, controller.session)

    def _lay(self) -> None:
        bar = self.bar
        choices = {"open": (bar.recent,), "analyse": (bar.devices, bar.precisions, bar.models)}
        fill_menu_bar(self.menuBar(), self.actions_by_key, choices)
        self.addToolBar(bar)
        self.setStatusBar(self.status)
        self.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.queue)
        self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, self.core_list)
        # The notice bar is outside `viewer`. Inside it, the shortcut Enter of `viewer` (Analyse) would work instead of
        # the Enter key in the pixel size field.
        _fill(self.viewer, self.side_by_side, line(), self.plot)
        middle = self._middle = QWidget()
        # The network panel is also outside `viewer`, because arrow keys in this panel select units and steps.
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.setHandleWidth(1)
        halves.setChildrenCollapsible(False)
        for half in (self.viewer, self.properties, self.inside):
            halves.addWidget(half)
        _fill(middle, self.notices, self.display, halves)
        for wide in (self.canvas, self.side_by_side):
            wide.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.viewer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        in_reading_order(halves)
        halves.setStretchFactor(0, 1)  # set this last, because setting a size policy resets it
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        left = self._left = QWidget()
        _fill(left, self.cases, self.regions, self.marks)
        left.layout().setStretch(0, 1)  # type: ignore[union-attr]
        # The core panel contains its own separator line, which is hidden together with the panel.
        said, mapped = QWidget(), QWidget()
        _fill(said, self.result, self.cores)
        _fill(mapped, self.map, self.why)
        result_width = RESULT_WIDTH + scaled_px(TEXT_WIDTH) - TEXT_WIDTH
        right = QWidget()
        self.column = SideColumn((said, mapped, self.tile, self.advanced), result_width)
        _fill(right, self.column, self.strip)
        right.layout().setStretch(0, 1)  # type: ignore[union-attr]
        for part in (left, middle, right):
            self.splitter.addWidget(part)
        left.setMinimumWidth(144)
        in_reading_order(self.splitter)
        self.splitter.setStretchFactor(1, 1)
        cases = self._cases_width()
        self.splitter.setSizes([cases, self.width() - cases - result_width, result_width])
        self.workspaces.addWidget(self.splitter)
        self.workspaces.addWidget(self.room)
        self.setCentralWidget(self.workspaces)

    def _connect(self) -> None:
        controller = self.controller
        controller.store.changed.connect(self._show)
        self.room.figure_asked.connect(lambda name: save_comparison_figure(self.context, name))
        self.canvas.tile_clicked.connect(self._select)
        self.canvas.region_dragged.connect(controller.places.move)
        self.canvas.core_dragged.connect(controller.cores.move)
        self.canvas.tile_failed.connect(controller.tell)
        self.canvas.region_taken.connect(lambda: controller.change(lambda s: s.selecting_region(True)))
        self.canvas.glass_dragged.connect(self._lay_glass)
        self.canvas.ruler_drawn.connect(controller.marks.measured)
        self.canvas.outline_drawn.connect(controller.marks.outlined)
        self.canvas.double_clicked.connect(controller.places.move)
        self.regions.jumped.connect(self.canvas.setFocus)
        offer_row_menu(self.core_list.table, tr("Core"), lambda menu: fill(menu, CORE, self.actions_by_key))
        offer_row_menu(self.regions.list, tr("Saved region"), self._region_entries)
        self.marks.shown_place.connect(self.canvas.centre_on)
        self.queue.opened.connect(lambda path: open_file(self.context, path))
        self.canvas.menu_asked.connect(self._tissue_menu)
        self.cases.menu_asked.connect(self._case_menu)
        self.canvas.hovered.connect(self.status.show_point)
        self.canvas.pixel_seen.connect(self.status.show_pixel)
        self.canvas.zoom_changed.connect(self.status.show_zoom)
        self.status.zoom_asked.connect(self.canvas.zoom_to)
        self.status.zoom_asked.connect(lambda zoom: self.canvas.setFocus())
        self.status.mpp_asked.connect(lambda: controller.change(Session.asking_mpp))
        self.canvas.files_dropped.connect(lambda paths: open_file(self.context, paths[0]))
        self.canvas.empty_action.connect(self._empty_action)
        start = self.canvas.empty_state.page
        start.recent_chosen.connect(lambda path: open_file(self.context, path))
        self.cases.thumbnails.arrived.connect(lambda path: start.set_picture(path, self.cases.thumbnails.picture(path)))
        self.plot.step_chosen.connect(lambda index: controller.change(lambda s: s.play(False).selecting(index)))
        self.plot.play_asked.connect(lambda playing: controller.change(lambda s: s.play(playing)))

    def get_ready(self) -> None:
        """Load the plotting library, then the devices and the model, in the background while the program is idle."""
        self.plot.prepare_curve()
        self.controller.get_ready()
        self._is_ready = True
        self._show_recent(self.controller.session)

    def _show(self, old: Session | None, new: Session) -> None:
        """Pass both sessions to every panel. Each panel updates itself if values that it shows have changed."""
        if old is None or _look(old) != _look(new):
            self._apply_style(new.view)
        if old is not None and old.view.text_percent != new.view.text_percent:
            cases, middle, result = self.splitter.sizes()
            wider = max(cases, self._cases_width())
            self.splitter.setSizes([wider, middle - (wider - cases), result])
        hidden = self.core_list.isHidden()
        for part in (
            self.bar, self.cases, self.regions, self.marks, self.cores, self.notices, self.canvas, self.side_by_side,
            self.plot, self.display, self.result, self.map, self.why, self.properties, self.inside, self.tile,
            self.strip, self.advanced, self.status, self.room, self.queue, self.help, self.core_list, self.tour,
            self.reader,
        ):  # fmt: skip
            part.show_difference(old, new)
        commands.show_difference(self.actions_by_key, new)
        if differs(old, new, _panel_texts):
            self.column.settle()
        if hidden != self.core_list.isHidden() or differs(old, new, lambda session: (session.view.text_percent,)):
            self._make_room()
        elif differs(old, new, _panel_texts):
            self._keep_room()
        if differs(old, new, lambda session: (session.image.seen, session.image.recent, session.view.theme)):
            self._show_recent(new)
        self.plot.setVisible(new.image.seen is not None and new.view.advanced)
        if old is None or old.workspace != new.workspace:
            self._go_to(new)
        if old is None or (old.image.seen, old.workspace) != (new.image.seen, new.workspace):
            name = _title(new)
            self.setWindowTitle(tr("{name} - Histocast", name=name) if name else "Histocast")
            self._focus_canvas(old, new)

    def _cases_width(self) -> int:
        """Return the width of the case list for the text size, in px. In a small window, the tissue needs the room."""
        wanted = CASES_WIDTH + scaled_px(CASES_TEXT) - CASES_TEXT
        return min(wanted, max(CASES_WIDTH, round(MOST_CASES * self.width())))

    def _apply_style(self, view: View) -> None:
        """Apply theme and text size to the application and to this window with its dialogs."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, view.theme, view.text_percent)
        look = theme(view.theme)
        sheet = style_sheet(look) + window_sheet(look)
        if self.styleSheet() != sheet:
            self.setStyleSheet(sheet)

    def _make_room(self) -> None:
        """Make the list of cores as wide as its text needs, as far as the tissue beside it keeps its room.

        If there is too little room, the list, the list of images and the result get their least width. If this is not
        enough, the list of images is hidden until the list of cores is closed, and then the result becomes narrower.
        """
        docked = not self.core_list.isHidden() and not self.core_list.isFloating()
        if not docked:
            self._left.show()
            self.column.set_most(None)
            if self._sizes_before:
                self.splitter.setSizes(self._sizes_before)
            self._sizes_before = []
            return
        self._sizes_before = self._sizes_before or self.splitter.sizes()
        across = self.width() - self._borders_px()
        self.column.set_most(across - CORES_LEAST - LEAST_TISSUE_PX)
        result, images = self.column.least_width(), self._left.minimumWidth()
        free = across - result - LEAST_TISSUE_PX
        if free - images < CORES_LEAST:
            images = 0
        self._left.setVisible(images > 0)
        width = max(CORES_LEAST, min(scaled_px(CORES_WIDTH), free - images))
        # What was hidden a moment ago, such as the row about the search for cores, needs no width any more.
        self._middle.layout().activate()  # type: ignore[union-attr]
        self.splitter.refresh()
        self.layout().activate()  # type: ignore[union-attr]
        sizes = [images, across - width - images - result, result]
        self._give_widths(width, sizes)
        if self.core_list.width() != width:
            # The layout of the docks can still be busy with the list that has just been shown.
            QTimer.singleShot(0, self, lambda: self._give_widths(width, sizes))

    def _give_widths(self, cores: int, sizes: list[int]) -> None:
        """Give the list of cores its width, and the list of images, tissue and result theirs, in px."""
        self.resizeDocks([self.core_list], [cores], Qt.Orientation.Horizontal)
        self.layout().activate()  # type: ignore[union-attr]
        self.splitter.setSizes(sizes)

    def _keep_room(self) -> None:
        """Make room again if the list of cores is open and the tissue has less than its least width.

        Otherwise, the widths stay as they are, because the user may have chosen them.
        """
        if self.core_list.isHidden() or self.core_list.isFloating():
            return
        images = 0 if self._left.isHidden() else self._left.width()
        beside = self.core_list.width() + images + max(self.column.width(), self.column.least_width())
        if self.width() - self._borders_px() - beside < LEAST_TISSUE_PX:
            self._make_room()

    def _borders_px(self) -> int:
        """Return the width of the borders between the list of cores, the list of images, tissue and result, in px."""
        dock = self.style().pixelMetric(QStyle.PixelMetric.PM_DockWidgetSeparatorExtent, None, self)
        return dock + 2 * self.splitter.handleWidth()

    @property
    def moved_docks(self) -> frozenset[str]:
        """Return the names of the docks that the user has moved to the other side."""
        return frozenset(dock.objectName() for dock, _, side in self._sides() if self.dockWidgetArea(dock) == side)

    def move_docks(self, names: frozenset[str]) -> None:
        """Move the docks with these names to the other side, and all others to their first side.

        Unknown names are ignored.
        """
        for dock, first, other in self._sides():
            side = other if dock.objectName() in names else first
            if self.dockWidgetArea(dock) != side or dock.isFloating():
                hidden = dock.isHidden()
                dock.setFloating(False)
                self.addDockWidget(side, dock)
                dock.setHidden(hidden)

    def _sides(self) -> tuple[tuple[QDockWidget, Qt.DockWidgetArea, Qt.DockWidgetArea], ...]:
        """Return each dock with the side where it is at the first start, and with the other side that it may have."""
        area = Qt.DockWidgetArea
        return (
            (self.queue, area.BottomDockWidgetArea, area.TopDockWidgetArea),
            (self.core_list, area.LeftDockWidgetArea, area.RightDockWidgetArea),
        )

    def show_help(self, target: str) -> None:
        """Show the help page that `target` names in the help window."""
        self.help.show(target)

    def _go_to(self, session: Session) -> None:
        """Show the viewer or the study. Hide the status bar outside the viewer, and the tool bar in a blinded read."""
        self.workspaces.setCurrentWidget(self.splitter if session.workspace == "viewer" else self.room)
        self.bar.setVisible(session.workspace != "reading")
        self.menuBar().setVisible(session.workspace != "reading")
        self.status.setVisible(session.workspace == "viewer")

    def _focus_canvas(self, old: Session | None, new: Session) -> None:
        """Let keys work on the tissue, after the viewer or another image is shown.

        An image that arrives while the user works in a field or a list leaves the focus there.
        """
        arrived = old is not None and old.workspace == new.workspace
        away = self.focusWidget() is not None and not self.canvas.isAncestorOf(self.focusWidget())
        if new.workspace == "viewer" and not (arrived and away and self.focus_keeper.is_in_use):
            self.canvas.setFocus()

    def _select(self, point: PointL0) -> None:
        session, core = self.controller.session, self.controller.cores.at(point)
        if core is not None:
            self.controller.cores.select(core)
        elif (boxes := session.tile_boxes) is not None:
            index = box_at(boxes, point)
            self.controller.change(lambda s: s.selecting(index))

    def _tissue_menu(self, point: PointL0 | None, place: QPoint) -> None:
        """Select the tile or core at `point` and show its context menu.

        Without a point, show the menu of the selection.
        """
        if point is not None:
            self._select(point)
        session = self.controller.session
        at_core = session.core_here is not None and (point is None or session.core_here.contains(point))
        at_tile = session.region.selected is not None and session.analysis.partial is not None
        keys = CORE if at_core else TILE if at_tile else TISSUE
        menu = fill(_menu(self), keys, self.actions_by_key)
        if point is not None and session.image.opened is not None:
            menu.addSeparator()
            menu.addAction(tr("Add a note here …")).triggered.connect(lambda: add_note(self.context, point))
        menu.popup(place)

    def _region_entries(self, menu: QMenu) -> None:
        """Move the analysis region to the saved region of the current row, and fill its context menu."""
        self.regions.jump_to_current()
        fill(menu, SAVED_REGION, self.actions_by_key)

    def _case_menu(self, path: Path, place: QPoint) -> None:
        menu = _menu(self)
        for row in CASE_ACTIONS:
            entry = menu.addAction(tr(row.title))
            entry.setEnabled(row.enabled_when(self.controller.session, path))
            entry.triggered.connect(lambda checked=False, row=row: row.do(self.context, path))
        menu.popup(place)

    def _lay_glass(self, region: RegionL0) -> None:
        tiles = tiles_of(self.controller.session)
        if tiles is not None:
            within = tiles_within(tiles, region)
            self.controller.change(lambda s: s.with_occluded(within))

    def _empty_action(self, action: str) -> None:
        """Run the action that the start page names."""
        commands.run(_STARTS.get(action, action), self.context)

    def _show_recent(self, session: Session) -> None:
        """Show the pictures of recent images on the start page, and request those that are missing.

        A study has an icon instead.
        """
        if session.image.seen is None and self._is_ready:
            images = tuple(path for path in session.image.recent if path.suffix.lower() not in (STUDY, PACKET))
            study = pixmap("folder", theme(session.view.theme).muted, STUDY_ICON, self.devicePixelRatioF())
            self.cases.thumbnails.request(images)
            for path in session.image.recent:
                picture = self.cases.thumbnails.picture(path) if path in images else study
                self.canvas.empty_state.page.set_picture(path, picture)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_room()
        self.tour.place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take keys that no widget has used: Enter presses the button that has the focus."""
        if not pressed_by_enter(event):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the window. If the queue has spots without a result, ask the user first.

        The window is hidden at once, then all work ends.
        """
        if not may_close(self.context):
            event.ignore()
            return
        self.closing.emit()
        CLOSING.begin(self.patience_s)
        self.hide()
        self.help.shutdown()
        self.cases.thumbnails.shutdown()
        self.side_by_side.shutdown()
        self.pictures.shutdown()
        self.study.shutdown()
        self.room.shutdown()
        self.controller.shutdown()
        super().closeEvent(event)


def _look(session: Session) -> tuple[object, ...]:
    """Return the values of the session from which the style of all widgets follows."""
    return session.view.theme, session.view.text_percent


def _panel_texts(session: Session) -> tuple[object, ...]:
    """Return the values of the session with which the texts of the right column change their lengths."""
    analysis = session.analysis
    return (
        session.workspace, session.image.opened, session.work.activity, session.view.map, session.view.text_percent,
        analysis.refused, analysis.prediction, analysis.partial is None,
    )  # fmt: skip


def _menu(owner: QWidget) -> QMenu:
    """Return an empty context menu that is deleted when it is closed."""
    menu = QMenu(owner)
    menu.setToolTipsVisible(True)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def _title(session: Session) -> str:
    """Return the file name of the viewer's image.

    In the study workspace, return an empty text, because the cases of a study stay anonymous.
    """
    return Path(session.image.seen.record.path).name if session.image.seen and session.workspace == "viewer" else ""


def _fill(owner: QWidget, *parts: QWidget) -> None:
    """Put `parts` into `owner` as a column with neither gaps nor margins."""
    column = QVBoxLayout(owner)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part)

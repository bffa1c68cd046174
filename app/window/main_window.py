"""The main window: puts the rooms together and decides nothing."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QCursor
from PySide6.QtWidgets import QApplication, QMainWindow, QSizePolicy, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.actions import action_table as commands
from app.actions.context import Bench
from app.actions.dialogs.dialog_functions import Asks
from app.actions.handlers import open_file, open_sample
from app.actions.study_handlers import save_page_figure
from app.session.session import Session
from app.study.controller import StudyDesk
from app.study.workspace import StudyRoom
from app.ui.icons import app_icon
from app.ui.parts import line
from app.ui.theme import apply_theme, theme
from app.viewer.canvas.canvas import Canvas
from app.viewer.canvas.pictures import Pictures
from app.viewer.canvas.running_plot import RunningPlot
from app.viewer.canvas.side_by_side import Beside
from app.viewer.controller import Desk
from app.viewer.overlays.lattice import tiles_of
from app.viewer.overlays.occluded_tiles import tiles_within
from app.window.panels.cases import CasesPanel
from app.window.panels.core_panel import CorePanel
from app.window.panels.explain_panel import ExplainPanel
from app.window.panels.map_panel import MapPanel
from app.window.panels.network_panel import InsidePanel
from app.window.panels.notice_bar import NoticeBar
from app.window.panels.properties_panel import PropertiesPanel
from app.window.panels.region_list import WindowList
from app.window.panels.result import ResultPanel
from app.window.panels.side_column import SideColumn
from app.window.panels.status_bar import StatusBar
from app.window.panels.style import window_sheet
from app.window.panels.tile_panel import TilePanel
from app.window.panels.top_bar import TopBar
from model.base.geometry import PointL0, RegionL0
from model.region.grid import tile_at

CASES_WIDTH, RESULT_WIDTH = 192, 392
"""px; the result column holds a tile of 224 px, its values beside it, margins and the scroll bar."""
SMALLEST = (1024, 600)
FIRST_SIZE = (1440, 900)


class Window(QMainWindow):
    """Owns its widgets and the desk; closing it ends all work."""

    def __init__(self, desk: Desk, asks: Asks | None = None) -> None:
        super().__init__()
        self.desk = desk
        # Before there are widgets, so that each is dressed once.
        _dress(desk.session.view.theme)
        self.setWindowTitle("Histocast")
        self.setWindowIcon(app_icon())
        self.setMinimumSize(*SMALLEST)
        self.resize(*FIRST_SIZE)
        self.canvas = Canvas(desk.viewing)
        self.plot = RunningPlot()
        self.beside = Beside(self.canvas, desk.store, desk.tasks, desk.tell)
        self.pictures = Pictures(self.canvas, desk.store)
        self.study = StudyDesk(desk)
        self.bench = Bench(self, desk, self.canvas, self.beside, self.pictures, asks or Asks(), self.study)
        self.notices = NoticeBar(desk)
        self.viewer = QWidget()
        self.actions_by_key = commands.make_actions(self.bench, self.viewer)
        self.bar = TopBar(self.bench, self.actions_by_key)
        self.cases = CasesPanel(desk)
        self.windows = WindowList(desk)
        self.cores = CorePanel(desk, self.actions_by_key)
        self.result = ResultPanel(self.bench, self.actions_by_key)
        self.map = MapPanel(desk)
        self.why = ExplainPanel(desk, self.actions_by_key)
        self.inside = InsidePanel(desk)
        self.properties = PropertiesPanel(desk)
        self.tile = TilePanel()
        self.status = StatusBar()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.room = StudyRoom(self.study, self.actions_by_key)
        self.workspaces = QStackedWidget()
        self._lay()
        self._connect()
        self._show(None, desk.session)

    def _lay(self) -> None:
        self.addToolBar(self.bar)
        self.setStatusBar(self.status)
        # The notices stand outside the viewer, whose keys would take Enter from the pixel size's field.
        _fill(self.viewer, self.beside, line(), self.plot)
        middle = QWidget()
        # So does what looks inside the network, where arrows walk over units and steps.
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.setHandleWidth(1)
        halves.setChildrenCollapsible(False)
        for half in (self.viewer, self.properties, self.inside):
            halves.addWidget(half)
        _fill(middle, self.notices, halves)
        for wide in (self.canvas, self.beside):
            wide.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.viewer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        halves.setStretchFactor(0, 1)  # after the policy, which holds it
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        left = QWidget()
        _fill(left, self.cases, self.windows)
        left.layout().setStretch(0, 1)  # type: ignore[union-attr]
        # The cores have a line of their own, so that none is left over while there are no cores.
        said, mapped = QWidget(), QWidget()
        _fill(said, self.result, self.cores)
        _fill(mapped, self.map, self.why)
        for part in (left, middle, SideColumn((said, mapped, self.tile), RESULT_WIDTH)):
            self.splitter.addWidget(part)
        left.setMinimumWidth(144)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([CASES_WIDTH, FIRST_SIZE[0] - CASES_WIDTH - RESULT_WIDTH, RESULT_WIDTH])
        self.workspaces.addWidget(self.splitter)
        self.workspaces.addWidget(self.room)
        self.setCentralWidget(self.workspaces)

    def _connect(self) -> None:
        desk = self.desk
        desk.store.changed.connect(self._show)
        self.bar.offer_study(False)
        self.room.page.figure.clicked.connect(lambda: save_page_figure(self.bench, self.room.page.figure_name))
        self.study.changed.connect(lambda old, new: self.bar.offer_study(new.is_open))
        self.canvas.tile_clicked.connect(self._select)
        self.canvas.window_dragged.connect(desk.places.move)
        self.canvas.core_dragged.connect(desk.cores.move)
        self.canvas.tile_failed.connect(desk.tell)
        self.canvas.window_taken.connect(lambda: desk.change(lambda s: s.holding(True)))
        self.canvas.glass_dragged.connect(self._lay_glass)
        self.canvas.ruler_drawn.connect(lambda ruler: desk.change(lambda s: s.with_ruler(True, ruler)))
        self.canvas.double_clicked.connect(desk.places.move)
        self.windows.jumped.connect(self.canvas.setFocus)
        self.canvas.hovered.connect(self.status.show_point)
        self.canvas.pixel_seen.connect(self.status.show_pixel)
        self.canvas.zoom_changed.connect(self.status.show_zoom)
        self.status.zoom_asked.connect(self.canvas.zoom_to)
        self.status.zoom_asked.connect(lambda zoom: self.canvas.setFocus())
        self.status.mpp_asked.connect(lambda: desk.change(Session.asking_mpp))
        self.canvas.files_dropped.connect(lambda paths: open_file(self.bench, paths[0]))
        self.canvas.empty_action.connect(self._empty_action)
        self.plot.step_chosen.connect(lambda index: desk.change(lambda s: s.play(False).selecting(index)))
        self.plot.play_asked.connect(lambda playing: desk.change(lambda s: s.play(playing)))

    def get_ready(self) -> None:
        """What can be done while nobody waits: load the plot's library, then devices and model in the background."""
        self.plot.make_curve(self.desk.session)
        self.desk.get_ready()

    def _show(self, old: Session | None, new: Session) -> None:
        """Every part shows the difference; each knows itself which part of the session it is about."""
        if old is None or old.view.theme != new.view.theme:
            _dress(new.view.theme)
            self.setStyleSheet(window_sheet(theme(new.view.theme)))
        for part in (
            self.bar, self.cases, self.windows, self.cores, self.notices, self.canvas, self.beside, self.plot,
            self.result, self.map, self.why, self.properties, self.inside, self.tile, self.status,
            self.room,
        ):  # fmt: skip
            part.show_difference(old, new)
        commands.show_difference(self.actions_by_key, new)
        self.canvas.set_recent(bool(new.recent))
        self.plot.setVisible(new.seen is not None)
        if old is None or old.workspace != new.workspace:
            self._go_to(new)
        if old is None or (old.seen, old.workspace) != (new.seen, new.workspace):
            name = _title(new)
            self.setWindowTitle(f"{name} - Histocast" if name else "Histocast")
            if new.workspace == "viewer":
                self.canvas.setFocus()

    def _go_to(self, session: Session) -> None:
        """The viewer, or the study; over a case that is read nothing else stands on the screen."""
        self.workspaces.setCurrentWidget(self.splitter if session.workspace == "viewer" else self.room)
        self.bar.setVisible(session.workspace != "reading")
        self.status.setVisible(session.workspace == "viewer")

    def _select(self, point: PointL0) -> None:
        session, core = self.desk.session, self.desk.cores.at(point)
        if core is not None:
            self.desk.cores.select(core)
        elif session.placement is not None:
            index = tile_at(session.grid, session.placement.region, point)
            self.desk.change(lambda s: s.selecting(index))

    def _lay_glass(self, region: RegionL0) -> None:
        tiles = tiles_of(self.desk.session)
        if tiles is not None:
            within = tiles_within(tiles, region)
            self.desk.change(lambda s: s.glazing_tiles(within))

    def _empty_action(self, action: str) -> None:
        if action == "open":
            commands.run("open", self.bench)
        elif action == "sample":
            open_sample(self.bench)
        else:
            self.bar.recent.popup(QCursor.pos())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Out of sight at once; then wait for the work to notice that it is over."""
        self.hide()
        self.cases.thumbnails.shutdown()
        self.beside.shutdown()
        self.pictures.shutdown()
        self.study.shutdown()
        self.room.shutdown()
        self.desk.shutdown()
        super().closeEvent(event)


def _dress(name: str) -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication):
        apply_theme(app, name)


def _title(session: Session) -> str:
    """Of the viewer's image its name; never while a study is on the screen, whose cases have none."""
    return Path(session.seen.record.path).name if session.seen and session.workspace == "viewer" else ""


def _fill(owner: QWidget, *parts: QWidget) -> None:
    """A column without gaps or margins."""
    column = QVBoxLayout(owner)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part)

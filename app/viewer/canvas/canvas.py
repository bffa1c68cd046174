"""The canvas shows the tissue and its overlays, and emits a signal for each click and drag of the user."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import cast

from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.language.text import in_english, tr
from app.session.core_steps import CORES
from app.session.display import display_text
from app.session.mode_text import mode_text
from app.session.session import Session, differs
from app.ui.jobs import JobRunner
from app.ui.theme import RHYTHM, theme
from app.viewer.canvas.camera import Camera
from app.viewer.canvas.colour_bar import ColourBar
from app.viewer.canvas.dragging import Dragging, Tool
from app.viewer.canvas.drop_frame import DropFrame
from app.viewer.canvas.empty_state import EmptyState
from app.viewer.canvas.free_place import GAP_PX, free_place
from app.viewer.canvas.image_item import ImageItem
from app.viewer.canvas.legend import Legend
from app.viewer.canvas.minimap import Minimap
from app.viewer.canvas.mode_label import ModeLabel
from app.viewer.canvas.plate import PADDING
from app.viewer.canvas.progress_line import ProgressLine
from app.viewer.canvas.pyramid import CACHE_BYTES, Pyramid
from app.viewer.canvas.scale_bar import LEAST_PX, LONGEST_PX, ScaleBar, bar_for
from app.viewer.canvas.tissue import Tissue
from app.viewer.canvas.view import SlideView
from app.viewer.overlays.base import Overlay
from app.viewer.overlays.cores import CoresOverlay, has_colours
from app.viewer.overlays.cross import CrossOverlay
from app.viewer.overlays.heat import heat, is_awaited
from app.viewer.overlays.label import printed_tags
from app.viewer.overlays.lattice import tile_region, tiles_of
from app.viewer.overlays.marks import MarksOverlay
from app.viewer.overlays.occluded_tiles import GlassOverlay, GlassTag
from app.viewer.overlays.outline import OutlineOverlay
from app.viewer.overlays.overlay_table import OVERLAYS
from app.viewer.overlays.region_outline import RegionOverlay
from app.viewer.overlays.ruler import RulerOverlay
from app.viewer.overlays.selection import SelectionOverlay
from model.base.geometry import PointL0, RegionL0, united


class Canvas(QWidget):
    """The tissue with its overlays. It shows one session; only its camera is not a part of the session."""

    tile_clicked = Signal(object)
    """The clicked place, as PointL0. It may be outside the image."""
    region_dragged = Signal(object)
    """The centre of the analysis region after the user dropped it, as PointL0."""
    ruler_drawn = Signal(object)
    """The drawn `Ruler`, emitted when the user releases the mouse button; None if the drag was too short."""
    outline_drawn = Signal(object)
    """The corners of an outlined area, as tuple[PointL0, ...], emitted when the user releases the mouse button."""
    core_dragged = Signal(object)
    """The centre of the selected core after the user dropped it, as PointL0."""
    glass_dragged = Signal(object)
    """The area in which a drag occludes tiles, as RegionL0."""
    region_taken = Signal()
    """Emitted when the user clicks the outline of the region without moving it."""
    double_clicked = Signal(object)
    """The place of a double click on the image, as PointL0."""
    menu_asked = Signal(object, object)
    """The place of a context menu: as PointL0, or None if a key asked for it, and as QPoint on the screen."""
    hovered = Signal(object)
    """The place under the cursor, as PointL0. None if the cursor is outside the image or has left the canvas."""
    pixel_seen = Signal(object)
    """The pixel under the cursor, as `Pixel`. None if the cursor is outside the image, or if no tile with this pixel is
    in memory."""
    zoom_changed = Signal(object)
    """The new zoom in screen px per level-0 px, float."""
    files_dropped = Signal(object)
    """The dropped files and folders, as tuple[Path, ...]."""
    empty_action = Signal(object)
    """What the user chose on the start page: a key of `app.viewer.canvas.start_page`."""

    tile_failed = Signal(object)
    """The exception of a tile that could not be read for the screen. It is emitted once per image."""

    def __init__(self, runner: JobRunner, owner: QWidget | None = None, keeps_bytes: int = CACHE_BYTES) -> None:
        """Create the canvas.

        `runner` reads pixels for the screen on its own thread. The caller must shut it down. `keeps_bytes` is the
        maximum memory for tiles, in bytes.
        """
        super().__init__(owner)
        self._keeps_bytes = keeps_bytes
        self._session: Session | None = None
        self._scale: float | None = None
        self._pointed: PointL0 | None = None
        """The place under the cursor; None if the cursor is outside the image."""
        self.view = SlideView(self)
        self._image = ImageItem(runner, self.view.world)
        self._switched = {row.key: self._laid(row.factory()) for row in OVERLAYS}
        self._glass = self._laid(GlassOverlay())
        self._window = RegionOverlay()
        self._laid(self._window)
        self._selection = self._laid(SelectionOverlay())
        self._ruler = RulerOverlay()
        self._laid(self._ruler)
        self._outline = OutlineOverlay()
        self._laid(self._outline)
        self._marks = self._laid(MarksOverlay())
        self._cross = self._laid(CrossOverlay())
        self._glass_tag = self._laid(GlassTag())
        cores = cast(CoresOverlay, self._switched[CORES])
        self._hand = Dragging(self.view, self._window, self._ruler, self._outline, cores, self)
        self.scale_bar = ScaleBar(self)
        self.core_bar, self.colour_bar = ColourBar(), ColourBar()
        self.legend = Legend(self.core_bar, self.colour_bar)
        self.minimap = Minimap(self)
        self.shows_map = True
        """Whether the minimap may be shown. It shows the whole slide, even if the view is limited to a part of it."""
        self.progress_line = ProgressLine(self)
        self.mode = ModeLabel(self)
        self.display = ModeLabel(self)
        self.empty_state = EmptyState(self)
        self._drop_frame = DropFrame(self)
        self._set_up()
        self._connect()

    def _laid(self, overlay: Overlay) -> Overlay:
        overlay.setParentItem(self.view.world)
        return overlay

    def _set_up(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.view, 1)
        box.addWidget(self.legend)
        self.setAcceptDrops(True)
        self.setFocusProxy(self.view)
        self.setMinimumSize(200, 160)
        self.setAccessibleName(tr("Canvas"))

    def _connect(self) -> None:
        self._image.feed.failed.connect(self.tile_failed)
        self._image.feed.arrived.connect(self._tell_pixel)
        self.view.clicked.connect(self.tile_clicked)
        self.view.double_clicked.connect(self._double_click)
        self.view.hovered.connect(self._hover)
        self.view.menu_asked.connect(self.menu_asked)
        self.view.camera_changed.connect(self._camera_changed)
        self._hand.region_dragged.connect(self.region_dragged)
        self._hand.core_dragged.connect(self.core_dragged)
        self._hand.region_taken.connect(self.region_taken)
        self._hand.ruler_drawn.connect(self.ruler_drawn)
        self._hand.outline_drawn.connect(self.outline_drawn)
        self._hand.glass_dragged.connect(self.glass_dragged)
        self.minimap.jumped.connect(self.centre_on)
        self.empty_state.chosen.connect(self.empty_action)

    # -- what is shown ------------------------------------------------------------------------------------------
    def show_difference(self, old: Session | None, new: Session) -> None:
        """Update what differs between two sessions. Without an old session, show everything."""
        self._session = new
        if old is None or old.view.theme != new.view.theme:
            self._dress(new)
        if old is None or old.image.seen is not new.image.seen:
            self._show_image(new)
        if differs(old, new, _turned):
            self.view.turn(new.image.turned)
        opening, pyramid = new.image.opening, self._image.pyramid
        if opening is not None and (old is None or old.image.opening != opening) and pyramid is not None:
            pyramid.spare()
        if differs(old, new, _overlaid):
            self._show_overlays(new)
        if differs(old, new, lambda session: (session.region.selected, session.image.seen)):
            self._selection.update_from(new)
        if differs(old, new, _ruled):
            self._ruler.update_from(new)
            self._cross.update_from(new)
        self._image.adjust(new.view.adjustment)
        self.minimap.adjust(new.view.adjustment)
        if differs(old, new, lambda session: (session.image.outlining, session.image.cross, session.view.theme)):
            self._outline.update_from(new)
        if differs(old, new, _marked):
            self._marks.update_from(new)
            self._marks.setVisible(new.view.marks)
        if differs(old, new, _occluded):
            self._glass.update_from(new)
            self._glass_tag.update_from(new)
        self._follow(old, new)
        self._follow_tile(old, new)
        self._follow_cross(old, new)
        self._hand.take("glass" if new.explanation.occluding else _TOOLS[new.tool])
        self.mode.show_text(mode_text(new))
        self.display.show_text(display_text(new.image.turned, new.view.adjustment) if new.image.seen else "")
        self.progress_line.show_session(new)
        self.empty_state.show_session(new, theme(new.view.theme))
        self._place_all()

    def _follow(self, old: Session | None, new: Session) -> None:
        """Centre the view on the analysis region if the region has moved out of view.

        The region moves, for example, when the user jumps to a saved region or presses an arrow key. During a series of
        analyses, the view does not follow the region.
        """
        if old is None or old.image.opened is not new.image.opened or new.region.placement is None or new.work.asked:
            return
        region = new.region.placement.region
        if old.region.placement is None or old.region.placement.region == region:
            return
        if not self.view.visible().contains(region.centre):
            self.centre_on(region.centre)

    def _follow_tile(self, old: Session | None, new: Session) -> None:
        """Centre the view on a tile that was selected outside the view, for example with an arrow key or in a list.

        During the playback, the view stays where it is.
        """
        index = new.region.selected
        if old is None or index is None or index == old.region.selected or new.analysis.playing:
            return
        tiles = tiles_of(new)
        if tiles is not None and index < tiles.grid.tiles:
            centre = tile_region(tiles, index).centre
            if not self.view.visible().contains(centre):
                self.centre_on(centre)

    def _follow_cross(self, old: Session | None, new: Session) -> None:
        """Centre the view on the cross with which keys draw, if a key has moved it out of the view."""
        cross = new.image.cross
        moved = old is not None and cross is not None and old.image.cross is not cross
        if moved and cross is not None and not self.view.visible().contains(cross.at):
            self.centre_on(cross.at)

    def _dress(self, session: Session) -> None:
        look = theme(session.view.theme)
        self.view.set_background(look.canvas)
        for plate in (self.scale_bar, self.core_bar, self.colour_bar, self.minimap, self.progress_line,
                      self._drop_frame, self.mode, self.display):  # fmt: skip
            plate.set_theme(look)
        self.legend.set_theme(look)

    def _show_image(self, session: Session) -> None:
        image, shown = session.image.seen, self._image.pyramid
        if image is not None and shown is not None and image.slide is shown.slide:
            # It is the same image, now with its SHA-256: keep the camera.
            self.view.change_content(_content(session), _subject(session))
            self._camera_changed(self.view.camera)
            return
        self._hover(None)
        if image is None:
            self._image.show_pyramid(None)
            self.view.show_content(None)
            self.minimap.hide()
            self.scale_bar.hide()
            return
        pyramid = Pyramid(image, self._keeps_bytes)
        self._image.show_pyramid(pyramid)
        self.minimap.show_picture(pyramid.preview, pyramid.size)
        self.scale_bar.show()
        self.view.show_content(_content(session), _subject(session))

    def _show_overlays(self, session: Session) -> None:
        for key, overlay in self._switched.items():
            overlay.update_from(session)
            overlay.setVisible(key in session.view.shown)
        self._window.update_from(session)
        self._selection.update_from(session)
        drawn = heat(session)
        core, coloured = session.core_here, has_colours(session)
        self.colour_bar.show_heat(
            drawn if "heatmap" in session.view.shown else None, core.label if core is not None else ""
        )
        self.core_bar.show_cores(coloured and CORES in session.view.shown)
        # The strip stays while map or cores are switched off, and before an importance map is known, so that the tissue
        # does not move.
        self.legend.show_at(self.width(), coloured, drawn is not None or is_awaited(session))
        # The user may have dragged the region past the edge of the image. The camera must be able to show it there.
        self.view.content = _content(session)

    # -- camera ------------------------------------------------------------------------------------------------
    def fit(self) -> None:
        self.view.fit()

    def one_to_one(self) -> None:
        """Zoom to one screen px per level-0 px about the centre of the canvas, aligned to whole pixels."""
        width, height = self.view.width(), self.view.height()
        centre = self.view.camera.to_level0(width / 2, height / 2)
        here = Camera(1.0, 0.0, 0.0, self.view.camera.turned).centred(centre, width, height)
        self.view.look_from(replace(here, x_l0=float(round(here.x_l0)), y_l0=float(round(here.y_l0))))

    def zoom_by(self, factor: float) -> None:
        """Zoom about the centre of the canvas."""
        self.view.zoom_at(factor, self.view.width() / 2, self.view.height() / 2)

    def pan(self, rows: int, cols: int) -> None:
        """Move the view by a quarter of its size: down for positive `rows`, to the right for positive `cols`."""
        view = self.view
        view.look_from(view.camera.panned(-PAN_SHARE * cols * view.width(), -PAN_SHARE * rows * view.height()))

    def zoom_to(self, scale: float) -> None:
        """Zoom to `scale` screen px per level-0 px, about the centre of the canvas."""
        self.zoom_by(scale / self.view.camera.scale)

    def centre_on(self, point: PointL0) -> None:
        self.view.look_from(self.view.camera.centred(point, self.view.width(), self.view.height()))

    def place_for_note(self) -> PointL0 | None:
        """Return the place for a new note: under the cursor, or else the centre of the view; None without an image."""
        centre = self.view.visible().centre
        return self._pointed or (centre if self._on_image(centre) else None)

    def tissue_seen(self) -> Tissue | None:
        """Return the visible part of the slide, to be drawn on another thread; None if there is no image."""
        pyramid, view = self._image.pyramid, self.view
        if pyramid is None:
            return None
        return Tissue(
            pyramid.slide, pyramid.display, pyramid.preview, pyramid.at_hand(view.visible()), view.camera,
            view.width(), view.height(), view.backgroundBrush().color(), self._image.adjustment,
        )  # fmt: skip

    @contextmanager
    def without_tissue(self) -> Iterator[None]:
        """Paint only the overlays inside this context, without tissue and background."""
        ground = self.view.backgroundBrush()
        self._image.setVisible(False)
        self.view.setBackgroundBrush(Qt.BrushStyle.NoBrush)
        try:
            yield
        finally:
            self._image.setVisible(True)
            self.view.setBackgroundBrush(ground)

    @contextmanager
    def for_a_page(self, session: Session) -> Iterator[None]:
        """Paint only the overlays inside this context, as a page shows them.

        What only guides the user is left out, labels are light, and texts are English.
        """
        hidden = [part for part in (self._selection, self._cross) if part.isVisible()]
        for part in hidden:
            part.setVisible(False)
        self._window.printed = True
        try:
            with self.without_tissue(), printed_tags(), in_english():
                self._glass_tag.update_from(session)
                yield
        finally:
            self._window.printed = False
            self._glass_tag.update_from(session)
            for part in hidden:
                part.setVisible(True)

    def settled(self) -> bool:
        """Return whether every visible tile is drawn from its best available pixels."""
        return self._image.settled()

    def _camera_changed(self, camera: Camera) -> None:
        self._show_map()
        self._place_all()
        if camera.scale != self._scale:
            self._scale = camera.scale
            self.zoom_changed.emit(camera.scale)

    def _show_map(self) -> None:
        """Show the minimap if there is an image, and if the minimap leaves most of the canvas free."""
        self.minimap.turn(self.view.camera.turned)
        may_show = self.width() >= MAP_FROM_PX and self._image.pyramid is not None and self.shows_map
        self.minimap.show_visible(self.view.visible(), may_show)

    # -- input -----------------------------------------------------------------------------------------------
    def _hover(self, point: PointL0 | None) -> None:
        self._pointed = point if point is not None and self._on_image(point) else None
        self.hovered.emit(self._pointed)
        self._tell_pixel()

    def _tell_pixel(self) -> None:
        pyramid, point = self._image.pyramid, self._pointed
        self.pixel_seen.emit(pyramid.pixel(point) if pyramid is not None and point is not None else None)

    def _double_click(self, point: PointL0) -> None:
        if self._on_image(point):
            self.double_clicked.emit(point)

    def _on_image(self, point: PointL0) -> bool:
        image = self._session.image.seen if self._session else None
        return image is not None and RegionL0(0, 0, image.slide.size.width, image.slide.size.height).contains(point)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _paths(event.mimeData()):
            self._drop_frame.show()
            self._drop_frame.raise_()
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drop_frame.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self._drop_frame.hide()
        paths = _paths(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.files_dropped.emit(paths)

    # -- layout ----------------------------------------------------------------------------------------------
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.legend.fit(self.width())
        self._show_map()
        self._place_all()

    def _place_all(self) -> None:
        """Move each small widget, such as the scale bar or the minimap, to its place in a corner or at an edge."""
        gap, width, height = 2 * RHYTHM, self.width(), self.height()
        self.minimap.move(width - gap - self.minimap.width(), gap)
        self.mode.fit(width - 2 * RHYTHM)
        beside_map = self.minimap.width() + gap if self.minimap.isVisible() else 0
        self.display.fit(width - 2 * gap - beside_map)
        self.mode.move((width - self.mode.width()) // 2, RHYTHM)
        beside = self.mode.isVisible() and self.mode.x() < 2 * gap + self.display.width()
        self.display.move(gap, RHYTHM + (self.mode.height() + RHYTHM if beside else 0))
        self._place_scale_bar(gap)
        self.progress_line.setGeometry(0, 0, width, self.progress_line.height())
        self.empty_state.setGeometry(0, 0, width, self.view.height())
        self._drop_frame.setGeometry(0, 0, width, height)

    def _place_scale_bar(self, gap: int) -> None:
        """Show the scale bar at the bottom left. Shorten or move it if it would cover the outline of the region."""
        session = self._session
        if session is None or session.image.seen is None:
            return
        outline, label = self._outline_px()
        taken = [self.minimap.geometry()] if self.minimap.isVisible() else []
        longest = min(LONGEST_PX, self.width() / 2)
        if outline is not None and outline.left() > gap:
            beside = outline.left() - GAP_PX - gap - 2 * PADDING
            longest = min(longest, beside) if beside >= LEAST_PX else longest
        self.scale_bar.show_bar(bar_for(self.view.camera.scale, session.image.seen.record.mpp, longest))
        usual = QPoint(gap, self.view.height() - gap - self.scale_bar.height())
        self.scale_bar.move(free_place(self.scale_bar.size(), usual, outline, [*taken, *label], self.view.size()))

    def _outline_px(self) -> tuple[QRect | None, tuple[QRect, ...]]:
        """Return the outline of the region, and the area of its label, in px of the canvas; None without a region."""
        region, camera = self._window.region, self.view.camera
        if region is None:
            return None, ()
        one = QPointF(*camera.to_screen(PointL0(region.x, region.y)))
        other = QPointF(*camera.to_screen(PointL0(region.right, region.bottom)))
        outline = QRectF(one, other).normalized()
        label = self._window.label_area(
            lambda at: QPointF(*camera.to_screen(PointL0(at.x(), at.y()))), camera.scale, QRectF(self.view.rect())
        )
        return outline.toAlignedRect(), (label.toAlignedRect(),) if label is not None else ()


PAN_SHARE = 0.25
"""Share of the view by which a key moves it."""
MAP_FROM_PX = 360
"""Minimum width of the canvas, in px, at which the minimap is shown."""
SHARE_LOST = 0.5
"""Minimum share (0 to 1) of the analysis region inside the image. If the share is smaller, only the image is fitted
into the view, and not the region. An example is the overview image of a slide, which fills only a twentieth of the
region."""


def _turned(session: Session) -> tuple[object, ...]:
    """Return the values of the session on which the turning of the view depends: the quarter turns, and the slide."""
    image = session.image.seen
    return session.image.turned, image.slide if image is not None else None


def _overlaid(session: Session) -> tuple[object, ...]:
    """Return the values of the session from which the overlays are drawn."""
    region, explanation = session.region, session.explanation
    return (
        session.image.opened, session.image.features, region.placement, region.saved, region.selected_for_moving,
        session.cores.array,
        session.bundle, session.analysis.partial, explanation.found, explanation.gates, session.view,
    )  # fmt: skip


_TOOLS: dict[str, Tool] = {"none": "none", "length": "ruler", "area": "outline"}


def _ruled(session: Session) -> tuple[object, ...]:
    """Return the values of the session from which the ruler and the cross for drawing with keys are drawn."""
    image = session.image
    return image.ruler, image.seen, image.cross, session.explanation.occluding, session.view.theme


def _marked(session: Session) -> tuple[object, ...]:
    """Return the values of the session from which measurements and notes are drawn."""
    return session.image.opened, session.image.marks, session.view.marks, session.view.theme


def _occluded(session: Session) -> tuple[object, ...]:
    """Return the values of the session from which the occluded tiles are drawn."""
    explanation = session.explanation
    return session.image.opened, session.analysis.partial, explanation.occluded, explanation.without


def _content(session: Session) -> RegionL0 | None:
    """Return the area that contains the image and the region, which may extend beyond the image."""
    if session.image.seen is None:
        return None
    size = session.image.seen.slide.size
    whole = RegionL0(0, 0, size.width, size.height)
    placement = session.region.placement
    return whole if placement is None or placement.kind == "tiles" else united(whole, placement.region)


def _subject(session: Session) -> RegionL0 | None:
    """Return the area of the image if most of the region is outside the image, else None.

    If this area is returned, only the image is fitted into the view.
    """
    if session.image.opened is None or session.region.placement is None:
        return None
    size = session.image.opened.slide.size
    lost = session.region.placement.region.inside_share(size) < SHARE_LOST
    return RegionL0(0, 0, size.width, size.height) if lost else None


def _paths(data: QMimeData) -> tuple[Path, ...]:
    """Return the local files and folders in the dragged data."""
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())

"""Show up to three more images beside the analysed image. They pan and zoom together."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter

from app.session.session import Session
from app.session.store import Store
from app.session.values import OpenedImage
from app.ui.jobs import JobRunner, LatestJob
from app.ui.messages import log_error
from app.viewer.canvas.camera import Camera
from app.viewer.canvas.canvas import Canvas
from app.viewer.canvas.linked import Extent, Link, linked
from app.viewer.canvas.side_view import SideView
from app.viewer.canvas.view import SlideView
from app.viewer.network_tasks import Tasks
from app.viewer.tasks import Opened
from model.base.progress import Progress

MOST = 3
"""Maximum number of images beside the analysed image. If there were more, they would be too narrow."""
MAIN_PX, SIDE_PX = 376, 152
"""Minimum useful widths in px: of the analysed image with its colour bar, and of an image beside it."""


class SideBySide(QSplitter):
    """A row of images with the analysed image at the left.

    The other images can only be viewed; each has a close button.
    """

    def __init__(self, canvas: Canvas, store: Store, tasks: Tasks, tell: Callable[[BaseException], None]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._canvas, self._store, self._tasks, self._tell = canvas, store, tasks, tell
        self._runner = JobRunner("beside")
        """Opens, reads and closes the other images."""
        self.views: tuple[SideView, ...] = ()
        self._links: dict[SideView, Link] = {}
        self._opening: dict[SideView, LatestJob] = {}
        self._leading = False
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.addWidget(canvas)
        canvas.view.camera_changed.connect(lambda camera: self._lead(None, camera))

    @property
    def is_full(self) -> bool:
        return len(self.views) >= MOST

    @property
    def is_narrow(self) -> bool:
        """Return whether the images would be too narrow if one more image were opened."""
        return self.width() < MAIN_PX + SIDE_PX * (len(self.views) + 1)

    def open(self, path: Path) -> None:
        """Open one more image. When it is open, link it to the analysed image."""
        if self.is_full:
            return
        view = SideView(self._runner, self._store.session.view.theme, path)
        self.views = (*self.views, view)
        self.addWidget(view)
        self._share_width()
        view.closed.connect(lambda: self.close_view(view))
        view.link_switched.connect(lambda on: self._relink(view))
        view.canvas.view.camera_changed.connect(lambda camera: self._lead(view, camera))
        view.canvas.tile_failed.connect(self._tell)
        view.canvas.files_dropped.connect(lambda paths: self._replace(view, paths[0]))
        self._load(view, path)

    def close_view(self, view: SideView) -> None:
        self.views = tuple(other for other in self.views if other is not view)
        self._let_go(view)
        view.setParent(None)
        view.deleteLater()

    def _share_width(self) -> None:
        """Give all images the same width, unless the analysed image would then be too narrow."""
        equal = self.width() // self.count()
        main = max(equal, MAIN_PX)
        self.setSizes([main] + [max(1, (self.width() - main) // len(self.views))] * len(self.views))

    def close_all(self) -> None:
        for view in self.views:
            self.close_view(view)

    def show_difference(self, old: Session | None, new: Session) -> None:
        """Apply a new theme. After another image was opened for analysis, link the views again."""
        for view in self.views:
            if old is not None and old.view.theme != new.view.theme:
                view.set_look(new.view.theme)
            if old is not None and old.image.opened is not new.image.opened:
                self._relink(view)

    def shutdown(self) -> None:
        self.close_all()
        self._runner.finish()

    # -- inside ---------------------------------------------------------------------------------------------------
    def _replace(self, view: SideView, path: Path) -> None:
        self._let_go(view)
        self._load(view, path)

    def _load(self, view: SideView, path: Path) -> None:
        def opened(result: Opened) -> None:
            view.show_image(result.image)
            self._relink(view)

        def failed(error: BaseException) -> None:
            self._tell(error)
            self.close_view(view)

        def glimpsed(progress: Progress) -> None:
            # The SHA-256 is not known yet. A view without analysis does not need it.
            if isinstance(progress.partial, OpenedImage):
                view.show_image(progress.partial)
                self._relink(view)

        opening = self._opening[view] = LatestJob(self._runner, log_error)
        opening.start(
            self._tasks.open_image(path), opened, failed,
            progressed=glimpsed, late=lambda result: result.image.slide.close(),
        )  # fmt: skip

    def _let_go(self, view: SideView) -> None:
        """Clear the view. Close its file after the jobs that still read the file have ended."""
        image = view.image
        self._links.pop(view, None)
        opening = self._opening.pop(view, None)
        if opening is not None:
            opening.cancel()
        view.show_image(None)
        if image is not None:
            self._runner.run(self._tasks.close_image(image.slide), None, log_error)

    def _relink(self, view: SideView) -> None:
        """Link `view` to the view of the analysed image, both at their current places.

        If the user has switched the link off, only remove it. If the pixel sizes of both images are known, both views
        show tissue at the same true size.
        """
        self._links.pop(view, None)
        main = self._store.session.image.opened
        if view.image is None or main is None or not view.link.isChecked():
            return
        here, there = self._canvas.view, view.canvas.view
        mpps = (main.record.mpp, view.image.record.mpp)
        self._links[view] = linked(here.camera, there.camera, (_extent(here), _extent(there)), mpps)
        self._lead(None, here.camera)

    def _lead(self, leader: SideView | None, camera: Camera) -> None:
        """Move all linked views together with `leader`, the view that has moved. None stands for the analysed image."""
        if self._leading or (leader is not None and leader not in self._links):
            return
        self._leading = True
        try:
            main = self._canvas.view
            if leader is not None:
                there = leader.canvas.view
                camera = self._links[leader].back.across(camera, _extent(there), _extent(main))
                main.look_from(camera)
            for view, link in self._links.items():
                if view is not leader:
                    there = view.canvas.view
                    there.look_from(link.across(camera, _extent(main), _extent(there)))
        finally:
            self._leading = False


def _extent(view: SlideView) -> Extent:
    size = view.viewport().size()
    return float(size.width()), float(size.height())

"""The explanation below the map: its progress, the tiles with the largest values, and a section on its quality."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from app.actions.handlers import to_image
from app.language.text import tr
from app.session.session import Session, differs
from app.ui.help_button import PAGE, WithHelp
from app.ui.parts import column, set_text, text_label, tip
from app.ui.theme import RHYTHM
from app.viewer.controller import ViewerController
from app.window.panels.explain_text import ExplainText, NamedTile, explain_text
from app.window.panels.thin_bar import ThinBar
from model.explain.explanation import TOP

PICTURE_PX, BUTTON_PX = 56, 66
"""Side of a tile's picture, and width of the button with this picture, in px. Five buttons fit into the column."""


class ExplainPanel(QWidget):
    """The explanation panel. It is hidden if there is no result, or if the result is not shown."""

    def __init__(self, controller: ViewerController, actions: dict[str, QAction]) -> None:
        super().__init__()
        self.setProperty(PAGE, "maps.md")
        self.progress, self.failed, self.without = text_label("muted"), text_label("small"), text_label()
        self.bar = ThinBar()
        self.agreement, self.residual, self.reach = text_label("small"), text_label("small"), text_label("small")
        self.towards, self.against = TileRow(), TileRow()
        self.quality = _fold()
        self.quality.clicked.connect(lambda on: controller.change(lambda s: s.viewed(map_quality=on)))
        self.start = _link(tr("Explain"), actions["explain"])
        self.stop = _link(tr("Stop"), actions["stop-explaining"])
        self.glass = _link(tr("Occlude a region"), actions["glass"])
        box = column(self)
        for part in (self.progress, self.bar, self.failed, self.without, self.towards, self.against):
            box.addWidget(part)
        quality = WithHelp(self.quality, "maps.md#how-good-is-this-map", tr("how good this map is"))
        reach = WithHelp(self.reach, "maps.md#memory-reach", tr("memory reach"))
        for below in (reach, quality, self.agreement, self.residual):
            box.addWidget(below)
        row = QHBoxLayout()
        row.setSpacing(2 * RHYTHM)
        for button in (self.start, self.stop, self.glass):
            row.addWidget(button)
        row.addStretch()
        box.addSpacing(RHYTHM // 2)
        box.addLayout(row)
        for tiles in (self.towards, self.against):
            tiles.chosen.connect(lambda index: controller.change(lambda s: s.selecting(index)))
        self.setAccessibleName(tr("Explanation"))

    def show_difference(self, old: Session | None, new: Session) -> None:
        if not differs(old, new, _shown):
            return
        text = explain_text(new)
        self.setVisible(text.shown)
        if not text.shown:
            return
        self._show_text(text, new.view.map_quality)
        progress = new.explanation.running.progress if new.explanation.running else None
        self.bar.setVisible(new.explanation.running is not None)
        self.bar.show_share(progress.done if progress else 0, progress.total if progress else 0)
        for row, title, tiles in ((self.towards, 0, text.towards), (self.against, 1, text.against)):
            row.show_tiles(text.titles[title], tiles, new)

    def _show_text(self, text: ExplainText, unfolded: bool) -> None:
        set_text(self.progress, text.progress)
        set_text(self.failed, text.failed)
        set_text(self.without, text.without)
        self.quality.setVisible(bool(text.quality))
        self.quality.setChecked(unfolded)
        self.quality.setText(f"{'▾' if unfolded else '▸'} {text.quality}")
        set_text(self.agreement, text.agreement if unfolded else "")
        set_text(self.residual, text.residual if unfolded else "")
        set_text(self.reach, text.reach)
        self.start.setVisible(text.can_start)
        self.stop.setVisible(bool(text.progress))
        listed = "; ".join(tile.sentence for tile in (*text.towards, *text.against))
        parts = (text.without, *((text.agreement, text.residual) if unfolded else ()), listed)
        self.setAccessibleDescription(" ".join(part for part in parts if part))


class TileRow(QWidget):
    """A title and up to five tiles with picture and value. A click or Enter selects a tile."""

    chosen = Signal(object)
    """Index of the selected tile, int."""

    def __init__(self) -> None:
        super().__init__()
        self.title = text_label("small")
        self.buttons = tuple(_tile_button() for _ in range(TOP))
        self._tiles: tuple[NamedTile, ...] = ()
        self._shown: dict[int, int] = {}
        """For each button number: the `id` of the pixels that its picture shows."""
        box = column(self, 2)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.title)
        row = QHBoxLayout()
        row.setSpacing(RHYTHM // 2)
        for number, button in enumerate(self.buttons):
            button.clicked.connect(lambda checked=False, at=number: self.chosen.emit(self._tiles[at].index))
            row.addWidget(button)
        row.addStretch()
        box.addLayout(row)

    def show_tiles(self, title: str, tiles: tuple[NamedTile, ...], session: Session) -> None:
        self.setVisible(bool(title))
        set_text(self.title, title if tiles else tr("{title}: no tile", title=title))
        self._tiles = tiles
        for number, button in enumerate(self.buttons):
            button.setVisible(number < len(tiles))
            if number < len(tiles):
                tile = tiles[number]
                button.setText(tile.value)
                button.setToolTip(tip(tile.sentence))
                button.setAccessibleName(tile.sentence)
                button.setChecked(session.region.selected == tile.index)
                self._show_picture(number, tile.index, session)

    def _show_picture(self, number: int, index: int, session: Session) -> None:
        pixels = session.explanation.pictures.get(index)
        if pixels is None:
            self.buttons[number].setIcon(QIcon())
            self._shown.pop(number, None)
        elif self._shown.get(number) != id(pixels):
            self.buttons[number].setIcon(QIcon(QPixmap.fromImage(to_image(pixels))))
            self._shown[number] = id(pixels)


def _shown(session: Session) -> tuple[object, ...]:
    """Return the values of the session that the panel shows."""
    return (
        session.analysis, session.explanation, session.work.activity, session.region.selected, session.bundle,
        session.view,
    )  # fmt: skip


def _tile_button() -> QToolButton:
    button = QToolButton()
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
    button.setIconSize(QSize(PICTURE_PX, PICTURE_PX))
    button.setFixedWidth(BUTTON_PX)
    button.setProperty("role", "small")
    button.setCheckable(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _fold() -> QPushButton:
    """Return the button that unfolds the section below it. It looks like a link."""
    button = QPushButton()
    button.setObjectName("link")
    button.setCheckable(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleDescription(tr("Agreement of the two maps, and residual of integrated gradients"))
    return button


def _link(text: str, action: QAction) -> QPushButton:
    """Return a button that looks like a link, triggers `action` and is enabled together with it."""
    button = QPushButton(text)
    button.setObjectName("link")
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setToolTip(action.toolTip())
    button.setEnabled(action.isEnabled())
    button.clicked.connect(action.trigger)
    action.enabledChanged.connect(button.setEnabled)
    return button

"""The map panel: which of the maps that the model gives is drawn, how, and one sentence on what it is and is not."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSlider,
    QSpinBox,
    QWidget,
)

from app.desk import Desk
from app.overlays.heat import maps_of
from app.panels.parts import column, words
from app.session import Session
from app.theme import RHYTHM
from model.colours import SIGNED, UNSIGNED
from model.manifest import HeadShape
from model.maps import MapChoice, MapKind, map_kind, suited
from model.report.wording import drawn_reading

SIGNED_TITLE = "orange to teal, by sign"


class MapPanel(QWidget):
    """Choices of the session's `View`; each control sends its change and is set by what comes back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.kind = QComboBox()
        self.layer = QComboBox()
        self.unit = QSpinBox()
        self.unit.setMinimum(1)
        self.colours = QComboBox()
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self.opacity.setRange(0, 100)
        self.opacity.setSingleStep(5)
        self.percent = QLabel()
        self.percent.setProperty("role", "muted")
        self.fixed = QCheckBox("Fixed colour range, to compare spots")
        self.sentence = words("small")
        self._layers: tuple[int, ...] = ()
        self._orders = 0
        self._maps: tuple[MapKind, ...] = ()
        self._lay()
        self.kind.activated.connect(lambda at: self._choose(kind=self.kind.itemData(at)))
        self.layer.activated.connect(lambda at: self._choose(layer=at, unit=0))
        self.unit.valueChanged.connect(lambda value: self._choose(unit=value - 1))
        self.colours.activated.connect(self._choose_colours)
        self.opacity.valueChanged.connect(lambda value: desk.change(lambda s: s.viewed(opacity=value / 100)))
        self.fixed.toggled.connect(lambda on: desk.change(lambda s: s.viewed(fixed_range=on)))

    def _lay(self) -> None:
        self.layer_choice = self._layer_and_unit()
        grid = QGridLayout()
        grid.setHorizontalSpacing(RHYTHM)
        grid.setVerticalSpacing(RHYTHM)
        grid.setColumnStretch(1, 1)
        for row, (title, control) in enumerate(
            (
                ("Map", self.kind),
                ("Layer", self.layer_choice),
                ("Colours", self.colours),
                ("Opacity", self.opacity),
            )
        ):
            label = QLabel(title)
            label.setProperty("role", "muted")
            label.setBuddy(control)
            if control is self.layer_choice:
                self.layer_title = label
            control.setAccessibleName(title)
            grid.addWidget(label, row, 0)
            grid.addWidget(control, row, 1, 1, 1 if control is self.opacity else 2)
        grid.addWidget(self.percent, 3, 2)
        self.percent.setFixedWidth(self.percent.fontMetrics().horizontalAdvance("100 %"))
        self.percent.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        box = column(self, RHYTHM)
        box.addLayout(grid)
        box.addWidget(self.fixed)
        box.addWidget(self.sentence)

    def _layer_and_unit(self) -> QWidget:
        """Both on one line: a unit is one of its layer's."""
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(RHYTHM)
        title = QLabel("Unit")
        title.setProperty("role", "muted")
        self.layer.setAccessibleName("Layer")
        self.unit.setAccessibleName("Unit")
        row.addWidget(self.layer, 1)
        row.addWidget(title)
        row.addWidget(self.unit)
        return both

    def show_difference(self, old: Session | None, new: Session) -> None:
        head, maps = new.bundle.manifest.head if new.bundle else HeadShape(), maps_of(new)
        cells = head.cells if "hidden" in head.gives else ()
        orders = new.bundle.manifest.random_orders if new.bundle else 0
        shown = (cells, orders, maps)
        if old is not None and old.view == new.view and shown == (self._layers, self._orders, self._maps):
            return
        self._orders = orders
        view, choice = new.view, suited(new.view.map, maps)
        controls = (self.kind, self.layer, self.unit, self.colours, self.opacity, self.fixed)
        blockers = [QSignalBlocker(control) for control in controls]
        if cells != self._layers:
            self._layers = cells
            self.layer.clear()
            self.layer.addItems([f"{number} ({count} cells)" for number, count in enumerate(cells, 1)])
        if maps != self._maps:
            self._maps = maps
            self.kind.clear()
            for row in maps:
                self.kind.addItem(row.title, row.key)
        self.kind.setCurrentIndex(self.kind.findData(choice.kind))
        self._show_layer(choice, cells)
        self._show_colours(choice, view.colours)
        self.opacity.setValue(round(100 * view.opacity))
        self.percent.setText(f"{view.opacity:.0%}".replace("%", " %"))
        self.fixed.setChecked(view.fixed_range)
        self.sentence.setText(f"{map_kind(choice.kind).sentence} {drawn_reading(orders)}".strip())
        del blockers

    def _show_layer(self, choice: MapChoice, cells: tuple[int, ...]) -> None:
        """The layer and its unit, where the model has layers to choose from."""
        for part in (self.layer_title, self.layer_choice):
            part.setVisible(bool(cells))
        if cells:
            self.layer.setCurrentIndex(choice.layer)
            self.unit.setMaximum(cells[min(choice.layer, len(cells) - 1)])
            self.unit.setValue(choice.unit + 1)
            self.unit.setEnabled(choice.kind == "unit")

    def _show_colours(self, choice: MapChoice, chosen: str) -> None:
        """A signed map has one table of colours, with words of its own; the others have a choice."""
        signed = map_kind(choice.kind).signed
        names = (SIGNED,) if signed else UNSIGNED
        if [self.colours.itemData(at) for at in range(self.colours.count())] != list(names):
            self.colours.clear()
            for name in names:
                self.colours.addItem(SIGNED_TITLE if name == SIGNED else name, name)
        self.colours.setEnabled(not signed)
        self.colours.setCurrentIndex(max(0, self.colours.findData(chosen)))

    def _choose(self, **changes: object) -> None:
        self._desk.change(lambda s: s.mapped(**changes))

    def _choose_colours(self, at: int) -> None:
        name = self.colours.itemData(at)
        self._desk.change(lambda s: s.viewed(colours=name))

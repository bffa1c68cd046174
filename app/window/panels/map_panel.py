"""The map panel: the choice of the map and its display, with a sentence about its meaning."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QWidget,
)

from app.language.model_text import of_model
from app.language.text import plural, tr
from app.session.session import Session
from app.ui.help_button import PAGE, WithHelp
from app.ui.parts import column, text_label, tip
from app.ui.slider import ValueSlider
from app.ui.theme import RHYTHM
from app.viewer.controller import ViewerController
from app.viewer.overlays.heat import MapRow, drawn, has_points, maps_of, of_unit, wanted
from app.window.panels.explain_text import map_text
from model.base.colours import PAIR_TITLES, UNSIGNED, pair_of
from model.bundle.head_shape import HeadShape
from model.explain.explanation import METHODS
from model.result.maps import DEATH_SURVIVAL, UNFAMILIAR


def _subject(session: Session) -> tuple[object, ...]:
    """Return the values that the sentence about the map depends on.

    If they change, the height of its label may shrink.
    """
    return session.image.opened, session.view.map, session.view.text_percent, session.analysis.partial is None


def offered_maps(session: Session) -> tuple[MapRow, ...]:
    """Return the maps that the user can choose.

    Maps of a layer are offered only if *Advanced* is unfolded or a map of a layer is chosen already.
    """
    rows, chosen = maps_of(session), wanted(session)
    layered = session.view.advanced or chosen.layered
    return tuple(row for row in rows if layered or not row.layered)


class MapPanel(QWidget):
    """Controls for the session's `View`. Each control changes the session, which then sets the control."""

    def __init__(self, controller: ViewerController) -> None:
        super().__init__()
        self._controller = controller
        self.setProperty(PAGE, "maps.md")
        self.kind = QComboBox()
        self.layer = QComboBox()
        self.unit = QSpinBox()
        self.unit.setMinimum(1)
        self.colours = QComboBox()
        self.opacity_row = ValueSlider(tr("Opacity"), 0, 100, lambda value: f"{value} %")
        self.opacity, self.percent = self.opacity_row.slider, self.opacity_row.value
        self.opacity.setSingleStep(5)
        self.fixed = QCheckBox(tr("Fixed colour range, to compare spots"))
        self.log_odds = QCheckBox(tr("Log odds instead of points"))
        self.log_odds.setToolTip(
            tr("A point is 0.01 of the survival probability. Log odds are what the model adds up.")
        )
        self.sentence = text_label("small")
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._layers: tuple[int, ...] = ()
        self._maps: tuple[MapRow, ...] = ()
        self._lay()
        self.kind.activated.connect(lambda at: self._choose(kind=self.kind.itemData(at)))
        self.layer.activated.connect(self._choose_layer)
        self.unit.valueChanged.connect(lambda value: self._choose(unit=value - 1))
        self.colours.activated.connect(self._choose_colours)
        self.opacity.valueChanged.connect(lambda value: controller.change(lambda s: s.viewed(opacity=value / 100)))
        self.fixed.toggled.connect(lambda on: controller.change(lambda s: s.viewed(fixed_range=on)))
        self.log_odds.toggled.connect(lambda on: self._choose(log_odds=on))

    def _lay(self) -> None:
        self.layer_choice = self._layer_and_unit()
        grid = QGridLayout()
        grid.setHorizontalSpacing(RHYTHM)
        grid.setVerticalSpacing(RHYTHM)
        grid.setColumnStretch(1, 1)
        for row, (title, control) in enumerate(
            (
                (tr("Map"), self.kind),
                (tr("Layer"), self.layer_choice),
                (tr("Colours"), self.colours),
                (tr("Opacity"), self.opacity_row),
            )
        ):
            label = QLabel(title)
            label.setProperty("role", "muted")
            label.setBuddy(control)
            if control is self.layer_choice:
                self.layer_title = label
            if control is not self.opacity_row:  # its slider has the name
                control.setAccessibleName(title)
            grid.addWidget(label, row, 0)
            grid.addWidget(control, row, 1)
        box = column(self, RHYTHM)
        box.addLayout(grid)
        box.addWidget(self.log_odds)
        box.addWidget(self.fixed)
        box.addWidget(WithHelp(self.sentence, "maps.md#the-maps", tr("the maps")))

    def _layer_and_unit(self) -> QWidget:
        """Create the controls for layer and unit. Both are in one row, because a unit belongs to a layer."""
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(RHYTHM)
        title = QLabel(tr("Unit"))
        title.setProperty("role", "muted")
        self.layer.setAccessibleName(tr("Layer"))
        self.layer.setAccessibleDescription(tr("Layer"))
        self.unit.setAccessibleName(tr("Unit"))
        row.addWidget(self.layer, 1)
        row.addWidget(title)
        row.addWidget(self.unit)
        return both

    def show_difference(self, old: Session | None, new: Session) -> None:
        head, maps = new.bundle.manifest.head if new.bundle else HeadShape(), offered_maps(new)
        cells = head.cells if "hidden" in head.gives else ()
        sentence = map_text(new)
        if old is not None and old.view == new.view and (cells, maps, sentence) == (
            self._layers, self._maps, self.sentence.text()
        ):  # fmt: skip
            return
        view, row, shown = new.view, wanted(new), drawn(new) or wanted(new)
        controls = (self.kind, self.layer, self.unit, self.colours, self.opacity, self.fixed, self.log_odds)
        blockers = [QSignalBlocker(control) for control in controls]
        if cells != self._layers:
            self._layers = cells
            self.layer.clear()
            self.layer.addItems(
                [tr("{number} ({units})", number=at, units=plural(count, "unit")) for at, count in enumerate(cells, 1)]
            )
        if maps != self._maps:
            self._maps = maps
            self._list_maps()
        self.kind.setCurrentIndex(self.kind.findData(row.key))
        self._show_layer(new, row, cells)
        self._show_colours(shown, view.colours)
        self.opacity.setValue(round(100 * view.opacity))
        self.fixed.setChecked(view.fixed_range)
        self.log_odds.setChecked(view.map.log_odds)
        self.log_odds.setVisible(has_points(row) and (view.advanced or view.map.log_odds))
        # Maps in points, and the map of unfamiliar tissue, always have a fixed range.
        self.fixed.setVisible(row.key != UNFAMILIAR and (view.map.log_odds or not has_points(row)))
        self._show_sentence(sentence, is_other=old is None or _subject(old) != _subject(new))
        del blockers

    def _show_sentence(self, sentence: str, is_other: bool) -> None:
        """Show the sentence about the map.

        Unless `is_other` is true, its label keeps its height, so that no panel below jumps.
        """
        needed = self.sentence.heightForWidth(self.sentence.width())
        least = 0 if is_other else max(self.sentence.minimumHeight(), needed)
        self.sentence.setMinimumHeight(least)
        self.sentence.setText(sentence)

    def _list_maps(self) -> None:
        """List the maps that explain the result, a separator, and the maps of the network's activity."""
        self.kind.clear()
        for row in self._maps:
            if self.kind.count() and row.key not in METHODS and self.kind.itemData(self.kind.count() - 1) in METHODS:
                self.kind.insertSeparator(self.kind.count())
            self.kind.addItem(of_model(row.title), row.key)

    def _show_layer(self, session: Session, row: MapRow, cells: tuple[int, ...]) -> None:
        """Show layer and unit if the map belongs to a layer."""
        choice = session.view.map
        for part in (self.layer_title, self.layer_choice):
            part.setVisible(bool(cells) and row.layered)
        if cells:
            self.layer.setCurrentIndex(min(choice.layer, len(cells) - 1))
            self.unit.setMaximum(cells[min(choice.layer, len(cells) - 1)])
            self.unit.setValue(choice.unit + 1)
            self.unit.setEnabled(of_unit(row))

    def _show_colours(self, row: MapRow, chosen: str) -> None:
        """Show the choice of colour tables. A signed map has a single colour table."""
        names = (pair_of(row.ends == DEATH_SURVIVAL),) if row.signed else UNSIGNED
        if [self.colours.itemData(at) for at in range(self.colours.count())] != list(names):
            self.colours.clear()
            for name in names:
                self.colours.addItem(tr(PAIR_TITLES[name]) if name in PAIR_TITLES else name, name)
        self.colours.setEnabled(not row.signed)
        self.colours.setToolTip(tip(self.colours.itemText(0)) if row.signed else "")
        self.colours.setCurrentIndex(max(0, self.colours.findData(chosen)))

    def _choose(self, **changes: object) -> None:
        self._controller.change(lambda s: s.mapped(**changes))

    def _choose_layer(self, at: int) -> None:
        self._controller.change(lambda s: s.mapped(layer=at, unit=0).viewed(followed=()))

    def _choose_colours(self, at: int) -> None:
        name = self.colours.itemData(at)
        self._controller.change(lambda s: s.viewed(colours=name))

"""The page of the settings about the cache: its size, its limits, and a button that empties it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from app.actions.dialogs import confirm
from app.language.text import plural, tr
from app.ui.help_button import HelpButton
from app.ui.number_field import NumberField
from app.ui.parts import text_label
from app.ui.theme import RHYTHM, scaled_px

LIMIT_PX = 120
SMALLEST_GB, LARGEST_GB = 0.01, 100_000.0
"""Range of a limit in GB that the user can enter. Below it, not one spot of 4 MB would fit."""
_DECIMALS = 2
Rows = tuple[tuple[str, QWidget], ...]


@dataclass(frozen=True)
class CachePart:
    """The cached features of analysed images or of cohorts.

    `limit_gb` is None without a limit. `fixed` states whether the policy of this computer sets the limit.
    """

    spots: int
    size_bytes: int
    limit_gb: float | None
    fixed: bool


@dataclass(frozen=True)
class CacheUse:
    """How much the cache holds, and how much it may hold. `problem` says why this is not known, or is ""."""

    images: CachePart
    cohorts: CachePart
    problem: str = ""


@dataclass(frozen=True)
class CacheActions:
    """What the page can do. None of these functions raises an error."""

    measure: Callable[[], CacheUse]
    clear: Callable[[], CacheUse]
    """Remove all cached features and networks, and return what is left."""
    save: Callable[[dict[str, float | None]], None]
    """Save the limits in GB that were changed, by name: "images" or "cohorts"; None for no limit."""


class CachePage(QWidget):
    """Holds the controls of the page. The limits change only when `save` is called; *Clear* asks, then acts at once."""

    def __init__(self, actions: CacheActions, fixed: Rows) -> None:
        super().__init__()
        self._actions = actions
        self.use = actions.measure()
        self.problem = text_label()
        self.problem.setObjectName("caution")
        self.sizes = {"images": text_label(), "cohorts": text_label()}
        self.limits = {
            "images": _limit(tr("Limit for analysed images in GB")), "cohorts": _limit(tr("Limit for cohorts in GB")),
        }  # fmt: skip
        self.clear = QPushButton(tr("Empty the cache …"))
        self.clear.setAutoDefault(False)
        self.clear.clicked.connect(self._clear)
        note = text_label("muted", tr("An empty field means no limit. The least recently used features go first."))
        bottom = QHBoxLayout(self)
        bottom.setContentsMargins(0, 0, 0, 0)
        bottom.addWidget(self.clear)
        bottom.addWidget(HelpButton("many-spots.md#what-is-kept", tr("the cache")))
        bottom.addStretch()
        self.rows: Rows = (
            (tr("Analysed images"), self.sizes["images"]),
            (tr("At most"), _with_unit(self.limits["images"])),
            (tr("Cohorts"), self.sizes["cohorts"]),
            (tr("At most"), _with_unit(self.limits["cohorts"])),
            ("", note),
            *fixed,
            ("", self.problem),
            ("", self),
        )
        self._show(self.use, with_limits=True)
        for field in self.limits.values():
            field.textChanged.connect(self._check)

    def _check(self) -> None:
        """Say which limits can be entered, as long as a field holds another text."""
        asked = tr("Enter a size in GB, 0.01 or more, or leave the field empty. The limit stays as it is.")
        readable = all(map(_readable, self.limits.values()))
        self.problem.setText(self.use.problem or ("" if readable else asked))

    def save(self) -> None:
        """Save the limits that differ from those in force. A limit that cannot be read stays as it is."""
        parts = {"images": self.use.images, "cohorts": self.use.cohorts}
        changed: dict[str, float | None] = {}
        for name, field in self.limits.items():
            given = field.number
            if _readable(field) and not parts[name].fixed and given != parts[name].limit_gb:
                changed[name] = given
        if changed:
            self._actions.save(changed)
            self.use = self._actions.measure()

    def _show(self, use: CacheUse, with_limits: bool = False) -> None:
        self.use = use
        for name, part in (("images", use.images), ("cohorts", use.cohorts)):
            size = tr("{spots}, {size} MB", spots=plural(part.spots, "spot"), size=f"{part.size_bytes / 1e6:.0f}")
            self.sizes[name].setText(size)
            if with_limits:
                self.limits[name].show_number(part.limit_gb)
            self.limits[name].setEnabled(not part.fixed and not use.problem)
        self.problem.setText(use.problem)
        self.clear.setEnabled(not use.problem)

    def _clear(self) -> None:
        question = tr("Empty the cache?")
        detail = tr("Everything in it can be computed again. Analysing a spot again then takes as long as before.")
        if confirm.ask(self, question, detail, tr("Empty the cache")):
            self._show(self._actions.clear())


def _readable(field: NumberField) -> bool:
    """Return whether the field holds a limit with at most two decimals, or is empty."""
    return not field.text() or (field.number is not None and round(field.number, _DECIMALS) == field.number)


def _limit(name: str) -> NumberField:
    field = NumberField(SMALLEST_GB, LARGEST_GB)
    field.setFixedWidth(scaled_px(LIMIT_PX))
    field.setAccessibleName(name)
    field.setPlaceholderText(tr("no limit"))
    return field


def _with_unit(field: NumberField) -> QWidget:
    row = QWidget()
    box = QHBoxLayout(row)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(RHYTHM)
    box.addWidget(field)
    box.addWidget(QLabel("GB"))
    box.addStretch()
    return row

"""The dialog of all settings: appearance, maps, analysis, folders, and the keys in a list that can be searched."""

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.actions.dialogs.action_rows import Row
from app.actions.dialogs.cache_page import CacheActions, CachePage
from app.actions.dialogs.folder_row import FolderRow
from app.language.languages import LANGUAGES
from app.language.model_text import of_model
from app.language.text import tr
from app.session.values import Notice, Tone
from app.ui.flow import FlowRow
from app.ui.help_button import PAGE, HelpLink
from app.ui.nothing_found import NothingFound
from app.ui.notice_label import NoticeLabel
from app.ui.parts import text_label, tip
from app.ui.save_dialog import FileKind, ask_save
from app.ui.settings import Settings, exported_settings, imported_settings, names_model
from app.ui.slider import ValueSlider
from app.ui.theme import RHYTHM, TEXT_PERCENTS, scaled_px
from model.base.colours import UNSIGNED
from model.base.errors import HistocastError

_TROUBLE = "troubleshooting.md#settings-cannot-be-imported"
WIDTH, HEIGHT = 720, 460
_TEXT_PX = 260
"""Smallest width of a text on a page, in px at a text size of 100 %."""
_OWN_PAGE = ("language", "cache")
"""First words of the policy's phrases that are shown on another page than *Analysis*."""
LONGEST_NAME = 80
"""Maximum number of letters of the name on reports."""


@dataclass(frozen=True)
class SettingsForm:
    """The contents of the dialog: current settings, devices, keys, folders, and values fixed by the administrator."""

    now: Settings
    devices: tuple[tuple[str, str], ...]
    """Name and title of each device that can be chosen."""
    keys: tuple[Row, ...]
    folders: tuple[tuple[str, str], ...]
    """Title and path of each folder of the program."""
    fixed: tuple[str, ...] = ()
    """One phrase for each value that the policy of this computer fixes."""
    devices_fixed: bool = False
    """Whether the policy restricts the devices."""
    language_fixed: bool = False
    """Whether the policy fixes the language."""
    operator: str = ""
    """The name on reports that the policy fixes; "" if the user chooses it."""
    cache: CacheActions | None = None
    """What the page about the cache shows and does; None without this page."""


class SettingsDialog(QDialog):
    """The dialog of all settings. `answer` has the values in its controls.

    The settings of the program change only when the user presses OK.
    """

    def __init__(self, parent: QWidget, form: SettingsForm) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Settings"))
        self.setProperty(PAGE, "first-spot.md#settings")
        self.resize(min(scaled_px(WIDTH), parent.width()), min(scaled_px(HEIGHT), parent.height()))
        self._form, self._base = form, form.now
        self.theme = _choice(tr("Theme"), (("dark", tr("Dark")), ("light", tr("Light"))))
        languages = (("system", tr("As the operating system")), *LANGUAGES)
        self.language = _choice(tr("Language, from the next start on"), languages)
        self.text = _choice(tr("Text size"), tuple((str(percent), f"{percent} %") for percent in TEXT_PERCENTS))
        self.advanced = QCheckBox(tr("Show the details of the network (Advanced)"))
        self.colours = _choice(tr("Colours of unsigned maps"), tuple((name, name) for name in UNSIGNED))
        self.opacity_row = ValueSlider(tr("Opacity of the heatmap in percent"), 0, 100, lambda value: f"{value} %")
        self.opacity = self.opacity_row.slider
        self.fixed_range = QCheckBox(tr("Use the same range of colours for all spots"))
        self.device = _choice(tr("Device"), form.devices)
        self.precision = _choice(
            tr("Precision"), (("exact", tr("Exact")), ("fast", tr("Fast, where its error was measured")))
        )
        self.ahead = QCheckBox(tr("Prepare the next image of the folder in advance"))
        self.operator = QLineEdit()
        self.operator.setAccessibleName(tr("Name on reports and exports"))
        self.operator.setPlaceholderText(tr("Name of the account on this computer"))
        self.operator.setMaxLength(LONGEST_NAME)
        self.keys, self.search = _key_list(), QLineEdit()
        self.nothing = NothingFound(self.search, tr("No action has all these words."))
        self.told, self.help = NoticeLabel(), HelpLink()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.reset, self.import_, self.export = (
            QPushButton(text) for text in (tr("Reset"), tr("Import …"), tr("Export …"))
        )
        for button in (self.reset, self.import_, self.export):
            button.setAutoDefault(False)
        self.cache = CachePage(form.cache, self._fixed("cache")) if form.cache is not None else None
        self._lay()
        self._connect()
        self.show_settings(form.now)

    def _lay(self) -> None:
        tabs = self.tabs = QTabWidget()
        tabs.addTab(
            _page(
                (tr("Theme"), self.theme),
                (tr("Text size"), self.text),
                (tr("Language, from the next start on"), self.language),
                *self._fixed("language"),
                ("", self.advanced),
            ),
            tr("Appearance"),
        )
        maps = ((tr("Colours"), self.colours), (tr("Opacity"), self.opacity_row), ("", self.fixed_range))
        tabs.addTab(_page(*maps), tr("Maps"))
        analysis = [
            (tr("Device"), self.device),
            (tr("Precision"), self.precision),
            ("", self.ahead),
            (tr("Name on reports"), self.operator),
        ]
        analysis += self._fixed("")
        self.language.setEnabled(not self._form.language_fixed)
        self.operator.setEnabled(not self._form.operator)
        self.device.setEnabled(not self._form.devices_fixed or self.device.count() > 1)
        tabs.addTab(_page(*analysis), tr("Analysis"))
        tabs.addTab(_page(*((title, FolderRow(title, path)) for title, path in self._form.folders)), tr("Folders"))
        if self.cache is not None:
            tabs.addTab(_page(*self.cache.rows), tr("Cache"))
        listed = QWidget()
        box = QVBoxLayout(listed)
        self.search.setPlaceholderText(tr("Search actions and keys"))
        self.search.setAccessibleName(tr("Search actions and keys"))
        box.addWidget(self.search)
        box.addWidget(self.nothing)
        box.addWidget(self.keys, 1)
        tabs.addTab(listed, tr("Keys"))
        for at in range(tabs.count()):
            page = tabs.widget(at)
            if page is not None:
                page.setAccessibleName(tabs.tabText(at))
        # In a narrow dialog, the three buttons take several lines, so that OK and Cancel stay inside.
        whole = FlowRow(RHYTHM)
        for button in (self.reset, self.import_, self.export):
            whole.add(button)
        bottom = QHBoxLayout()
        bottom.addWidget(whole, 1)
        bottom.addWidget(self.buttons, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.addWidget(tabs, 1)
        column.addWidget(self.told)
        column.addWidget(self.help, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addLayout(bottom)

    def _fixed(self, subject: str) -> tuple[tuple[str, QWidget], ...]:
        """Return a row about what the policy fixes for a page; no row if this is nothing.

        `subject` is the word with which the phrases begin, or "" for all phrases without a page of their own.
        """
        fixed = [
            of_model(phrase)
            for phrase in self._form.fixed
            if next((word for word in _OWN_PAGE if phrase.startswith(word)), "") == subject
        ]
        text = tr("Fixed by IT on this computer: {fixed}.", fixed="; ".join(fixed))
        return (("", text_label("muted", text)),) if fixed else ()

    def _connect(self) -> None:
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.reset.clicked.connect(self.show_first)
        self.import_.clicked.connect(self._ask_import)
        self.export.clicked.connect(self._ask_export)
        self.search.textChanged.connect(self.show_keys)
        self.show_keys("")

    @property
    def answer(self) -> Settings:
        """Return the settings that the controls show."""
        return replace(
            self._base,
            theme=self.theme.currentData(),
            text_percent=int(self.text.currentData()),
            language=self.language.currentData(),
            advanced=self.advanced.isChecked(),
            colours=self.colours.currentData(),
            opacity=self.opacity.value() / 100,
            fixed_range=self.fixed_range.isChecked(),
            device=self.device.currentData(),
            precision=self.precision.currentData(),
            encodes_ahead=self.ahead.isChecked(),
            operator=self._base.operator if self._form.operator else " ".join(self.operator.text().split()),
        )

    def show_settings(self, settings: Settings) -> None:
        """Show `settings` in all controls. A device that this computer lacks stays selected, with a note."""
        self._base = settings
        for choice, value in (
            (self.theme, settings.theme), (self.text, str(settings.text_percent)), (self.colours, settings.colours),
            (self.device, settings.device), (self.precision, settings.precision), (self.language, settings.language),
        ):  # fmt: skip
            if choice.findData(value) < 0:
                choice.addItem(tr("{value} (not on this computer)", value=value), value)
            choice.setCurrentIndex(choice.findData(value))
        self.advanced.setChecked(settings.advanced)
        self.opacity.setValue(round(100 * settings.opacity))
        self.fixed_range.setChecked(settings.fixed_range)
        self.ahead.setChecked(settings.encodes_ahead)
        self.operator.setText(self._form.operator or settings.operator)

    def show_first(self) -> None:
        """Show the default settings in all controls. The list of recent images and the window's position are kept.

        The docks return to the sides where they were at the first start.
        """
        now = self._form.now
        kept = {"recent": now.recent, "last_folder": now.last_folder, "geometry": now.geometry, "layout": now.layout,
                "operator": now.operator}  # fmt: skip
        self.show_settings(replace(Settings(), bundle=now.bundle, **kept))  # type: ignore[arg-type]

    def read(self, path: Path) -> None:
        """Show the settings of the exported file `path`. If it cannot be used, show the reason and change nothing."""
        try:
            self.show_settings(imported_settings(path, self._base))
        except HistocastError as error:
            self._tell("error", f"{of_model(str(error))} {of_model(error.remedy)}")
        else:
            told = tr("Settings imported from {name}. Press OK to use them.", name=path.name)
            model = tr("The model that the file names is not among them: choose it on this computer.")
            self._tell("info", f"{told} {model}" if names_model(path) else told)

    def write(self, path: Path) -> None:
        """Write the shown settings, without recent images and folders, to `path`."""
        try:
            exported_settings(path, self.answer)
        except OSError as error:
            text = tr("{name} could not be written: {strerror}.", name=path.name, strerror=error.strerror)
            self._tell("error", text)
        else:
            self._tell("success", tr("Exported to {path}.", path=path))

    def show_keys(self, typed: str) -> None:
        """List the actions and keys that contain all typed words."""
        self.keys.clear()
        words = typed.lower().split()
        for row in self._form.keys:
            if all(word in f"{row.group} {row.title} {row.shortcut}".lower() for word in words):
                item = QTreeWidgetItem([row.title, row.shortcut, row.group])
                item.setToolTip(0, tip(row.title))
                self.keys.addTopLevelItem(item)
        self.nothing.show_count(self.keys.topLevelItemCount())

    def _tell(self, tone: Tone, text: str) -> None:
        notice = Notice(tone, text, help=_TROUBLE if tone == "error" else "")
        self.told.show_notice(notice)
        self.help.show_target(notice.help)

    def _ask_import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Import settings"), str(Path.home()), tr("Settings (*.json)"))
        if name:
            self.read(Path(name))

    def _ask_export(self) -> None:
        kinds = (FileKind(tr("Settings"), (".json",)),)
        path = ask_save(self, tr("Export settings"), Path.home() / "histocast-settings.json", kinds)
        if path is not None:
            self.write(path)


def ask(parent: QWidget, form: SettingsForm) -> Settings | None:
    """Show the dialog. Return the settings that the user accepted, or None."""
    dialog = SettingsDialog(parent, form)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    answer = dialog.answer if accepted else None
    if accepted and dialog.cache is not None:
        dialog.cache.save()
    dialog.deleteLater()
    return answer


def _choice(name: str, rows: tuple[tuple[str, str], ...]) -> QComboBox:
    choice = QComboBox()
    choice.setAccessibleName(name)
    for value, title in rows:
        choice.addItem(title, value)
    return choice


def _page(*rows: tuple[str, QWidget]) -> QScrollArea:
    """Return a page with a title before each control. On a small screen, the page can be scrolled."""
    inside = QWidget()
    form = QFormLayout(inside)
    form.setContentsMargins(2 * RHYTHM, 2 * RHYTHM, 2 * RHYTHM, RHYTHM)
    form.setVerticalSpacing(2 * RHYTHM)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    for title, control in rows:
        if isinstance(control, QLabel):
            # Without a width, the layout would leave room for the many lines of the narrowest label.
            control.setMinimumWidth(scaled_px(_TEXT_PX))
        form.addRow(title, control)
    page = QScrollArea()
    page.setWidget(inside)
    page.setWidgetResizable(True)
    page.setFrameShape(QFrame.Shape.NoFrame)
    return page


def _key_list() -> QTreeWidget:
    keys = QTreeWidget()
    keys.setColumnCount(3)
    keys.setHeaderLabels([tr("Action"), tr("Keys"), tr("Group")])
    keys.setRootIsDecorated(False)
    keys.setAccessibleName(tr("Actions and their keys"))
    keys.setUniformRowHeights(True)
    keys.header().setStretchLastSection(False)
    mode = QHeaderView.ResizeMode
    for column, resized in enumerate((mode.Stretch, mode.ResizeToContents, mode.ResizeToContents)):
        keys.header().setSectionResizeMode(column, resized)
    return keys

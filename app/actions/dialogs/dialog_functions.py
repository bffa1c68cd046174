"""All dialogs of the window as functions, so that tests can replace them with fixed answers."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from app.actions.dialogs import (
    about,
    card,
    command_list,
    confirm,
    error_box,
    feature_facts,
    figure_page,
    files,
    lecture,
    note,
)
from app.actions.dialogs.action_rows import Row
from app.actions.dialogs.leave_queue import LeaveQueue
from app.actions.dialogs.leave_queue import ask as ask_leave_queue
from app.actions.dialogs.lecture import LectureSpot
from app.actions.dialogs.settings_dialog import SettingsForm
from app.actions.dialogs.settings_dialog import ask as ask_settings
from app.actions.dialogs.text_dialog import show_description
from app.session.values import BundleOnHand
from app.ui.settings import Settings
from app.viewer.canvas.page_parts import PageWish

if TYPE_CHECKING:
    from app.study.dialogs.new_packet import PacketWish
    from app.study.dialogs.sign_in import SignIn
    from app.study.dialogs.study_columns import Answer, Planner
    from model.feature_files.stated import Stated
    from model.study.columns import Columns
    from model.study.packet.outstanding import PacketProgress
    from model.study.rounds import ReaderProgress
    from model.tables.table import Table


def _columns(parent: QWidget, sheet: "Table", guess: "Columns", planner: "Planner", new: bool) -> "Answer | None":
    from app.study.dialogs.study_columns import ask  # imported late, so that the program starts without study modules

    return ask(parent, sheet, guess, planner, new)


def _reader(parent: QWidget, readers: "tuple[ReaderProgress, ...]") -> "SignIn | None":
    from app.study.dialogs.sign_in import ask

    return ask(parent, readers)


def _packet(
    parent: QWidget, readers: "tuple[ReaderProgress, ...]", packets: "tuple[PacketProgress, ...]"
) -> "PacketWish | None":
    from app.study.dialogs.new_packet import ask

    return ask(parent, readers, packets)


class AskFolder(Protocol):
    """Asks for a folder for files. The title says which files."""

    def __call__(self, parent: QWidget, folder: Path | None, title: str = "", /) -> Path | None: ...


@dataclass(frozen=True)
class Dialogs:
    """The dialog functions, one per field. A dialog that asks for a value returns None if the user cancels it."""

    image: Callable[[QWidget, Path | None], Path | None] = files.ask_image
    bundle: Callable[[QWidget, Path | None], Path | None] = files.ask_bundle
    features: Callable[[QWidget, Path | None], Path | None] = files.ask_features
    feature_facts: "Callable[[QWidget, str, Stated], Stated | None]" = feature_facts.ask
    picture: Callable[[QWidget, Path], Path | None] = files.ask_picture
    figure: Callable[[QWidget, Path], Path | None] = files.ask_figure
    page: Callable[[QWidget, PageWish], PageWish | None] = figure_page.ask
    page_file: Callable[[QWidget, Path], Path | None] = files.ask_page_file
    folder: AskFolder = files.ask_folder
    core_map: Callable[[QWidget, Path | None], Path | None] = files.ask_core_map
    objects: Callable[[QWidget, Path | None], Path | None] = files.ask_objects
    study: Callable[[QWidget, Path | None], Path | None] = files.ask_study
    new_study: Callable[[QWidget, Path], Path | None] = files.ask_new_study
    new_bundle: Callable[[QWidget, Path], Path | None] = files.ask_new_bundle
    new_packet: Callable[[QWidget, Path], Path | None] = files.ask_new_packet
    packets: Callable[[QWidget, Path | None], tuple[Path, ...] | None] = files.ask_packets
    rule: Callable[[QWidget, Path | None], Path | None] = files.ask_rule
    new_rule: Callable[[QWidget, Path], Path | None] = files.ask_new_rule
    table: Callable[[QWidget, Path | None, str], Path | None] = files.ask_table
    images: Callable[[QWidget, Path | None, str], Path | None] = files.ask_images
    image_files: Callable[[QWidget, Path | None], tuple[Path, ...] | None] = files.ask_image_files
    leave_queue: Callable[[QWidget, int], LeaveQueue | None] = ask_leave_queue
    columns: "Callable[[QWidget, Table, Columns, Planner, bool], Answer | None]" = _columns
    reader: "Callable[[QWidget, tuple[ReaderProgress, ...]], SignIn | None]" = _reader
    packet: "Callable[[QWidget, tuple[ReaderProgress, ...], tuple[PacketProgress, ...]], PacketWish | None]" = _packet
    settings: Callable[[QWidget, SettingsForm], Settings | None] = ask_settings
    note: Callable[[QWidget, str, str], str | None] = note.ask
    confirm: Callable[[QWidget, str, str, str], bool] = confirm.ask
    command: Callable[[QWidget, tuple[Row, ...]], str | None] = command_list.ask
    about: Callable[[QWidget], None] = about.ask
    lecture: Callable[[QWidget, LectureSpot | None], None] = lecture.ask
    card: Callable[[QWidget, BundleOnHand], None] = card.ask
    description: Callable[[QWidget, str], None] = show_description
    error: Callable[[QWidget, str, str], None] = error_box.show

"""Everything the window may ask the user in a dialog, as plain functions; tests put their own answers in its place."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.dialogs import about, card, command_list, files, keys, sure, trouble
from app.dialogs.rows import Row
from app.values import BundleOnHand


@dataclass(frozen=True)
class Asks:
    """One question a field. An answer of None means the user changed their mind."""

    image: Callable[[QWidget, Path | None], Path | None] = files.ask_image
    bundle: Callable[[QWidget, Path | None], Path | None] = files.ask_bundle
    picture: Callable[[QWidget, Path], Path | None] = files.ask_picture
    figure: Callable[[QWidget, Path], Path | None] = files.ask_figure
    folder: Callable[[QWidget, Path | None], Path | None] = files.ask_folder
    core_map: Callable[[QWidget, Path | None], Path | None] = files.ask_core_map
    sure: Callable[[QWidget, str, str, str], bool] = sure.ask
    command: Callable[[QWidget, tuple[Row, ...]], str | None] = command_list.ask
    keys: Callable[[QWidget, tuple[Row, ...]], None] = keys.ask
    about: Callable[[QWidget], None] = about.ask
    card: Callable[[QWidget, BundleOnHand], None] = card.ask
    trouble: Callable[[QWidget, str, str], None] = trouble.tell

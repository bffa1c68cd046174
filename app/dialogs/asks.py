"""Everything the window may ask the user in a dialog, as plain functions; tests put their own answers in its place."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.dialogs import about, card, command_list, files, keys, sign_in, study_columns, sure
from app.dialogs.rows import Row
from app.dialogs.sign_in import SignIn
from app.dialogs.study_columns import Planner
from app.values import BundleOnHand
from model.study.clinical_sheet import ClinicalSheet
from model.study.columns import Columns
from model.study.rounds import ReaderProgress


@dataclass(frozen=True)
class Asks:
    """One question a field. An answer of None means the user changed their mind."""

    image: Callable[[QWidget, Path | None], Path | None] = files.ask_image
    bundle: Callable[[QWidget, Path | None], Path | None] = files.ask_bundle
    picture: Callable[[QWidget, Path], Path | None] = files.ask_picture
    figure: Callable[[QWidget, Path], Path | None] = files.ask_figure
    folder: Callable[[QWidget, Path | None], Path | None] = files.ask_folder
    core_map: Callable[[QWidget, Path | None], Path | None] = files.ask_core_map
    study: Callable[[QWidget, Path | None], Path | None] = files.ask_study
    new_study: Callable[[QWidget, Path], Path | None] = files.ask_new_study
    table: Callable[[QWidget, Path | None], Path | None] = files.ask_table
    images: Callable[[QWidget, Path | None], Path | None] = files.ask_images
    columns: Callable[[QWidget, ClinicalSheet, Columns, Planner], study_columns.Answer | None] = study_columns.ask
    reader: Callable[[QWidget, tuple[ReaderProgress, ...]], SignIn | None] = sign_in.ask
    sure: Callable[[QWidget, str, str, str], bool] = sure.ask
    command: Callable[[QWidget, tuple[Row, ...]], str | None] = command_list.ask
    keys: Callable[[QWidget, tuple[Row, ...]], None] = keys.ask
    about: Callable[[QWidget], None] = about.ask
    card: Callable[[QWidget, BundleOnHand], None] = card.ask

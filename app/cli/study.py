"""`histocast study`: patients, spots, outcomes, blinded reads and predictions in one file, and what comes of them."""

from typing import TYPE_CHECKING

from app.cli import (
    study_compare,
    study_create,
    study_export,
    study_import,
    study_locate,
    study_predict,
    study_recalibrate,
    study_report,
    study_status,
)

if TYPE_CHECKING:
    from app.cli.command import Subparsers

NAME = "study"
ACTIONS = (
    study_create, study_import, study_predict, study_status, study_export, study_locate, study_compare, study_report,
    study_recalibrate,
)  # fmt: skip


def add_parser(commands: "Subparsers") -> None:
    parser = commands.add_parser(NAME, help="patients, outcomes, blinded reads and predictions; model against readers")
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    for action in ACTIONS:
        action.add_parser(actions)

"""`histocast study`: one file with patients, spots, outcomes, reads and predictions; its actions are a file each."""

from typing import TYPE_CHECKING

from app.cli import study_create, study_export, study_import, study_locate, study_predict, study_status

if TYPE_CHECKING:
    from app.cli.command import Subparsers

NAME = "study"
ACTIONS = (study_create, study_import, study_predict, study_status, study_export, study_locate)


def add_parser(commands: "Subparsers") -> None:
    parser = commands.add_parser(NAME, help="patients, spots, outcomes, blinded reads and predictions in one file")
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    for action in ACTIONS:
        action.add_parser(actions)

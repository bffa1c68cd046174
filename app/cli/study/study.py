"""`histocast study`: manage and analyse a study file with patients, spots, outcomes, blinded reads and predictions."""

from typing import TYPE_CHECKING

from app.cli.command import example
from app.cli.study import (
    compare as study_compare,
)
from app.cli.study import (
    create as study_create,
)
from app.cli.study import (
    deidentify as study_deidentify,
)
from app.cli.study import (
    export as study_export,
)
from app.cli.study import (
    import_data as study_import,
)
from app.cli.study import (
    locate as study_locate,
)
from app.cli.study import (
    merge as study_merge,
)
from app.cli.study import (
    packet as study_packet,
)
from app.cli.study import (
    plan_size as study_plan_size,
)
from app.cli.study import (
    predict as study_predict,
)
from app.cli.study import (
    recalibrate as study_recalibrate,
)
from app.cli.study import (
    report as study_report,
)
from app.cli.study import (
    rescue as study_rescue,
)
from app.cli.study import (
    status as study_status,
)
from app.cli.study import (
    three_answers as study_three_answers,
)

if TYPE_CHECKING:
    from app.cli.command import Subparsers

NAME = "study"
ACTIONS = (
    study_create, study_import, study_predict, study_status, study_export, study_locate, study_compare, study_report,
    study_recalibrate, study_packet, study_merge, study_plan_size, study_three_answers,
    study_deidentify, study_rescue,
)  # fmt: skip


def add_parser(commands: "Subparsers") -> None:
    """Add the command `study`."""
    parser = commands.add_parser(
        NAME,
        help="patients, outcomes, blinded reads and predictions; model against readers",
        description="Manage a study file with patients, spots, outcomes, blinded reads and predictions, and compare "
        "the model with readers. Research use only.",
        epilog=example(
            "histocast study create liver.histostudy --table patients.csv", "histocast study status liver.histostudy"
        ),
    )
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    for action in ACTIONS:
        action.add_parser(actions)

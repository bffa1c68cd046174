"""Actions for a study, its reads and its comparison."""

from app.actions import study_handlers
from app.actions.command import OUTSIDE_READING, Command
from app.session.predicting_text import can_predict, why_no_predicting
from app.session.session import Session


def _is_predicting(session: Session) -> bool:
    return session.study.predicting is not None


STUDY: tuple[Command, ...] = (
    Command("to-viewer", "Study", "Viewer", ("Ctrl+1",),
            lambda context: context.controller.change(lambda s: s.going_to("viewer")),
            checked_when=lambda session: session.workspace == "viewer", workspaces=OUTSIDE_READING),
    Command("to-study", "Study", "Study", ("Ctrl+2",), study_handlers.to_study,
            checked_when=lambda session: session.workspace != "viewer", workspaces=OUTSIDE_READING),
    Command("study-page", "Study", "Compare model and readers", ("Ctrl+3",), study_handlers.to_page,
            workspaces=OUTSIDE_READING),
    Command("study-cases", "Study", "Cases of the study", (), study_handlers.to_cases, workspaces=("study",)),
    Command("study-table", "Study", "Table of the study's cases", ("Ctrl+4",), study_handlers.to_table,
            workspaces=OUTSIDE_READING),
    Command("page-make", "Study", "Recompute the comparison", ("Ctrl+F6",),
            lambda context: context.study.comparison.make(), workspaces=("study",)),
    Command("page-report", "Study", "Save the comparison report", (), study_handlers.save_report,
            workspaces=("study",)),
    Command("page-recalibrate", "Study", "Recalibrate the model on the study's patients", (),
            study_handlers.recalibrate, workspaces=("study",)),
    Command("page-rule", "Study", "Save the rule that answers low, uncertain or high", (), study_handlers.save_rule,
            workspaces=("study",)),
    Command("study-packet", "Study", "Make a packet for a reader", (), study_handlers.make_packet,
            workspaces=("study",)),
    Command("study-merge", "Study", "Merge finished packets", (), study_handlers.merge_packets,
            workspaces=("study",)),
    Command("study-open", "Study", "Open a study", (), study_handlers.open_study,
            workspaces=(*OUTSIDE_READING, "packet")),
    Command("study-new", "Study", "New study from images and a clinical sheet", (), study_handlers.new_study,
            workspaces=OUTSIDE_READING),
    Command("study-read", "Study", "Start a blinded read", ("Ctrl+R",), study_handlers.sign_in,
            workspaces=("study", "packet")),
    Command("study-predict", "Study", "Predict all spots", (), lambda context: context.study.predicting.start(),
            can_predict, why_not=why_no_predicting, workspaces=("study",)),
    Command("study-pause", "Study", "Pause or resume predicting", (), study_handlers.pause_or_resume,
            _is_predicting, workspaces=("study",)),
    Command("study-cancel", "Study", "Stop predicting", (), lambda context: context.study.predicting.cancel(),
            _is_predicting, workspaces=("study",)),
    Command("study-import", "Study", "Add patients, spots or outcomes to the study", (),
            study_handlers.add_patients, workspaces=("study",)),
    Command("study-reads", "Study", "Import reads from a table", (), study_handlers.import_reads,
            workspaces=("study",)),
    Command("study-predictions", "Study", "Import predictions of a run or the queue", (),
            study_handlers.import_predictions, workspaces=("study",)),
    Command("study-locate", "Study", "Locate moved images", (), study_handlers.locate,
            workspaces=("study", "packet")),
    Command("study-export", "Study", "Export the study as tables", (), study_handlers.export, workspaces=("study",)),
    Command("study-close", "Study", "Close the study", (), lambda context: context.study.close(),
            workspaces=("study", "packet")),
)  # fmt: skip

"""Actions on a study, its reads and its page."""

from app.actions import study_handlers as study_doings
from app.actions.command import OUTSIDE_READING, Command

STUDY: tuple[Command, ...] = (
    Command("to-viewer", "Study", "Viewer", ("Ctrl+1",),
            lambda bench: bench.desk.change(lambda s: s.going_to("viewer")),
            checked_when=lambda session: session.workspace == "viewer", workspaces=OUTSIDE_READING),
    Command("to-study", "Study", "Study", ("Ctrl+2",), study_doings.to_study,
            checked_when=lambda session: session.workspace != "viewer", workspaces=OUTSIDE_READING),
    Command("study-page", "Study", "Model against readers", ("Ctrl+3",), study_doings.to_page,
            workspaces=OUTSIDE_READING),
    Command("study-cases", "Study", "Cases of the study", (), study_doings.to_cases, workspaces=("study",)),
    Command("page-make", "Study", "Make the page of model and readers anew", ("Ctrl+F6",),
            lambda bench: bench.study.page.make(), workspaces=("study",)),
    Command("page-report", "Study", "Save the report of model and readers", (), study_doings.save_report,
            workspaces=("study",)),
    Command("page-recalibrate", "Study", "Recalibrate the model on the study's patients", (), study_doings.recalibrate,
            workspaces=("study",)),
    Command("study-open", "Study", "Open a study", (), study_doings.open_study, workspaces=OUTSIDE_READING),
    Command("study-new", "Study", "New study: images and a clinical sheet", (), study_doings.new_study,
            workspaces=OUTSIDE_READING),
    Command("study-read", "Study", "Read blinded: sign in", ("Ctrl+R",), study_doings.sign_in, workspaces=("study",)),
    Command("study-predict", "Study", "Predict all spots", (), lambda bench: bench.study.predicting.start(),
            workspaces=("study",)),
    Command("study-pause", "Study", "Pause predicting, or resume", (), study_doings.pause_or_resume,
            workspaces=("study",)),
    Command("study-cancel", "Study", "Stop predicting", (), lambda bench: bench.study.predicting.cancel(),
            workspaces=("study",)),
    Command("study-import", "Study", "Add patients, spots or newer outcomes to the study", (),
            study_doings.add_patients, workspaces=("study",)),
    Command("study-reads", "Study", "Import reads made elsewhere", (), study_doings.import_reads,
            workspaces=("study",)),
    Command("study-locate", "Study", "Locate moved images", (), study_doings.locate, workspaces=("study",)),
    Command("study-export", "Study", "Export the study as tables", (), study_doings.export, workspaces=("study",)),
    Command("study-close", "Study", "Close the study", (), lambda bench: bench.study.close(), workspaces=("study",)),
)  # fmt: skip

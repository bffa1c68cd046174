"""Actions on a study, its reads and its page."""

from app.actions import study_handlers
from app.actions.command import OUTSIDE_READING, Command

STUDY: tuple[Command, ...] = (
    Command("to-viewer", "Study", "Viewer", ("Ctrl+1",),
            lambda context: context.controller.change(lambda s: s.going_to("viewer")),
            checked_when=lambda session: session.workspace == "viewer", workspaces=OUTSIDE_READING),
    Command("to-study", "Study", "Study", ("Ctrl+2",), study_handlers.to_study,
            checked_when=lambda session: session.workspace != "viewer", workspaces=OUTSIDE_READING),
    Command("study-page", "Study", "Model against readers", ("Ctrl+3",), study_handlers.to_page,
            workspaces=OUTSIDE_READING),
    Command("study-cases", "Study", "Cases of the study", (), study_handlers.to_cases, workspaces=("study",)),
    Command("page-make", "Study", "Make the page of model and readers anew", ("Ctrl+F6",),
            lambda context: context.study.page.make(), workspaces=("study",)),
    Command("page-report", "Study", "Save the report of model and readers", (), study_handlers.save_report,
            workspaces=("study",)),
    Command("page-recalibrate", "Study", "Recalibrate the model on the study's patients", (),
            study_handlers.recalibrate, workspaces=("study",)),
    Command("study-open", "Study", "Open a study", (), study_handlers.open_study, workspaces=OUTSIDE_READING),
    Command("study-new", "Study", "New study: images and a clinical sheet", (), study_handlers.new_study,
            workspaces=OUTSIDE_READING),
    Command("study-read", "Study", "Read blinded: sign in", ("Ctrl+R",), study_handlers.sign_in, workspaces=("study",)),
    Command("study-predict", "Study", "Predict all spots", (), lambda context: context.study.predicting.start(),
            workspaces=("study",)),
    Command("study-pause", "Study", "Pause predicting, or resume", (), study_handlers.pause_or_resume,
            workspaces=("study",)),
    Command("study-cancel", "Study", "Stop predicting", (), lambda context: context.study.predicting.cancel(),
            workspaces=("study",)),
    Command("study-import", "Study", "Add patients, spots or newer outcomes to the study", (),
            study_handlers.add_patients, workspaces=("study",)),
    Command("study-reads", "Study", "Import reads made elsewhere", (), study_handlers.import_reads,
            workspaces=("study",)),
    Command("study-locate", "Study", "Locate moved images", (), study_handlers.locate, workspaces=("study",)),
    Command("study-export", "Study", "Export the study as tables", (), study_handlers.export, workspaces=("study",)),
    Command("study-close", "Study", "Close the study", (), lambda context: context.study.close(),
            workspaces=("study",)),
)  # fmt: skip

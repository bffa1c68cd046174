"""Handlers of the study actions. Each asks the user for missing input, then calls the study controller."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.actions.context import ActionContext
from app.actions.folders import last_folder
from app.language.text import counted, tr
from app.session.study_text import change_text
from app.study.tasks import Material

_MOST_LISTED = 15
"""Maximum number of changed outcomes that the confirmation dialog lists. More do not fit on a small screen."""

if TYPE_CHECKING:
    from model.study.outcome_changes import OutcomeChange
    from model.study.plan import ImportPlan
    from model.study.settings import StudySettings


def to_study(context: ActionContext) -> None:
    """Switch to the study workspace. If no study is open, ask for one first."""
    study = context.controller.session.study
    if study.is_open:
        context.controller.change(lambda s: s.going_to(study.workspace))
    else:
        open_study(context)


def to_page(context: ActionContext) -> None:
    """Show the comparison of model and readers. If no study is open, ask for one first."""
    to_study(context)
    if not context.controller.session.study.is_packet:
        context.study.comparison.show()


def to_table(context: ActionContext) -> None:
    """Show the table of the study's cases. If no study is open, ask for one first."""
    to_study(context)
    context.study.comparison.hide()
    context.study.table.show()


def to_cases(context: ActionContext) -> None:
    """Show the list of all cases of the study."""
    context.study.comparison.hide()
    context.study.table.hide()


def save_report(context: ActionContext) -> None:
    """Ask for a folder and save the comparison's report there."""
    if context.controller.session.comparison.comparison is None:
        return
    title = tr("Choose the folder for the report of the comparison")
    folder = context.dialogs.folder(context.window, _folder(context), title)
    if folder is not None:
        context.study.comparison.save_report(folder)


def save_comparison_figure(context: ActionContext, name: str) -> None:
    """Ask for a file and save one figure of the comparison. The file suffix selects the format."""
    path = context.dialogs.figure(context.window, (_folder(context) or Path.home()) / f"{name}.svg")
    if path is not None:
        context.study.comparison.save_figure(name, path)


def pause_or_resume(context: ActionContext) -> None:
    """Pause or resume the prediction of the study's spots."""
    predicting = context.controller.session.study.predicting
    if predicting is not None:
        context.study.predicting.pause(not predicting.paused)


def recalibrate(context: ActionContext) -> None:
    """Save a copy of the compared model with a calibration layer fitted to this study's patients."""
    made, on_hand = context.controller.session.comparison.comparison, context.controller.session.bundle
    model = made.material.model if made is not None else None
    if model is None:
        return
    name = f"{model.name}-recalibrated.safetensors"
    path = context.dialogs.new_bundle(context.window, (_folder(context) or Path.home()) / name)
    if path is not None:
        same = on_hand is not None and on_hand.sha256 == model.sha256
        context.study.comparison.recalibrate(path, str(on_hand.path) if on_hand is not None and same else "")


def save_rule(context: ActionContext) -> None:
    """Ask for a file and save the comparison's rule with three answers (low, uncertain or high risk).

    The viewer and the command line can use the file.
    """
    made = context.controller.session.comparison.comparison
    if made is None:
        return
    path = context.dialogs.new_rule(context.window, (_folder(context) or Path.home()) / "three-answers.json")
    if path is not None:
        context.study.comparison.save_rule(path)


def make_packet(context: ActionContext) -> None:
    """Ask for the reader, the options and the file name of a new packet, then write the packet.

    A packet is a file with the cases that one reader reads blinded on another computer.
    """
    status = context.controller.session.study.status
    if status is None:
        return
    wish = context.dialogs.packet(context.window, status.readers, status.packets)
    if wish is None:
        return
    path = context.dialogs.new_packet(context.window, (_folder(context) or Path.home()) / wish.reader)
    if path is not None:
        from model.study.packet.make import PacketRequest

        context.study.make_packet(PacketRequest(wish.reader, path, wish.repeat, wish.again, wish.copy))


def merge_packets(context: ActionContext) -> None:
    """Ask for the packets that readers have finished, and merge their reads into the study.

    If a packet is damaged, ask whether to take only those of its reads that are still valid.
    """
    paths = context.dialogs.packets(context.window, _folder(context))
    if paths:
        context.study.merge_packets(
            paths,
            lambda question, detail: context.dialogs.confirm(context.window, question, detail, tr("Rescue reads")),
        )


def open_study(context: ActionContext) -> None:
    """Ask for a study file and open it."""
    path = context.dialogs.study(context.window, _folder(context))
    if path is not None:
        context.study.open(path)


def new_study(context: ActionContext) -> None:
    """Ask for the clinical sheet, the image folder, the columns and the study file, then create the study.

    If the user cancels one of the dialogs, create nothing.
    """

    def gathered(material: Material) -> None:
        from model.study.file.kind import SUFFIX

        answer = _columns(context, material, new=True)
        if answer is None:
            return
        plan, settings = answer
        path = context.dialogs.new_study(context.window, material.sheet.path.with_suffix(SUFFIX))
        if path is not None:
            context.study.create(path, plan, settings)

    _gather(context, new=True, then=gathered)


def add_patients(context: ActionContext) -> None:
    """Ask for the clinical sheet, the image folder and the columns, then add the patients to the study."""

    def gathered(material: Material) -> None:
        answer = _columns(context, material, new=False)
        if answer is not None:
            plan = answer[0]
            context.study.compare_outcomes(plan, lambda changes: _add(context, plan, changes))

    _gather(context, new=False, then=gathered)


def _add(context: ActionContext, plan: "ImportPlan", changes: "tuple[OutcomeChange, ...]") -> None:
    """Add new patients and spots. Update changed outcomes only if the user has confirmed the list of changes."""
    count = len(changes)
    if not changes:
        context.study.add(plan, update=False)
        return
    listed_changes = [change_text(change) for change in changes[:_MOST_LISTED]]
    more = [
        counted(
            count - _MOST_LISTED,
            "and {number} more change; after the import, the log in the export of the study lists all changes",
            "and {number} more changes; after the import, the log in the export of the study lists all changes",
        )
    ]
    listed = "\n".join([*listed_changes, *(more if count > _MOST_LISTED else [])])
    note = tr("Reads and predictions are not changed. Each change is recorded in the study's log.")
    question = counted(
        count,
        "One outcome of the sheet differs from the study. Update the study?",
        "{number} outcomes of the sheet differ from the study. Update the study?",
    )
    if context.dialogs.confirm(context.window, question, f"{listed}\n\n{note}", tr("Update")):
        context.study.add(plan, update=True)


def sign_in(context: ActionContext) -> None:
    """Ask which reader signs in, and start the blinded read.

    If a packet is open, sign in its only reader without asking.
    """
    status = context.controller.session.study.status
    if status is None:
        return
    if context.controller.session.study.is_packet:
        context.study.sign_in(status.readers[0].name)
        return
    answer = context.dialogs.reader(context.window, status.readers)
    if answer is not None:
        context.study.sign_in(answer.name, answer.repeat)


def import_reads(context: ActionContext) -> None:
    """Ask for a table of reads and import it."""
    path = context.dialogs.table(context.window, _folder(context), tr("Choose the table of reads to import"))
    if path is not None:
        context.study.import_reads(path)


def import_predictions(context: ActionContext) -> None:
    """Ask for the file results.csv of a cohort run or of the queue, and import its predictions into the study."""
    folder = context.controller.session.queue.folder or _folder(context)
    path = context.dialogs.table(context.window, folder, tr("Choose results.csv of a run or of the queue"))
    if path is not None:
        context.study.import_predictions(path)


def locate(context: ActionContext) -> None:
    """Ask for a folder and search it for images that were moved."""
    title = tr("Choose the folder in which the moved images are")
    folder = context.dialogs.images(context.window, _folder(context), title)
    if folder is not None:
        context.study.locate(folder)


def export(context: ActionContext) -> None:
    """Ask for a folder and write the tables of the study to it."""
    folder = context.dialogs.folder(context.window, _folder(context), tr("Choose the folder for the study's tables"))
    if folder is not None:
        context.study.export(folder)


def _gather(context: ActionContext, new: bool, then: Callable[[Material], None]) -> None:
    """Ask for a clinical sheet and the folder with its images. Call `then` with both if the user chose both."""
    if new:
        title = tr("New study: choose the clinical sheet")
    else:
        title = tr("Add to the study: choose the clinical sheet with patients, spots or outcomes")
    table = context.dialogs.table(context.window, _folder(context), title)
    title = tr("Choose the folder with the images of the clinical sheet")
    folder = context.dialogs.images(context.window, table.parent, title) if table is not None else None
    if table is not None and folder is not None:
        context.study.gather(table, folder, then)


def _columns(context: ActionContext, material: Material, new: bool) -> "tuple[ImportPlan, StudySettings] | None":
    from model.study.columns import guess_columns
    from model.study.plan import plan_import

    return context.dialogs.columns(
        context.window, material.sheet, guess_columns(material.sheet.columns),
        lambda columns: plan_import(material.sheet, columns, material.images, material.folder),
        new,
    )  # fmt: skip


def _folder(context: ActionContext) -> Path | None:
    path = context.controller.session.study.path
    return path.parent if path is not None else last_folder(context)

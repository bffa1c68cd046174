"""What the longer commands about studies do: the bench comes in; questions are asked, the study desk gets the rest."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.actions.context import Bench
from app.study.tasks import Material

_MOST_TOLD = 15
"""Changed outcomes listed one by one before they are taken: more do not fit on a small screen."""

if TYPE_CHECKING:
    from model.study.outcome_changes import OutcomeChange
    from model.study.plan import ImportPlan
    from model.study.settings import StudySettings


def to_study(bench: Bench) -> None:
    """The study's workspace; where none is open, one is asked for."""
    if bench.study.state.is_open:
        bench.desk.change(lambda s: s.going_to("study"))
    else:
        open_study(bench)


def to_page(bench: Bench) -> None:
    """The model against the readers, of the study that is open; where none is, one is asked for first."""
    to_study(bench)
    bench.study.page.show()


def to_cases(bench: Bench) -> None:
    """The list of all cases."""
    bench.study.page.hide()


def save_report(bench: Bench) -> None:
    """The whole page as files: the folder is asked for."""
    if bench.study.page.state.comparison is None:
        return
    folder = bench.asks.folder(bench.window, _folder(bench))
    if folder is not None:
        bench.study.page.save_report(folder)


def save_page_figure(bench: Bench, name: str) -> None:
    """One figure of the page, as the suffix says that is asked for."""
    path = bench.asks.figure(bench.window, (_folder(bench) or Path.home()) / f"{name}.svg")
    if path is not None:
        bench.study.page.save_figure(name, path)


def pause_or_resume(bench: Bench) -> None:
    predicting = bench.study.state.predicting
    if predicting is not None:
        bench.study.predicting.pause(not predicting.paused)


def recalibrate(bench: Bench) -> None:
    """The page's model with a calibration fitted on this study's patients, as a bundle of its own."""
    made, on_hand = bench.study.page.state.comparison, bench.desk.session.bundle
    model = made.material.model if made is not None else None
    if model is None:
        return
    name = f"{model.name}-recalibrated.safetensors"
    path = bench.asks.new_bundle(bench.window, (_folder(bench) or Path.home()) / name)
    if path is not None:
        same = on_hand is not None and on_hand.sha256 == model.sha256
        bench.study.page.recalibrate(path, str(on_hand.path) if on_hand is not None and same else "")


def open_study(bench: Bench) -> None:
    path = bench.asks.study(bench.window, _folder(bench))
    if path is not None:
        bench.study.open(path)


def new_study(bench: Bench) -> None:
    """Sheet, images, columns, then where the study goes; an answer less and nothing was made."""

    def gathered(material: Material) -> None:
        from model.study.store import SUFFIX

        answer = _columns(bench, material, new=True)
        if answer is None:
            return
        plan, settings = answer
        path = bench.asks.new_study(bench.window, material.sheet.path.with_suffix(SUFFIX))
        if path is not None:
            bench.study.create(path, plan, settings)

    _gather(bench, gathered)


def add_patients(bench: Bench) -> None:
    def gathered(material: Material) -> None:
        answer = _columns(bench, material, new=False)
        if answer is not None:
            plan = answer[0]
            bench.study.compare_outcomes(plan, lambda changes: _add(bench, plan, changes))

    _gather(bench, gathered)


def _add(bench: Bench, plan: "ImportPlan", changes: "tuple[OutcomeChange, ...]") -> None:
    """What is new comes in; what the study has otherwise, once it was seen and agreed to."""
    count = len(changes)
    if not changes:
        bench.study.add(plan, update=False)
        return
    told = [change.words for change in changes[:_MOST_TOLD]]
    more = [f"and {count - _MOST_TOLD} more; after the import the log in the export lists all"]
    listed = "\n".join([*told, *(more if count > _MOST_TOLD else [])])
    kept = "Reads and predictions stay as they are; each change is noted in the study's log."
    question = f"{'An outcome differs' if count == 1 else f'{count} outcomes differ'} from the study's. Update?"
    if bench.asks.sure(bench.window, question, f"{listed}\n\n{kept}", "Update"):
        bench.study.add(plan, update=True)


def sign_in(bench: Bench) -> None:
    status = bench.study.state.status
    if status is None:
        return
    answer = bench.asks.reader(bench.window, status.readers)
    if answer is not None:
        bench.study.sign_in(answer.name, answer.repeat)


def import_reads(bench: Bench) -> None:
    path = bench.asks.table(bench.window, _folder(bench))
    if path is not None:
        bench.study.import_reads(path)


def locate(bench: Bench) -> None:
    folder = bench.asks.images(bench.window, _folder(bench))
    if folder is not None:
        bench.study.locate(folder)


def export(bench: Bench) -> None:
    folder = bench.asks.folder(bench.window, _folder(bench))
    if folder is not None:
        bench.study.export(folder)


def _gather(bench: Bench, then: Callable[[Material], None]) -> None:
    table = bench.asks.table(bench.window, _folder(bench))
    folder = bench.asks.images(bench.window, table.parent) if table is not None else None
    if table is not None and folder is not None:
        bench.study.gather(table, folder, then)


def _columns(bench: Bench, material: Material, new: bool) -> "tuple[ImportPlan, StudySettings] | None":
    from model.study.columns import guess_columns
    from model.study.plan import plan_import

    return bench.asks.columns(
        bench.window, material.sheet, guess_columns(material.sheet.columns),
        lambda columns: plan_import(material.sheet, columns, material.images, material.folder),
        new,
    )  # fmt: skip


def _folder(bench: Bench) -> Path | None:
    path = bench.study.state.path
    recent = bench.desk.session.recent
    return path.parent if path is not None else recent[0].parent if recent else None

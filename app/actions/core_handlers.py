"""Handlers of the actions that find, import and export cores."""

from typing import TYPE_CHECKING

from app.actions.context import ActionContext
from app.actions.folders import last_folder, may_overwrite, save_folder
from app.language.model_text import of_model
from app.language.text import mark, plural, tr
from app.session.values import Notice, Tone

if TYPE_CHECKING:
    from model.tma.slide_objects import SlideObjects

REGIONS_OF_ANNOTATIONS = mark("Save an analysis region around each annotation")


def find_cores(context: ActionContext) -> None:
    """Find the cores of the slide. If it has cores already, ask first: the user's corrections would be lost."""
    if context.controller.session.cores.array is None or context.dialogs.confirm(
        context.window,
        tr("Find the cores again?"),
        tr("The existing cores, with their corrections and case IDs, will be replaced."),
        tr("Find again"),
    ):
        context.controller.find_cores()


def import_core_map(context: ActionContext) -> None:
    """Ask for a core map, a table with the case of each core, and assign its cases to the cores."""
    path = context.dialogs.core_map(context.window, last_folder(context))
    if path is not None:
        context.controller.cores.import_map(path)


def import_objects(context: ActionContext) -> None:
    """Import cores and annotations from a file. Ask before existing cores are replaced."""
    path = context.dialogs.objects(context.window, last_folder(context))
    if path is None:
        return

    def take(found: "SlideObjects") -> None:
        imported = []
        if found.array is not None and (
            context.controller.session.cores.array is None
            or context.dialogs.confirm(
                context.window,
                tr("Import the cores of {name}?", name=path.name),
                tr("The existing cores, with their corrections and case IDs, will be replaced."),
                tr("Import"),
            )
        ):
            context.controller.cores.take(found.array)
            imported.append(f"{plural(len(found.array.cores), 'core')}")
        hints = []
        if found.annotations:
            context.controller.change(lambda s: s.viewed(marks=True))
            context.controller.marks.take(found.marks)
            imported.append(plural(found.annotated, "annotation"))
            hints.append(
                tr(
                    "Annotations are drawn with dashes. For regions: menu View, Measurements and notes, {title}.",
                    title=tr(REGIONS_OF_ANNOTATIONS),
                )
            )
        if imported:
            tone: Tone = "warning" if found.left_out else "success"
            notice = Notice(
                tone,
                tr("Imported from {name}: {imported}.", name=path.name, imported=tr(" and ").join(imported)),
                " ".join((*map(of_model, found.sentences), *hints)),
                "troubleshooting.md#cores-are-not-found-or-wrong" if found.left_out else "",
            )
            context.controller.change(lambda s: s.noticed(notice))

    context.controller.cores.read_objects(path, take)


def keep_annotations(context: ActionContext) -> None:
    """Save an analysis region around the middle of each annotation from another program."""
    marks = context.controller.session.image.marks
    context.controller.places.keep_places(tuple(one.bounds.centre for one in marks if one.imported))


def export_cores(context: ActionContext) -> None:
    """Ask for a folder and write the files about the cores to it. Ask before existing files are overwritten."""
    folder = context.dialogs.folder(context.window, save_folder(context))
    request = context.controller.cores.to_export(folder) if folder is not None else None
    if request is not None and may_overwrite(
        context, request.there, tr("The existing files may contain your corrections of the cores.")
    ):
        context.controller.cores.export(request)

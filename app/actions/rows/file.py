"""Actions for images and files: open, copy, save, export, quit."""

from app.actions.command import EVERYWHERE, OUTSIDE_READING, Command, has_image
from app.actions.context import ActionContext
from app.actions.feature_handlers import possible_features, use_features
from app.actions.handlers import (
    copy_heatmap,
    copy_view,
    export,
    open_beside,
    open_image,
    open_microarray,
    open_sample,
    quit_program,
    save_figure,
    save_heatmap,
    save_page,
    save_view,
)
from app.language.text import tr
from app.session.session import Session
from app.session.values import Notice


def _can_save_view(session: Session) -> bool:
    return session.image.opened is not None and session.work.saving is None


def _has_prediction(session: Session) -> bool:
    return session.analysis.prediction is not None


def _why_no_result(session: Session) -> str:
    if _has_prediction(session):
        return ""
    if session.saved_here is not None and session.saved_here.results:
        return tr("Analyse the image again first: only its saved number is known")
    return tr("Analyse the image first")


def _export_if_analysed(context: ActionContext) -> None:
    """Export the result. Without one, say why this is not possible: a key alone would seem to do nothing."""
    why = _why_no_result(context.controller.session)
    if not why:
        export(context)
        return
    title = tr("There are no results to export.")
    context.controller.change(lambda s: s.noticed(Notice("info", title, f"{why}.")))


FILE: tuple[Command, ...] = (
    Command("open", "File", "Open an image", ("Ctrl+O",), open_image, icon="open", workspaces=OUTSIDE_READING),
    Command("open-microarray", "File", "Open a microarray and find its cores", (), open_microarray,
            workspaces=OUTSIDE_READING),
    Command("sample", "File", "Open a sample spot", (), open_sample, workspaces=OUTSIDE_READING),
    Command(
        "previous", "File", "Previous image in the folder", ("PgUp",),
        lambda context: context.controller.open_neighbour(-1),
        lambda session: session.image.neighbour(-1) is not None, icon="previous",
    ),
    Command(
        "next", "File", "Next image in the folder", ("PgDown",), lambda context: context.controller.open_neighbour(1),
        lambda session: session.image.neighbour(1) is not None, icon="next",
    ),
    Command("features", "File", "Use features from a file", ("Ctrl+Shift+F",), use_features, possible_features,
            why_not=lambda session: "" if possible_features(session) else tr("Open its slide first")),
    Command("features-away", "File", "Analyse the image itself again, not its feature file", (),
            lambda context: context.controller.places.back(), lambda session: session.image.features is not None),
    Command("open-beside", "File", "Open another image side by side (view only)", ("Ctrl+Shift+O",), open_beside,
            has_image),
    Command("close-beside", "File", "Close the side-by-side images", ("Ctrl+Shift+W",),
            lambda context: context.side_by_side.close_all(), has_image),
    Command("copy-view", "File", "Copy the view", ("Ctrl+C",), copy_view, _can_save_view, icon="copy"),
    Command("save-view", "File", "Save the view as PNG", ("Ctrl+S",), save_view, _can_save_view, icon="save"),
    Command("save-figure", "File", "Save a figure: PNG at 300 dpi, SVG or PDF", ("Ctrl+Alt+S",), save_figure,
            _can_save_view),
    Command("save-page", "File", "Save a figure for a publication", ("Ctrl+Alt+P",), save_page, _can_save_view),
    Command("copy-heatmap", "File", "Copy the heatmap", ("Ctrl+Shift+C",), copy_heatmap, _has_prediction,
            why_not=_why_no_result),
    Command("save-heatmap", "File", "Save the heatmap as PNG", ("Ctrl+Shift+S",), save_heatmap, _has_prediction,
            why_not=_why_no_result),
    Command("export", "File", "Export result files", ("Ctrl+E",), _export_if_analysed,
            lambda session: session.image.opened is not None and session.work.exporting is None),
    Command("quit", "File", "Quit", ("Ctrl+Q",), quit_program, workspaces=EVERYWHERE),
)  # fmt: skip

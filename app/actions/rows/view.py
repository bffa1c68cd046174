"""Actions that change only the view."""

from app.actions.command import EVERYWHERE, Command, has_view
from app.actions.handlers import full_screen, other_theme, switch_tool
from app.actions.rows.arrows import ARROWS, WAYS
from app.session.display import Adjustment
from app.session.familiar_text import why_no_familiar_map
from app.session.session import Session
from app.viewer.canvas.canvas_text import canvas_text
from app.viewer.overlays.overlay_table import OVERLAYS, OverlayRow

ZOOM_STEP = 1.25


def _switch(row: OverlayRow) -> Command:
    """Return the action that shows or hides one overlay."""
    return Command(
        row.key,
        "View",
        row.title,
        (row.shortcut,),
        lambda context: context.controller.change(lambda s: s.toggled(row.key)),
        checked_when=lambda session: row.key in session.view.shown,
        icon=row.key,
    )


def _pan(side: str, rows: int, cols: int) -> Command:
    """Return the action that moves the view in one direction."""
    return Command(
        f"pan-{side.lower()}",
        "View",
        f"Move the view {WAYS[side].lower()}",
        (f"Ctrl+Shift+{side}",),
        lambda context: context.canvas.pan(rows, cols),
        has_view,
        where="viewer",
    )


VIEW: tuple[Command, ...] = (
    *(_switch(row) for row in OVERLAYS),
    Command("unfamiliar", "View", "Show the map of unfamiliar tissue, or the previous map", ("Q",),
            lambda context: context.controller.change(Session.unfamiliar_toggled),
            lambda session: not why_no_familiar_map(session), why_not=why_no_familiar_map,
            checked_when=lambda session: session.shows_unfamiliar),
    Command("fainter", "View", "Decrease heatmap opacity", ("[",),
            lambda context: context.controller.change(Session.fainter)),
    Command("stronger", "View", "Increase heatmap opacity", ("]",),
            lambda context: context.controller.change(Session.stronger)),
    Command("fit", "View", "Fit to window", ("F", "Ctrl+0"), lambda context: context.canvas.fit(), has_view,
            icon="fit"),
    Command("one-to-one", "View", "Zoom to 1:1", ("1",), lambda context: context.canvas.one_to_one(),
            has_view, icon="one-to-one"),
    Command("closer", "View", "Zoom in", ("+", "=", "Ctrl++"), lambda context: context.canvas.zoom_by(ZOOM_STEP),
            has_view),
    Command("farther", "View", "Zoom out", ("-", "Ctrl+-"), lambda context: context.canvas.zoom_by(1 / ZOOM_STEP),
            has_view),
    *(_pan(side, rows, cols) for side, rows, cols in ARROWS),
    Command("turn-right", "View", "Rotate the view by 90° to the right", ("R",),
            lambda context: context.controller.change(lambda s: s.turned(1)), has_view),
    Command("turn-left", "View", "Rotate the view by 90° to the left", ("Shift+R",),
            lambda context: context.controller.change(lambda s: s.turned(-1)), has_view),
    Command("turn-back", "View", "Show the image upright, as in its file", ("U",),
            lambda context: context.controller.change(Session.upright), lambda session: session.image.turned != 0),
    Command("display", "View", "Brightness and contrast of the display", ("B",),
            lambda context: context.controller.change(lambda s: s.viewed(adjusting=not s.view.adjusting)), has_view,
            checked_when=lambda session: session.view.adjusting),
    Command("display-back", "View", "Show the colours of the file again", ("Shift+B",),
            lambda context: context.controller.change(lambda s: s.adjusted(Adjustment())),
            lambda session: not session.view.adjustment.is_neutral),
    Command("ruler", "View", "Ruler: drag to measure", ("M",),
            lambda context: switch_tool(context, lambda s: s.with_ruler(not s.image.ruling)), has_view,
            checked_when=lambda session: session.image.ruling, icon="ruler"),
    Command("properties", "View", "Image properties", ("Ctrl+I",),
            lambda context: context.controller.change(lambda s: s.viewed(properties=not s.view.properties)), has_view,
            checked_when=lambda session: session.view.properties),
    Command("core-list", "View", "List of cores", ("Shift+C",),
            lambda context: context.controller.change(lambda s: s.viewed(core_list=not s.view.core_list)),
            lambda session: session.cores.array is not None,
            checked_when=lambda session: session.view.core_list),
    Command("describe", "View", "Describe the view in words", ("Ctrl+D",),
            lambda context: context.dialogs.description(context.window, canvas_text(context.controller.session)),
            has_view),
    Command("advanced", "View", "Advanced: curve, tile orders, layers, log odds, devices", ("Shift+I",),
            lambda context: context.controller.change(lambda s: s.viewed(advanced=not s.view.advanced)),
            checked_when=lambda session: session.view.advanced),
    Command("theme", "View", "Switch between dark and light theme", ("T",), other_theme, workspaces=EVERYWHERE),
    Command("full-screen", "View", "Full screen", ("F11",), full_screen, workspaces=EVERYWHERE),
)  # fmt: skip

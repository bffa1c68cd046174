"""Actions that change what is seen and nothing else."""

from app.actions.command import EVERYWHERE, Command, has_sight
from app.actions.handlers import full_screen, other_theme
from app.session.session import Session
from app.viewer.overlays.overlay_table import OVERLAYS, OverlayRow

ZOOM_STEP = 1.25


def _switch(row: OverlayRow) -> Command:
    """The switch of one overlay."""
    return Command(
        row.key,
        "View",
        row.title,
        (row.shortcut,),
        lambda context: context.controller.change(lambda s: s.toggled(row.key)),
        checked_when=lambda session: row.key in session.view.shown,
        icon=row.key,
    )


VIEW: tuple[Command, ...] = (
    *(_switch(row) for row in OVERLAYS),
    Command("fainter", "View", "Fainter heatmap", ("[",), lambda context: context.controller.change(Session.fainter)),
    Command("stronger", "View", "Stronger heatmap", ("]",),
            lambda context: context.controller.change(Session.stronger)),
    Command("fit", "View", "Fit into the window", ("F", "Ctrl+0"), lambda context: context.canvas.fit(), has_sight,
            icon="fit"),
    Command("one-to-one", "View", "One screen pixel a pixel", ("1",), lambda context: context.canvas.one_to_one(),
            has_sight, icon="one-to-one"),
    Command("closer", "View", "Zoom in", ("+", "=", "Ctrl++"), lambda context: context.canvas.zoom_by(ZOOM_STEP),
            has_sight),
    Command("farther", "View", "Zoom out", ("-", "Ctrl+-"), lambda context: context.canvas.zoom_by(1 / ZOOM_STEP),
            has_sight),
    Command("ruler", "View", "Ruler: drag to measure", ("M",),
            lambda context: context.controller.change(lambda s: s.with_ruler(not s.ruling)), has_sight,
            checked_when=lambda session: session.ruling, icon="ruler"),
    Command("properties", "View", "Image properties", ("Ctrl+I",),
            lambda context: context.controller.change(lambda s: s.viewed(properties=not s.view.properties)), has_sight,
            checked_when=lambda session: session.view.properties),
    Command("theme", "View", "Dark or light", ("T",), other_theme, workspaces=EVERYWHERE),
    Command("full-screen", "View", "Full screen", ("F11",), full_screen, workspaces=EVERYWHERE),
)  # fmt: skip

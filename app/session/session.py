"""The frozen `Session` of the window and its pure transitions. No Qt, no torch, no files.

Widgets show the difference between an old and a new session, and never edit a session. Every analysis has a run number.
The transitions ignore results of another run, so that a late result is never shown.
"""

from collections.abc import Callable
from dataclasses import replace

from app.session.display import Adjustment
from app.session.image_steps import ImageSteps
from model.result.maps import UNFAMILIAR

OPACITY_STEP = 0.1
HEATMAP = "heatmap"
"""Key of the overlay with the heatmap."""


class Session(ImageSteps):
    """The session with all its transitions. This file has the transitions about the view."""

    def toggled(self, overlay: str) -> "Session":
        return self.viewed(shown=self.view.shown ^ {overlay})

    def fainter(self) -> "Session":
        return self.viewed(opacity=max(0.0, round(self.view.opacity - OPACITY_STEP, 2)))

    def stronger(self) -> "Session":
        return self.viewed(opacity=min(1.0, round(self.view.opacity + OPACITY_STEP, 2)))

    def turned(self, quarters: int) -> "Session":
        """Turn the view of the image clockwise by `quarters` quarter turns. Only the display is turned."""
        if self.image.seen is None:
            return self
        return replace(self, image=replace(self.image, turned=(self.image.turned + quarters) % 4))

    def upright(self) -> "Session":
        """Show the image as it is in the file."""
        return replace(self, image=replace(self.image, turned=0))

    def adjusted(self, adjustment: Adjustment) -> "Session":
        """Display the image with this brightness and contrast. The analysis uses the pixels of the file."""
        return self.viewed(adjustment=adjustment.limited())

    def viewed(self, **changes: object) -> "Session":
        """Return the session with these fields of its `View` replaced."""
        return replace(self, view=replace(self.view, **changes))  # type: ignore[arg-type]

    def mapped(self, **changes: object) -> "Session":
        """Return the session with these fields of its `MapChoice` replaced."""
        return self.viewed(map=replace(self.view.map, **changes))  # type: ignore[arg-type]

    @property
    def shows_unfamiliar(self) -> bool:
        """Return whether the map of unfamiliar tissue is chosen and visible."""
        return self.view.map.kind == UNFAMILIAR and HEATMAP in self.view.shown

    def unfamiliar_toggled(self) -> "Session":
        """Show the map of unfamiliar tissue. If this map is already shown, show the previously chosen map again."""
        view = self.view
        if self.shows_unfamiliar:
            return self.viewed(map=view.map_before)
        before = view.map_before if view.map.kind == UNFAMILIAR else view.map
        return self.viewed(map=replace(view.map, kind=UNFAMILIAR), map_before=before, shown=view.shown | {HEATMAP})


def differs(old: Session | None, new: Session, part: Callable[[Session], tuple[object, ...]]) -> bool:
    """Return whether the two sessions differ in one of the values that `part` returns; True if `old` is None."""
    return old is None or any(one is not other for one, other in zip(part(old), part(new), strict=True))

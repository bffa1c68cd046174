"""The camera path of the viewer benchmark: one camera per frame, for a given slide and viewport. No Qt.

It imitates a user who looks at the whole slide, zooms in at distant places, pans at full resolution, looks at single
pixels, and zooms out.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.viewer.canvas.camera import DEEPEST, Camera, fitted
from model.base.geometry import PointL0, RegionL0, SizeL0

Place = tuple[float, float]
PLACES: tuple[Place, ...] = ((0.3, 0.4), (0.72, 0.35), (0.5, 0.75))
"""The places at which the path zooms in, as fractions of the slide's width and height."""
OTHER_PLACES: tuple[Place, ...] = ((0.62, 0.55), (0.22, 0.7), (0.8, 0.62))
"""Places for a second path, whose tiles at full resolution were not read for the first."""
ZOOM_FRAMES, PAN_FRAMES = 45, 60
PAN_PX = 24
"""Panning speed in screen px per frame. It is 1400 px per second, as in a fast drag."""


@dataclass(frozen=True)
class Leg:
    """A section of the camera path. After its last frame, the camera stays until the picture is sharp."""

    name: str
    cameras: tuple[Camera, ...]


def path(size: SizeL0, width_px: float, height_px: float, places: tuple[Place, ...] = PLACES) -> Iterator[Leg]:
    """Yield the sections of the path to `places`, in order."""
    whole = fitted(RegionL0(0, 0, size.width, size.height), width_px, height_px)
    yield Leg("whole", (whole,))
    for across, down in places:
        place = PointL0(size.width * across, size.height * down)
        full = Camera(1.0, 0.0, 0.0).centred(place, width_px, height_px)
        yield Leg("zoom in", _zoom(whole.scale, 1.0, place, width_px, height_px))
        yield Leg("pan", tuple(full.panned(-PAN_PX * frame, PAN_PX / 2 * frame) for frame in range(PAN_FRAMES)))
        yield Leg("to single pixels", _zoom(1.0, DEEPEST, place, width_px, height_px))
        yield Leg("zoom out", _zoom(DEEPEST, whole.scale, place, width_px, height_px))
        half = Camera((whole.scale * 0.25) ** 0.5, 0.0, 0.0).centred(place, width_px, height_px)
        yield Leg("pan, half way", tuple(half.panned(PAN_PX * frame, 0.0) for frame in range(PAN_FRAMES)))


def _zoom(start: float, end: float, place: PointL0, width_px: float, height_px: float) -> tuple[Camera, ...]:
    steps = [start * (end / start) ** (frame / ZOOM_FRAMES) for frame in range(1, ZOOM_FRAMES + 1)]
    return tuple(Camera(scale, 0.0, 0.0).centred(place, width_px, height_px) for scale in steps)

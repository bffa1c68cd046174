"""The frozen `Camera` maps level-0 px to screen px. Zooming and panning return a new camera. No Qt."""

from dataclasses import dataclass

from model.base.geometry import PointL0, RegionL0

DEEPEST = 64.0
"""Largest scale, in screen px per level-0 px. At this scale one image pixel is as large as an icon."""
FURTHEST = 0.5
"""Smallest scale, as a share of the scale at which the whole image is visible."""
MARGIN_PX = 24
"""Margin in screen px around an image that is fitted into the view."""


@dataclass(frozen=True)
class Camera:
    """The visible part of the slide: `scale` in screen px per level-0 px, and the top-left corner `x_l0`, `y_l0`."""

    scale: float
    x_l0: float
    y_l0: float

    def to_level0(self, x_px: float, y_px: float) -> PointL0:
        return PointL0(self.x_l0 + x_px / self.scale, self.y_l0 + y_px / self.scale)

    def to_screen(self, point: PointL0) -> tuple[float, float]:
        return (point.x - self.x_l0) * self.scale, (point.y - self.y_l0) * self.scale

    def panned(self, dx_px: float, dy_px: float) -> "Camera":
        """Return the camera after the tissue moved by `dx_px` to the right and `dy_px` down."""
        return Camera(self.scale, self.x_l0 - dx_px / self.scale, self.y_l0 - dy_px / self.scale)

    def zoomed(self, scale: float, x_px: float, y_px: float) -> "Camera":
        """Return the camera at another scale. The tissue at (`x_px`, `y_px`) stays at this place on the screen."""
        kept = self.to_level0(x_px, y_px)
        return Camera(scale, kept.x - x_px / scale, kept.y - y_px / scale)

    def centred(self, point: PointL0, width_px: float, height_px: float) -> "Camera":
        return Camera(self.scale, point.x - width_px / 2 / self.scale, point.y - height_px / 2 / self.scale)

    def visible(self, width_px: float, height_px: float) -> RegionL0:
        return RegionL0(self.x_l0, self.y_l0, width_px / self.scale, height_px / self.scale)


def fit_scale(content: RegionL0, width_px: float, height_px: float) -> float:
    """Return the scale at which all of `content` is visible with a margin around it."""
    free_width, free_height = max(1.0, width_px - 2 * MARGIN_PX), max(1.0, height_px - 2 * MARGIN_PX)
    return min(free_width / content.width, free_height / content.height, DEEPEST)


def fitted(content: RegionL0, width_px: float, height_px: float) -> Camera:
    """Return the camera that shows all of `content`, centred in a view of this width and height in screen px."""
    camera = Camera(fit_scale(content, width_px, height_px), 0.0, 0.0)
    return camera.centred(content.centre, width_px, height_px)


def allowed_scale(scale: float, content: RegionL0, width_px: float, height_px: float) -> float:
    """Return `scale`, limited to the range from half the fitted scale to `DEEPEST`. Scale 1 is always allowed."""
    furthest = min(1.0, fit_scale(content, width_px, height_px) * FURTHEST)
    return min(max(scale, furthest), DEEPEST)


def clamped(camera: Camera, content: RegionL0, width_px: float, height_px: float) -> Camera:
    """Return `camera` with its centre limited to `content`, so that the tissue cannot leave the screen."""
    centre = camera.to_level0(width_px / 2, height_px / 2)
    kept = PointL0(
        min(max(centre.x, content.x), content.right),
        min(max(centre.y, content.y), content.bottom),
    )
    return camera if kept == centre else camera.centred(kept, width_px, height_px)

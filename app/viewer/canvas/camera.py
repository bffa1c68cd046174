"""The frozen `Camera` maps level-0 px to screen px. Zooming, panning and turning return a new camera. No Qt."""

from dataclasses import dataclass, replace

from model.base.geometry import PointL0, RegionL0

DEEPEST = 64.0
"""Largest scale, in screen px per level-0 px. At this scale one image pixel is as large as an icon."""
FURTHEST = 0.5
"""Smallest scale, as a share of the scale at which the whole image is visible."""
MARGIN_PX = 24
"""Margin in screen px around an image that is fitted into the view."""


TURNS = ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))
"""Cosine and sine of 0, 1, 2 and 3 quarter turns. They are exact, so that a turned view is as sharp as an upright
one."""


@dataclass(frozen=True)
class Camera:
    """The visible part of the slide: `scale` in screen px per level-0 px, and the top-left corner `x_l0`, `y_l0`.

    The view is turned clockwise by `turned` quarter turns, 0 to 3. The corner is the place in level-0 px that is shown
    at the top left of the screen, also in a turned view.
    """

    scale: float
    x_l0: float
    y_l0: float
    turned: int = 0

    @property
    def matrix(self) -> tuple[float, float, float, float, float, float]:
        """Return the map from level-0 px to screen px, as the six numbers that a `QTransform` takes."""
        cos, sin = TURNS[self.turned]
        a, b = cos * self.scale, sin * self.scale
        return a, b, -b, a, b * self.y_l0 - a * self.x_l0, -b * self.x_l0 - a * self.y_l0

    def to_level0(self, x_px: float, y_px: float) -> PointL0:
        dx, dy = self._away(x_px, y_px)
        return PointL0(self.x_l0 + dx, self.y_l0 + dy)

    def to_screen(self, point: PointL0) -> tuple[float, float]:
        (cos, sin), dx, dy = TURNS[self.turned], point.x - self.x_l0, point.y - self.y_l0
        return (cos * dx - sin * dy) * self.scale, (sin * dx + cos * dy) * self.scale

    def panned(self, dx_px: float, dy_px: float) -> "Camera":
        """Return the camera after the tissue moved on the screen by `dx_px` to the right and `dy_px` down."""
        dx, dy = self._away(dx_px, dy_px)
        return replace(self, x_l0=self.x_l0 - dx, y_l0=self.y_l0 - dy)

    def zoomed(self, scale: float, x_px: float, y_px: float) -> "Camera":
        """Return the camera at another scale. The tissue at (`x_px`, `y_px`) stays at this place on the screen."""
        return replace(self, scale=scale)._with(self.to_level0(x_px, y_px), x_px, y_px)

    def centred(self, point: PointL0, width_px: float, height_px: float) -> "Camera":
        return self._with(point, width_px / 2, height_px / 2)

    def turned_to(self, turned: int, width_px: float, height_px: float) -> "Camera":
        """Return the camera turned clockwise by `turned` quarter turns from upright, about the centre of the view."""
        middle = self.to_level0(width_px / 2, height_px / 2)
        return replace(self, turned=turned % 4).centred(middle, width_px, height_px)

    def visible(self, width_px: float, height_px: float) -> RegionL0:
        dx, dy = self._away(width_px, height_px)
        return RegionL0(self.x_l0 + min(dx, 0.0), self.y_l0 + min(dy, 0.0), abs(dx), abs(dy))

    def _away(self, x_px: float, y_px: float) -> tuple[float, float]:
        """Return a distance on the screen as a distance on the slide, in level-0 px."""
        cos, sin = TURNS[self.turned]
        return (cos * x_px + sin * y_px) / self.scale, (cos * y_px - sin * x_px) / self.scale

    def _with(self, point: PointL0, x_px: float, y_px: float) -> "Camera":
        """Return the camera moved so that it shows `point` at (`x_px`, `y_px`)."""
        dx, dy = self._away(x_px, y_px)
        return replace(self, x_l0=point.x - dx, y_l0=point.y - dy)


def turned_size(width: float, height: float, turned: int) -> tuple[float, float]:
    """Return width and height of an area after `turned` quarter turns."""
    return (height, width) if turned % 2 else (width, height)


def turned_step(cols: int, rows: int, turned: int) -> tuple[int, int]:
    """Return a step on the screen (to the right and down) as a step on the image (columns and rows)."""
    cos, sin = (round(part) for part in TURNS[turned % 4])
    return cos * cols + sin * rows, cos * rows - sin * cols


def fit_scale(content: RegionL0, width_px: float, height_px: float) -> float:
    """Return the scale at which all of `content` is visible with a margin around it, in an upright view."""
    free_width, free_height = max(1.0, width_px - 2 * MARGIN_PX), max(1.0, height_px - 2 * MARGIN_PX)
    return min(free_width / content.width, free_height / content.height, DEEPEST)


def fitted(content: RegionL0, width_px: float, height_px: float, turned: int = 0) -> Camera:
    """Return the camera that shows all of `content`, centred in a view of this width and height in screen px."""
    camera = Camera(fit_scale(content, *turned_size(width_px, height_px, turned)), 0.0, 0.0, turned)
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

"""Link two views: compute one camera from the other and from where both looked when they were linked. No Qt."""

from dataclasses import dataclass

from app.viewer.canvas.camera import Camera
from model.base.geometry import PointL0

Extent = tuple[float, float]
"""Width and height of a view in screen px."""


@dataclass(frozen=True)
class Link:
    """Point `here` of one image is the same tissue as `there` of the other; `ratio`: px of the other per px of this."""

    here: PointL0
    there: PointL0
    ratio: float

    def across(self, camera: Camera, extent: Extent, other: Extent) -> Camera:
        """Return the other view's camera, centred on the same tissue at the same size on the screen."""
        middle = camera.to_level0(extent[0] / 2, extent[1] / 2)
        point = PointL0(
            self.there.x + (middle.x - self.here.x) * self.ratio, self.there.y + (middle.y - self.here.y) * self.ratio
        )
        return Camera(camera.scale / self.ratio, 0.0, 0.0).centred(point, *other)

    @property
    def back(self) -> "Link":
        """Return the link from the other image to the first."""
        return Link(self.there, self.here, 1 / self.ratio)


def linked(
    here: Camera, there: Camera, extents: tuple[Extent, Extent], mpps: tuple[float | None, float | None]
) -> Link:
    """Link the centres of both current views, at true size if both pixel sizes (um/px) are known."""
    first, second = mpps
    ratio = here.scale / there.scale if first is None or second is None else first / second
    (width, height), (other_width, other_height) = extents
    return Link(here.to_level0(width / 2, height / 2), there.to_level0(other_width / 2, other_height / 2), ratio)

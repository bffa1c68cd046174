"""Link two views: compute the camera of one view from the camera of the other. No Qt.

The link starts from the centres of the two views at the time of linking.
"""

from dataclasses import dataclass

from app.viewer.canvas.camera import Camera
from model.base.geometry import PointL0

Extent = tuple[float, float]
"""Width and height of a view in screen px."""


@dataclass(frozen=True)
class Link:
    """The point `here` of one image shows the same tissue as the point `there` of the other.

    `ratio` is the number of px of the other image per px of this image.
    """

    here: PointL0
    there: PointL0
    ratio: float

    def across(self, camera: Camera, extent: Extent, other: Extent) -> Camera:
        """Return the camera of the other view.

        It shows the same tissue, turned like this view, at the same size and place.
        """
        middle = camera.to_level0(extent[0] / 2, extent[1] / 2)
        point = PointL0(
            self.there.x + (middle.x - self.here.x) * self.ratio, self.there.y + (middle.y - self.here.y) * self.ratio
        )
        return Camera(camera.scale / self.ratio, 0.0, 0.0, camera.turned).centred(point, *other)

    @property
    def back(self) -> "Link":
        """Return the inverse link, from the other image to this image."""
        return Link(self.there, self.here, 1 / self.ratio)


def linked(
    here: Camera, there: Camera, extents: tuple[Extent, Extent], mpps: tuple[float | None, float | None]
) -> Link:
    """Return the link in which the centres of two views show the same tissue.

    `here` is the camera of this view, `there` the camera of the other view. `extents` and `mpps` (um/px) hold one value
    per view, the value of this view first. If both pixel sizes are known, both views show tissue at the same true size.
    Otherwise they keep the ratio of their present scales.
    """
    first, second = mpps
    ratio = here.scale / there.scale if first is None or second is None else first / second
    (width, height), (other_width, other_height) = extents
    return Link(here.to_level0(width / 2, height / 2), there.to_level0(other_width / 2, other_height / 2), ratio)

"""The key of an entry in the cache of features: everything on which the features depend.

If the image, the region, the grid, the backbone or the number format of the computation changes, the key changes. An
outdated entry of the cache is therefore never used.
"""

import hashlib
from dataclasses import dataclass, replace

from model.backbone.base import Encoder
from model.backbone.devices import recipe_of
from model.base.geometry import RegionL0
from model.region.grid import GridSpec

_VERSION = 2
"""Version of the computation of features and tissue shares from pixels. Increase the number when the results of
`slide`, `tiles`, `tissue` or an engine change.
"""


@dataclass(frozen=True)
class FeatureKey:
    """Everything on which the features of a region depend.

    `engine` is the engine in the `DeviceRecord`. `arithmetic` is the text of `recipe_of`; for the precision *exact*, it
    equals `DeviceRecord.arithmetic`. Both are included because engines round differently.
    """

    image_sha256: str
    region: RegionL0
    grid: GridSpec
    backbone_sha256: str
    engine: str
    arithmetic: str

    @property
    def name(self) -> str:
        """Return the file name of the entry with this key."""
        return hashlib.sha256(f"{_VERSION}|{self!r}".encode()).hexdigest()[:40] + ".npz"

    @property
    def half_name(self) -> str:
        """Return the file name of the entry whose features are rounded to float16."""
        return replace(self, arithmetic=f"{self.arithmetic}, stored as float16").name


def key_of(image_sha256: str, region: RegionL0, grid: GridSpec, encoder: Encoder) -> FeatureKey:
    """Return the key of the features that `encoder` computes for the tiles of `grid` over `region` of an image."""
    device = encoder.device
    # 0 and 0.0 are the same coordinate, so they must give the same file name.
    region = RegionL0(float(region.x), float(region.y), float(region.width), float(region.height))
    return FeatureKey(image_sha256, region, grid, encoder.backbone_sha256, device.engine, recipe_of(device))

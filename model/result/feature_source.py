"""The record of a feature file.

A result that was computed from features has this record in place of data on pixels.
"""

from dataclasses import dataclass
from typing import Literal

from model.base.plural import plural
from model.bundle.encoder_facts import EncoderFacts


@dataclass(frozen=True)
class FeatureSource:
    """The origin of the features of a result.

    `layout` names the program that defined the layout of the file, and `encoder` describes the network that computed
    the features. `unit` is the unit of the positions: "px" of the slide's full resolution, or "um" if the pixel size of
    the slide is unknown. `slide` is the path of the slide on which maps are drawn, and `slide_sha256` is its identity.
    Both are "" if there is no slide.
    """

    layout: str
    encoder: EncoderFacts
    tiles: int
    unit: Literal["px", "um"]
    slide: str = ""
    slide_sha256: str = ""

    @property
    def text(self) -> str:
        """Return text such as "512 tiles in the layout of TRIDENT; uni_v1 (weights not known): ..."."""
        return f"{plural(self.tiles, 'tile')} in the layout of {self.layout}; {self.encoder.text}"

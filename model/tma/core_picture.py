"""Write STEM.cores.png: an overview of the slide with the circle and the label of every core."""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from model.base.files import replacing
from model.base.geometry import RegionL0
from model.base.plural import plural
from model.result.export.wording import RESEARCH_USE_ONLY, plain
from model.slide.base import Slide
from model.tma.array import TmaArray
from model.tma.core_table import OfSlide

LONGER_PX = 2400
_FOOT_PX, _INK, _PAPER = 48, "#1b1d21", "#f7f8f9"
_PRESENT, _MISSING = "#1d4f9e", "#c0281f"
_DASHES = 16


def write_core_picture(array: TmaArray, slide: Slide, of: OfSlide, path: Path) -> None:
    """Write the overview picture of a slide with its cores. Missing cores have a dashed circle."""
    page = draw_cores(array, slide, of)
    with replacing(path) as beside:
        page.save(beside, "PNG")


def draw_cores(array: TmaArray, slide: Slide, of: OfSlide) -> Image.Image:
    """Return an overview of the slide with its cores drawn, as an RGB picture with a caption below it."""
    width, height = slide.size.width, slide.size.height
    scale = LONGER_PX / max(width, height)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    page = Image.new("RGB", (size[0], size[1] + _FOOT_PX), _PAPER)
    page.paste(Image.fromarray(slide.read(RegionL0(0, 0, width, height), *size)), (0, 0))
    pen = ImageDraw.Draw(page)
    for core in array.cores:
        x, y, radius = core.centre.x * scale, core.centre.y * scale, core.radius * scale
        box = (x - radius, y - radius, x + radius, y + radius)
        colour = _PRESENT if core.status == "present" else _MISSING
        if core.status == "present":
            pen.ellipse(box, outline=colour, width=2)
        else:
            for dash in range(_DASHES):
                start = 360 * dash / _DASHES
                pen.arc(box, start, start + 180 / _DASHES, fill=colour, width=2)
        font = ImageFont.load_default(max(9, min(20, radius * 0.6)))
        pen.text((x, y), core.label, fill=colour, font=font, anchor="mm", stroke_width=2, stroke_fill="white")
    missing = len(array.cores) - len(array.present)
    words = f"{of.name}   {plural(len(array.present), 'core')}, {missing} missing (dashed)   {RESEARCH_USE_ONLY}"
    pen.text((12, size[1] + _FOOT_PX / 2), plain(words), fill=_INK, font=ImageFont.load_default(20), anchor="lm")
    return page

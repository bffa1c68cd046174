"""Write STEM.case.pdf: one result on one A4 page.

The page has probability, reliability, spot, map, curve, model and hashes.
"""

from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from model.base.probability_text import probability_text
from model.base.signs import with_signs
from model.result.evidence import evidence_sentences
from model.result.export.base import Exported
from model.result.export.case_curve import HEIGHT as CURVE_HEIGHT
from model.result.export.case_curve import TALLEST, curve_drawing
from model.result.export.case_drawings import colour_bar, order_strip, scale_bar, verdict_mark
from model.result.export.case_survival import survival_drawing
from model.result.export.heat_map import HeatMap, first_map, heat_map
from model.result.export.pdf_sheet import INK, LINE, QUIET, paragraph, write_pdf
from model.result.export.wording import (
    curve_text,
    disclaimers,
    group_texts,
    members_sentence,
    order_spreads,
    orders_used,
    qualifier,
    survival_sentences,
)
from model.result.maps import UNFAMILIAR
from model.result.near_threshold import near_threshold
from model.result.prediction import Prediction
from model.result.reliability import reliability_of

_SIDE, _LEAST_SIDE = 224.0, 100.0
"""The side of an image on the page, in points: the usual side, and the minimum side on a page with much text."""
_WIDTH, _HEIGHT = 511.0, 747.0
"""Width and height in points of the space for the contents of the page.

They are one point smaller than the real space, because reportlab rounds heights."""
PAGE_PICTURE_PX = 900
"""The side in px of an image on the page. At the usual side, this is about 280 px per inch."""
_LABEL, _VALUE = 92.0, 419.0
_NO_MAP = "No map: the result is not to be used, and this model has no record of its training tissue."


def write(exported: Exported, path: Path) -> None:
    """Write the case report of `exported`, one A4 page, to `path`."""
    prediction = exported.prediction
    heat = _map(exported)
    tissue = exported.pixels(prediction.placement.region, PAGE_PICTURE_PX)
    name = Path(prediction.image.path).name
    above = [*_head(prediction, name), _result(prediction)]
    below = [*_curve(prediction), _facts(prediction, exported.signed)]
    around = _height(_pictures(prediction, tissue, heat, _SIDE)) - _SIDE
    side = max(_LEAST_SIDE, min(_SIDE, _HEIGHT - around - _height([*above, *below])))
    pictures = _pictures(prediction, tissue, heat, side)
    # The height that is left on the page is added to the plot.
    spare = max(0.0, _HEIGHT - _height([*above, *pictures, *below]))
    below = [*_curve(prediction, min(TALLEST, CURVE_HEIGHT + spare)), _facts(prediction, exported.signed)]
    story = [*above, *pictures, *below]
    foot = f"{_shortened(name, 60)}   {prediction.made_by}   image sha256 {prediction.image.sha256[:16]}"
    write_pdf(path, story, f"Case report: {name}", foot)


def _map(exported: Exported) -> HeatMap | None:
    """Return the map of the page: the explanation, or the first map.

    For a result that is not to be used, return the map of unfamiliar tissue, or None if it is not known. All other maps
    would illustrate a result that must not be used.
    """
    prediction = exported.prediction
    if reliability_of(prediction).level != "do not use":
        return exported.importance or heat_map(exported, first_map(prediction), PAGE_PICTURE_PX)
    choice = first_map(prediction)
    return heat_map(exported, choice, PAGE_PICTURE_PX) if choice.kind == UNFAMILIAR else None


def _height(parts: list[Any]) -> float:
    """Return the total height of `parts` on the page, in points."""
    return float(sum(one.wrap(_WIDTH, _HEIGHT)[1] + one.getSpaceAfter() for one in parts))


def _head(prediction: Prediction, name: str) -> list[Any]:
    notices = [paragraph(text, 8.5, bold=True, spaceAfter=2) for text in disclaimers(prediction.bundle)]
    return [paragraph(f"Case report: {_shortened(name, 56)}", 13, spaceAfter=3), *notices]


def _said(text: str, size: float, colour: str = INK, **more: Any) -> Any:
    """Return a text of the program as a paragraph, with the signs of text for readers. Names and paths keep theirs."""
    return paragraph(with_signs(text), size, colour, **more)


def _result(prediction: Prediction) -> Any:
    """Return the probability with its qualifier, its evidence, its reliability, and the results in other tile orders.

    If the result is not to be used, the page says so in large letters, and the probability is small. Evidence and
    results in other tile orders are then left out.
    """
    from reportlab.platypus import Table

    p, reliability, near = prediction, reliability_of(prediction), near_threshold(prediction)
    text = f"probability of 5-year survival, {qualifier(p)}"
    number = _said(probability_text(p.survival_probability), 30)
    group, *threshold = group_texts(p)
    hint = [near.hint] if near is not None and near.close else []
    beside = [_said(text, 10), _said(", ".join([group, *hint, *threshold]), 8, QUIET)]
    if near is not None and near.close:
        beside.append(_said(near.sentence, 8))
    beside.append(_said(" ".join(evidence_sentences(p.evidence)), 8))
    if reliability.level == "do not use":
        number = _said("not to be used", 13)
        beside = [_said(f"{probability_text(p.survival_probability)} was computed: {text}", 8, QUIET)]
    verdicts = [_said(reliability.title, 8.5, bold=True)]
    verdicts += [_said(f"{name}: {words}", 8.5) for name, words in reliability.texts]
    if p.familiarity is not None and p.familiarity.level == "ok":
        # Otherwise the sentence is one of the reasons.
        verdicts.append(_said(p.familiarity.sentence, 8.5))
    rows = [[number, beside], [verdict_mark(reliability.level), verdicts]]
    if p.curve and reliability.level != "do not use":
        rows.append([survival_drawing(p.curve), _said(" ".join(survival_sentences(p)), 8)])
    if p.members is not None and reliability.level != "do not use":
        rows.append([order_strip(p.members.probabilities, p.bundle.threshold), _said(members_sentence(p), 8)])
    for place, (spread, words) in enumerate(order_spreads(p) if reliability.level != "do not use" else ()):
        # The sentence follows the first text, which is the shortest, so that it takes no line of its own.
        said = words if place else f"{words}. Not a confidence interval."
        rows.append([order_strip(spread.probabilities, p.bundle.threshold), _said(said, 8)])
    grid = Table(rows, colWidths=[_LABEL + 12, _VALUE - 12])
    grid.setStyle(
        [("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("LEFTPADDING", (0, 0), (-1, -1), 0),
         ("TOPPADDING", (0, 0), (-1, -1), 2), ("BOTTOMPADDING", (0, 0), (-1, 0), 8),
         ("BOTTOMPADDING", (0, 1), (-1, -1), 2)]
    )  # fmt: skip
    return grid


def _curve(prediction: Prediction, height: float = CURVE_HEIGHT) -> list[Any]:
    """Return the plot of the running probability, `height` points high, with its caption.

    Return an empty list if the result is not to be used.
    """
    if reliability_of(prediction).level == "do not use":
        return []
    title = "Survival probability if the analysis stopped at each tile; not a tile's contribution."
    caption = _said(f"{title} {curve_text(prediction)}", 7, QUIET, spaceAfter=4)
    return [curve_drawing(prediction, _WIDTH, height), caption]


def _pictures(prediction: Prediction, tissue: np.ndarray, heat: HeatMap | None, side: float) -> list[Any]:
    """Return two images with their texts: the spot with a scale bar, and the map over the spot with a colour bar.

    Both ends of the colour bar have their meaning in words. `side` is the side of an image in points.
    """
    from reportlab.platypus import Image as Picture
    from reportlab.platypus import Table

    title, overlaid, bar, low, high, text = paragraph(_NO_MAP, 8, QUIET), "", "", "", "", ""
    if heat is not None:
        legend, notes = heat.legend, " ".join(sentence for sentence in heat.legend.sentences if sentence)
        title, bar = _said(legend.title, 8, QUIET), colour_bar(heat, side)
        overlaid = Picture(_jpeg(heat.picture), side, side)
        low, high = (_said(end, 6.5) for end in legend.sides or ("", ""))
        text = f"{notes} Bar: {legend.measure}, {legend.quantity}; {' '.join(legend.ends)}; {legend.clear}."
    grid = Table(
        [
            [paragraph("The spot", 8, QUIET), title, high],
            [Picture(_jpeg(tissue), side, side), overlaid, bar],
            [scale_bar(prediction, side), "", low],
        ],
        colWidths=[side + 8, side + 6, _WIDTH - 2 * side - 14],
    )
    grid.setStyle(
        [("VALIGN", (0, 0), (-1, -1), "TOP"), ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
         ("LEFTPADDING", (0, 0), (-1, -1), 0),
         ("RIGHTPADDING", (0, 0), (-1, -1), 0), ("TOPPADDING", (0, 0), (-1, -1), 2),
         ("BOTTOMPADDING", (0, 0), (-1, -1), 2)]
    )  # fmt: skip
    return [grid, *([_said(text, 7, QUIET, spaceAfter=5)] if text else [])]


def _facts(prediction: Prediction, signed: str) -> Any:
    """Return the table of facts about the result. It starts with the model and ends with the hashes."""
    from reportlab.platypus import Table

    p = prediction
    bundle, image = p.bundle, p.image
    orders = orders_used(p)
    tiles = f"{p.trace.steps} of {p.grid.tiles} tiles used; fit {p.grid.fit}" + (f"; {orders}" if orders else "")
    unknown = "unknown" if p.feature_file else "unknown: one pixel counts as one model pixel"
    mpp = unknown if image.mpp is None else f"{image.mpp:.4g} µm/px"
    source = [("features", p.feature_file.text)] if p.feature_file else []
    source += [("slide", p.feature_file.slide)] if p.feature_file and p.feature_file.slide else []
    region = p.placement.region
    place = f"x {region.x:g}, y {region.y:g}, {region.width:g} × {region.height:g} px of level 0; "
    place += with_signs(p.placement.note)
    fast = p.device.error
    error = [] if fast is None else [("precision", f"{p.device.precision} ({p.device.arithmetic}) is {fast.text}")]
    rows = [
        ("model", f"{bundle.name} {bundle.version}; P({bundle.endpoint}); {bundle.calibration}"),
        ("model sha256", bundle.sha256),
        ("backbone sha256", bundle.backbone_sha256),
        ("image", f"{image.path} ({image.width_px} × {image.height_px} px)"),
        ("image sha256", image.sha256),
        ("pixel size", f"{mpp} ({image.mpp_source})"),
        *source,
        ("analysis region", place),
        ("analysis", tiles),
        ("device", f"{p.device.title}; {p.device.reason}"),
        *error,
        ("time", p.time_text),
        *([("report made", signed)] if signed else []),
        *(("note", note) for note in image.notes[:3]),
    ]
    cells = [[paragraph(label, 7, QUIET), paragraph(_shortened(text, 260), 7)] for label, text in rows]
    grid = Table(cells, colWidths=[_LABEL, _VALUE])
    grid.setStyle(
        [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEABOVE", (0, 0), (-1, 0), 0.6, QUIET),
         ("LINEBELOW", (0, 0), (-1, -1), 0.3, LINE), ("LEFTPADDING", (0, 0), (-1, -1), 0),
         ("TOPPADDING", (0, 0), (-1, -1), 1), ("BOTTOMPADDING", (0, 0), (-1, -1), 2)]
    )  # fmt: skip
    return grid


def _shortened(text: str, letters: int) -> str:
    """Return the beginning and the end of a long text, together `letters` characters.

    The end is kept because paths of files often differ only at their ends.
    """
    return text if len(text) <= letters else f"{text[: letters // 3]}…{text[-(letters - letters // 3) :]}"


def _jpeg(pixels: np.ndarray) -> BytesIO:
    file = BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels[..., :3])).save(file, "JPEG", quality=90, subsampling=0)
    file.seek(0)
    return file

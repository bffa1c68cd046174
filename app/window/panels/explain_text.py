"""Text about the explanations of a session: sentences, and tiles with their values; no Qt."""

import math
from dataclasses import dataclass

import numpy as np

from app.language.model_text import of_model
from app.language.text import inside, mark, number_text, percent_text, plural, tr
from app.session.familiar_text import familiar_legend
from app.session.session import Session
from app.session.tile_places import tile_place
from app.viewer.canvas.running_text import drawn_text
from app.viewer.overlays.heat import MapRow, drawn, wanted
from app.viewer.overlays.occluded_tiles import glass_text
from app.viewer.tasks import IMPORTANCE
from model.explain.agreement import LEAST
from model.explain.drawing import drawn_values, floor_sentence
from model.explain.explanation import METHODS, REGION, TOP, Explanation, Method, top_tiles
from model.result.maps import UNFAMILIAR, MapKind
from model.result.points import MEASURE, range_text

QUALITY = mark("How good is this map?")
REACH = mark("Number of tiles back after which the effect on the log odds stays below 1 % of the largest effect")
EXACT = {
    "regions": mark(
        "Each value is exact: it comes from the model's own answer without the region. The borders of the "
        "regions are a choice of the method, and large regions tend to have large values."
    ),
    "blocks": mark(
        "Each value is exact: it comes from the model's own answer without the block. Each tile shows the value "
        "of its block, not a value of its own."
    ),
}
"""For each map that is not compared with another map: a sentence on its accuracy."""
WAITING = mark("the agreement with integrated gradients is not known yet")


@dataclass(frozen=True)
class NamedTile:
    """A tile listed below the map, with its value as text and a full sentence for screen readers."""

    index: int
    value: str
    sentence: str


@dataclass(frozen=True)
class ExplainText:
    """The texts below the map. An empty text hides its line.

    `towards` lists the tiles with the largest values, and `against` the tiles with the smallest values. `titles` has
    the titles of these two lists.
    """

    shown: bool = False
    progress: str = ""
    failed: str = ""
    without: str = ""
    """A sentence with the probability that results if the tiles occluded by the user are replaced by glass."""
    quality: str = ""
    """The title of the section on agreement and residual. It names problems even while the section is folded."""
    agreement: str = ""
    residual: str = ""
    reach: str = ""
    titles: tuple[str, str] = ("", "")
    towards: tuple[NamedTile, ...] = ()
    against: tuple[NamedTile, ...] = ()
    can_start: bool = False
    """Whether the user can start the explanation: integrated gradients are neither known nor being computed."""


NO_MAP = mark("No map is drawn, because the result is not to be used. The map of unfamiliar tissue can be chosen.")


def map_text(session: Session) -> str:
    """Return the sentences below the map: what is drawn, what it means, and what is still being computed."""
    chosen, shown = wanted(session), drawn(session)
    row = shown or chosen
    if session.analysis.refused and row.key != UNFAMILIAR:
        return tr(NO_MAP)
    legend = familiar_legend(session) if row.key == UNFAMILIAR else ""
    sentences = [f"{legend}. {of_model(row.sentence)}" if legend else of_model(row.sentence)]
    if row.key not in METHODS and row.layered:
        sentences.append(drawn_text(session))
    if shown is None and session.analysis.partial is not None and chosen.key in METHODS:
        sentences.insert(0, _not_yet(session, chosen))
    if shown is not None and shown.key != chosen.key:
        sentences.insert(
            0,
            tr(
                "{title} is not computed yet; {other} is drawn instead.",
                title=tr(chosen.title),
                other=_mild(tr(shown.title)),
            ),
        )
    found = session.explanation.found.get(row.key)
    if found is not None:
        sentences.insert(0, of_model(floor_sentence(found)))
    reach = _fixed_points(session, row)
    if reach is not None:
        sentences.append(tr("{range}; a point is 0.01.", range=_capital(of_model(range_text(reach)).replace("-", "−"))))
    if found is not None and found.greyed:
        sentences.append(
            tr(
                "This map is drawn in grey: its rank agreement with the other importance map is below {least}.",
                least=LEAST,
            )
        )
    elif found is not None and row.key == "occlusion" and found.agreement is None:
        sentences.append(f"{_capital(tr(WAITING))}.")
    return " ".join(sentence for sentence in sentences if sentence)


def _not_yet(session: Session, chosen: MapRow) -> str:
    """Return a sentence about an importance map that is not known: how far it is, or why it is not computed."""
    failed, running = session.explanation.failed.get(chosen.key, ""), session.explanation.running
    if failed:
        return failed
    if session.analysis.prediction is None:
        return tr("The importance map is computed after the analysis.")
    if running is None or chosen.key not in running.asked:
        how = tr("Explain computes it.") if chosen.key in IMPORTANCE else ""
        return f"{tr('The importance map is not computed.')} {how}".rstrip()
    progress = running.progress
    if progress is None or not progress.total:
        return tr("The importance map is being computed.")
    return tr("The importance map is being computed: {share:.0f} %.", share=100 * progress.done / progress.total)


def explain_text(session: Session) -> ExplainText:
    """Return all texts below the map. The texts are empty without a result, and while the probability is hidden."""
    if session.analysis.prediction is None or session.analysis.refused:
        return ExplainText()
    known = session.explanation
    row = wanted(session)
    named = known.found.get(row.key) or known.found.get("occlusion")
    occluded, integrated = known.found.get("occlusion"), known.found.get("ig")
    asked = known.running.asked if known.running else ()
    towards, against = top_tiles(named, TOP) if named else ((), ())
    return ExplainText(
        shown=True,
        progress=_progress(session),
        failed=known.failed.get(row.key, ""),
        without=tr("Occlusion, {glass}", glass=glass_text(session)) if known.occluded and known.without else "",
        **_quality(row.key, occluded, integrated),
        reach=_reach(known.found.get("memory")) if row.key == "memory" else "",
        titles=_titles(session, named),
        towards=_tiles(session, named, towards),
        against=_tiles(session, named, against),
        can_start=session.can_explain and integrated is None and "ig" not in asked,
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _mild(title: str) -> str:
    return inside(title)


def _progress(session: Session) -> str:
    """Return the progress, for example "Explaining: occluding tiles, 128 of 1200"."""
    if session.explanation.running is None:
        return ""
    progress = session.explanation.running.progress
    if progress is None:
        return tr("Explaining …")
    share = tr(", {done} of {total}", done=progress.done, total=progress.total) if progress.total else " …"
    return tr("Explaining: {stage}{share}", stage=tr(progress.stage), share=share)


def _agreement(occluded: Explanation | None) -> str:
    if occluded is None or occluded.agreement is None:
        return ""
    return tr("Occlusion and integrated gradients: {text}.", text=of_model(occluded.agreement.text))


def _residual(integrated: Explanation | None) -> str:
    if integrated is None:
        return ""
    facts = integrated.facts["integrated_gradients"]
    state = tr("complete") if facts["complete"] else tr("NOT complete")
    share = percent_text(facts["residual_share"], 2)
    residual = tr(
        "residual {residual:+.2g} log odds, {share} of the difference from glass",
        residual=facts["residual"],
        share=share,
    )
    return tr("Integrated gradients {state}: {residual}.", state=state, residual=residual)


def _reach(memory: Explanation | None) -> str:
    if memory is None:
        return ""
    back = memory.facts["reach_tiles_back_by_layer"]
    layers = ", ".join(
        tr("{tiles} in layer {number}", tiles=tiles, number=number) for number, tiles in enumerate(back, 1)
    )
    return f"{tr(REACH)}: {layers}."


def _quality(key: str, occluded: Explanation | None, integrated: Explanation | None) -> dict[str, str]:
    """Return the fields of `ExplainText` for the section "How good is this map?".

    The result is empty if the map `key` has no such section. If occlusion and integrated gradients do not agree, or
    integrated gradients are not complete, the title says so.
    """
    if key in EXACT:
        return {"quality": tr(QUALITY), "agreement": tr(EXACT[key])}
    if key not in IMPORTANCE or integrated is None:
        return {}
    complete = integrated.facts["integrated_gradients"]["complete"]
    doubts = [tr("the two maps do not agree")] if occluded is not None and occluded.greyed else []
    doubts += [] if complete else [tr("integrated gradients are not complete")]
    title = tr(QUALITY) + (f" ({', '.join(doubts)})" if doubts else "")
    how = tr(" Points: {points_how}.", points_how=of_model(METHODS[key].points_how)) if key == "ig" else ""
    return {"quality": title, "agreement": _agreement(occluded), "residual": _residual(integrated) + how}


def _fixed_points(session: Session, row: MapRow) -> float | None:
    """Return r if the map's colours range from -r to +r points; None if the map is not drawn in points."""
    if session.view.map.log_odds or not isinstance(row, Method | MapKind):
        return None
    return row.points_reach


def _titles(session: Session, found: Explanation | None) -> tuple[str, str]:
    if found is None:
        return "", ""
    title = of_model(found.method.title)
    measure = of_model(drawn_values(found, session.view.map.log_odds).measure)
    if not found.method.signed:
        return tr("{title}, greatest", title=title), ""
    return tr("{title}, towards survival ({measure})", title=title, measure=measure), tr(
        "{title}, towards death ({measure})", title=title, measure=measure
    )


def _tiles(session: Session, found: Explanation | None, indices: tuple[int, ...]) -> tuple[NamedTile, ...]:
    if found is None or found.values is None:
        return ()
    shown, regions = drawn_values(found, session.view.map.log_odds), found.tiles.get(REGION)
    # Points have one decimal. Log odds have enough decimals to show two significant figures of the largest value.
    most = float(np.nanmax(np.abs(shown.values)))
    decimals = 1 if shown.measure == MEASURE else max(0, 1 - math.floor(math.log10(most)))
    named = []
    for index in indices:
        place = tile_place(session.grid, index)
        value = f"{float(shown.values[index]):{'+' if found.method.signed else ''}.{decimals}f}"
        value = number_text(value)
        place = f"{place[:1].upper()}{place[1:]}"
        if regions is not None:
            tiles = int((regions == regions[index]).sum())
            place = tr(
                "Region {region:.0f} of {tiles} around {place}",
                region=regions[index],
                tiles=plural(tiles, "tile"),
                place=_mild(place),
            )
        sentence = f"{place}: {value} {of_model(shown.measure)}"
        named.append(NamedTile(index, value, sentence))
    return tuple(named)

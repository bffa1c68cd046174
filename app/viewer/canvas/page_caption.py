"""The caption of a figure for a publication: what is shown, by which model, how it was displayed, and its limits."""

from app.language.model_text import of_model
from app.language.text import tr
from app.session.display import display_text
from app.session.session import Session
from app.viewer.canvas.footer import RESEARCH_ONLY
from app.viewer.overlays.heat import Heat
from app.viewer.overlays.region_outline import size_text
from model.base.probability_text import probability_text
from model.result.export.wording import qualifier
from model.result.reliability import reliability_of


def caption_of(session: Session, words: str, drawn: Heat | None, coloured: bool = False) -> str:
    """Return the caption: the user's `words`, then the facts. `drawn` is the map in the picture, if there is one.

    `coloured` says whether cores in the picture are filled with the colours of their probabilities.
    """
    image = session.image.opened
    parts = [words.strip()] if words.strip() else []
    if image is not None:
        mpp = image.record.mpp
        size = tr("pixel size unknown") if mpp is None else tr("{mpp:.4g} µm per pixel", mpp=mpp)
        parts.append(f"{image.slide.path.name} ({size})")
    placement = session.region.placement
    if image is not None and placement is not None and placement.kind != "tiles":
        size = size_text(placement.region, image.record.mpp)
        parts.append(tr("Analysis region {size}", size=size))
    if drawn is not None:
        measure = f" ({of_model(drawn.measure)})" if drawn.measure else ""
        parts.append(tr("Map: {title}", title=f"{of_model(drawn.title)}{measure}"))
        parts.extend([drawn.floor] if drawn.floor else [])
    if coloured:
        parts.append(tr("Cores filled by their probability of 5-year survival, 0 (orange) to 1 (teal)"))
    parts += _result(session)
    shown = display_text(session.image.turned, session.view.adjustment)
    parts += [shown] if shown else []
    return ". ".join(part.rstrip(".") for part in (*parts, tr(RESEARCH_ONLY))) + "."


def _result(session: Session) -> list[str]:
    """Return the sentences on the result: the probability unless it must not be used, the model and the precision."""
    prediction, partial = session.analysis.prediction, session.analysis.partial
    if prediction is None:
        if partial is None:
            return []
        done, tiles = partial.trace.steps, partial.grid.tiles
        return [tr("Analysis not finished: {done} of {tiles} tiles", done=done, tiles=tiles)]
    bundle, device, reliability = prediction.bundle, prediction.device, reliability_of(prediction)
    found = tr(
        "Probability of 5-year survival {number} ({qualifier}), reliability {level}",
        number=of_model(probability_text(prediction.survival_probability)),
        qualifier=of_model(qualifier(prediction)),
        level=tr(reliability.level),
    )
    if reliability.level == "do not use":
        found = tr("The result is not to be used")
    arithmetic = "" if device.precision == "exact" else f" ({device.arithmetic})"
    model = tr(
        "Model {name} {version}{demo}, precision {precision}",
        name=bundle.name,
        version=bundle.version,
        demo=tr(", demo model") if bundle.demo else "",
        precision=f"{tr(device.precision)}{arithmetic}",
    )
    return [found, model]

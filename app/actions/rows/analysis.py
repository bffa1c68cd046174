"""Actions that start or cancel the analysis, or choose the model."""

from app.actions.command import Command, has_image
from app.actions.handlers import cancel, choose_bundle, choose_rule, escape, measure_fast, show_card
from app.session.session import Session


def _busy(session: Session) -> bool:
    work = session.work
    return work.activity != "idle" or work.saving is not None or work.exporting is not None


def _can_escape(session: Session) -> bool:
    explanation, region, image = session.explanation, session.region, session.image
    busy = _busy(session) or explanation.running is not None or session.analysis.playing or explanation.occluding
    selected = bool(explanation.occluded) or region.selected_for_moving or image.ruler is not None
    return busy or selected or session.tool != "none" or region.selected is not None or session.view.tour > 0


ANALYSIS: tuple[Command, ...] = (
    Command(
        "analyse", "Analysis", "Analyse", ("F5",), lambda context: context.controller.analyse(),
        lambda session: session.can_analyse, icon="analyse",
    ),
    Command(
        "analyse-all", "Analysis", "Analyse all saved regions", ("Ctrl+F5",),
        lambda context: context.controller.places.analyse_all(),
        lambda session: session.can_analyse and bool(session.unread_regions),
    ),
    Command("cancel", "Analysis", "Cancel", (), cancel, _busy, icon="cancel"),
    Command("escape", "Analysis", "Cancel, or clear the selection", ("Esc",), escape, _can_escape),
    Command(
        "pixel-size", "Analysis", "Set the pixel size", (),
        lambda context: context.controller.change(Session.asking_mpp), has_image,
    ),
    Command("model", "Analysis", "Choose a model file", (), choose_bundle),
    Command(
        "measure-fast", "Analysis", "Measure the errors of fast and fastest", (), measure_fast,
        lambda session: session.can_measure,
    ),
    Command(
        "encode-ahead", "Analysis", "Prepare the next image in advance", (),
        lambda context: context.controller.change(lambda s: s.encoding_ahead(not s.device.encodes_ahead)),
        checked_when=lambda session: session.device.encodes_ahead,
    ),
    Command("three-answers", "Analysis", "Show low, uncertain or high risk by a rule", (), choose_rule),
    Command(
        "no-answers", "Analysis", "Hide low, uncertain or high risk by the rule", (),
        lambda context: context.controller.change(lambda s: s.viewed(answers=None)),
        lambda session: session.view.answers is not None,
    ),
    Command("card", "Analysis", "Model card", (), show_card, lambda session: session.bundle is not None),
)  # fmt: skip

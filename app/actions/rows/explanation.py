"""Actions that explain the model's result."""

from app.actions.command import Command
from app.actions.handlers import switch_tool
from app.session.session import Session


def _can_explain(session: Session) -> bool:
    return session.can_explain


EXPLANATION: tuple[Command, ...] = (
    Command("explain", "Explanation", "Explain the result (which tiles the model used)", ("Shift+F5",),
            lambda context: context.controller.explainer.explain(),
            lambda session: session.can_explain and "ig" not in session.explanation.found),
    Command("stop-explaining", "Explanation", "Stop explaining", (),
            lambda context: context.controller.explainer.stop(),
            lambda session: session.explanation.running is not None),
    Command("orders", "Explanation", "Analyse in 32 tile orders and 8 flips and rotations", (),
            lambda context: context.controller.explainer.ask("order"),
            lambda session: session.can_try_orders),
    Command("glass", "Explanation", "Occlude regions by dragging (what if?), or stop", ("E",),
            lambda context: switch_tool(context, lambda s: s.with_occlusion_tool(not s.explanation.occluding)),
            _can_explain, checked_when=lambda session: session.explanation.occluding),
    Command("glass-tile", "Explanation", "Occlude the selected tile, or end its occlusion", ("Shift+E",),
            lambda context: context.controller.change(Session.toggling_occlusion),
            lambda session: session.can_explain and session.region.selected is not None),
    Command("play", "Explanation", "Play back the analysis, or stop", ("P",),
            lambda context: context.controller.change(lambda s: s.play(not s.analysis.playing)),
            lambda session: session.analysis.partial is not None and session.work.activity == "idle",
            checked_when=lambda session: session.analysis.playing),
    Command("inside", "Explanation", "Inside the network: states, gates, memory", ("I",),
            lambda context: context.controller.change(lambda s: s.viewed(inside=not s.view.inside)),
            checked_when=lambda session: session.view.inside),
)  # fmt: skip

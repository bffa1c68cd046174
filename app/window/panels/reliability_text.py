"""Text about the reliability of a result: its title, its reasons, and what was checked; no Qt."""

from dataclasses import dataclass

from app.language.model_text import of_model
from app.language.text import tr
from model.base.level import Level
from model.result.input_checks import checks_text
from model.result.reliability import Reliability
from model.result.saved_regions import SavedResult


@dataclass(frozen=True)
class ReliabilityText:
    """The texts about a reliability level.

    `title` names the level and what was judged. `reasons` has one sentence per line and is empty for "ok". `checks`
    says what was checked and what was not checked.
    """

    level: Level
    title: str
    reasons: str
    checks: str


def reliability_text(found: Reliability) -> ReliabilityText:
    """Return the title, the reasons and the checks of the reliability `found` as text."""
    checks = [_capital(of_model(checks_text(verdict))) for _, verdict in found.parts]
    checks += [f"{_capital(of_model(name))} {of_model(text)}" for name, text in found.texts if name in found.unchecked]
    sentences = " ".join(f"{text}." for text in checks if text)
    return ReliabilityText(found.level, _title(found), "\n".join(map(of_model, found.reasons)), sentences)


def saved_text(result: SavedResult) -> str:
    """Return the reliability of a saved result as text.

    Examples are "reliability caution: REASONS" and "input ok, tile order not measured". Earlier versions of the program
    saved only the verdict on the input image, so the text about their results says "tile order not recorded".
    """
    if not result.input_level:
        return tr("input {level}, tile order not recorded", level=of_model(result.level))
    what = tr("input") if result.unchecked else tr("reliability")
    reasons = f": {' '.join(map(of_model, result.reasons))}".rstrip(".") if result.reasons else ""
    return ", ".join(
        [
            f"{what} {of_model(result.level)}{reasons}",
            *(tr("{name} not measured", name=of_model(name)) for name in result.unchecked),
        ]
    )


def _title(found: Reliability) -> str:
    """Return the level and what it is about: "Input and tile order ok", "Caution: tile order"."""
    names = tr(" and ").join(of_model(name) for name, verdict in found.parts if verdict.level == found.level)
    level = of_model(found.level)
    return f"{_capital(names)} {level}" if found.level == "ok" else f"{_capital(level)}: {names}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

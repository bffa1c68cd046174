"""Handler of the action that shows all settings."""

from dataclasses import replace
from typing import Protocol, runtime_checkable

from app.actions.cache_handlers import cache_actions
from app.actions.context import ActionContext
from app.actions.dialogs.action_rows import Row
from app.actions.dialogs.cache_page import CacheActions
from app.actions.dialogs.settings_dialog import SettingsForm
from app.language.languages import wanted_language
from app.language.text import tr
from app.session.session import Session
from app.session.values import Notice
from app.ui.settings import Settings
from model.base.places import cache_folder, data_folder, log_folder, settings_file
from model.base.policy import policy


@runtime_checkable
class HasDocks(Protocol):
    """A window with docks that the user can move to the other side."""

    @property
    def moved_docks(self) -> frozenset[str]:
        """Return the names of the docks that are on the other side than at the first start."""
        ...

    def move_docks(self, names: frozenset[str]) -> None:
        """Move the docks with these names to the other side, and all others to their first side."""
        ...


def settings(context: ActionContext, keys: tuple[Row, ...]) -> None:
    """Show the settings dialog, and apply the settings that the user accepts."""
    session = context.controller.session
    form = settings_form(session, keys, cache_actions(context.controller.tell))
    if isinstance(context.window, HasDocks):
        form = replace(form, now=replace(form.now, moved_docks=context.window.moved_docks))
    answer = context.dialogs.settings(context.window, form)
    if answer is None:
        return
    context.controller.change(
        lambda s: s.viewed(
            theme=answer.theme, text_percent=answer.text_percent, advanced=answer.advanced, colours=answer.colours,
            opacity=answer.opacity, fixed_range=answer.fixed_range, shown=answer.shown, map_quality=answer.map_quality,
            core_list=answer.core_list, language=session.view.language if policy().language else answer.language,
            operator=answer.operator,
        ).encoding_ahead(answer.encodes_ahead)
    )  # fmt: skip
    if not policy().language and answer.language != session.view.language:
        _tell(context, Notice("info", tr("The window has the chosen language from the next start on.")))
    if isinstance(context.window, HasDocks):
        context.window.move_docks(answer.moved_docks)
    if answer.device != session.device.asked:
        context.controller.choose_device(answer.device)
    if answer.precision != session.device.precision:
        context.controller.choose_precision(answer.precision)


def _tell(context: ActionContext, notice: Notice) -> None:
    """Show the notice where the user is: in the study, or above the tissue."""
    if context.controller.session.workspace == "viewer":
        context.controller.change(lambda s: s.noticed(notice))
    else:
        context.study.notice(notice)


def settings_form(session: Session, keys: tuple[Row, ...], cache: CacheActions | None = None) -> SettingsForm:
    """Return what the settings dialog shows about this session and this computer."""
    rules, view, device = policy(), session.view, session.device
    now = Settings(
        theme=view.theme, text_percent=view.text_percent, colours=view.colours, opacity=view.opacity, shown=view.shown,
        fixed_range=view.fixed_range, map_quality=view.map_quality, advanced=view.advanced, core_list=view.core_list,
        language=wanted_language(rules.language) if rules.language else view.language, operator=view.operator,
        device=device.asked, precision=device.precision, encodes_ahead=device.encodes_ahead,
        bundle=str(session.bundle.path) if session.bundle else "", recent=session.image.recent,
    )  # fmt: skip
    folders = (
        (tr("Settings"), str(settings_file())),
        (tr("Models and pixel sizes"), str(data_folder())),
        (tr("Cache of features"), str(cache_folder())),
        (tr("Log"), str(log_folder())),
    )
    devices = (("auto", tr("Automatic")), *((one.name, one.title) for one in device.all))
    return SettingsForm(now, devices, keys, folders, rules.phrases, bool(rules.devices), bool(rules.language),
                        rules.operator, cache)  # fmt: skip

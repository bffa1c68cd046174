"""One dialog for all settings: what it shows, what it returns, and files of settings."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from app.actions import action_table as commands
from app.actions import settings_handlers
from app.actions.dialogs.action_rows import Row
from app.actions.dialogs.settings_dialog import SettingsDialog, SettingsForm
from app.ui.settings import Settings
from model.base.policy import Policy

NOW = Settings(theme="light", opacity=0.6, device="cuda:0", recent=(Path("/data/1.png"),), geometry=b"x")
KEYS = (Row("open", "File", "Open an image", "Ctrl+O", True), Row("grid", "View", "Grid", "G", True))
FORM = SettingsForm(NOW, (("auto", "Automatic"), ("cpu", "CPU")), KEYS, (("Log", "/var/log"),), ("network off",))
CHANGED = Settings(
    theme="dark", text_percent=150, advanced=True, colours="magma", opacity=0.25, fixed_range=True, device="cpu",
    precision="fast", encodes_ahead=False, operator="Dr. Anna Berg",
)  # fmt: skip


@pytest.fixture
def dialog(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(1024, 600)
    made = SettingsDialog(parent, FORM)
    yield made
    made.close()  # until here, the fixture keeps the parent alive


def test_nothing_is_changed_by_looking(dialog):
    assert dialog.answer == NOW
    assert dialog.device.currentText() == "cuda:0 (not on this computer)"
    assert dialog.width() <= 1024
    assert dialog.height() <= 600


def test_every_control_changes_its_setting(dialog):
    dialog.show_settings(CHANGED)
    assert dialog.answer == CHANGED
    assert [dialog.tabs.tabText(at) for at in range(5)] == ["Appearance", "Maps", "Analysis", "Folders", "Keys"]


def test_reset_keeps_what_is_no_setting(dialog):
    dialog.reset.click()
    assert dialog.answer == replace(Settings(), recent=NOW.recent, geometry=NOW.geometry)


def test_exported_settings_return_without_personal_data(dialog, tmp_path):
    file = tmp_path / "settings.json"
    dialog.show_settings(CHANGED)
    dialog.write(file)
    assert not [key for key in json.loads(file.read_text()) if key.startswith(("files/", "window/", "person/"))]
    dialog.show_settings(NOW)
    dialog.read(file)
    assert dialog.answer == replace(CHANGED, recent=NOW.recent, geometry=NOW.geometry, operator=NOW.operator)


@pytest.mark.parametrize(
    ("text", "named"),
    [("not JSON", "holds no settings"), ("{}", "holds no settings"), ('{"view/opacity": "loud"}', "view/opacity"),
     ('{"view/theme": "pink", "view/opacity": "0.50"}', "view/theme")],
)  # fmt: skip
def test_a_file_that_cannot_be_used_changes_nothing_and_says_why(dialog, tmp_path, text, named):
    file = tmp_path / "settings.json"
    file.write_text(text)
    dialog.read(file)
    assert dialog.answer == NOW
    assert named in dialog.told.text()


def test_keys_can_be_searched_by_word_and_by_key(dialog):
    for typed, found in (("", ["Open an image", "Grid"]), ("ctrl+o", ["Open an image"]), ("view grid", ["Grid"])):
        dialog.search.setText(typed)
        dialog.show_keys(typed)
        assert [dialog.keys.topLevelItem(at).text(0) for at in range(dialog.keys.topLevelItemCount())] == found


def test_accepted_settings_are_used_at_once(qtbot, window, answers, asked, fakes):
    window.get_ready()
    qtbot.waitUntil(lambda: bool(window.controller.session.device.all))
    answers["settings"] = replace(CHANGED, text_percent=100, precision="exact")
    commands.run("settings", window.context)
    (form,) = asked[-1][1]
    assert form.now.theme == "dark"
    assert next(name for name, _ in form.devices) == "auto"
    assert {title for title, _ in form.folders} >= {"Settings", "Log"}
    assert len(form.keys) == len(commands.COMMANDS)
    session = window.controller.session
    assert (session.view.colours, session.view.opacity, session.view.fixed_range) == ("magma", 0.25, True)
    assert (session.device.asked, session.device.encodes_ahead) == ("cpu", False)


def test_cancelled_settings_change_nothing(window, answers):
    answers["settings"] = None
    before = window.controller.session
    commands.run("settings", window.context)
    assert window.controller.session is before


def test_the_policy_fixes_the_name_on_reports(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    made = SettingsDialog(parent, replace(FORM, now=replace(NOW, operator="Anna"), operator="Pathology"))
    assert (made.operator.text(), made.operator.isEnabled()) == ("Pathology", False)
    assert made.answer.operator == "Anna", "the user's own name returns when the policy no longer fixes one"
    made.close()


def test_a_language_that_the_policy_fixes_is_shown_and_the_users_own_is_kept(monkeypatch, window, answers, asked):
    monkeypatch.setattr(settings_handlers, "policy", lambda: Policy(language="de"))
    answers["settings"] = replace(Settings(), language="de")
    commands.run("settings", window.context)
    shown = asked[-1][1][0]
    assert (shown.now.language, shown.language_fixed) == ("de", True)
    assert window.controller.session.view.language == "system"

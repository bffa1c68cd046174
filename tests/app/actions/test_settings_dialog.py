"""One dialog for all settings: what it shows, what it returns, and files of settings."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from app.actions import action_table as commands
from app.actions import settings_handlers
from app.actions.dialogs import confirm
from app.actions.dialogs.action_rows import Row
from app.actions.dialogs.cache_page import CacheActions, CachePage, CachePart, CacheUse
from app.actions.dialogs.folder_row import FolderRow
from app.actions.dialogs.settings_dialog import SettingsDialog, SettingsForm
from app.ui.allowed_settings import _OVERLAYS, value_faults
from app.ui.settings import Settings
from app.viewer.overlays.overlay_table import OVERLAYS
from model.base.cache_limits import cache_limits, save_cache_limits
from model.base.places import cache_folder
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
    [("not JSON", "holds no settings"), ("{}", "holds no settings"),
     ('{"view/opacity": "loud"}', 'view/opacity is "loud" (allowed: a number from 0.00 to 1.00)'),
     ('{"view/theme": "pink", "view/opacity": "0.50"}', 'view/theme is "pink" (allowed: "dark", "light")'),
     ('{"view/colours": "rainbow"}', 'view/colours is "rainbow" (allowed: "viridis", "cividis", "magma", "gray")'),
     ('{"analysis/device": "quantum"}', 'analysis/device is "quantum" (allowed: auto, cpu, cpu-torch, cuda:0, mps'),
     ('{"view/shown": "grid\\nnames"}', 'view/shown is "grid names" (allowed: cores, grid, heatmap, windows')],
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


def test_a_search_for_keys_without_a_hit_says_so_and_can_be_cleared(qtbot, dialog):
    dialog.search.setText("xyzzy")
    assert not dialog.nothing.isHidden()
    assert dialog.nothing.text.text() == "No action has all these words."
    assert dialog.search.accessibleDescription() == dialog.nothing.text.text()
    dialog.nothing.clear.click()
    assert dialog.search.text() == ""
    assert dialog.nothing.isHidden()
    assert dialog.keys.topLevelItemCount() == 2


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


def test_each_exported_value_is_checked_and_the_defaults_pass(dialog, tmp_path):
    file = tmp_path / "settings.json"
    dialog.write(file)
    exported = json.loads(file.read_text())
    assert value_faults(exported) == ()
    assert len(value_faults(dict.fromkeys(exported, "nonsense"))) == len(exported)
    assert set(_OVERLAYS) == {row.key for row in OVERLAYS}


def test_the_model_stays_on_its_computer(dialog, tmp_path):
    file = tmp_path / "settings.json"
    dialog.write(file)
    assert "analysis/bundle" not in json.loads(file.read_text())
    file.write_text('{"view/theme": "dark", "analysis/bundle": "/data/other.safetensors"}')
    dialog.read(file)
    assert (dialog.answer.bundle, dialog.answer.theme) == (NOW.bundle, "dark")
    assert "choose it on this computer" in "".join(label.text() for label in dialog.findChildren(QLabel))


def test_each_page_says_what_the_policy_fixes_there(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    rules = Policy(language="de", operator="Pathology", cache_images_gb=1.0)
    use = CacheUse(CachePart(3, 12_000_000, 1.0, True), CachePart(0, 0, None, False))
    cache = CacheActions(lambda: use, lambda: use, lambda changed: None)
    made = SettingsDialog(parent, replace(FORM, fixed=rules.phrases, language_fixed=True, cache=cache))
    said = {}
    for at in range(made.tabs.count()):
        labels = (label.text() for label in made.tabs.widget(at).findChildren(QLabel))
        said[made.tabs.tabText(at)] = " ".join(text for text in labels if text.startswith("Fixed by IT"))
    assert "language de" in said["Appearance"]
    assert "name on reports Pathology" in said["Analysis"]
    assert "at most 1 GB" in said["Cache"]
    assert said["Maps"] == ""
    assert not made.cache.limits["images"].isEnabled()
    made.close()


def test_reset_returns_the_docks_to_their_sides(window, answers):
    window.move_docks(frozenset({"queue", "cores"}))
    assert window.moved_docks == {"queue", "cores"}
    answers["settings"] = replace(Settings(), moved_docks=frozenset({"cores"}))
    commands.run("settings", window.context)
    assert window.moved_docks == {"cores"}
    assert window.queue.isHidden()


def test_reset_shows_the_docks_as_not_moved(dialog):
    dialog.show_settings(replace(NOW, moved_docks=frozenset({"queue"})))
    dialog.reset.click()
    assert dialog.answer.moved_docks == frozenset()


# -- folders and cache -------------------------------------------------------------------------------------------------
def test_a_folder_can_be_shown_and_a_file_shows_the_folder_that_holds_it(qtbot, tmp_path):
    (tmp_path / "settings.json").write_text("{}")
    rows = [FolderRow(name, str(tmp_path / name)) for name in ("settings.json", "absent/log")]
    for row in rows:
        qtbot.addWidget(row)
    assert (rows[0].folder, rows[0].show_it.isEnabled()) == (tmp_path, True)
    assert not rows[1].show_it.isEnabled()
    assert "does not exist yet" in rows[1].show_it.toolTip()


@pytest.fixture
def cache_page(qtbot):
    """The page about the real cache of this test, which has one entry of 1 MB."""
    from app.actions.cache_handlers import cache_actions

    features = cache_folder() / "features"
    features.mkdir(parents=True)
    (features / "a.npz").write_bytes(bytes(1_000_000))
    faults = []
    page = CachePage(cache_actions(faults.append), ())
    qtbot.addWidget(page)
    yield page
    assert faults == []


def test_the_cache_page_shows_the_size_and_empties_the_cache(cache_page, monkeypatch):
    assert cache_page.sizes["images"].text() == "1 spot, 1 MB"
    assert cache_page.limits["images"].text() == "2"
    assert cache_page.limits["cohorts"].text() == ""
    monkeypatch.setattr(confirm, "ask", lambda *given: False)
    cache_page.clear.click()
    assert cache_page.use.images.spots == 1
    monkeypatch.setattr(confirm, "ask", lambda *given: True)
    cache_page.clear.click()
    assert cache_page.sizes["images"].text() == "0 spots, 0 MB"
    assert list((cache_folder() / "features").iterdir()) == []


def test_changed_limits_are_saved_and_unreadable_ones_are_not(cache_page):
    cache_page.limits["images"].setText("0.5")
    cache_page.limits["cohorts"].setText("30")
    cache_page.save()
    assert (cache_limits().images, cache_limits().cohorts) == (0.5, 30.0)
    assert cache_page.problem.text() == ""
    cache_page.limits["images"].setText("many")
    assert cache_page.problem.text().startswith("Enter a size in GB")
    cache_page.limits["cohorts"].setText("")
    cache_page.save()
    assert (cache_limits().images, cache_limits().cohorts) == (0.5, None)


@pytest.mark.parametrize(("typed", "saved"), [("1,5", 1.5), ("0.125", 2.0), ("1,500", 2.0)])
def test_a_limit_has_either_decimal_mark_and_two_decimals(cache_page, typed, saved):
    """A limit that cannot be read leaves the limit of 2 GB as it is, and says so."""
    save_cache_limits(images=2.0)
    cache_page.limits["images"].setText(typed)
    assert bool(cache_page.problem.text()) == (saved == 2.0)
    cache_page.save()
    assert cache_limits().images == saved

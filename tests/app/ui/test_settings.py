"""Settings: what was kept comes back, and a damaged file is a first start."""

from pathlib import Path

import pytest

from app.ui.settings import Settings, load_settings, save_settings, settings_file

CHOSEN = Settings(
    theme="light",
    colours="viridis",
    opacity=0.65,
    shown=frozenset({"grid"}),
    fixed_range=True,
    map_quality=True,
    advanced=True,
    precision="fast",
    encodes_ahead=False,
    device="cuda:1",
    bundle="mine",
    recent=(Path("/data/Ä, spot 1.png"), Path("/data/2.png")),
    last_folder=Path("/data"),
    geometry=b"\x01\x00\xff",
    layout=b"\x02",
)


@pytest.mark.parametrize(
    "settings", [Settings(), CHOSEN, Settings(shown=frozenset())], ids=["first", "all", "none shown"]
)
def test_what_is_saved_is_loaded_again(settings):
    save_settings(settings)
    assert load_settings() == settings


def test_without_a_file_it_is_a_first_start(home):
    assert load_settings() == Settings()
    assert settings_file().parent == home


@pytest.mark.parametrize("text", ["\x00\xff nonsense", "[view]\nopacity=loud\ntheme=pink\n", "[view]\nopacity=7\n"])
def test_a_damaged_file_is_a_first_start(text):
    settings_file().parent.mkdir(parents=True)
    settings_file().write_text(text, encoding="latin-1")
    assert load_settings() == Settings()


def test_a_folder_that_cannot_be_written_to_is_no_error(home):
    home.write_text("a file where the folder should be")
    save_settings(CHOSEN)
    assert load_settings() == Settings()

"""Settings: what was kept comes back, and a damaged file is a first start."""

from pathlib import Path

import pytest

from app.ui.settings import Settings, load_settings, save_settings
from app.ui.settings_file import MAX_BYTES
from model.base.places import settings_file

CHOSEN = Settings(
    theme="light",
    text_percent=150,
    core_list=False,
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
    moved_docks=frozenset({"queue", "cores"}),
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


def test_a_file_of_an_earlier_version_is_read_as_text_only():
    """Qt wrote it; a value may hold a pickled Python object, which Qt would revive."""
    earlier = settings_file().with_suffix(".ini")
    earlier.parent.mkdir(parents=True)
    earlier.write_text(
        '[view]\ntheme=light\nopacity=0.30\nshown="grid\\nscale, bar"\n[files]\nrecent="/a/\\xfc.png\\n/b.svs"\n'
        "last_folder=@Variant(\\0\\0\\0\\x7f\\0PySide::PyObjectWrapper)\n"
        '[analysis]\nbundle="@Variant(x)"\n[window]\ngeometry=@ByteArray(abc)\n',
        encoding="utf-8",
    )
    loaded = load_settings()
    assert (loaded.theme, loaded.opacity, loaded.shown) == ("light", 0.3, frozenset({"grid", "scale, bar"}))
    assert loaded.recent == (Path("/a/ü.png"), Path("/b.svs"))
    assert (loaded.last_folder, loaded.bundle, loaded.geometry) == (None, "", b"")
    save_settings(CHOSEN)
    assert load_settings() == CHOSEN


@pytest.mark.parametrize(
    "text",
    ['{"view/theme": 3}', '["light"]', '{"view/opacity": "nan"}', "[" * 100_000, '{"window/geometry": "?"}', "\0"],
)
def test_what_is_no_text_is_left_out(text):
    settings_file().parent.mkdir(parents=True)
    settings_file().write_text(text, encoding="utf-8")
    assert load_settings() == Settings()


def test_a_huge_file_is_not_read():
    settings_file().parent.mkdir(parents=True)
    settings_file().write_text('{"view/theme": "light", "a": "' + "x" * MAX_BYTES + '"}', encoding="utf-8")
    assert load_settings() == Settings()

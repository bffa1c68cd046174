"""Making a packet: what is refused, what an interruption leaves, and how images are copied and found again."""

import os
import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from model.base.errors import StudyError
from model.base.progress import result_of
from model.slide.opening import open_image
from model.study import store
from model.study.file import lock as file_lock
from model.study.packet import make as making
from model.study.packet.images import locate_images, missing_images
from model.study.packet.make import PacketRequest, make_packet
from model.study.packet.merge import merge_packet
from model.study.packet.outstanding import end_packets, packets_of
from model.study.reading import Reading
from model.study.rounds import sign_in
from model.study.spots import spot_of, spots_of
from model.study.status import status_lines, status_of
from model.study.store import open_packet


@pytest.fixture
def study(make_study):
    return make_study(washout_days=0.0)


def listed(folder):
    return sorted(path.name for path in folder.iterdir())


def shown(path):
    """The images of a packet by case, opened as the window opens them: content is right, pixels, pixel size."""
    found = {}
    with open_packet(path) as packet:
        reading = Reading(packet, sign_in(packet, "Ada"))
        for number in range(1, reading.state.total + 1):
            image = reading.image(number)
            slide, record = open_image(image.path)
            region = slide.read_level(0, 0, 0, slide.size.width, slide.size.height)
            slide.close()
            found[number] = (image.is_right(record.sha256), region, record.mpp)
    return found


# -- refusals -------------------------------------------------------------------------------------------------------
def test_a_second_packet_for_the_same_reader_is_refused_until_the_first_is_given_up(study, give, lock):
    first = give(study)
    lock(first.path, 2)
    merge_packet(study, first.path)
    with pytest.raises(StudyError, match=r"Ada reads round 1 from a packet made .*: 2 of 7 cases came"):
        give(study, "ada", name="second")
    assert listed(first.path.parent) == ["Ada.histopacket", "Ada.histopacket.lock"]
    second = give(study, "ada", name="second", again=True)
    assert (second.reader, second.round, second.cases) == ("Ada", 1, 5)
    assert [(one.cases, one.back, one.end, one.is_out) for one in packets_of(study)] == [
        (7, 2, "replaced", False), (5, 0, "", True),
    ]  # fmt: skip
    lock(second.path)
    assert merge_packet(study, second.path).new == 5
    with pytest.raises(StudyError, match="Ada has no unread case in round 1"):
        give(study, name="third")
    assert give(study, name="third", repeat=True).round == 2


def test_the_packet_that_was_replaced_can_still_come_back(study, give, lock):
    """A memory stick that was lost is found: what the newer packet has not brought is taken, the rest is reported."""
    first = give(study)
    lock(first.path, 3)
    second = give(study, name="second", again=True)
    lock(second.path, 1)
    assert merge_packet(study, second.path).new == 1
    merged = merge_packet(study, first.path)
    assert merged.new == 2
    assert [line.partition(":")[0] for line in merged.differences] == ["case 1"]


def test_a_washout_holds_for_packets(make_study, give, lock):
    study = make_study(washout_days=14.0)
    made = give(study)
    lock(made.path)
    merge_packet(study, made.path)
    with pytest.raises(StudyError, match="washout of 14 days"):
        give(study, name="second", repeat=True)


def test_nothing_is_replaced(study, give, tmp_path):
    made = give(study)
    end_packets(study, "Ada", "withdrawn")
    kept = made.path.read_bytes()
    with pytest.raises(StudyError, match="exists already and may contain reads"):
        give(study)
    assert made.path.read_bytes() == kept
    (tmp_path / "out" / "new.images").mkdir()
    with pytest.raises(StudyError, match=r"new\.images exists already"):
        give(study, name="new", copy=True)
    with pytest.raises(StudyError, match="is the name of a study"):
        give(study, name="new.histostudy")
    assert give(study, name="Dr. Ada").path.name == "Dr. Ada.histopacket"


def test_a_folder_is_no_packet(study, tmp_path):
    (tmp_path / "stick").mkdir()
    for out in (tmp_path / "stick", Path("."), Path("/"), Path("..")):
        with pytest.raises(StudyError, match="is a folder") as refused:
            result_of(make_packet(study, PacketRequest("Ada", out)))
        assert str(out / "Ada.histopacket") in refused.value.remedy
    assert listed(tmp_path / "stick") == []
    assert study.rows("SELECT * FROM readers") == []


def test_a_name_that_was_taken_while_images_were_copied_stays(study, tmp_path):
    out = tmp_path / "out" / "Ada.histopacket"
    task = make_packet(study, PacketRequest("Ada", out, copy=True))
    for _ in range(9):
        next(task)
    out.write_text("another study's packet")
    with pytest.raises(StudyError, match="exists already and may contain reads"):
        result_of(task)
    assert out.read_text() == "another study's packet"
    assert listed(out.parent) == ["Ada.histopacket"]
    assert [one.end for one in packets_of(study)] == ["withdrawn"]


def test_a_misspelt_name_replaces_and_gives_up_nothing(study, give):
    give(study)
    with pytest.raises(StudyError, match=r"The reader 'Adda' has no packet. Readers with packets: Ada.") as refused:
        give(study, "Adda", again=True)
    assert "without --again" in refused.value.remedy
    assert [row["name"] for row in study.rows("SELECT name FROM readers")] == ["Ada"], "no reader of that name is left"
    for name in ("", " ", "Adda"):
        with pytest.raises(StudyError, match=r"The reader .* has no packet"):
            end_packets(study, name, "withdrawn")
    assert [one.end for one in packets_of(study)] == [""], "no name is not every name"
    assert end_packets(study, "  ADA ", "withdrawn") == 1


def test_a_full_disk_is_reported_with_the_name_that_was_given(study, give, tmp_path, monkeypatch):
    def full(path):
        raise StudyError(f"{path.name} could not be written (full).", "Free it.") from sqlite3.OperationalError("full")

    monkeypatch.setattr("model.study.packet.contents.create_packet", full)
    with pytest.raises(StudyError, match=r"out/Ada\.histopacket could not be written \(full\)") as refused:
        give(study)
    assert ".histocast-" not in refused.value.message


def test_a_moved_image_and_a_changed_one_make_no_packet(study, give, tmp_path):
    image = study.folder / spot_of(study, 3).image
    image.write_bytes(image.read_bytes() + b"\0")
    with pytest.raises(StudyError, match=r"Secret-3\.png is not the one"):
        give(study, copy=True)
    image.unlink()
    with pytest.raises(StudyError, match="1 image was moved") as refused:
        give(study)
    assert refused.value.faults == ("images/ward-3/Secret-3.png",)
    assert packets_of(study) == ()
    assert study.rows("SELECT * FROM rounds") == []
    assert listed(tmp_path / "out") == []


def test_an_interruption_leaves_nothing_and_a_full_disk_is_told(study, tmp_path, give, monkeypatch):
    task = make_packet(study, PacketRequest("Ada", tmp_path / "out" / "Ada", copy=True))
    for _ in range(9):
        next(task)
    assert len(listed(tmp_path / "out")) == 1
    task.close()
    assert listed(tmp_path / "out") == []
    assert study.rows("SELECT * FROM readers") == []

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(making.os, "rename", full)
    with pytest.raises(StudyError, match="No space left on device"):
        give(study, copy=True)
    assert listed(tmp_path / "out") == []
    assert [(one.reader, one.end) for one in packets_of(study)] == [("Ada", "withdrawn")], "no packet is expected back"


def test_images_without_their_packet_are_replaced_by_the_next_packet(study, give, tmp_path, monkeypatch):
    """The program was killed between the names of the images and of the packet."""

    class KilledError(BaseException):
        pass

    def rename(draft, final):
        if final.suffix == ".histopacket":
            raise KilledError
        renamed(draft, final)

    renamed = os.rename
    with monkeypatch.context() as patch:
        patch.setattr(os, "rename", rename)
        with pytest.raises(KilledError):
            give(study, copy=True)
    pictures = tmp_path / "out" / "Ada.images"
    (pictures / "001.tif").write_bytes(b"an old copy")
    made = give(study, copy=True, again=True)
    assert (pictures / "001.tif").read_bytes() != b"an old copy"
    assert sorted(path.suffix for path in pictures.iterdir()) == [".tif"] * made.cases
    made.path.unlink()
    with pytest.raises(StudyError, match="exists already"):
        give(study, copy=True, again=True)


def test_drafts_of_a_packet_that_was_stopped_are_removed_by_the_next(study, give, tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "rmtree", lambda *_, **__: None)
    task = make_packet(study, PacketRequest("Ada", tmp_path / "out" / "Ada", copy=True))
    next(task)
    task.close()
    assert [path.suffix for path in (tmp_path / "out").iterdir()] == [".images"]
    monkeypatch.undo()
    give(study, copy=True)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["Ada.histopacket", "Ada.images"]


def test_a_read_only_study_makes_no_packet(study, give, tmp_path):
    from model.study.store import open_study

    with open_study(study.path) as second, pytest.raises(StudyError, match="another window or process"):
        give(second)
    assert not (tmp_path / "out").exists() or listed(tmp_path / "out") == []


def test_nobody_begins_to_read_a_packet_that_no_merge_would_take(study, give):
    made = give(study)
    with closing(sqlite3.connect(made.path)) as packet:
        packet.execute("UPDATE spots SET sha256 = '00' WHERE id = 4")
        packet.commit()
    with open_packet(made.path) as packet, pytest.raises(StudyError, match="was changed after it was made"):
        sign_in(packet, "Ada")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE answers SET label = 'high ' WHERE read_id = 1 AND question = 'risk'",
        "UPDATE reads SET sheet = replace(sheet, 'Visual risk', 'Visual rusk') WHERE locked_at IS NULL",
        "UPDATE reads SET sheet = replace(sheet, '}', ']') WHERE locked_at IS NULL",
        "UPDATE chain SET packet_id = 'another'",
        "UPDATE facts SET value = '[' WHERE key = 'sheet'",
        "UPDATE facts SET value = CAST(x'7bff' AS TEXT) WHERE key = 'sheet'",
    ],
)
def test_nobody_reads_on_in_a_packet_whose_reads_are_damaged(study, give, lock, change):
    made = give(study)
    lock(made.path, 2)
    with closing(sqlite3.connect(made.path)) as packet:
        for (name,) in packet.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            packet.execute(f"DROP TRIGGER {name}")
        packet.execute(change)
        packet.commit()

    def begin():
        with open_packet(made.path) as packet:
            sign_in(packet, "Ada")

    with pytest.raises(StudyError, match=r"was changed after it was made|cannot be read") as refused:
        begin()
    assert "another packet" in refused.value.remedy


@pytest.mark.parametrize("change", ["UPDATE packets SET salt = 'z' || salt", "UPDATE packet_cases SET place = x'ff'"])
def test_damaged_places_of_images_are_reported(study, give, change):
    made = give(study)
    with closing(sqlite3.connect(made.path)) as packet:
        for (name,) in packet.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            packet.execute(f"DROP TRIGGER {name}")
        packet.execute(change)
        packet.commit()
    with (
        open_packet(made.path, whole=False) as packet,
        pytest.raises(StudyError, match="the image path of case 1 is damaged"),
    ):
        missing_images(packet)


# -- images ---------------------------------------------------------------------------------------------------------
def test_copies_have_the_pixels_and_the_pixel_size_of_the_originals(study, give):
    made = give(study, copy=True)
    assert listed(made.images) == [f"{number:03d}.tif" for number in range(1, 8)]
    if os.name == "posix":
        assert stat.S_IMODE(made.images.stat().st_mode) == 0o700
        assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    order = [row["spot_id"] for row in study.rows("SELECT spot_id FROM packet_cases ORDER BY number")]
    found = shown(made.path)
    for number, spot in enumerate(order, start=1):
        right, pixels, mpp = found[number]
        assert right
        assert mpp == pytest.approx(0.5, rel=1e-4)
        expected = np.random.default_rng(spot).integers(0, 255, (70, 90, 3), dtype=np.uint8)
        np.testing.assert_array_equal(pixels, expected)


def test_of_a_core_only_its_region_is_copied_and_an_overview_is_added(tmp_path):
    """A slide of 5000 x 3000 px with two levels in the copy; the neighbour 10 px from the region is not in it."""
    import tifffile

    from model.base.geometry import RegionL0
    from model.study.packet.clean_copy import copy_clean
    from model.study.spots import StudySpot

    pixels = np.random.default_rng(5).integers(0, 250, (2600, 3000, 3), dtype=np.uint8)
    source = tmp_path / "slide.tif"
    with tifffile.TiffWriter(source) as tiff:
        tiff.write(pixels, tile=(256, 256), photometric="rgb", description="Surname of the patient", metadata=None,
                   resolution=(20_000, 20_000), resolutionunit="CENTIMETER")  # fmt: skip
        tiff.write(np.full((64, 64, 3), 7, np.uint8), photometric="rgb", description="label", metadata=None)
    slide, record = open_image(source)
    slide.close()
    spot = StudySpot(1, "Surname", "slide.tif", "", record.sha256, "A-1", RegionL0(100.4, 51.6, 2300.0, 2200.0))
    target = tmp_path / "001.tif"
    result_of(copy_clean(spot, source, target))
    copy, told = open_image(target)
    assert (copy.size.width, copy.size.height, len(copy.downsamples)) == (2300, 2200, 2)
    assert told.mpp == pytest.approx(0.5)
    np.testing.assert_array_equal(copy.read_level(0, 0, 0, 2300, 2200), pixels[52:2252, 100:2400])
    copy.close()
    with tifffile.TiffFile(target) as tiff:
        assert len(tiff.pages) == 1
        assert [page.subfiletype for page in tiff.pages[0].pages] == [1]
        *_, (tile, _, _) = tiff.pages[0].segments()
        assert (tile[0, :, 2300 - 4 * 512 :] == 255).all(), "beyond the region lies the neighbour"
        assert (tile[0, 2200 - 4 * 512 :] == 255).all()
        assert (tile[0, : 2200 - 4 * 512, : 2300 - 4 * 512] < 250).all()
    content = target.read_bytes()
    assert not any(word in content for word in (b"Surname", b"label", b"slide.tif", b"tifffile"))


def test_images_are_found_when_packet_and_images_move_together(study, give, tmp_path):
    made = give(study, copy=True)
    elsewhere = tmp_path / "stick" / "deep"
    shutil.copytree(made.path.parent, elsewhere)
    shutil.rmtree(made.path.parent)
    assert all(right for right, _, _ in shown(elsewhere / "Ada.histopacket").values())


def test_moved_images_are_found_by_content_under_other_names(study, give, lock, tmp_path):
    made = give(study)
    before = {number: pixels for number, (_, pixels, _) in shown(made.path).items()}
    moved = tmp_path / "elsewhere" / "renamed"
    moved.mkdir(parents=True)
    for number, spot in enumerate(spots_of(study), start=1):
        os.rename(study.folder / spot.image, moved / f"{number * 7 % 8}.png")
    with open_packet(made.path) as packet:
        assert missing_images(packet) == (1, 2, 3, 4, 5, 6, 7)
        assert "images that were not found: 7; locate them" in status_lines(status_of(packet))
        with pytest.raises(StudyError, match="was not found") as refused:
            Reading(packet, sign_in(packet, "Ada")).image()
        assert "Secret" not in f"{refused.value.message} {refused.value.remedy}"
        assert result_of(locate_images(packet, tmp_path / "elsewhere")) == 7
        assert missing_images(packet) == ()
    after = shown(made.path)
    assert all(right for right, _, _ in after.values())
    for number, pixels in before.items():
        np.testing.assert_array_equal(after[number][1], pixels)
    lock(made.path)
    assert merge_packet(study, made.path).new == 7, "images may be elsewhere for the reader"


def test_an_image_of_the_same_name_and_another_content_is_not_the_right_one(study, give):
    made = give(study)
    one, two = (study.folder / spot.image for spot in spots_of(study)[:2])
    two.write_bytes(one.read_bytes())
    assert sum(not right for right, _, _ in shown(made.path).values()) == 1


# -- media ----------------------------------------------------------------------------------------------------------
def test_read_only_media_are_told_and_still_come_back(study, give, lock, monkeypatch):
    made = give(study)
    lock(made.path, 2)
    kept = made.path.read_bytes()
    locked = store.locked
    for module in (store, file_lock):
        monkeypatch.setattr(module, "locked", lambda path: locked(path) if "histocast-packet-" in str(path)
                            else (None, "the folder of the file is not writable (Read-only file system)"))  # fmt: skip
    with open_packet(made.path) as packet:
        assert "read only: the folder of the file is not writable" in "\n".join(status_lines(status_of(packet)))
        with pytest.raises(StudyError, match="Read-only file system") as refused:
            Reading(packet, sign_in(packet, "Ada"))
        assert "Copy the file, and the folder of images beside it" in refused.value.remedy
    assert merge_packet(study, made.path).new == 2
    assert made.path.read_bytes() == kept


def test_a_packet_with_an_unfinished_change_is_not_read_without_its_journal(study, give, monkeypatch):
    made = give(study)
    made.path.with_name(made.path.name + "-journal").write_bytes(b"x" * 600)
    monkeypatch.setattr(store, "locked", lambda path: (None, "the folder of the file is not writable"))
    with pytest.raises(StudyError, match="was not closed properly"):
        open_packet(made.path)


def test_a_write_protected_file_is_told(study, give, monkeypatch):
    made = give(study)
    monkeypatch.setattr(store.os, "access", lambda path, mode: False)
    with open_packet(made.path) as packet:
        assert packet.read_only == "the file is write-protected"

"""The real tasks where they need no network: which engine is loaded when, and what is looked up of a device."""

import gc
import runpy
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from pydicom import dcmread

from app.session.values import OpenedImage
from app.viewer import network_tasks
from app.viewer.controller import VIEW_THREADS
from app.viewer.network_tasks import Tasks
from model.backbone import devices
from model.base.errors import SlideError, UnmeasuredError
from model.base.progress import Progress, result_of
from model.predict.precision_error import save_error
from model.slide.isolated.process import SLOTS

SLIDES = Path(__file__).parents[2] / "model" / "slide" / "whole_slides.py"


@pytest.fixture
def loaded(monkeypatch):
    """(device, precision) of every engine that was loaded; *fast* on "cuda:0" was never measured."""
    from model.predict import engine

    seen = []

    def load_engine(path, device, precision, late=False):
        yield Progress("loading")
        if (device, precision) == ("cuda:0", "fast"):
            raise UnmeasuredError("never measured", "measure it")
        seen.append((device, precision, "late") if late else (device, precision))
        return object()

    monkeypatch.setattr(network_tasks, "_rehearse", lambda engine: None)
    monkeypatch.setattr(gc, "freeze", lambda: None)
    monkeypatch.setattr(engine, "load_engine", load_engine)
    return seen


def test_an_engine_is_of_one_device_and_one_precision(loaded, fakes):
    tasks, bundle = Tasks(), fakes.bundle()
    for device, precision in (("cpu", "exact"), ("cpu", "exact"), ("cpu", "fast"), ("auto", "fast"), ("auto", "fast")):
        result_of(tasks.warm_up(bundle, device, precision))
    assert loaded == [("cpu", "exact"), ("cpu", "fast"), ("auto", "fast")]


def test_a_saved_result_returns_without_the_network(loaded, fakes, monkeypatch):
    """A loaded engine is used as it is; otherwise only the bundle is loaded, and no engine is kept."""
    from model.predict import from_cache

    given = []

    def predict_from_cache(slide, record, placement, engine, cache):
        yield Progress("reading")
        given.append(engine)

    monkeypatch.setattr(from_cache, "predict_from_cache", predict_from_cache)
    tasks, bundle = Tasks(), fakes.bundle()
    slide = fakes.PaintedSlide(Path("spot.png"))
    image = OpenedImage(slide, fakes.record(slide.path, slide))
    result_of(tasks.restore(image, None, bundle, "cpu", "exact"))
    assert loaded == [("cpu", "exact", "late")]
    assert tasks._engine is None
    result_of(tasks.warm_up(bundle, "cpu", "exact"))
    result_of(tasks.restore(image, None, bundle, "cpu", "exact"))
    assert loaded[1:] == [("cpu", "exact")]
    assert given[1] is tasks._engine


def test_an_engine_that_was_released_is_loaded_again(loaded, fakes):
    tasks, bundle = Tasks(), fakes.bundle()
    result_of(tasks.warm_up(bundle, "cpu", "exact"))
    result_of(tasks.release_engine())
    result_of(tasks.warm_up(bundle, "cpu", "exact"))
    assert len(loaded) == 2


def test_an_unmeasured_fast_leaves_no_engine_behind(loaded, fakes):
    tasks = Tasks()
    result_of(tasks.warm_up(fakes.bundle(), "cpu", "exact"))
    with pytest.raises(UnmeasuredError):
        result_of(tasks.warm_up(fakes.bundle(), "cuda:0", "fast"))
    assert tasks._engine is None


@pytest.fixture
def machine(monkeypatch, fakes):
    """A machine with one CPU, whose *fast* is int8."""

    def choose(asked, precision="exact", engine=None):
        return fakes.CPU if precision == "exact" else fakes.fast(fakes.CPU)

    monkeypatch.setattr(devices, "list_devices", lambda engine=None: (fakes.CPU,))
    monkeypatch.setattr(devices, "choose_device", choose)
    monkeypatch.setattr(devices, "fast_arithmetic", lambda device: "int8")
    monkeypatch.setattr(devices, "fastest_arithmetic", lambda device: None)


def test_what_is_known_of_fast_is_looked_up_for_the_model(machine, fakes):
    bundle = fakes.bundle()
    assert result_of(Tasks().look_up_devices("auto", bundle)).fast.error is None
    save_error(bundle.sha256, fakes.fast(fakes.CPU), fakes.SMALL)
    found = result_of(Tasks().look_up_devices("auto", bundle))
    assert found.exact == fakes.CPU
    assert found.fast.error == fakes.SMALL
    other = replace(bundle, sha256="c" * 64)
    assert result_of(Tasks().look_up_devices("auto", other)).fast.error is None
    assert result_of(Tasks().look_up_devices("auto", None)).fast.error is None


def test_a_model_on_an_encoder_from_a_file_gets_the_devices_that_compute_it(machine, monkeypatch, fakes):
    asked = []

    def choose(name, precision="exact", engine=None):
        asked.append((precision, engine))
        return fakes.CPU if precision == "exact" else fakes.fast(fakes.CPU)

    def listed(engine=None):
        asked.append(("list", engine))
        return (fakes.CPU,)

    monkeypatch.setattr(devices, "choose_device", choose)
    monkeypatch.setattr(devices, "list_devices", listed)
    result_of(Tasks().look_up_devices("auto", fakes.bundle()))
    assert asked == [("exact", None), ("fast", None), ("list", None)]
    asked.clear()
    monkeypatch.setattr("model.backbone.store.known_backbone", lambda sha256: SimpleNamespace(engine="OpenVINO"))
    result_of(Tasks().look_up_devices("auto", fakes.bundle()))
    assert asked == [("exact", "OpenVINO"), ("fast", "OpenVINO"), ("list", "OpenVINO")]


def test_a_device_without_a_faster_way_has_no_fast(machine, monkeypatch, fakes):
    monkeypatch.setattr(devices, "fast_arithmetic", lambda device: None)
    assert result_of(Tasks().look_up_devices("auto", fakes.bundle())).fast is None


@pytest.fixture
def glimpsed(tmp_path, monkeypatch):
    """The opening of a large file that was just handed over to be looked at, and what was handed over."""
    made = SimpleNamespace(**runpy.run_path(str(SLIDES)))
    made.aperio(tmp_path / "a.svs")
    monkeypatch.setattr("model.slide.opening.SOON_BYTES", 0)
    steps, seen = Tasks().open_image(tmp_path / "a.svs"), None
    while seen is None:
        seen = next(steps).partial
    return steps, seen


def test_a_large_file_is_handed_over_to_be_looked_at_before_it_is_read_through(glimpsed):
    steps, seen = glimpsed
    assert isinstance(seen, OpenedImage)
    assert (seen.record.sha256, seen.record.mpp) == ("", 0.499)
    image = result_of(steps).image
    assert image.slide is seen.slide
    assert image.overview is seen.overview
    assert len(image.record.sha256) == 64
    image.slide.close()


def test_a_large_file_given_up_after_it_was_seen_is_closed(glimpsed):
    steps, seen = glimpsed
    steps.close()
    with pytest.raises(SlideError, match="closed"):
        seen.slide.read_level(0, 0, 0, 10, 10)


def test_a_dicom_slide_is_one_image_of_its_folders_folder_whichever_file_is_opened(tmp_path):
    made = SimpleNamespace(**runpy.run_path(str(SLIDES)))
    made.dicom(tmp_path / "b")
    made.aperio(tmp_path / "a.svs")
    for path in (tmp_path / "b" / "c.dcm", tmp_path / "b"):
        opened = result_of(Tasks().open_image(path))
        assert opened.image.record.path == str(tmp_path / "b")
        assert opened.siblings == (tmp_path / "a.svs", tmp_path / "b")
        opened.image.slide.close()
    (tmp_path / "x.dcm").write_bytes(b"\0" * 128 + b"DICM" + b"\2\0\0\0UL\xff\xff")
    opened = result_of(Tasks().open_image(tmp_path))
    assert opened.siblings == (tmp_path / "a.svs", tmp_path / "b")
    assert [error.path.name for error in opened.skipped] == ["x.dcm"]
    assert opened.image.slide.path == tmp_path / "a.svs"
    opened.image.slide.close()
    assert result_of(Tasks().thumbnail(tmp_path / "b", 48)).shape == (35, 48, 3)


def test_of_a_folder_the_first_image_that_opens_is_shown_and_those_before_it_are_told(tmp_path):
    """A DICOM slide that is refused and a damaged picture come before the good one."""
    made = SimpleNamespace(**runpy.run_path(str(SLIDES)))
    made.dicom_file(tmp_path / "a.dcm", made.RGB, "1.2.3", 1, 0.5)
    data = dcmread(tmp_path / "a.dcm")
    data.DimensionOrganizationType = "3D"
    data.save_as(tmp_path / "a.dcm")
    (tmp_path / "b.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 99)
    made.aperio(tmp_path / "c.svs")
    opened = result_of(Tasks().open_image(tmp_path))
    opened.image.slide.close()
    assert opened.image.slide.path == tmp_path / "c.svs"
    assert [error.path for error in opened.refused] == [tmp_path, tmp_path / "b.png"]
    assert "Dimension Organization Type 3D" in opened.refused[0].message
    assert set(opened.siblings) == {tmp_path, tmp_path / "b.png", tmp_path / "c.svs"}
    (tmp_path / "c.svs").unlink()
    with pytest.raises(SlideError, match="Dimension Organization Type 3D"):
        result_of(Tasks().open_image(tmp_path))
    with pytest.raises(SlideError, match=r"b\.png is a damaged PNG"):
        result_of(Tasks().open_image(tmp_path / "b.png"))


def test_an_image_opens_though_its_folder_may_not_be_listed(tmp_path, monkeypatch):
    made = SimpleNamespace(**runpy.run_path(str(SLIDES)))
    made.aperio(tmp_path / "a.svs")

    def refuse(_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("model.slide.folder.contents_of", refuse)
    opened = result_of(Tasks().open_image(tmp_path / "a.svs"))
    opened.image.slide.close()
    assert opened.siblings == (tmp_path / "a.svs",)
    assert "cannot be listed: Permission denied" in opened.skipped[0].message


def test_the_native_part_of_torch_is_loaded_before_anything_imports_torch(qtbot, window, tasks, monkeypatch):
    """An import would hold Python meanwhile, and the window would not react."""
    begun = []
    for name in ("load_libraries", "look_up_devices", "warm_up", "restore"):
        task = getattr(tasks, name)
        monkeypatch.setattr(tasks, name, lambda *given, name=name, task=task: begun.append(name) or task(*given))
    window.get_ready()
    qtbot.waitUntil(lambda: "warm_up" in begun)
    assert begun[0] == "load_libraries"


def test_the_screen_never_takes_all_answers_of_the_process_that_decodes():
    """An analysis reads from the same process, and each of both goes on while the other waits."""
    assert VIEW_THREADS < SLOTS


@pytest.fixture
def collector(monkeypatch):
    """What happened to the garbage collector, and whether it was on while the pipeline was imported."""
    seen = []
    monkeypatch.setattr("model.base.preload.preload", lambda *given: seen.append("preloaded"))
    monkeypatch.setattr(gc, "freeze", lambda: seen.append("frozen"))
    monkeypatch.setattr(network_tasks, "_import_pipeline", lambda: seen.append(gc.isenabled()))
    return seen


def test_torch_is_imported_without_garbage_collections_and_then_excluded_from_them(collector):
    """A collection through the objects of torch stopped the window for 0.2 s, when a saved result returned."""
    result_of(Tasks().load_libraries())
    assert collector == ["preloaded", False, "frozen"]
    assert gc.isenabled()


def test_a_failed_import_does_not_leave_the_collector_off(collector, monkeypatch):
    def torn():
        raise ImportError("torn")

    monkeypatch.setattr(network_tasks, "_import_pipeline", torn)
    with pytest.raises(ImportError):
        result_of(Tasks().load_libraries())
    assert gc.isenabled()
    assert "frozen" not in collector


def test_a_cancelled_import_does_not_leave_the_collector_off(collector):
    task = Tasks().load_libraries()
    next(task)
    next(task)
    task.close()
    assert gc.isenabled()
    assert collector == ["preloaded"]

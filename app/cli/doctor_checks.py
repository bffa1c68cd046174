"""The checks of `histocast doctor`. Each check returns findings, with a remedy where one is needed."""

import os
import platform
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from app.cli.display import why_no_window
from app.cli.errors import FORESEEN, error_text
from app.cli.progress import follow
from app.cli.versions import version_of
from model.base.build_info import program_version

if TYPE_CHECKING:
    from model.result.prediction import DeviceRecord, Precision

Level = Literal["ok", "note", "fault"]
PACKAGES = (
    "torch", "numpy", "pillow", "tifffile", "imagecodecs", "openslide-python", "openslide-bin",
    "scipy", "scikit-learn", "lifelines", "statsmodels", "matplotlib", "reportlab",
    "safetensors", "PySide6-Essentials",
)  # fmt: skip
OPTIONAL_PACKAGES = ("openvino", "nncf", "torchvision")
LOADED = (
    "imagecodecs", "tifffile", "openslide", "scipy.ndimage", "sklearn.svm", "lifelines",
    "statsmodels.stats.inter_rater", "matplotlib.backends.backend_pdf", "reportlab.platypus",
)  # fmt: skip
"""Modules that `libraries` loads as a check, because the self-test does not use them: image readers, statistics and
report writers.
"""


@dataclass(frozen=True)
class Finding:
    """One line of the report of `histocast doctor`. A "fault" prevents predictions; a "note" is information."""

    section: str
    subject: str
    words: str
    level: Level = "ok"
    remedy: str = ""


def program() -> Iterator[Finding]:
    """Report the versions of the program, of Python and of the required packages."""
    section = "program"
    yield Finding(section, "histocast", program_version())
    yield Finding(section, "python", f"{platform.python_version()} on {platform.platform()}")
    for package in PACKAGES:
        version = version_of(package)
        there = version != "not installed"
        yield Finding(section, package, version, "ok" if there else "fault", "" if there else "pip install histocast")
    for package in OPTIONAL_PACKAGES:
        yield Finding(section, package, version_of(package))


def libraries() -> Iterator[Finding]:
    """Check that the installed packages can be loaded, because files of a package may be missing."""
    good = []
    for name in LOADED:
        try:
            import_module(name)
        except (ImportError, OSError) as error:  # OSError: a shared library that cannot be loaded
            remedy = "Install the program again; after a fresh installation, check the antivirus quarantine."
            yield Finding("libraries", name, f"cannot be loaded: {error}", "fault", remedy)
        else:
            good.append(name.partition(".")[0])
    yield Finding("libraries", "loaded", ", ".join(good))


def rules() -> Iterator[Finding]:
    """Report the machine-wide settings enforced by the administrator."""
    from model.base.policy import policy, policy_file

    text = "; ".join(policy().phrases)
    yield Finding("policy", "file", f"{policy_file()}: {text or 'none, nothing is restricted'}")


def window() -> Iterator[Finding]:
    """Check whether a window can be opened: Qt, its system libraries and a display.

    Predictions work without a window.
    """
    error = why_no_window()
    if error is None:
        yield Finding("window", "display", "a window can be opened")
    else:
        yield Finding("window", "display", error.message, "note", error.remedy)


def folders() -> Iterator[Finding]:
    """Report the program's folders and check that they are writable."""
    from model.base.places import HOME_VARIABLE, cache_folder, data_folder, log_folder, settings_file

    yield Finding("folders", "settings", str(settings_file()))
    for name, folder in (("data", data_folder()), ("cache", cache_folder()), ("log", log_folder())):
        if _may_write(folder):
            yield Finding("folders", name, str(folder))
        else:
            remedy = f"Correct its permissions, or set {HOME_VARIABLE} to another folder."
            yield Finding("folders", name, f"{folder} is not writable", "fault", remedy)


def decoding() -> Iterator[Finding]:
    """Report where images are decoded, and the limits of the process that decodes them."""
    from model.base.progress import result_of
    from model.slide.isolated.pool import SWITCH, is_on, own_process
    from model.slide.isolated.process import ReaderDiedError

    section, subject = "decoding", "images"
    if not is_on():
        remedy = f"Remove {SWITCH}=off from the environment."
        yield Finding(
            section, subject, "decoded inside the program, without protection from crafted files", "note", remedy
        )
        return
    process = own_process(Path("an image"))
    try:
        result_of(process.ask("prepare"))
        limits = ", ".join(process.restricted) or "none on this system"
        yield Finding(section, subject, f"decoded in a separate process; limits: {limits}")
    except ReaderDiedError as error:
        remedy = f"Check the antivirus quarantine. {SWITCH}=off decodes images inside the program, without protection."
        yield Finding(section, subject, f"the process that decodes images ended: {error.reason}", "fault", remedy)
    finally:
        process.stop()


def bundles() -> Iterator[Finding]:
    """Check that each installed model is readable, unchanged, and has its backbone installed."""
    from model.backbone.store import find_backbone
    from model.base.files import listed_sums
    from model.bundle.installed import installed_bundles, verified_sha256
    from model.bundle.manifest import read_manifest

    found = installed_bundles()
    if not found:
        yield Finding("bundles", "none", "no model is installed", "fault", "Install the program again.")
    for name, path in found.items():
        try:
            manifest = read_manifest(path)
            sha256 = verified_sha256(path)
            find_backbone(manifest.backbone_sha256, manifest.backbone_name)
        except FORESEEN as error:
            message, remedy = error_text(error)
            yield Finding("bundles", name, message, "fault", remedy)
            continue
        state = "as shipped" if path.name in listed_sums(path.parent) else "no checksum to verify"
        demo = ", DEMO" if manifest.demo else ""
        yield Finding("bundles", name, f"version {manifest.version}{demo}, sha256 {sha256} ({state})")


def backbones() -> Iterator[Finding]:
    """Report the installed weights. The self-test compares the weights of the current model with their hash."""
    from model.backbone.store import installed_backbones

    for info in installed_backbones().values():
        yield Finding("backbones", info.name, f"sha256 {info.sha256}, {info.source}")


def devices() -> Iterator[Finding]:
    """Report the available devices and the default device."""
    from model.backbone.devices import FAST, FASTEST, choose_device, list_devices

    for device in list_devices():
        yield Finding("devices", device.name, device.title)
    chosen = choose_device("auto")
    yield Finding("devices", "used", f"{chosen.title}; {chosen.reason}")
    for precision in (FAST, FASTEST):
        yield Finding("devices", precision, _faster_text(chosen, precision))


def _faster_text(exact: "DeviceRecord", precision: "Precision") -> str:
    """Return a text on `precision`: its number format on the default device, and its error with the default model."""
    from model.backbone.devices import arithmetic_of, choose_device
    from model.base.files import file_sha256
    from model.bundle.installed import default_bundle, find_bundle
    from model.predict.precision_error import known_error

    if arithmetic_of(exact, precision) is None:
        return "not available on this device"
    device = choose_device(exact.name, precision)
    error = known_error(file_sha256(find_bundle("")), device)
    measured = error.text if error else "not measured yet: histocast bench --accuracy"
    return f"{device.arithmetic}; with the model {default_bundle()}: {measured}"


def self_test() -> Iterator[Finding]:
    """Process one tile with the whole model on the default device."""
    from model.bundle.installed import find_bundle
    from model.predict.engine import load_engine
    from model.predict.selftest import self_test as encode_one

    section = "self-test"
    try:
        engine = follow(load_engine(find_bundle(""), "auto"), section)
        found = encode_one(engine)
    except FORESEEN as error:
        message, remedy = error_text(error)
        yield Finding(section, "one tile", message, "fault", remedy)
        return
    expected = "the bundle has no reference value" if found.reference is None else f"expected {found.reference:.5f}"
    result = f"logit {found.logit:.5f}, {expected}, {found.seconds:.2f} s on {engine.device.title}"
    if found.passed:
        yield Finding(section, "one tile", f"OK: {result}")
    else:
        remedy = "Do not trust results of this device. Try --device cpu-torch, update the driver, or install again."
        yield Finding(section, "one tile", f"wrong: {result}", "fault", remedy)


Check = Callable[[], Iterator[Finding]]
CHECKS: tuple[Check, ...] = (
    program, libraries, rules, window, folders, decoding, bundles, backbones, devices, self_test,
)  # fmt: skip


def _may_write(folder: Path) -> bool:
    """Return whether files can be created in `folder` or, if it does not exist, in its nearest parent.

    Create nothing.
    """
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder.is_dir() and os.access(folder, os.W_OK)

"""Every example of the help is run, or goes as far as the costly step that is named here.

The examples run in this process, on the small files of `example_files.py`. Those that take a pipeline get one that
opens images in earnest and draws its predictions. `test_help.py` parses all examples.
"""

import runpy
import shlex
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from app.__main__ import main
from app.cli.pipeline import ModelPipeline
from model.base.files import file_sha256
from model.bundle.installed import find_bundle

RUN = {
    "histocast predict spot.tif --out results": "research use only",
    "histocast predict slide.svs --window 4317,3062": "slide.svs",
    "histocast predict spots --three-answers rule.json": "b.png",
    "histocast info slide.svs": "206 x 168",
    "histocast explain spot.tif --method regions --out explained": "explained",
    "histocast lecture": "recurrent networks",
    "histocast tma find slide.svs --core-map map.csv --out cores": "12 cores, 0 missing",
    "histocast tma analyse slide.svs --cores cores/slide.cores.csv --out results": "results",
    "histocast study create liver.histostudy --table patients.csv --dry-run": "60 patients, 60 spots",
    "histocast study import liver.histostudy --reads reads.csv": "120 reads",
    "histocast study import liver.histostudy --predictions run": "Added: 2 predictions",
    "histocast study predict liver.histostudy --bundle demo": "0 of 60 spots to analyse",
    "histocast study status liver.histostudy --json": '"patients": 60',
    "histocast study export liver.histostudy --out tables": "liver.patients.csv",
    "histocast study locate liver.histostudy images": "Images found",
    "histocast study compare liver.histostudy": "model demo",
    "histocast study compare patients.csv --time months --event died --rater grade=grade:3": "29 events",
    "histocast study recalibrate liver.histostudy --out recalibrated.safetensors": "recalibrated on",
    "histocast study packet liver.histostudy --reader Ada --out ada.histopacket": "60 cases of Ada",
    "histocast study merge liver.histostudy ada.histopacket": "Ada",
    "histocast study plan-size --event-share 0.35 --auc 0.75": "patients",
    "histocast study three-answers liver.histostudy --error 0.1 --out rule.json": "60 patients",
    "histocast study deidentify liver.histostudy --out shared.histostudy --keep stage --keep cause": "removed",
    "histocast study rescue liver.histostudy --out rescued.histostudy": "patients: 60 rows saved",
    "histocast bundle list": "demo",
    "histocast bundle show demo": "No clinical meaning",
    "histocast bundle diff demo mine.safetensors": "B: demo-as-published",
    "histocast bundle diff demo mine.safetensors --fields": "calibration",
    "histocast bundle uncalibrate recalibrated.safetensors --out former.safetensors": "former.safetensors",
    "histocast backbone list": "seeded",
    "histocast cache show": "",
    "histocast cache limit": "",
    "histocast cache limit --images 5 --cohorts none": "",
    "histocast cache clear": "",
}
"""The examples that run, each with a word of what it prints."""
FIRST = {
    "histocast predict spots --three-answers rule.json":
        "study three-answers liver.histostudy --error 0.1 --out rule.json",
    "histocast tma analyse slide.svs --cores cores/slide.cores.csv --out results": "tma find slide.svs --out cores",
    "histocast study merge liver.histostudy ada.histopacket":
        "study packet liver.histostudy --reader Ada --out ada.histopacket",
    "histocast bundle uncalibrate recalibrated.safetensors --out former.safetensors":
        "study recalibrate liver.histostudy --out recalibrated.safetensors",
}  # fmt: skip
"""What must be run before, so that the files of an example exist."""
PLACED = {
    "histocast predict slide.svs --window 4317,3062": ("large.svs", "slide.svs"),
    "histocast study import liver.histostudy --reads reads.csv": ("before.histostudy", "liver.histostudy"),
    "histocast study create liver.histostudy --table patients.csv --dry-run": ("liver.histostudy", "moved.histostudy"),
}
"""Which file is renamed before an example runs, and its new name."""
WINDOW, NETWORK, TRAINS, WEIGHTS = "opens a window", "runs the network", "trains networks", "needs 0.5 GB of weights"
SECONDS, DOWNLOADS, RUNS = "takes more than 10 s", "downloads", "needs the folders of two runs"
NOT_RUN = {
    "histocast open spot.tif --analyse": (WINDOW, "app.start.start.start"),
    "histocast sample": (WINDOW, "app.start.start.start"),
    "histocast predict --features slide.h5 --bundle model.safetensors --image slide.svs --out results":
        (NETWORK, "model.bundle.bundle.load_bundle"),
    "histocast features spots --format trident --out features": (NETWORK, "app.cli.pipeline.ModelPipeline.load"),
    "histocast features slides --whole-slide --backbone mine --format stamp --out features":
        (NETWORK, "model.training.train.load_encoder"),
    "histocast explain audit mine.safetensors cohort.csv --spots 40": (NETWORK, "model.audit.run.audit"),
    "histocast lecture --spot --out lecture": (NETWORK, "app.cli.pipeline.ModelPipeline.load"),
    "histocast cohort run spots/ --out results/": (NETWORK, "model.cohort.run.run_cohort"),
    "histocast cohort run spots.csv --out results/ --files arrays": (NETWORK, "model.cohort.run.run_cohort"),
    "histocast cohort run clinic.histostudy --out results/": (NETWORK, "model.cohort.run.run_cohort"),
    "histocast cohort run array.svs --cores tables/ --out results/": (NETWORK, "model.cohort.run.run_cohort"),
    "histocast cohort run spots/ --out results/ --local-cluster 2": (NETWORK, "model.cohort.run.run_cohort"),
    "histocast cohort merge ward-1/ ward-2/ --out all/": (RUNS, "model.cohort.merge.merge_runs"),
    "histocast study report liver.histostudy --out report": (SECONDS, "model.comparison.report.write.write_report"),
    "histocast doctor": (NETWORK, "app.cli.doctor_checks.import_module"),
    "histocast bench --accuracy": (NETWORK, "model.benchmark.accuracy.measure_error"),
    "histocast bench --peers": (NETWORK, "model.benchmark.peers.measure_peers"),
    "histocast bench viewer slide.svs": (WINDOW, "app.cli.bench.viewer.measured_apart"),
    "histocast bundle verify mine.safetensors": (NETWORK, "model.predict.verify_bundle.verify"),
    "histocast bundle memory spot.tif demo mine.safetensors --out memory.pdf":
        (NETWORK, "app.cli.pipeline.ModelPipeline.load"),
    "histocast backbone import vgg16.pth --name mine": (WEIGHTS, "model.backbone.store.import_backbone"),
    "histocast backbone import encoder.onnx --tile-px 224 --mpp 0.5 --normalise imagenet":
        (NETWORK, "model.backbone.onnx_import.import_onnx"),
    "histocast backbone import encoder.onnx --tile-px 256 --mpp 0.5 --means 0.5,0.5,0.5 --sds 0.5,0.5,0.5":
        (NETWORK, "model.backbone.onnx_import.import_onnx"),
    "histocast backbone fetch imagenet": (DOWNLOADS, "model.backbone.fetch.fetch_imagenet"),
    "histocast backbone export imagenet vgg16.safetensors": (WEIGHTS, "model.backbone.store.export_backbone"),
    "histocast train cohort.csv --out my.safetensors --loss hazards --folds 3 --seeds 3":
        (TRAINS, "model.training.train.train"),
    "histocast compare cohort.csv --methods lstm,lstm-weighted,lstm-hazards,lr-mean --folds 3":
        (TRAINS, "model.training.compare.compare"),
    "histocast validate my.safetensors hospital-b.csv --out b --into my-b.safetensors":
        (NETWORK, "model.validation.run.validate"),
    "histocast demo build --out demo.safetensors": (TRAINS, "model.synthesis.demo.build_demo"),
    "histocast demo spots --out spots": (SECONDS, "model.synthesis.samples.make_samples"),
    "histocast demo tma --rows 3 --columns 4 --out tma.tif": (SECONDS, "model.synthesis.tma_slide.write_tma_slide"),
    "histocast demo scales --out seeded-scales.safetensors": (NETWORK, "model.synthesis.backbone_scales.make_scales"),
    "histocast demo weights --out tissue.safetensors": (TRAINS, "model.synthesis.trained_weights.make_weights"),
}  # fmt: skip
"""The examples that are not run to their end: why, and the function that does what is too costly for a test."""
_FILES = runpy.run_path(str(Path(__file__).with_name("example_files.py")))
_HELP = runpy.run_path(str(Path(__file__).with_name("test_help.py")))
PRINTED = [line for parser in _HELP["LEAVES"].values() for line in _HELP["examples"](parser)]


class ReachedError(BaseException):
    """The costly step of an example was reached."""


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    """The folder with the files of all examples. It is made once and copied for each of them."""
    folder = tmp_path_factory.mktemp("stage")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("HISTOCAST_ISOLATION", "off")
        _FILES["build"](folder)
    return folder


@pytest.fixture
def here(stage, tmp_path, monkeypatch):
    """The working folder of an example."""
    folder = shutil.copytree(stage, tmp_path / "work")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def drawn(make_pipeline, monkeypatch):
    """Predictions of the pipeline are drawn, so that no network is loaded."""
    seeded, sha256 = make_pipeline(), file_sha256(find_bundle("demo"))

    def of_demo(method):
        def analyse(self, *given):
            made = yield from method(*given)
            return replace(made, bundle=replace(made.bundle, sha256=sha256))

        return analyse

    for name in ("analyse", "analyse_core", "analyse_region"):
        monkeypatch.setattr(ModelPipeline, name, of_demo(getattr(seeded, name)))
    for name, method in (("load", seeded.load), ("explain", seeded.explain)):
        monkeypatch.setattr(ModelPipeline, name, lambda self, *given, method=method: method(*given))


@pytest.mark.parametrize(("line", "word"), RUN.items(), ids=RUN)
def test_an_example_runs(line, word, here, drawn, capsys):
    if line in FIRST:
        assert main(FIRST[line].split()) == 0
        capsys.readouterr()
    if line in PLACED:
        before, after = PLACED[line]
        (here / before).replace(here / after)
    assert main(shlex.split(line)[1:]) == 0
    printed = capsys.readouterr()
    assert word.lower() in (printed.out + printed.err).lower()


@pytest.mark.parametrize("line", NOT_RUN)
def test_the_other_examples_reach_the_step_that_is_too_costly(line, here, monkeypatch):
    """An example whose costly step is never reached could run, or is refused for another reason."""

    def reached(*given, **named):
        raise ReachedError

    monkeypatch.setattr(NOT_RUN[line][1], reached)
    monkeypatch.setattr("app.cli.open_window.why_no_window", lambda: None)
    monkeypatch.setattr("app.cli.sample.why_no_window", lambda: None)
    with pytest.raises(ReachedError):
        main(shlex.split(line)[1:])


def test_every_example_of_the_help_is_in_one_of_the_two_lists():
    assert set(PRINTED) == RUN.keys() | NOT_RUN.keys()
    assert not RUN.keys() & NOT_RUN.keys()
    assert len(PRINTED) == len(set(PRINTED))

"""The wheel installs one package, which works beside a user's own modules `app` and `model`."""

import ast
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LUNG = ROOT / "tests" / "model" / "statistics" / "reference" / "lung.csv"
COMPARE = ("study", "compare", LUNG, "--time", "time", "--event", "dead", "--horizon", 365, "--rater", "sex=male",
           "--draws", 20, "--json")  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The folder that a wheel would unpack into the environment."""
    tree, out = tmp_path_factory.mktemp("tree"), tmp_path_factory.mktemp("built")
    for name in ("app", "model", "resources"):
        shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tree)
    for _ in range(2):  # the second time over the first
        command = [sys.executable, "setup.py", "-q", "build_py", "--build-lib", str(out)]
        subprocess.run(command, cwd=tree, check=True, capture_output=True, timeout=300)
    return out


@pytest.fixture
def run(built, tmp_path, monkeypatch):
    """Runs Python in a folder with a user's own `app.py` and `model.py`; returns what it prints."""
    for name in ("app", "model", "resources"):
        (tmp_path / f"{name}.py").write_text("MINE = True\n")

    def started(*words):
        monkeypatch.setenv("PYTHONPATH", str(built))
        command = [sys.executable, *map(str, words)]
        return subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True, timeout=300).stdout

    return started


def test_there_is_one_package(built):
    assert [path.name for path in built.iterdir()] == ["histocast"]
    assert (built / "histocast" / "py.typed").is_file()
    assert not (built / "histocast" / "app" / "api").exists()
    assert not (built / "histocast" / "app" / "app").exists()  # nor is one build moved into another
    assert (built / "histocast" / "resources" / "bundles" / "demo.safetensors").is_file()


def imported(tree):
    """The absolute modules that a parsed source imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_every_import_leads_to_a_module_inside(built):
    names = {
        name
        for path in built.rglob("*.py")
        for name in imported(ast.parse(path.read_text(encoding="utf-8")))
        if name.split(".")[0] in ("app", "model", "resources", "histocast")
    }
    assert len(names) > 1000
    missing = []
    for name in names:
        whole, module = (built / part.replace(".", "/") for part in (name, name.rpartition(".")[0]))
        if not (whole.is_dir() or whole.with_suffix(".py").is_file() or module.with_suffix(".py").is_file()):
            missing.append(name)
    assert missing == []


def test_the_api_and_the_users_modules_work_side_by_side(run):
    script = (
        "import app, model, resources, histocast\n"
        "assert app.MINE and model.MINE and resources.MINE\n"
        f"table = histocast.read_raters({str(LUNG)!r}, 'time', 'dead', ['sex=male'], 365)\n"
        "import json\n"
        "print(json.dumps(histocast.comparison_record(histocast.compare_raters(table, 365, draws=20))))"
    )
    assert json.loads(run("-c", script)) == json.loads(run("-m", "histocast", *COMPARE))


def test_the_embedded_model_and_the_pictures_are_found(run):
    assert "demo" in run("-m", "histocast", "bundle", "list")
    script = "from histocast.app.ui.icons import files; print((files('histocast.resources') / 'icons').is_dir())"
    assert run("-c", script).strip() == "True"


def inside():
    """The function of setup.py that moves names, without running the set-up."""
    text = (ROOT / "setup.py").read_text(encoding="utf-8").rpartition("\nsetup(")[0]
    names = {"__name__": "moved"}
    exec(compile(text, "setup.py", "exec"), names)
    return names["inside"]


def test_what_is_renamed(tmp_path):
    (tmp_path / "app" / "measure").mkdir(parents=True)
    moved = inside()
    text = (
        "from app.cli import x\n    from model import y\nfrom apps import z\nimport model.a  # noqa: F401\n"
        "'app.measure' 'app.safetensors' 'model' files(\"resources\")\n"
    )
    assert moved(text, tmp_path) == (
        "from histocast.app.cli import x\n    from histocast.model import y\nfrom apps import z\n"
        "import histocast.model.a  # noqa: F401\n"
        "'histocast.app.measure' 'app.safetensors' 'model' files(\"histocast.resources\")\n"
    )
    with pytest.raises(ValueError, match="write it as from"):
        moved("import app.cli\nprint(app.cli)\n", tmp_path)

"""Libraries of a package are in memory before Python imports it; what cannot be loaded is left to the import."""

import subprocess
import sys
from pathlib import Path

import pytest

from model.base.preload import preload


@pytest.mark.skipif(sys.platform != "linux", reason="libraries are loaded in advance on Linux only")
def test_the_native_part_of_torch_is_loaded_and_torch_is_not_imported() -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom model.base.preload import preload\n"
        "mapped = lambda: 'libtorch_cpu' in Path('/proc/self/maps').read_text()\n"
        "before = mapped()\npreload('torch', 'lib/libtorch.so')\n"
        "print(before, mapped(), 'torch' in sys.modules)\n"
        "import torch\nprint(float(torch.ones(3) @ torch.ones(3)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=Path.cwd(), capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["False True False", "3.0"], done.stderr


def test_what_is_missing_is_skipped(tmp_path, monkeypatch) -> None:
    (tmp_path / "plain.py").write_text("")
    (tmp_path / "broken.so").write_bytes(b"no library")
    monkeypatch.syspath_prepend(tmp_path)
    preload("plain", "missing.so", "broken.so")
    preload("no_such_package_at_all", "missing.so")
    assert "plain" not in sys.modules

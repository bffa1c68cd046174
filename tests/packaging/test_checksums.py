"""What goes with a package: a statement on known vulnerabilities, and a signed list of checksums."""

import importlib.util
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SBOM = {
    "components": [
        {"name": "Pillow", "version": "1.0", "type": "library"},
        {"name": "Python", "version": "3.11.7", "type": "platform"},
    ]
}


@pytest.fixture
def script():
    spec = importlib.util.spec_from_file_location("vulnerabilities", ROOT / "packaging" / "vulnerabilities.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def answering(script, answer):
    audit = script._audit()

    def asked(packages):
        assert packages == {"pillow": "1.0"}
        if isinstance(answer, str):
            raise audit.AuditError(answer)
        return answer

    audit.asked = asked
    return audit


def test_a_database_that_was_not_reached_is_said_and_the_table_is_used(script):
    found = script.checked(SBOM, answering(script, None))
    assert not found["database_reached"]
    assert "NOT CHECKED against a database" in found["statement"]
    assert any("pillow 1.0 is older than" in line.lower() for line in found["findings"])


def test_a_database_that_was_reached_is_said_with_its_findings(script):
    found = script.checked(SBOM, answering(script, ["pillow 1.0: CVE-1"]))
    assert found["database_reached"]
    assert "NOT CHECKED" not in found["statement"]
    assert "pillow 1.0: CVE-1" in found["findings"]


def test_a_failure_of_the_tool_is_no_clean_answer(script):
    found = script.checked(SBOM, answering(script, "it printed nothing"))
    assert not found["database_reached"]
    assert "it printed nothing" in found["statement"]


def test_a_release_is_not_built_without_a_database(script, tmp_path, monkeypatch, capsys):
    listed, out = tmp_path / "sbom.json", tmp_path / "out.json"
    listed.write_text(json.dumps({"components": []}))
    audit = answering(script, None)
    monkeypatch.setattr(script, "_audit", lambda: audit)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    command = ["vulnerabilities.py", "--sbom", str(listed), "--out", str(out)]
    monkeypatch.setattr("sys.argv", command)
    assert script.main() == 0
    monkeypatch.setattr("sys.argv", [*command, "--must-ask"])
    assert script.main() == 2
    assert json.loads(out.read_text())["database_reached"] is False
    assert "NOT CHECKED" in capsys.readouterr().out


@pytest.fixture
def packages(tmp_path):
    folder = tmp_path / "dist"
    folder.mkdir()
    for name in ("histocast_1_amd64.deb", "histocast.cdx.json", "histocast.vulnerabilities.json", "notes.txt"):
        (folder / name).write_text(name)
    return folder


def sums(folder, **environment):
    given = {**os.environ, **environment}
    command = ["bash", str(ROOT / "packaging" / "checksums.sh"), str(folder)]
    return subprocess.run(command, capture_output=True, text=True, env=given, check=False)


@pytest.mark.skipif(not shutil.which("bash"), reason="the script needs bash")
def test_an_unsigned_list_says_so(packages):
    done = sums(packages, HISTOCAST_GPG_KEY="", HISTOCAST_SSH_KEY="")
    assert done.returncode == 0
    assert "not signed" in done.stderr
    listed = [line.split()[1] for line in (packages / "SHA256SUMS").read_text().splitlines()]
    assert listed == ["histocast_1_amd64.deb", "histocast.cdx.json", "histocast.vulnerabilities.json"]
    assert sums(packages / "..").returncode == 1, "a folder without packages"


@pytest.mark.skipif(not (shutil.which("ssh-keygen") and shutil.which("bash")), reason="there is no ssh-keygen")
def test_a_list_that_was_changed_fails_the_check_of_its_signature(packages, tmp_path):
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    assert sums(packages, HISTOCAST_GPG_KEY="", HISTOCAST_SSH_KEY=str(key)).returncode == 0
    signers = tmp_path / "allowed"
    signers.write_text(f"makers@histocast {key.with_suffix('.pub').read_text()}")

    def verified():
        command = ["ssh-keygen", "-Y", "verify", "-n", "histocast", "-I", "makers@histocast", "-f", str(signers),
                   "-s", str(packages / "SHA256SUMS.sig")]  # fmt: skip
        listed = (packages / "SHA256SUMS").read_bytes()
        return subprocess.run(command, input=listed, capture_output=True, check=False).returncode == 0

    assert verified()
    (packages / "SHA256SUMS").write_text("another list\n")
    assert not verified()

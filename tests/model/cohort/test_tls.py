"""Encrypted connections to a cluster, with certificates that openssl makes for the test."""

import shutil
import subprocess

import pytest

from model.base.errors import CohortRunError
from model.cohort.analyse import Job
from model.cohort.cluster import Tls, remote_workers
from model.cohort.columns import VOLATILE
from model.cohort.result_tables import comparable

KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    """Makes an authority in a folder of its own, and returns a certificate of it with the key."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")

    def openssl(folder, *given):
        subprocess.run(["openssl", *given], cwd=folder, check=True, capture_output=True)

    def make(name):
        folder = tmp_path_factory.mktemp(name)
        openssl(folder, "req", "-x509", *KEY, "-subj", f"/CN={name}", "-keyout", "ca.key", "-out", "ca.pem")
        openssl(folder, "req", *KEY, "-subj", "/CN=node", "-keyout", "node.key", "-out", "node.csr")
        openssl(
            folder, "x509", "-req", "-in", "node.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
            "-out", "node.pem",
        )  # fmt: skip
        return Tls(folder / "ca.pem", folder / "node.pem", folder / "node.key")

    return make


def test_a_cluster_with_certificates_of_ones_own(authority, hosts, tiny, bundle, spots, tmp_path):
    """The options of the command line and Dask's configuration give the same; foreign certificates are refused."""
    import dask
    import distributed  # noqa: F401 - adds its defaults to the configuration, which must come before any change
    import tiny_hosts

    ours, foreign = authority("ours"), authority("foreign")
    few, out = tmp_path / "few", tmp_path / "run"
    few.mkdir()
    shutil.copy2(spots / "s1.png", few)
    address = hosts.on("desk", tiny_hosts.scheduler, ours)
    assert address.startswith("tls://")
    hosts.on("one", tiny_hosts.worker, address, ours)
    hosts.on("user", tiny_hosts.run, address, few, bundle, out, (), None, ours)
    assert hosts.hear("user").done == 1
    tiny.result_of_run(few, bundle, tmp_path / "plain")
    assert comparable(out / "results.csv", VOLATILE) == comparable(tmp_path / "plain" / "results.csv", VOLATILE)

    def connects(tls, to=address, timeout_s=60.0):
        with remote_workers(to, tls, tiny.TinySource(bundle, tmp_path), Job("r"), timeout_s) as workers:
            return workers.room

    files = {"ca-file": ours.authority, "client.cert": ours.certificate, "client.key": ours.key}
    with dask.config.set({f"distributed.comm.tls.{name}": str(file) for name, file in files.items()}):
        assert connects(None) == 1
    missing = Tls(ours.authority, ours.certificate, tmp_path / "none.key")
    swapped = Tls(ours.authority, ours.key, ours.certificate)
    for tls, to in ((foreign, address), (None, address), (missing, address), (swapped, address),
                    (None, address.replace("tls", "tcp")), (ours, address.replace("tls", "tcp"))):  # fmt: skip
        with pytest.raises(CohortRunError, match="cannot be reached") as found:
            connects(tls, to, 0.5)
        assert "--tls-ca" in found.value.remedy
        assert tls is not missing or "none.key" in found.value.message

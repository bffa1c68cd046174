"""A run refuses, before it starts, what it could not write, and what another run is writing."""

import pytest

from model.base.errors import ExportError
from model.training.output import claimed, refuse_no_bundle


def test_a_second_run_into_the_same_output_is_refused_until_the_first_ends(tmp_path):
    out = tmp_path / "new" / "m.safetensors"
    with claimed(out, out.parent):
        with claimed(tmp_path / "new" / "other.safetensors", out.parent):
            pass
        with pytest.raises(ExportError, match="Another run is writing") as refused, claimed(out, out.parent):
            pass
        assert "another --out" in refused.value.remedy
    with claimed(out, out.parent):
        pass
    assert not list(out.parent.iterdir())


def test_a_failed_run_gives_its_output_free(tmp_path):
    with pytest.raises(ZeroDivisionError), claimed(tmp_path / "m", tmp_path):
        raise ZeroDivisionError
    with claimed(tmp_path / "m", tmp_path):
        pass


def test_a_place_that_cannot_be_written_is_refused(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(ExportError, match="Nothing can be written to"), claimed(
        tmp_path / "file" / "m", tmp_path / "file"
    ):
        pass


def test_only_a_bundle_is_replaced(tmp_path):
    refuse_no_bundle(tmp_path / "m.safetensors")
    with pytest.raises(ExportError, match=r"cohort\.csv is not the name of a bundle"):
        refuse_no_bundle(tmp_path / "cohort.csv")
    (tmp_path / "f.safetensors").mkdir()
    with pytest.raises(ExportError, match="is a folder"):
        refuse_no_bundle(tmp_path / "f.safetensors")

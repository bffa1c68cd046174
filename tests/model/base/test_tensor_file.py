"""A disk that is full is reported as such, whatever the library calls it."""

import errno

import numpy as np
import pytest
import torch
from safetensors import SafetensorError, safe_open

from model.base.tensor_file import save_tensors


@pytest.mark.parametrize("make", [np.zeros, torch.zeros])
def test_tensors_of_both_libraries_are_written(tmp_path, make):
    save_tensors({"a": make((2, 3))}, tmp_path / "a.safetensors", {"key": "text"})
    with safe_open(tmp_path / "a.safetensors", "np") as file:
        assert file.metadata() == {"key": "text"}
        assert file.get_tensor("a").shape == (2, 3)


@pytest.mark.parametrize(
    ("message", "code"),
    [("I/O error: No space left on device (os error 28)", errno.ENOSPC), ("I/O error: unknown", errno.EIO)],
)
def test_a_disk_that_cannot_be_written_is_an_os_error(tmp_path, monkeypatch, message, code):
    def fail(*_):
        raise SafetensorError(message)

    monkeypatch.setattr("safetensors.torch.save_file", fail)
    with pytest.raises(OSError, match=r"a\.safetensors") as found:
        save_tensors({"a": torch.zeros(1)}, tmp_path / "a.safetensors")
    assert found.value.errno == code

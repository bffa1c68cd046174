"""torch's warning about the CUDA toolkit is not shown: the benchmark would print it between its results."""

import logging

import pytest

from model.base.cuda_notice import without_cuda_notice


@pytest.fixture
def notices(monkeypatch):
    """Return what torch warns about a computer that has the CUDA toolkit, but no graphics card.

    The level of torch's logger is as on a fresh start, and is restored afterwards.
    """
    import torch
    from torch.utils import cpp_extension

    monkeypatch.setenv("CUDA_HOME", "/opt/toolkit")
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    logger = cpp_extension.logger
    records: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: records.append(record.getMessage())  # type: ignore[method-assign]
    before = logger.level
    logger.setLevel(logging.NOTSET)
    logger.addHandler(handler)

    def warned() -> list[str]:
        records.clear()
        cpp_extension._find_cuda_home()
        return list(records)

    yield warned
    logger.removeHandler(handler)
    logger.setLevel(before)


def test_the_warning_is_silenced(notices):
    assert ["/opt/toolkit" in text for text in notices()] == [True]
    without_cuda_notice()
    assert notices() == []

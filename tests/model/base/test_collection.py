"""Creating many objects without garbage collections."""

import gc

import pytest

from model.base.collection import uncollected


def test_no_garbage_is_collected_meanwhile():
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_garbage_is_collected_again_after_an_error():
    with pytest.raises(ValueError, match="broken"), uncollected():
        raise ValueError("broken")
    assert gc.isenabled()

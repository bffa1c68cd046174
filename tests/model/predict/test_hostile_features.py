"""Files in the cache that another program made to harm are computed again."""

import io
import zipfile

import numpy as np
import pytest

from model.predict.feature_file import StoredFeatures, read_facts, read_features, read_tiles, write_features

TILES, INPUTS = 6, 5


def entry(array=None, shape=None):
    """Return an array in NumPy's format, or only a header that states `shape`."""
    file = io.BytesIO()
    if array is None:
        np.lib.format.write_array_header_1_0(file, {"descr": "<f4", "fortran_order": False, "shape": shape})
    else:
        np.lib.format.write_array(file, array)
    return file.getvalue()


def entries(**changed):
    known = np.ones(TILES, bool)
    features = np.arange(TILES * INPUTS, dtype=np.float32).reshape(TILES, INPUTS)
    return {"known": entry(known), "features": entry(features), "tissue": entry(np.ones(TILES, np.float32)), **changed}


def written(path, contents, method=zipfile.ZIP_STORED, encrypted=False):
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in contents.items():
            archive.writestr(f"{name}.npy", content)
    if encrypted:
        data = path.read_bytes()
        for start, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            place = data.index(start) + at
            data = data[:place] + bytes([data[place] | 1]) + data[place + 1 :]
        path.write_bytes(data)
    return path


def read(path):
    return [read_features(path, TILES), read_facts(path, TILES), read_tiles(path, TILES, np.arange(2))]


def test_a_whole_file_is_read(tmp_path):
    path = tmp_path / "own.npz"
    write_features(path, StoredFeatures(np.ones((TILES, INPUTS), np.float32), np.ones(TILES, bool)), half=False)
    assert None not in [type(one) for one in read(path)]
    assert all(one is not None for one in read(written(tmp_path / "made.npz", entries())))


@pytest.mark.parametrize("name", ["known", "features", "tissue"])
@pytest.mark.parametrize("shape", [(10**12, 10**6), (10**30,), (2**62, 2**62), (-1,)], ids=str)
def test_an_array_that_states_a_size_beyond_any_memory_is_damage(tmp_path, name, shape):
    path = written(tmp_path / "a.npz", entries(**{name: entry(shape=shape)}))
    assert read(path)[0] is None
    assert read(path)[2] is None


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA])
def test_a_compressed_entry_is_not_unpacked(tmp_path, method):
    zeros = entry(np.zeros(50_000_000, bool))
    assert read(written(tmp_path / "a.npz", entries(known=zeros), method)) == [None] * 3


def test_an_encrypted_entry_is_damage(tmp_path):
    assert read(written(tmp_path / "a.npz", entries(), encrypted=True)) == [None] * 3

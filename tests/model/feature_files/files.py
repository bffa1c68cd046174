"""Feature files in the layouts of other programs, written as their public source writes them."""

import h5py
import numpy as np

CORNERS = np.array([[512, 256], [0, 0], [256, 256], [512, 0], [0, 512]])
"""Five tiles of 256 px in no order; in raster order they are rows 1, 3, 2, 0, 4."""
RASTER = [1, 3, 2, 0, 4]


def features(count=5, length=7, dtype=np.float32):
    return np.random.default_rng(count * length).normal(size=(count, length)).astype(dtype)


def resizable(file, name, values):
    """A dataset as TRIDENT and CLAM create it: one that can grow."""
    shape = values.shape
    file.create_dataset(name, data=values, maxshape=(None, *shape[1:]), chunks=(1, *shape[1:]))
    return file[name]


def trident(path, values=None, corners=CORNERS, encoder="uni_v1", **attributes):
    """256 px at 20x on a slide at 40x: a tile has 512 px of full resolution."""
    values = features(len(corners)) if values is None else values
    stated = {
        "patch_size": 256, "patch_size_level0": 512, "level0_magnification": 40, "target_magnification": 20,
        "overlap": 0, "name": "slide", "savetodir": "out", "level0_width": 4000, "level0_height": 3000,
    } | attributes  # fmt: skip
    with h5py.File(path, "w") as file:
        resizable(file, "features", values).attrs["encoder"] = "None" if encoder is None else encoder
        coords = resizable(file, "coords", np.asarray(corners))
        for key, value in stated.items():
            if value is not None:
                coords.attrs[key] = value
    return path


def clam(path, values=None, corners=CORNERS):
    with h5py.File(path, "w") as file:
        resizable(file, "features", features(len(corners)) if values is None else values)
        resizable(file, "coords", np.asarray(corners, np.int32))
    return path


def stamp(path, values=None, corners=CORNERS * 0.5, **attributes):
    """224 px of 256 um. Attributes that are None are left out."""
    stated = {
        "stamp_version": "2.5.0", "extractor": "mahmood-uni", "unit": "um", "tile_size_um": 256.0, "tile_size_px": 224,
        "code_hash": "0", "feat_type": "tile",
    } | attributes  # fmt: skip
    with h5py.File(path, "w") as file:
        file["coords"] = np.asarray(corners, np.float32)
        file["feats"] = features(len(corners), dtype=np.float16) if values is None else values
        for key, value in stated.items():
            if value is not None:
                file.attrs[key] = value
    return path

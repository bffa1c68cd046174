"""Winograd's convolution F(4 x 4, 3 x 3): a quarter of the multiplications of a 3 x 3 convolution, for 4 x 4 outputs.

Source: A. Lavin and S. Gray, "Fast Algorithms for Convolutional Neural Networks", CVPR 2016, doi 10.1109/CVPR.2016.435.
A patch d of 6 x 6 inputs and a filter g give 4 x 4 outputs A'[(G g G') . (B' d B)]A. Written for all patches and
channels at once, the two outer steps are products with one small matrix over the flattened patch, and the product in
the middle becomes 36 ordinary matrix products [patches, in] @ [in, out].

Pixels of all images lie as rows of one matrix [pixels, channels], in whatever order suits; an array `rows`
int [images, side, side] says which row holds which pixel. float32 throughout: the features of VGG-16 so computed lie
within 3e-5 of direct convolution, relative (tests measure it).
"""

import numpy as np

OUT, PATCH = 4, 6
POINTS = PATCH * PATCH

_B = np.array(
    [
        [4, 0, -5, 0, 1, 0],
        [0, -4, -4, 1, 1, 0],
        [0, 4, -4, -1, 1, 0],
        [0, -2, -1, 2, 1, 0],
        [0, 2, -1, -2, 1, 0],
        [0, 4, 0, -5, 0, 1],
    ]
)
_G = np.array([[6, 0, 0], [-4, -4, -4], [-4, 4, -4], [1, 2, 4], [1, -2, 4], [0, 0, 24]]) / 24
_A = np.array([[1, 1, 1, 1, 1, 0], [0, 1, -1, 2, -2, 0], [0, 1, 1, 4, 4, 0], [0, 1, -1, 8, -8, 1]])

INPUT_TRANSFORM = np.kron(_B, _B).astype(np.float32)
"""[36, 36]: flattened patches to the 36 points."""
OUTPUT_TRANSFORM = np.kron(_A, _A).astype(np.float32)
"""[16, 36]: the 36 points to flattened 4 x 4 outputs, row after row."""
POOLED_TRANSFORM = np.ascontiguousarray(
    OUTPUT_TRANSFORM.reshape(2, 2, 2, 2, POINTS).transpose(1, 3, 0, 2, 4).reshape(OUT * OUT, POINTS)
)
"""The same rows ordered for a 2 x 2 pooling: four blocks of four, whose maximum over blocks is the 2 x 2 pooled."""


def transformed_filters(weight: np.ndarray) -> np.ndarray:
    """Filters float32 [out, in, 3, 3] at the 36 points: float32 [36, in, out], computed in float64."""
    outputs, inputs = weight.shape[:2]
    flat = weight.reshape(outputs * inputs, 9).astype(np.float64)
    points = np.kron(_G, _G) @ flat.T
    # By point, then as the matrix that stands on the right of [patches, in].
    return np.ascontiguousarray(points.reshape(POINTS, outputs, inputs).transpose(0, 2, 1), dtype=np.float32)


def patches_a_side(side: int) -> int:
    """How many patches cover `side` outputs."""
    return -(-side // OUT)


def patch_rows(rows: np.ndarray, nothing: int) -> np.ndarray:
    """Which row each point of each patch is, int32 [36 * images * patches]; `nothing` is the row of zeros outside.

    `rows` int [images, side, side] as above. Patches are 6 x 6, four apart, over the image with one px of zeros around.
    """
    images, side = rows.shape[:2]
    n = patches_a_side(side)
    padded = np.full((images, OUT * n + 2, OUT * n + 2), nothing, np.int32)
    padded[:, 1 : 1 + side, 1 : 1 + side] = rows
    points = [padded[:, y : y + OUT * n : OUT, x : x + OUT * n : OUT] for y in range(PATCH) for x in range(PATCH)]
    return np.stack(points).ravel()


def output_rows(images: int, side: int, pooled: bool) -> np.ndarray:
    """Where the outputs of `side` x `side` images lie after the last step: int [images, side or side / 2 ...]."""
    n = patches_a_side(side)
    each = OUT // 2 if pooled else OUT
    kept = side // 2 if pooled else side
    flat = np.arange(each * each * images * n * n).reshape(each, each, images, n, n)
    whole = flat.transpose(2, 3, 0, 4, 1).reshape(images, n * each, n * each)
    return whole[:, :kept, :kept]

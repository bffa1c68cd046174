"""Winograd's convolution F(4 x 4, 3 x 3), which needs a quarter of the multiplications of a direct 3 x 3 convolution.

Source: A. Lavin and S. Gray, "Fast Algorithms for Convolutional Neural Networks", CVPR 2016, doi 10.1109/CVPR.2016.435.
A patch d of 6 x 6 inputs and a filter g give 4 x 4 outputs A'[(G g G') . (B' d B)]A, where "." multiplies element by
element and B' is the transpose of B. For all patches and channels at once, each of the two outer steps is a product
with one small matrix over the flattened patches. The step in the middle consists of 36 ordinary matrix products
[patches, in] @ [in, out], one per point of the 6 x 6 patch.

The pixels of all images are the rows of one matrix [pixels, channels], in any order. An array `rows` int [images, side,
side] states the row of each pixel. All computations are in float32. The features of VGG-16 differ from those of direct
convolution by a relative error of at most 3e-5 (measured by the tests).
"""

import numpy as np

OUT, PATCH = 4, 6
POINTS = PATCH * PATCH
_BLOCK = 8
"""Number of input channels whose filters are transformed at once."""

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
"""The matrix [36, 36] that transforms a flattened patch into its 36 points."""
OUTPUT_TRANSFORM = np.kron(_A, _A).astype(np.float32)
"""The matrix [16, 36] that transforms the 36 points into the flattened 4 x 4 outputs, row by row."""
POOLED_TRANSFORM = np.ascontiguousarray(
    OUTPUT_TRANSFORM.reshape(2, 2, 2, 2, POINTS).transpose(1, 3, 0, 2, 4).reshape(OUT * OUT, POINTS)
)
"""`OUTPUT_TRANSFORM` with its rows in the order for a 2 x 2 pooling: four blocks of four rows. The maximum over the
four blocks is the result of the pooling."""


def transformed_filters(weight: np.ndarray) -> np.ndarray:
    """Return filters float32 [out, in, 3, 3] transformed to the 36 points of a patch: float32 [36, in, out].

    The transform is computed in float64.
    """
    outputs, inputs = weight.shape[:2]
    transform = np.kron(_G, _G)
    # There is one matrix [in, out] per point, for the product [patches, in] @ [in, out]. The filters get this order
    # before the transform, while they are small, and a block at a time stays in the processor's cache.
    ordered = weight.reshape(outputs, inputs, 9).transpose(2, 1, 0)
    filters = np.empty((POINTS, inputs, outputs), np.float32)
    for start in range(0, inputs, _BLOCK):
        part = ordered[:, start : start + _BLOCK].astype(np.float64)
        filters[:, start : start + _BLOCK] = (transform @ part.reshape(9, -1)).reshape(POINTS, -1, outputs)
    return filters


def patches_a_side(side: int) -> int:
    """Return how many patches are needed for `side` output pixels along one side of the image."""
    return -(-side // OUT)


def patch_rows(rows: np.ndarray, nothing: int) -> np.ndarray:
    """Return the matrix row of each point of each patch, int32 [36 * images * patches].

    `rows` int [images, side, side] has the matrix row of each pixel. `nothing` is the index of a row of zeros, which is
    used for points outside the image. Patches have 6 x 6 px and start every 4 px, and the image has a border of one px
    of zeros.
    """
    images, side = rows.shape[:2]
    n = patches_a_side(side)
    padded = np.full((images, OUT * n + 2, OUT * n + 2), nothing, np.int32)
    padded[:, 1 : 1 + side, 1 : 1 + side] = rows
    points = [padded[:, y : y + OUT * n : OUT, x : x + OUT * n : OUT] for y in range(PATCH) for x in range(PATCH)]
    return np.stack(points).ravel()


def output_rows(images: int, side: int, pooled: bool) -> np.ndarray:
    """Return the matrix row that has the result for each output pixel, int [images, side, side].

    The matrix is the result of the last step of the convolution.

    If `pooled` is true, return int [images, side // 2, side // 2].
    """
    n = patches_a_side(side)
    each = OUT // 2 if pooled else OUT
    inside = side // 2 if pooled else side
    flat = np.arange(each * each * images * n * n).reshape(each, each, images, n, n)
    whole = flat.transpose(2, 3, 0, 4, 1).reshape(images, n * each, n * each)
    return whole[:, :inside, :inside]

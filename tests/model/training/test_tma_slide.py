"""The synthetic slide of an array: a pyramid that opens, with the cores its map names."""

import tifffile

from model.base.progress import result_of
from model.slide.opening import open_image
from model.synthesis.tma_slide import write_tma_slide
from model.tma.core_map import mapped, read_core_map
from model.tma.finding import find_cores


def test_a_written_slide_is_a_pyramid_whose_cores_are_found(tmp_path):
    path, core_map = result_of(write_tma_slide(tmp_path / "t.tif", 2, 2, seed=2, side_px=420))
    with tifffile.TiffFile(path) as tiff:
        levels = [page.shape[:2] for page in tiff.series[0].levels]
        assert tiff.pages[0].is_tiled
    assert [height for height, _ in levels] == [levels[0][0] // 2**number for number in range(len(levels))]
    assert max(levels[-1]) <= 1024
    slide, image = open_image(path)
    assert abs(image.mpp - 0.286) < 1e-4
    found = find_cores(slide, None)
    slide.close()
    rows = read_core_map(core_map)
    assert {row.place for row in rows.rows if row.status == "present"} == {core.place for core in found.array.present}
    known, notes = mapped(found.array, rows)
    assert notes == ()
    assert known.core("B-2").case_id == "P0003"

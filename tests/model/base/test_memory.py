"""Returning memory to the system."""

import mmap
import sys

import pytest

from model.base.memory import release_file_pages
from tests.mapped_files import resident_bytes

SIZE = 4 << 20


@pytest.mark.skipif(sys.platform != "linux", reason="acts on Linux only")
def test_files_of_a_folder_take_no_memory_until_they_are_read_again(tmp_path):
    folder, other = tmp_path / "a folder", tmp_path / "a folder 2"
    for place in (folder, other):
        place.mkdir()
        (place / "weights").write_bytes(bytes(range(256)) * (SIZE // 256))
    with (folder / "weights").open("rb") as file, (other / "weights").open("rb") as another:
        mapped, untouched = (mmap.mmap(one.fileno(), 0, access=mmap.ACCESS_READ) for one in (file, another))
        assert sum(mapped[::4096]) == sum(untouched[::4096])
        assert resident_bytes(folder / "weights") > 0
        release_file_pages(folder)
        assert resident_bytes(folder / "weights") == 0
        assert resident_bytes(other / "weights") > 0
        assert mapped[SIZE - 1] == 255
        mapped.close()
        untouched.close()

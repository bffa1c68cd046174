"""Small JSON files: what they contain, and one kind of error for whatever is not JSON."""

import pytest

from model.base.json_file import read_json


def test_the_content_is_returned(tmp_path):
    path = tmp_path / "a.json"
    path.write_text('{"name": "Präparat", "sizes": [1, 2.5, null]}', encoding="utf-8")
    assert read_json(path) == {"name": "Präparat", "sizes": [1, 2.5, None]}


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b'"\xff"', b"[" * 100_000, b"1" + b"0" * 400, b"[-1" + b"0" * 5000 + b"]"],
    ids=["empty", "open", "latin", "deep", "beyond a float", "thousands of digits"],
)
def test_what_is_not_json_is_one_kind_of_error(tmp_path, content):
    path = tmp_path / "a.json"
    path.write_bytes(content)
    with pytest.raises(ValueError):  # noqa: PT011 - each library has words of its own
        read_json(path)


def test_a_missing_file_is_another(tmp_path):
    with pytest.raises(FileNotFoundError):
        read_json(tmp_path / "none.json")

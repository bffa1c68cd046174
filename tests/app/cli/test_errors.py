"""Errors of the system on the command line: what happened, and a remedy that fits."""

import errno

import pytest

from app.cli.errors import error_text


@pytest.mark.parametrize(
    ("error", "text", "remedy"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/out/x.csv"), "The disk is full (/out/x.csv).", "Free some"),
        (OSError(errno.ENOSPC, "No space left on device"), "The disk is full.", "Free some space"),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), "The disk is full.", "Free some space"),
        (OSError(errno.EACCES, "Permission denied", "/x"), "System error: Permission denied (/x).", "Check the name"),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), "There is not enough memory.", "Close other programs"),
    ],
)
def test_an_error_of_the_system_has_a_remedy_that_fits(error, text, remedy):
    told, help_text = error_text(error)
    assert told == text
    assert help_text.startswith(remedy)

"""Describe the contents of a packet that could identify a person, in one sentence each."""

import re
from collections.abc import Collection, Sequence
from pathlib import Path

from model.base.plural import plural
from model.study.rounds import Round
from model.study.spots import StudySpot
from model.study.store import Study

_SHORTEST_ID = 3
"""Minimum length of a patient id that is searched for. Shorter ids, such as "1", occur in paths by chance."""


def holds_text(
    study: Study, path: Path, round_: Round, spots: Sequence[StudySpot], folders: Collection[str], copied: bool
) -> tuple[str, ...]:
    """Return a sentence for each item of the packet that could identify a reader or a patient.

    Files beside the packet are included.
    """
    said = [f"The reader's name or pseudonym ({round_.reader}) and the number of the round.",
            "The text of the score sheet."]  # fmt: skip
    if copied:
        said.append(
            f"{plural(len(spots), 'image')} under packet numbers, drawn anew: pixels, pixel size and colour profile. "
            "Labels, overview pictures and metadata were left out. Text that is part of the tissue's picture is still "
            "in it."
        )
    else:
        said.append(
            f"The folder of the images ({', '.join(sorted(folders))}) and salted hashes of the images and their names. "
            "Whoever can list that folder sees the names there, and the labels and metadata in the images. "
            "--copy-images gives copies without them."
        )
        cores = sum(spot.region is not None for spot in spots)
        if cores:
            said.append(f"The positions of {plural(cores, 'core')} on the slides, which the map of the array can name.")
        if round_.number > 1:
            said.append(
                "The images are those of earlier rounds: somebody who lists them could find the same case again. "
                "--copy-images gives them new names."
            )
    found = _ids_in(study, (path.name, *(() if copied else folders)))
    if found:
        said.append(f"ATTENTION: the name of the packet or folder contains the id of a patient: {', '.join(found)}.")
    return tuple(said)


def _ids_in(study: Study, texts: Collection[str]) -> tuple[str, ...]:
    """Return the patient ids that occur in one of `texts` as a whole word."""
    words = {word for text in texts for word in re.split(r"[\W_]+", text.casefold())}
    joined = "\n".join(texts).casefold()
    codes = [str(row["code"]) for row in study.rows("SELECT code FROM patients ORDER BY id")]

    def stands(code: str) -> bool:
        plain = code.casefold()
        return plain in words if re.fullmatch(r"\w+", plain) else plain in joined

    return tuple(code for code in codes if len(code) >= _SHORTEST_ID and stands(code))

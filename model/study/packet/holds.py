"""Describe the contents of a packet that could identify a person, one sentence for each kind of content."""

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
            f"{plural(len(spots), 'image')}, named by case number and written anew: pixels, pixel size and colour "
            "profile. Labels, overview pictures and metadata were left out. Text within the picture of the tissue is "
            "still visible."
        )
    else:
        said.append(
            f"The folder of the images ({', '.join(sorted(folders))}) and salted hashes of the images and their "
            "names. A person who can open that folder sees the names of the images, and their labels and "
            "metadata. --copy-images gives copies without names, labels and metadata."
        )
        cores = sum(spot.region is not None for spot in spots)
        if cores:
            where = f"positions of {cores} cores on their slides" if cores > 1 else "position of 1 core on its slide"
            said.append(f"The {where}. The map of the array names each core.")
        if round_.number > 1:
            said.append(
                "The images are as in earlier rounds: a reader who compares the files could find the same case "
                "again. --copy-images gives the images new names."
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

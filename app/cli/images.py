"""Arguments of the command line come in; the images they name go out, folders expanded."""

from pathlib import Path

from model.base.errors import SlideError


def expand(arguments: list[Path]) -> tuple[list[Path], list[SlideError]]:
    """Files as they are named (there or not), images of folders by name, each once.

    With them an error for every folder that gives none, and for every file of a folder that was skipped.
    """
    from model.slide.folder import no_images
    from model.slide.registry import listed

    found: dict[Path, Path] = {}
    """By absolute path: one image named twice is one image."""
    troubles: list[SlideError] = []
    for argument in arguments:
        if not argument.is_dir():
            found.setdefault(argument.absolute(), argument)
            continue
        try:
            listing = listed(argument)
        except SlideError as error:
            troubles.append(error)
            continue
        troubles += listing.skipped
        if not listing.images and not listing.skipped:
            troubles.append(no_images(argument))
        for image in listing.images:
            found.setdefault(image.absolute(), image)
    return list(found.values()), troubles

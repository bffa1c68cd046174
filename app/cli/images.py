"""Arguments of the command line come in; the images they name go out, folders expanded."""

from pathlib import Path

from model.errors import SlideError


def expand(arguments: list[Path]) -> tuple[list[Path], list[SlideError]]:
    """Files as they are named (there or not), images of folders by name, each once; and what is wrong with folders."""
    from model.slide.registry import images_in, no_images

    found: dict[Path, Path] = {}
    """By absolute path: one image named twice is one image."""
    troubles: list[SlideError] = []
    for argument in arguments:
        if not argument.is_dir():
            found.setdefault(argument.absolute(), argument)
            continue
        try:
            images = images_in(argument)
        except SlideError as error:
            troubles.append(error)
            continue
        if not images:
            troubles.append(no_images(argument))
        for image in images:
            found.setdefault(image.absolute(), image)
    return list(found.values()), troubles

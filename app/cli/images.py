"""Arguments of the command line come in; the images they name go out, folders expanded."""

from pathlib import Path

from model.errors import SlideError

OWN_PICTURES = ".heatmap.png"
"""What our own exports are called: in a folder with results they are not taken for tissue."""


def expand(arguments: list[Path]) -> tuple[list[Path], list[SlideError]]:
    """Files as they are named (there or not), images of folders by name, each once; and what is wrong with folders."""
    from model.slide.registry import images_in

    found: dict[Path, Path] = {}
    """By absolute path: one image named twice is one image."""
    troubles: list[SlideError] = []
    for argument in arguments:
        if not argument.is_dir():
            found.setdefault(argument.absolute(), argument)
            continue
        try:
            images = [path for path in images_in(argument) if not path.name.endswith(OWN_PICTURES)]
        except SlideError as error:
            troubles.append(error)
            continue
        if not images:
            message = f"There is no image in the folder {argument}."
            remedy = "Name a folder with PNG, JPEG or TIFF files; sub-folders are not searched."
            troubles.append(SlideError(argument, message, remedy))
        for image in images:
            found.setdefault(image.absolute(), image)
    return list(found.values()), troubles

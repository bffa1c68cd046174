"""Turn the image arguments of the command line into a list of files. Folders are replaced by the images in them."""

from pathlib import Path

from model.base.errors import SlideError


def expand(arguments: list[Path]) -> tuple[list[Path], list[SlideError]]:
    """Return the given files, and the images of the given folders sorted by name, without duplicates.

    Files are returned even if they do not exist. Also return an error for each folder without images, and for each
    skipped file of a folder.
    """
    from model.slide.folder import no_images
    from model.slide.registry import listed

    found: dict[Path, Path] = {}
    """The images by absolute path, so that an image that is given twice is listed only once."""
    errors: list[SlideError] = []
    for argument in arguments:
        if not argument.is_dir():
            found.setdefault(argument.absolute(), argument)
            continue
        try:
            listing = listed(argument)
        except SlideError as error:
            errors.append(error)
            continue
        errors += listing.skipped
        if not listing.images and not listing.skipped:
            errors.append(no_images(argument))
        for image in listing.images:
            found.setdefault(image.absolute(), image)
    return list(found.values()), errors

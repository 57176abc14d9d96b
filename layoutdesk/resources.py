"""The one way to files that ship with the program: templates, translations, colour profiles, icons, the sample issue.

They lie in ``resources/`` beside the package in a checkout and are mapped into the package as ``_resources`` in a wheel.
"""

from functools import cache
from pathlib import Path


@cache
def root() -> Path:
    """The folder that holds the program's resources.

    Raises ``FileNotFoundError`` when the installation lacks it.
    """
    here = Path(__file__).resolve().parent
    for folder in (here / "_resources", here.parent / "resources"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError("resources")


def resource(*parts: str) -> Path:
    """The path of one resource, for instance ``resource("templates", "tabloid-inside.toml")``."""
    return root().joinpath(*parts)


def sample_copy(*, english: bool = False) -> tuple[Path, ...]:
    """The files of a sample issue's copy in the order of its pages: four Chinese broadsheet pages, or two English tabloid ones."""
    return tuple(
        sorted(file for file in resource("sample", "copy-en" if english else "copy").iterdir() if file.is_file())
    )


def sample_pictures() -> Path:
    """The folder of the sample issues' pictures."""
    return resource("sample", "pictures")

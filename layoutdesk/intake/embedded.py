"""Pictures that come inside the copy, each under a name of its own among all files of the day."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from layoutdesk.intake.lines import Line
from layoutdesk.intake.manuscript import Manuscript


class Pictures:
    """The originals gathered file after file, in ``known`` by their names."""

    def __init__(self) -> None:
        self.known: dict[str, bytes] = {}

    def take(self, manuscript: Manuscript, file: str) -> list[Line]:
        """Keeps a file's pictures; its lines, with the names under which they are kept."""
        names = {name: self._keep(name, data, Path(file).stem) for name, data in manuscript.pictures.items()}
        return [
            replace(line, picture=names[line.picture]) if line.picture in names else line for line in manuscript.lines
        ]

    def _keep(self, name: str, data: bytes, stem: str) -> str:
        """Word processors name all their pictures ``image1``; the file's name tells them apart, a number what is left."""
        name = f"{stem}-{name}"
        base, number = Path(name), 1
        while self.known.get(name, data) != data:
            number += 1
            name = f"{base.stem}-{number}{base.suffix}"
        self.known[name] = data
        return name

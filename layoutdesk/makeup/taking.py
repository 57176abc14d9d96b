"""Files taken into an issue that is open (收稿、收图): copy becomes stories, photographs become assets; what is no use is told.

Nothing is placed here. Of several files each stands for itself: one that is refused is a problem, and the others go on.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import msgspec
from msgspec.structs import replace

from layoutdesk.base.ids import IdSource
from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.base.runner import Runner, in_process
from layoutdesk.intake import read_copy
from layoutdesk.intake.readers import SUFFIXES as COPY
from layoutdesk.intake.types import CopyPage
from layoutdesk.makeup.captions import with_captions
from layoutdesk.makeup.issue import with_pictures
from layoutdesk.model import Asset, Credits, Query, Story
from layoutdesk.model.story import pictures
from layoutdesk.phrasing.story import with_places
from layoutdesk.pictures.formats import SUFFIXES as PICTURES
from layoutdesk.pictures.read import import_picture, supply

#: Of a folder no more files are looked at: a day's copy and pictures are some hundreds.
MOST_FILES: Final = 2000


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What the files held. Originals lie where an asset's ``path`` says; ``embedded`` are those that came with copy, by SHA-256.

    ``heads`` are what pages of the copy say of themselves (版名、通栏、署名), without their stories.
    """

    stories: tuple[Story, ...] = ()
    queries: tuple[Query, ...] = ()
    assets: tuple[Asset, ...] = ()
    embedded: dict[str, bytes] = {}
    heads: tuple[CopyPage, ...] = ()
    problems: tuple[Problem, ...] = ()


def take(
    files: Sequence[Path], ids: IdSource, run: Runner = in_process, progress: Callable[[int, int], None] | None = None
) -> Taken:
    """Reads files and what lies in folders, copy before pictures. ``progress`` hears of files done and all.

    Pictures that copy names are looked for beside it, as in compiling, and come once, however they were given. ``run`` reads copy
    in formats that a hostile file can abuse.
    """
    copies, photos = sorted_out(files)
    taking = _Taking(ids, run)
    everything = [*((taking.copy, path) for path in copies), *((taking.picture, path) for path in photos)]
    for done, (read, path) in enumerate(everything, 1):
        try:
            read(path)
        except Refusal as refusal:
            taking.problems.append(Problem(code=refusal.code, severity="error", args=refusal.args_, file=path.name))
        if progress is not None:
            progress(done, len(everything))
    return Taken(
        stories=tuple(taking.stories), queries=tuple(taking.queries), assets=tuple(taking.assets.values()),
        embedded=taking.embedded, heads=tuple(taking.heads), problems=tuple(taking.problems),
    )  # fmt: skip


def sorted_out(files: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Copy and pictures among ``files``, each once, folders looked into.

    A file that was named itself is copy where its name does not say that it is a picture: its content decides. Of a folder only
    those count whose names say what they are; links and hidden files do not.
    """
    copies: dict[Path, None] = {}
    photos: dict[Path, None] = {}
    for file in files:
        for path in _inside(file) if file.is_dir() else (file,):
            (photos if path.suffix.lower() in PICTURES else copies)[path] = None
    return list(copies), list(photos)


def _inside(folder: Path) -> list[Path]:
    """The copy and the pictures in a folder and those under it, in the order of their names."""
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            if name.startswith(".") or path.suffix.lower() not in (*PICTURES, *COPY) or path.is_symlink():
                continue
            found.append(path)
            if len(found) == MOST_FILES:
                return found
    return found


class _Taking:
    """What has been read so far."""

    def __init__(self, ids: IdSource, run: Runner) -> None:
        self.ids, self.run = ids, run
        self.stories: list[Story] = []
        self.queries: list[Query] = []
        #: By SHA-256.
        self.assets: dict[str, Asset] = {}
        self.embedded: dict[str, bytes] = {}
        self.heads: list[CopyPage] = []
        self.problems: list[Problem] = []

    def copy(self, path: Path) -> None:
        """The stories of a file of copy with the pictures that it names or brings along."""
        intake = read_copy((path,), self.ids, self.run)
        wanted = {picture.asset for story in intake.stories for picture in pictures(story)} - {""}
        named: dict[str, Asset] = {}
        if wanted:
            supplied = supply(path.parent, wanted, self.ids, embedded=intake.pictures)
            self.problems += supplied.problems
            for name, asset in supplied.assets.items():
                named[name] = self._once(asset)
                if not asset.path:
                    self.embedded[asset.sha256] = supplied.blobs[asset.sha256]
        assets = {asset.id: asset for asset in named.values()}
        stories, queries = with_captions(with_pictures(intake.stories, named), assets, self.ids)
        self.stories += [with_places(story) for story in stories.values()]
        self.queries += [replace(query, page="") for query in (*intake.queries, *queries)]
        heads = (
            CopyPage(name=page.name, label=page.label, banner=page.banner, credits=page.credits, file=path.name)
            for page in intake.pages
        )
        self.heads += [head for head in heads if head.name or head.banner or head.credits != Credits()]
        self.problems += [problem for problem in intake.problems if problem.severity != "note"]

    def picture(self, path: Path) -> None:
        """A picture file, unless copy has brought it along already."""
        if any(asset.path == str(path.resolve()) for asset in self.assets.values()):
            return
        imported = import_picture(path, self.ids)
        self._once(imported.asset)
        self.problems += [problem for problem in imported.problems if problem.severity != "note"]

    def _once(self, asset: Asset) -> Asset:
        """The asset, or the one of the same bytes that came before."""
        return self.assets.setdefault(asset.sha256, asset)

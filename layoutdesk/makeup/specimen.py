"""The specimen (排版样张): pages that show what setting and block rules do, as data of the model, made into an issue.

``resources/specimen/issue.json`` is a ``Document`` without its stories, which lie one exhibit a file in ``stories/``. Templates are
those of the program, by the names that the pages give; pictures those of the sample, by their file names.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec.structs import replace

from layoutdesk.base.ids import IdSource
from layoutdesk.model.document import Document
from layoutdesk.model.library import shipped_templates
from layoutdesk.model.story import PictureRef, Story, pictures
from layoutdesk.model.template import used_roles
from layoutdesk.phrasing.story import with_places
from layoutdesk.pictures.read import Supplied, supply
from layoutdesk.resources import resource, sample_pictures
from layoutdesk.store import create
from layoutdesk.text.fonts import FontBook, load_fonts


def make_specimen(target: Path) -> None:
    """Writes the specimen as an issue file. Raises ``Refusal`` where it cannot be written."""
    document, supplied = read_specimen(load_fonts())
    create(target, document, supplied.blobs)


def read_specimen(book: FontBook) -> tuple[Document, Supplied]:
    """The specimen as a document whose headlines have places to break, and its pictures."""
    folder = resource("specimen")
    document = msgspec.json.decode((folder / "issue.json").read_bytes(), type=Document)
    files = sorted((folder / "stories").glob("*.json"))
    told = [msgspec.json.decode(file.read_bytes(), type=Story) for file in files]
    wanted = {picture.asset for story in told for picture in pictures(story)}
    supplied = supply(sample_pictures(), wanted, IdSource(b"specimen"))
    names = {page.template for page in document.pages}
    templates = tuple(template for name, template in shipped_templates().items() if name in names)
    document = replace(
        document,
        templates=templates,
        stories=tuple(with_places(_with_assets(story, supplied)) for story in told),
        assets=tuple(supplied.assets.values()),
        fonts=book.of(document.meta.language).uses(used_roles(templates)),
    )
    return document, supplied


def _with_assets(story: Story, supplied: Supplied) -> Story:
    """The story with the ids of assets in place of file names."""
    body = tuple(
        replace(item, asset=supplied.assets[item.asset].id) if isinstance(item, PictureRef) else item
        for item in story.body
    )
    return replace(story, body=body)

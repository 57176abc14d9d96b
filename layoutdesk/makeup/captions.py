"""Captions and credits that the copy leaves out and the picture carries (图说、署名): set as they are, and asked about.

An agency's picture comes with its caption inside, and to type it again is how mistakes get in. But nobody of the paper has read it
yet: every one becomes a query. What the copy says always goes before; pictures of notices and adverts get nothing added.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from layoutdesk.base.ids import IdSource
from layoutdesk.model import Asset, Paragraph, PictureRef, Query, Story
from layoutdesk.model.review import Anchor

#: Kinds of stories whose pictures may speak for themselves.
KINDS = ("article", "comment", "brief", "sidebar")


def with_captions(
    stories: Mapping[str, Story], assets: Mapping[str, Asset], ids: IdSource
) -> tuple[dict[str, Story], tuple[Query, ...]]:
    """The stories with what their pictures say where the copy says nothing, and a query for each; ``assets`` by id."""
    queries: list[Query] = []
    found = {}
    for story_id, story in stories.items():
        body = list(story.body)
        for at, item in enumerate(body):
            asset = assets.get(item.asset) if isinstance(item, PictureRef) else None
            if isinstance(item, PictureRef) and asset is not None and story.kind in KINDS:
                body[at], added = told(item, asset, ids)
                queries += asked(story, asset, added, ids)
        found[story_id] = replace(story, body=tuple(body)) if tuple(body) != story.body else story
    return found, tuple(queries)


def told(picture: PictureRef, asset: Asset, ids: IdSource) -> tuple[PictureRef, tuple[Paragraph, ...]]:
    """The picture with its own words in place of those that are missing, and the paragraphs that came in."""
    own = {word.style: word for word in asset.words or _from_file(asset)}
    caption = picture.caption or _anew(own.get("caption"), ids)
    credit = picture.credit or _anew(own.get("credit"), ids)
    added = tuple(
        new for new, old in ((caption, picture.caption), (credit, picture.credit)) if new is not None and new is not old
    )
    return replace(picture, caption=caption, credit=credit) if added else picture, added


def _from_file(asset: Asset) -> tuple[Paragraph, ...]:
    """What stands in the file of a picture, where anything does."""
    words = {"caption": asset.caption, "credit": credit_line(asset)}
    return tuple(Paragraph(id="", text=text, style=style) for style, text in words.items() if text)


def _anew(word: Paragraph | None, ids: IdSource) -> Paragraph | None:
    return replace(word, id=ids.new("p")) if word is not None else None


def credit_line(asset: Asset) -> str:
    """Who supplied and who took the picture, in this order, each once."""
    if asset.credit and asset.byline and asset.byline not in asset.credit:
        return f"{asset.credit} {asset.byline}"
    return asset.credit or asset.byline


def asked(story: Story, asset: Asset, added: Iterable[Paragraph], ids: IdSource) -> list[Query]:
    """The questions about words that came out of a picture's file; what the desk once gave it has been read."""
    return [] if asset.words else [_query_of(story, asset, paragraph, ids) for paragraph in added]


def _query_of(story: Story, asset: Asset, paragraph: Paragraph, ids: IdSource) -> Query:
    """The question that asks about a caption or credit which a picture has brought along."""
    origin = story.origin
    return Query(
        id=ids.new("q"), code=f"makeup.{paragraph.style}-from-picture", args={"file": asset.name, "text": paragraph.text},
        anchor=Anchor(story.id, paragraph.id, 0, len(paragraph.text)), file=origin.file if origin else "",
    )  # fmt: skip

"""What becomes of files that were taken in (收入的稿件、图片): the edits that bring them into the issue and to their places.

Plain data, without Qt.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from layoutdesk import edits
from layoutdesk.base.ids import IdSource
from layoutdesk.base.problem import Refusal
from layoutdesk.model import Asset, Document, PictureRef, Story
from layoutdesk.ui.copyheads import Headed, headed
from layoutdesk.ui.landing import Landings
from layoutdesk.ui.placing_pictures import Placed, Target, found_homes, placed

if TYPE_CHECKING:
    from layoutdesk.makeup.taking import Taken
    from layoutdesk.text.fonts import FontBook


class TakenIn(NamedTuple):
    """The edits that take everything in, what of it is placed then, how many stories and pictures came, and whose heads."""

    steps: tuple[edits.Edit, ...]
    put: Placed
    stories: int
    pictures: int
    headed: Headed


def taken_in(
    document: Document, taken: Taken, target: Target | None, ids: IdSource, book: FontBook, page: str = ""
) -> TakenIn:
    """How what was read comes into ``document``, let go at ``target``; none where the hand was on no page.

    One picture alone goes where the hand was, and so does one story, with its pictures; several do not stand on one another:
    pictures go to the stories to which they clearly belong, and the rest waits in the copy panel. What the head of copy says of
    its page is said of the one with its label or name, else of ``page``.
    """
    known = {asset.sha256: asset for asset in document.assets}
    same = {asset.id: known[asset.sha256] for asset in taken.assets if asset.sha256 in known}
    stories = tuple(_with_known(story, same) for story in taken.stories)
    steps: list[edits.Edit] = [edits.AddAsset(asset) for asset in taken.assets if asset.id not in same]
    steps += [edits.AddStory(story) for story in stories]
    steps += [edits.AddQuery(query) for query in taken.queries]
    heads = headed(document, taken.heads, page)
    steps += heads.steps
    after = edits.apply(document, edits.Batch("ui.history.take", tuple(steps)))
    used = {item.asset for story in stories for item in story.body if isinstance(item, PictureRef)}
    fresh = [same.get(asset.id, asset) for asset in taken.assets]
    loose = [asset for asset in fresh if asset.id not in used]
    if target is not None and loose and not stories and len(fresh) == 1:
        put = placed(after, target, loose[0], ids, book)
    else:
        put = _put(after, loose, stories, target, ids, book)
    return TakenIn(tuple(steps), put, len(stories), len(fresh), heads)


def _put(
    document: Document, loose: Sequence[Asset], stories: Sequence[Story], target: Target | None, ids: IdSource,
    book: FontBook,
) -> Placed:  # fmt: skip
    """Pictures with the stories that they belong to, and a story that came alone where the hand was."""
    homes = found_homes(document, loose, ids, book)
    refusal = Refusal("ui.taking.locked", count=len(homes.shut)) if homes.shut else None
    page = next((page for page in document.pages if target is not None and page.id == target.page), None)
    if target is None or page is None or len(stories) != 1:
        return Placed(homes.steps, refusal=refusal)
    document = edits.apply(document, edits.Batch("ui.history.take", homes.steps))
    landings = Landings(document, page, document.story(stories[0].id), book, ids.new("el"))
    landing = landings.at(target.x, target.y, frame=target.frame)
    if landing.full:
        refusal = Refusal("ui.status.page_full", rows=landing.full)
    return Placed((*homes.steps, *landing.steps), landing.block.id, refusal=refusal)


def _with_known(story: Story, same: dict[str, Asset]) -> Story:
    """A story whose pictures are those that the issue has already, where it has them."""
    body = tuple(
        replace(item, asset=same[item.asset].id) if isinstance(item, PictureRef) and item.asset in same else item
        for item in story.body
    )
    return replace(story, body=body) if same else story


def without(taken: Taken, gone: Asset) -> Taken:
    """What was taken, without a picture whose bytes are no longer to be had; a story that names it shows that it is missing."""
    stories = tuple(
        replace(
            story,
            body=tuple(
                replace(item, asset="") if isinstance(item, PictureRef) and item.asset == gone.id else item
                for item in story.body
            ),
        )
        for story in taken.stories
    )
    assets = tuple(asset for asset in taken.assets if asset.id != gone.id)
    return replace(taken, stories=stories, assets=assets)

"""Pages copied with everything that stands on them (复制版面): the copies set stories of their own, so that none stands twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from layoutdesk.edits.copies import Ids, Shown, bundle, renewed
from layoutdesk.edits.kinds import AddStory, Batch, Edit, InsertPages
from layoutdesk.model import Document


def twins(
    document: Document, pages: Sequence[str], shown: Mapping[str, Shown], new: Ids, index: int | None = None
) -> Edit:
    """The edit that puts copies of pages behind the last of them, or before the place ``index``.

    A story that goes on over several of the pages goes on over their copies; of one that goes on elsewhere the copy has the part
    that stands on them. ``shown`` says by element what of its thread stands in it (see ``copies.bundle``).
    """
    originals = [page for page in document.pages if page.id in pages]
    held = bundle(document, (each for page in originals for each in page.elements), shown, new)
    made = renewed(held, new, keeps_locks=True)
    elements = iter(made.elements)
    copies = [
        replace(
            page, id=new("pg"),
            elements=tuple(next(elements) for _ in page.elements),
            guides=tuple(replace(guide, id=new("gd")) for guide in page.guides),
        )
        for page in originals
    ]  # fmt: skip
    if index is None:
        index = max((n for n, page in enumerate(document.pages, 1) if page.id in pages), default=len(document.pages))
    stories = sorted(made.stories, key=lambda each: bool(each.parent))
    steps: list[Edit] = [*(AddStory(story=each) for each in stories), InsertPages(pages=tuple(copies), index=index)]
    return Batch(label="edits.duplicate-pages", edits=tuple(steps))

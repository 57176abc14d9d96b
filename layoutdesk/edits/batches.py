"""What the history says of several edits that are one step: what the step is called, and what it is about."""

from __future__ import annotations

from collections.abc import Iterator

from layoutdesk.base.phrase import Phrase, Said
from layoutdesk.edits import kinds
from layoutdesk.edits.kinds import Edit
from layoutdesk.edits.naming import Names, listed, points


def step(batch: kinds.Batch, names: Names) -> Phrase:
    """The label of the step, with ``what`` it is about and, of headlines, the ``size`` chosen."""
    sizes = {points(each.head_size) for each in batch.edits if isinstance(each, kinds.SetBlock) and each.head_size}
    size = sizes.pop() if len(sizes) == 1 else Phrase("edits.what.automatic", {})
    return Phrase(batch.label, {"what": listed(_about(batch, names)), "size": size})


def _about(batch: kinds.Batch, names: Names) -> list[Said]:
    """Elements and stories that the edits change; where they change none, its pictures, else its pages."""
    steps = list(_flat(batch))
    found = [each for edit in steps for each in _made_up(edit, names)]
    if not found:
        assets = [getattr(each, "asset", "") for each in steps]
        found = [names.asset(each if isinstance(each, str) else each.id) for each in assets if each]
    if not found:
        pages = dict.fromkeys(getattr(each, "page", "") for each in steps)
        found = [
            Phrase("edits.what.page", {"page": names.page(page)}) for page in pages if isinstance(page, str) and page
        ]
    return list({repr(each): each for each in found}.values())


def _flat(batch: kinds.Batch) -> Iterator[Edit]:
    for each in batch.edits:
        if isinstance(each, kinds.Batch):
            yield from _flat(each)
        else:
            yield each


def _made_up(edit: Edit, names: Names) -> Iterator[Said]:
    """The elements and stories that an edit of the copy or of a page names."""
    for name in ("element", "elements"):
        held = getattr(edit, name, ())
        for each in (held,) if not isinstance(held, tuple) else held:
            yield names.element(each if isinstance(each, str) else each.id)
    story = getattr(edit, "story", None)
    if story:
        yield names.story(story if isinstance(story, str) else story.id)

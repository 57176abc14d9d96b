"""What the history says of several edits that are one step: what the step is called, and what it is about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from layoutdesk.base.phrase import Phrase, Said
from layoutdesk.edits import kinds
from layoutdesk.edits.kinds import Edit
from layoutdesk.edits.naming import Names, find_element, listed, points, quoted, style, wrapped
from layoutdesk.model.elements import Wrapped

#: The label of a step that parts a thread.
_UNTHREAD: Final = "ui.history.unthread"
#: The label of a step that gives paragraphs a size.
_SIZE: Final = "ui.history.size"


def step(batch: kinds.Batch, names: Names) -> Phrase:
    """The label of the step: ``what`` it is about and the ``first`` of that, a headline's ``size``, ``columns``, a ``style``."""
    about = _parted(batch, names) if batch.label == _UNTHREAD else _about(batch, names)
    args = {
        "what": listed(about), "first": listed(about[:1]), "size": _size(batch), "columns": _columns(batch),
        "style": _style(batch), "way": _way(batch),
    }  # fmt: skip
    return Phrase(batch.label, args)


def _size(batch: kinds.Batch) -> Said:
    """The size that a headline, else that paragraphs are given."""
    heads = {each.head_size for each in batch.edits if isinstance(each, kinds.SetBlock) and each.head_size is not None}
    texts = {each.size for each in batch.edits if isinstance(each, kinds.SetBreaks) and each.size is not None}
    sizes = {size for size in heads if size} or texts - {0.0}
    if len(sizes) == 1 and (heads or len(texts) == 1):
        return points(sizes.pop())
    return Phrase("edits.what.automatic" if batch.label != _SIZE else "edits.what.by-itself", {})


def _way(batch: kinds.Batch) -> Said:
    """How text keeps clear of the first element that the edits give another way of it."""
    changed = (each.element for each in _flat(batch) if isinstance(each, kinds.SetElement))
    return next((wrapped(each) for each in changed if isinstance(each, Wrapped)), "")


def _parted(batch: kinds.Batch, names: Names) -> list[Said]:
    """The stories whose frames and blocks the edits part: the frames behind are of another, empty one then."""
    changed = (getattr(each, "element", None) for each in _flat(batch))
    found = (find_element(names.before, each if isinstance(each, str) else each.id) for each in changed if each)
    stories = dict.fromkeys(getattr(each, "story", "") for each in found if each is not None)
    return [names.story(each) for each in stories if each]


def _style(batch: kinds.Batch) -> Said:
    """The text style that the edits give, or the one that they take away."""
    styles = [each for each in _flat(batch) if isinstance(each, kinds.SetStyle)]
    named = next((each.name for each in styles if each.style is not None), next((each.name for each in styles), ""))
    return style(named)


def _columns(batch: kinds.Batch) -> Said:
    """How many columns a block is given, or its headline spans: beyond its text, those of the first part of its area."""
    count = next((each.columns for each in batch.edits if isinstance(each, kinds.SetBlock) and each.columns), 0)
    heads = (each.head_columns for each in batch.edits if isinstance(each, kinds.SetBlock))
    wide = (each.area[0].columns for each in batch.edits if isinstance(each, kinds.SetArea) and len(each.area) > 1)
    if not count and any(isinstance(each, kinds.SetBlock) and each.columns == 0 for each in batch.edits):
        return Phrase("edits.what.suiting-columns", {})
    count = count or next((each for each in heads if each), 0) or next(wide, 0)
    return Phrase("edits.what.columns", {"count": str(count)}) if count else Phrase("edits.what.all-columns", {})


def _about(batch: kinds.Batch, names: Names) -> list[Said]:
    """The pages that come; else elements and stories that the edits change, else its pictures, its pages, its templates."""
    steps = list(_flat(batch))
    if come := [page.id for each in steps if isinstance(each, kinds.InsertPages) for page in each.pages]:
        return [Phrase("edits.what.page", {"page": names.page(page)}) for page in come]
    found = [each for edit in steps for each in _made_up(edit, names)]
    if not found:
        assets = [getattr(each, "asset", "") for each in steps]
        found = [names.asset(each if isinstance(each, str) else each.id) for each in assets if each]
    if not found:
        pages = dict.fromkeys(getattr(each, "page", "") for each in steps)
        found = [
            Phrase("edits.what.page", {"page": names.page(page)}) for page in pages if isinstance(page, str) and page
        ]
    if not found:
        templates = [each.template for each in steps if isinstance(each, kinds.SetTemplate)]
        found = [quoted(next(iter(each.title.values()), each.name)) for each in templates]
    return list({repr(each): each for each in found}.values())


def _flat(batch: kinds.Batch) -> Iterator[Edit]:
    for each in batch.edits:
        if isinstance(each, kinds.Batch):
            yield from _flat(each)
        else:
            yield each


def _made_up(edit: Edit, names: Names) -> Iterator[Said]:
    """The elements and stories that an edit of the copy or of a page names."""
    if isinstance(edit, kinds.SetElements):
        yield from _exchanged(edit, names)
        return
    for name in ("element", "elements"):
        held = getattr(edit, name, ())
        for each in (held,) if not isinstance(held, tuple) else held:
            yield names.element(each if isinstance(each, str) else each.id)
    story = getattr(edit, "story", None)
    if story:
        yield names.story(story if isinstance(story, str) else story.id)


def _exchanged(edit: kinds.SetElements, names: Names) -> Iterator[Said]:
    """What came on a page or left it, whichever is less: of a block released the block, of frames gathered what became of them."""
    before = {each.id for page in names.before.pages if page.id == edit.page for each in page.elements}
    after = {each.id for each in edit.elements}
    gone = [each for page in names.before.pages for each in page.elements if each.id in before - after]
    come = [each for each in edit.elements if each.id not in before]
    for each in min((gone, come), key=lambda found: (not found, len(found))):
        yield names.element(each.id)

"""Elements with the copy that they set, taken along as a whole: what is duplicated, cut and pasted, also into another issue.

A copy sets a story of its own under ids of its own. Frames of a thread that are copied together go on from one to the next
as before; what is copied without the rest of its thread takes along the part that it sets, and stands alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

import msgspec
from msgspec.structs import replace

from layoutdesk.base.problem import Refusal
from layoutdesk.edits import carried
from layoutdesk.edits.kinds import AddStory, Edit, PlaceElement
from layoutdesk.model import (
    Asset,
    Block,
    Cell,
    Document,
    Element,
    Movable,
    Paragraph,
    PictureRef,
    Story,
    TableBlock,
    TextFrame,
    TextStyle,
)
from layoutdesk.model.document import blocks_of
from layoutdesk.model.story import BodyItem, paragraphs, pictures, spans_within

#: Gives a new id that begins with a prefix.
Ids = Callable[[str], str]
#: What an element shows: from where to where of which paragraphs.
Shown = Mapping[str, tuple[int, int]]

_PARTS = ("label", "kicker", "main", "deck", "byline")


class Cut(msgspec.Struct, frozen=True, kw_only=True):
    """What an element that was cut out of a story set of it: items by their ids, and which blocks had a headline then.

    ``behind`` is the item behind which its range begins, empty at the head of the body: a part may set only what flows into it.
    ``before`` and ``after`` are the parts at both sides, empty at the ends. ``flows``: whether its copy went on in the next part,
    ``flowed``: whether that of the part before went on in it.
    """

    element: str
    story: str
    items: tuple[str, ...]
    headed: tuple[str, ...] = ()
    behind: str = ""
    before: str = ""
    after: str = ""
    flows: bool = False
    flowed: bool = False


class Bundle(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Elements, back to front, with the stories that they set and the pictures that those show.

    ``cuts`` are the blocks among them that were cut out of a story which goes on elsewhere. ``source`` is the issue file that they
    are from, where the originals of the pictures lie.
    """

    elements: tuple[Element, ...]
    stories: tuple[Story, ...] = ()
    assets: tuple[Asset, ...] = ()
    cuts: tuple[Cut, ...] = ()
    source: str = ""
    #: The styles and looks of its copy that are not of the trade's list.
    styles: Mapping[str, TextStyle] = {}


def bundle(document: Document, elements: Iterable[Element], shown: Mapping[str, Shown], new: Ids) -> Bundle:
    """Elements of a page as they are, with what they set; ``shown`` says by element what of its thread stands in it."""
    taken = tuple(elements)
    names = {each.id for each in taken}
    stories: dict[str, Story] = {}
    out = []
    for element in taken:
        story = next((each for each in document.stories if each.id == getattr(element, "story", "")), None)
        if story is not None and isinstance(element, Block | TextFrame) and not _whole(document, story.id, names):
            flows = any(each.flows for each in blocks_of(document, story.id))
            story = replace(_part(story, element, shown.get(element.id, {}), flows=flows), id=new("st"))
            element = _alone(element, story.id)
        if story is not None:
            stories[story.id] = story
        out.append(element)
    used = {getattr(each, "asset", "") for each in taken}
    used |= {picture.asset for story in stories.values() for picture in pictures(story)}
    assets = tuple(each for each in document.assets if each.id in used)
    names = carried.styles_in(each for story in stories.values() for each in paragraphs(story))
    return Bundle(
        elements=tuple(out), stories=tuple(stories.values()), assets=assets, styles=carried.carried(document, names)
    )


def _whole(document: Document, story: str, names: Collection[str]) -> bool:
    """Whether all elements that set a story are among those named."""
    setting = (each.id for page in document.pages for each in page.elements if getattr(each, "story", "") == story)
    return all(name in names for name in setting)


def _part(story: Story, element: Block | TextFrame, shown: Shown, *, flows: bool) -> Story:
    """The part of a story that an element of its thread sets; one that ``flows`` over its blocks is what each shows of it."""
    if isinstance(element, Block):
        body = tuple(_flowing(story, element, shown)) if flows and shown else element.part_of(story.body)
        kept = replace(story, body=body)
        return kept if element.headline else replace(kept, label=None, kicker=None, main=None, deck=None)
    if element.paragraph:
        parts = {name: _if(getattr(story, name), element.paragraph) for name in _PARTS}
        return replace(story, body=tuple(each for each in story.body if _holds(each, element.paragraph)), **parts)
    body = tuple(part for item in story.body if (part := _shown(item, shown)) is not None)
    return replace(story, body=body, **dict.fromkeys(_PARTS))


def _flowing(story: Story, block: Block, shown: Shown) -> Iterator[BodyItem]:
    """What a block shows of a story that flows over it, with its own pictures; the last block with what is over as well."""
    own, body = block.part_of(story.body), story.body
    reached = max((at for at, item in enumerate(body) if _shown(item, shown) is not None), default=len(body))
    for at, item in enumerate(body):
        if isinstance(item, PictureRef):
            part: BodyItem | None = item if item in own else None
        elif not block.flows and at > reached:
            part = item
        elif not block.flows and at == reached and isinstance(item, Paragraph):
            part = _shown(item, {item.id: (shown[item.id][0], len(item.text))})
        else:
            part = _shown(item, shown)
        if part is not None:
            yield part


def _if(part: Paragraph | None, name: str) -> Paragraph | None:
    return part if part is not None and part.id == name else None


def _holds(item: BodyItem, name: str) -> bool:
    """Whether a paragraph or table is an item of the body, or a caption belongs to it."""
    captions = (item.caption, item.credit) if isinstance(item, PictureRef) else ()
    return item.id == name or any(each is not None and each.id == name for each in captions)


def _shown(item: BodyItem, shown: Shown) -> BodyItem | None:
    """What a frame shows of an item of the body; a table of which it shows any row is taken whole."""
    if isinstance(item, TableBlock):
        cells = (cell.paragraph.id for row in item.rows for cell in row)
        return item if any(cell in shown for cell in cells) else None
    if not isinstance(item, Paragraph) or item.id not in shown:
        return None
    start, end = shown[item.id]
    if (start, end) == (0, len(item.text)):
        return item
    spans = spans_within(item.spans, start, end)
    return replace(item, text=item.text[start:end], spans=spans, changes=(), breaks=(), phrases=(), revisions=())


def _alone(element: Block | TextFrame, story: str) -> Element:
    return (
        replace(element, story=story, first=0, last=-1, flows=False)
        if isinstance(element, Block)
        else replace(element, story=story)
    )


# --- ids of their own


def renewed(held: Bundle, new: Ids, kept: Collection[str] = (), *, keeps_locks: bool = False) -> Bundle:
    """The bundle under new ids; the stories ``kept`` stay what they are. Groups of one are none, and nothing is locked, unless
    it ``keeps_locks``.
    """
    names: dict[str, str] = {}
    stories = tuple(each if each.id in kept else _renewed_story(each, new, names) for each in held.stories)
    stories = tuple(replace(each, parent=names.get(each.parent, each.parent)) for each in stories)
    sizes = Counter(each.group for each in held.elements if isinstance(each, Movable))
    groups = {group: new("gr") for group, count in sizes.items() if group and count > 1}
    return Bundle(
        elements=tuple(_renewed_element(each, new, names, groups, keeps_locks) for each in held.elements),
        stories=stories,
        assets=held.assets,
        styles=held.styles,
    )


def _renewed_story(story: Story, new: Ids, names: dict[str, str]) -> Story:
    def paragraph(each: Paragraph | None) -> Paragraph | None:
        return None if each is None else named(each)

    def named(each: Paragraph) -> Paragraph:
        names[each.id] = new("p")
        return replace(each, id=names[each.id], revisions=())

    def item(each: BodyItem) -> BodyItem:
        if isinstance(each, Paragraph):
            return named(each)
        names[each.id] = new("tb" if isinstance(each, TableBlock) else "pic")
        if isinstance(each, TableBlock):
            rows = tuple(tuple(_cell(cell, named) for cell in row) for row in each.rows)
            return replace(each, id=names[each.id], rows=rows)
        return replace(each, id=names[each.id], caption=paragraph(each.caption), credit=paragraph(each.credit))

    names[story.id] = new("st")
    parts = {name: paragraph(getattr(story, name)) for name in _PARTS}
    body = tuple(map(item, story.body))
    # What is copied is copy of its own: nothing of it has been changed yet.
    return replace(story, id=names[story.id], body=body, tracking=False, gone=(), **parts)


def _cell(cell: Cell, named: Callable[[Paragraph], Paragraph]) -> Cell:
    return replace(cell, paragraph=named(cell.paragraph))


def _renewed_element(
    element: Element, new: Ids, names: Mapping[str, str], groups: Mapping[str, str], keeps_locks: bool
) -> Element:
    fields: dict[str, object] = {"id": new("el")}
    if isinstance(element, Movable):
        fields |= {"locked": keeps_locks and element.locked, "group": groups.get(element.group, "")}
    if getattr(element, "story", ""):
        fields["story"] = names.get(element.story, element.story)  # type: ignore[union-attr]
    if isinstance(element, TextFrame):
        fields["paragraph"] = names.get(element.paragraph, element.paragraph)
    if isinstance(element, Block):
        places = (replace(each, picture=names.get(each.picture, each.picture)) for each in element.pictures)
        fields["pictures"] = tuple(places)
    return replace(element, **fields)


# --- onto a page


def waiting(document: Document, held: Bundle) -> frozenset[str]:
    """The stories of a bundle that are in the issue and stand nowhere: pasting what was cut sets them again."""
    placed = {getattr(each, "story", "") for page in document.pages for each in page.elements}
    return frozenset(each.id for each in document.stories if each.id not in placed) & {each.id for each in held.stories}


def lacking(document: Document, held: Bundle) -> tuple[Asset, ...]:
    """The pictures of a bundle that this issue has not, under whatever name."""
    here = {each.sha256 for each in document.assets}
    return tuple(each for each in held.assets if each.sha256 not in here)


def at_home(document: Document, held: Bundle, brought: Iterable[Asset] = ()) -> Bundle:
    """The bundle for this issue: its pictures by the ids that they have here, also those ``brought`` along; no strange parents.

    Places of pictures that are neither here nor brought stay empty.
    """
    here = {each.sha256: each.id for each in (*document.assets, *brought)}
    assets = {each.id: here.get(each.sha256, "") for each in held.assets}
    known = {each.id for each in document.stories} | {each.id for each in held.stories}
    return Bundle(
        cuts=held.cuts,
        styles=held.styles,
        elements=tuple(_with_asset(each, assets) for each in held.elements),
        stories=tuple(
            replace(
                each,
                parent=each.parent if each.parent in known else "",
                body=tuple(
                    replace(item, asset=assets.get(item.asset, "")) if isinstance(item, PictureRef) else item
                    for item in each.body
                ),
            )
            for each in held.stories
        ),
    )


def _with_asset(element: Element, assets: Mapping[str, str]) -> Element:
    asset = getattr(element, "asset", "")
    return replace(element, asset=assets.get(asset, "")) if asset else element


def onto(document: Document, page: str, held: Bundle) -> tuple[Edit, ...]:
    """The edits that put a bundle on a page, in front of all, with those of its stories and styles that the issue has not."""
    known = {each.id for each in document.stories}
    fresh = [each for each in held.stories if each.id not in known]
    fresh.sort(key=lambda each: bool(each.parent))
    stories = [AddStory(story=each) for each in fresh]
    return (
        *carried.brought(document, held.styles),
        *stories,
        *(PlaceElement(page=page, element=each) for each in held.elements),
    )


def from_json(data: bytes) -> Bundle:
    """A bundle from its JSON; refuses what is none (``edits.not-elements``)."""
    try:
        held = msgspec.json.decode(data, type=Bundle)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Refusal("edits.not-elements") from None
    texts = Counter(each.id for story in held.stories for each in paragraphs(story))
    if not any(isinstance(each, Movable) for each in held.elements) or any(count > 1 for count in texts.values()):
        raise Refusal("edits.not-elements")
    return held


def to_json(held: Bundle) -> bytes:
    """A bundle as JSON in UTF-8."""
    return msgspec.json.encode(held)

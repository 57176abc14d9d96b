"""A story that jumps (转版), over blocks whose copy flows on (``Block.flows``): where the one stops, the next goes on.

In: a block of such a story. Out: its run, what of the copy is ahead where it begins. The line at which a block stops follows from
its room alone and is stored nowhere: an edit or an edge that is pulled moves the seam, in mid-paragraph as well. Each block is laid
out once for what it is made of, so that what stands behind it costs nothing while it is pulled, and the other way round.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from layoutdesk.compose.cache import IdentityCache
from layoutdesk.compose.context import Context, context_of
from layoutdesk.compose.holes import Obstacle, holes_over
from layoutdesk.compose.jump import Jumps, jumps_of, told_from, told_to
from layoutdesk.compose.run import BEGIN, Run, Seam
from layoutdesk.compose.units import sets_byline, with_byline
from layoutdesk.model.document import Document, Page, blocks_of
from layoutdesk.model.elements import Block
from layoutdesk.model.story import BodyItem, PictureRef, Story
from layoutdesk.text.fonts import FontBook

if TYPE_CHECKING:
    from layoutdesk.compose.block import BlockPlan

#: How often a story is poured anew until its jump lines name only blocks in which copy stands.
_TRIALS: Final = 4


_FLOWING: Final[IdentityCache[frozenset[str]]] = IdentityCache(1024)
_CHAINED: Final[IdentityCache[dict[str, tuple[str, ...]]]] = IdentityCache(8)
_ITEMS: Final[IdentityCache[tuple[BodyItem, ...]]] = IdentityCache(64)
_PLANS: Final[IdentityCache[BlockPlan]] = IdentityCache(64)


def run_of(document: Document, page: Page, block: Block, book: FontBook) -> Run | None:
    """What runs into a block of a page from the one before it; nothing where its story does not flow over blocks.

    ``block`` may be another state of the one on the page: what stands before it stays the same.
    """
    names = _chained(document).get(block.id)
    story = next((each for each in document.stories if each.id == block.story), None) if names is not None else None
    if names is None or story is None:
        return None
    standing = {
        each.id: (home, each)
        for home in document.pages
        for each in home.elements
        if isinstance(each, Block) and each.id in names
    }
    pairs = [(page, block) if name == block.id else standing[name] for name in names]
    return _Flowing(document, story, pairs, book).runs()[names.index(block.id)]


def kept_plan(context: Context, block: Block, story: Story, holes: tuple[Obstacle, ...], run: Run) -> BlockPlan:
    """The plan of a block with what runs into it, kept while everything that it is made of is the same."""
    from layoutdesk.compose.block import plan_block

    return _PLANS.get(
        (block, story, context, run.items),
        lambda: plan_block(context, block, story, holes=holes, run=run),
        holes, run[1:],
    )  # fmt: skip


def _chained(document: Document) -> Mapping[str, tuple[str, ...]]:
    """By block the blocks over which its story flows, by id in their order."""
    return _CHAINED.get((document.pages, document.threads), lambda: _find(document))


def _find(document: Document) -> dict[str, tuple[str, ...]]:
    stories: set[str] = set()
    for page in document.pages:
        stories |= _FLOWING.get((page,), lambda page=page: _flowing(page))  # type: ignore[misc]
    found: dict[str, tuple[str, ...]] = {}
    for story in sorted(stories):
        for names in _chains(blocks_of(document, story)):
            found |= dict.fromkeys(names, names)
    return found


def _flowing(page: Page) -> frozenset[str]:
    """The stories that flow on from a block of a page."""
    return frozenset(each.story for each in page.elements if isinstance(each, Block) and each.flows)


def _chains(blocks: Sequence[Block]) -> list[tuple[str, ...]]:
    """The chains among blocks in order: each that flows goes on in the first one behind it that begins where it ends."""
    chains: list[list[Block]] = []
    for block in blocks:
        before = next((each for each in chains if each[-1].flows and each[-1].end == block.first), None)
        if before is None:
            chains.append([block])
        else:
            before.append(block)
    return [tuple(block.id for block in chain) for chain in chains if len(chain) > 1]


class _Flowing:
    """A story over the blocks of one chain, each with its page, in their order."""

    def __init__(self, document: Document, story: Story, links: Sequence[tuple[Page, Block]], book: FontBook) -> None:
        self.document, self.story, self.links, self.book = document, story, links, book
        blocks = [block for _, block in links]
        first, last, byline = blocks[0].first, blocks[-1].last, any(sets_byline(story, block) for block in blocks)
        self.items = _ITEMS.get((story,), lambda: _flow_items(story, first, last, byline=byline), first, last, byline)

    def runs(self) -> list[Run]:
        """What runs into each block; one in which nothing can stand is named by no jump line, and carries none."""
        empty: set[str] = set()
        for _ in range(_TRIALS):
            runs, found = self._poured(empty)
            if found <= empty:
                break
            empty |= found
        return runs

    def _poured(self, empty: set[str]) -> tuple[list[Run], set[str]]:
        """What runs into each block, none of those that are ``empty`` named, and the blocks that hold nothing of what is left."""
        runs, found = list[Run](), set[str]()
        start, before = BEGIN, None
        for number, (page, block) in enumerate(self.links):
            after = next((home for home, each in self.links[number + 1 :] if each.id not in empty), None)
            is_last = block is self.links[-1][1]
            run = Run(self.items, start, len(self.items), is_last, self._jumps(page, block, before, after))
            if block.id in empty:
                run = run._replace(limit=start.item, jumps=run.jumps._replace(to="", come=""))
            runs.append(run)
            if is_last:
                break
            seam = self._seam(page, block, run)
            if seam != start:
                before = page
            elif start.item < len(self.items):
                found.add(block.id)
            start = seam
        return runs, found

    def _seam(self, page: Page, block: Block, run: Run) -> Seam:
        """Where the copy stops in a block."""
        context = context_of(self.document, self.document.template(page.template), self.book)
        holes = holes_over(context, page, block.id, [context.grid.rect(part) for part in block.area])
        return kept_plan(context, block, self.story, holes, run).seam

    def _jumps(self, page: Page, block: Block, before: Page | None, after: Page | None) -> Jumps:
        """The jump lines that a block has where it comes to need them."""
        jumps = jumps_of(self.document, page, block)
        language, tells = self.document.meta.language, self.story.jump_lines
        return jumps._replace(
            come=told_from(before, language) if tells and before is not None and before.id != page.id else "",
            to=told_to(after, language) if tells and after is not None and after.id != page.id else "",
        )


def _flow_items(story: Story, first: int, last: int, *, byline: bool) -> tuple[BodyItem, ...]:
    """What flows of a story's range: all but its pictures, with the byline where blocks set that."""
    items = [item for item in story.body[first : None if last < 0 else last] if not isinstance(item, PictureRef)]
    return tuple(with_byline(story, items) if byline else items)

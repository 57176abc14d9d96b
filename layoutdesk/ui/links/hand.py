"""What is done with the links of an issue: gone to, linked to other files, brought up to date, put aside (图片链接).

Linking anew keeps how a picture stands: size, crop, caption and credit; what stands in several places changes in all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace
from PySide6.QtCore import QMimeData

from layoutdesk import edits
from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.model import Advert, Asset, Document, PictureFrame
from layoutdesk.model.document import unplaced_pictures
from layoutdesk.pictures.formats import SUFFIXES
from layoutdesk.pictures.sources import kept_path, source_of
from layoutdesk.ui import clipboard, folders, work
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.filemanager import reveal
from layoutdesk.ui.hiding import is_hidden_here
from layoutdesk.ui.links.originals import Fetch
from layoutdesk.ui.links.uses import Use
from layoutdesk.ui.panehand import PaneHand
from layoutdesk.ui.placing_pictures import Target, is_shut
from layoutdesk.ui.selection import Part
from layoutdesk.ui.surroundings import LINKS
from layoutdesk.ui.writing.pending import Slot

if TYPE_CHECKING:
    from layoutdesk.makeup.linking import Linked, Order, Sought
    from layoutdesk.ui.panels.links import LinksPane
    from layoutdesk.ui.window import Window

#: What the right button offers over the list.
CONTEXT: Final = (
    "link-go", "link-reveal", "link-copy-name", None, "link-relink", "link-update", "link-replace", None,
    "link-update-all", "link-folder", None, "link-caption", "link-credit", None, "link-remove-unused",
)  # fmt: skip


def has_chosen(desk: Desk) -> bool:
    """Something is chosen in the list of links."""
    return bool(desk.links.chosen_uses)


def can_link(desk: Desk) -> bool:
    """One picture is chosen there, and the issue may be changed."""
    return len(desk.links.chosen_uses) == 1 and _is_written(desk)


def can_replace(desk: Desk) -> bool:
    """One place on a page is chosen there, and may take another picture."""
    return can_link(desk) and desk.links.chosen_uses[0].is_placed


def can_word(desk: Desk) -> bool:
    """One picture that stands on a page and has words in a story is chosen there: they may be written."""
    return can_replace(desk) and bool(desk.links.chosen_uses[0].told_by[1])


def has_source(desk: Desk) -> bool:
    """One picture is chosen there whose source is known."""
    uses = desk.links.chosen_uses
    return len(uses) == 1 and uses[0].asset is not None and bool(uses[0].asset.path)


def has_changed(desk: Desk) -> bool:
    """Pictures have been changed at their sources."""
    return _is_written(desk) and desk.links.sources.has_changed


def _is_written(desk: Desk) -> bool:
    return desk.session is not None and not desk.session.read_only


class LinkHand(PaneHand):
    """The hand on the links; what changes the issue is one step of the history."""

    part, context = LINKS, CONTEXT

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        #: Originals whose sources are known to be changed, as far as that was told.
        self._told: set[str] = set()
        window.desk.links.sources.changed.connect(self._tell)

    def _tell(self) -> None:
        """Says once that sources have been changed, where the list is not there to show it."""
        changed = {use.asset.sha256 for use in self._desk.links.changed() if use.asset is not None}
        fresh, self._told = changed - self._told, changed
        if fresh and not self.shows():
            self._window.status.say("ui.links.told_changed", count=len(changed))

    def serve(self, pane: LinksPane) -> None:
        """Does what the pane asks for."""
        pane.wanted.connect(self._window.bars.do)
        pane.closed.connect(self.close)
        pane.left.connect(self._window.give_back)
        pane.list.gone_to.connect(self.go_to)
        pane.list.dropped.connect(self.drop)
        pane.menu_wanted.connect(self.offer)
        self._desk.links.chosen_changed.connect(self._window.commands.changed)

    # Looking

    def go_to(self, key: str) -> bool:
        """Shows a picture on its page and selects it; one that stands nowhere is marked in the list of copy.

        Whether it is to be seen on a page now.
        """
        use = next((use for use in self._desk.links.uses if use.key == key), None)
        if use is None:
            return False
        if not use.is_placed:
            waiting = use.asset.id if use.key.startswith("asset ") and use.asset is not None else use.story
            self._window.copy.list.mark(waiting)
            return False
        self._window.commands.finish_typing()
        self._desk.go_to(use.page, use.element)
        if is_hidden_here(self._desk, use.element):
            self._window.status.say("ui.find.hidden")
            return False
        if use.kind == "picture":
            self._desk.hold(Part(use.picture))
        rects = self._desk.shown.pictures if self._desk.shown is not None else ()
        place = next((one.rect for one in rects if (one.element, one.picture) == (use.element, use.picture)), None)
        if place is not None:
            self._window.view.reveal(place)
        return True

    def write(self, word: str) -> None:
        """Goes to the chosen picture and puts the caret into its caption or credit, whatever was in the hand before."""
        use = self._desk.links.chosen_uses[0]
        if self.go_to(use.key):
            story, picture = use.told_by
            self._window.commands.parts.begin_in(self._desk.document.story(story), Slot(word, picture))

    def go_to_chosen(self) -> None:
        for key in self._desk.links.chosen[-1:]:
            self.go_to(key)
            self._window.give_back()

    def reveal(self) -> None:
        """Shows the source of the chosen picture in the file manager."""
        source = self._source()
        if source is not None:
            reveal(source)

    def _source(self) -> Path | None:
        """Where the chosen picture came from; nothing where that is not known."""
        session, uses = self._desk.session, self._desk.links.chosen_uses
        return source_of(uses[0].asset, session.path) if session is not None and uses and uses[0].asset else None

    def copy_name(self) -> None:
        """Puts the file names of what is chosen on the clipboard, one a line."""
        data = QMimeData()
        data.setText("\n".join(dict.fromkeys(use.name for use in self._desk.links.chosen_uses)))
        clipboard.put(data)

    # Linking anew

    def ask_relink(self) -> None:
        """Asks for the file that the chosen picture is linked to from now on."""
        uses = self._desk.links.chosen_uses
        file = self._window.dialogs.choose_source(self._source()) if uses else None
        if file is not None:
            self.relink(uses[0], file)

    def relink(self, use: Use, file: Path) -> None:
        """Links a picture to another file, in all its places; a place that lacks its picture gets it."""
        # Reading copy and pictures is nothing that the window needs before somebody asks for it.
        from layoutdesk.makeup.linking import Order

        folders.note("relink", file.parent)
        self._read((Order(key=_key(use), file=file),), "ui.history.relink")

    def drop(self, key: str, files: Sequence[Path]) -> None:
        """Files let go on the list: one alone is for the picture of the row under it, of several each for its own."""
        use = next((use for use in self._desk.links.uses if use.key == key), None)
        # The name tells files from folders: to ask the disk might hold up the hand.
        if len(files) == 1 and use is not None and files[0].suffix.lower() in SUFFIXES:
            self.relink(use, files[0])
        else:
            self._find(files)

    def replace(self) -> None:
        """Asks for a file that takes the place of the chosen picture here alone; elsewhere it stays."""
        use = self._desk.links.chosen_uses[0]
        page = next((page for page in self._desk.document.pages if page.id == use.page), None)
        element = next((each for each in page.elements if each.id == use.element), None) if page is not None else None
        if page is None or is_shut(element):
            self._window.show_refusal(Refusal("ui.status.locked"))
            return
        file = self._window.dialogs.choose_picture()
        if file is not None:
            target = Target(page.id, 0.0, 0.0, use.element, use.picture)
            self._window.commands.taking.files((file,), target)

    def update(self) -> None:
        """Takes over what the sources of the chosen pictures hold now; of all that have been changed where none of them has."""
        changed, chosen = self._desk.links.changed(), {use.asset_id for use in self._desk.links.chosen_uses}
        self._update([use for use in changed if use.asset_id in chosen] or changed)

    def update_all(self) -> None:
        """Takes over what the sources of all pictures hold that have been changed there."""
        self._update(self._desk.links.changed())

    def _update(self, uses: Sequence[Use]) -> None:
        from layoutdesk.makeup.linking import Order

        session = self._desk.session
        if session is None:
            return
        pairs = [(use, source_of(use.asset, session.path)) for use in uses if use.asset is not None]
        orders = tuple(Order(key=_key(use), file=source) for use, source in pairs if source is not None)
        if orders:
            self._read(orders, "ui.history.update-links")

    def ask_folder(self) -> None:
        """Asks for a folder in which everything that is missing is looked for."""
        folder = self._window.dialogs.choose_folder()
        if folder is not None:
            self._find((folder,))

    def _find(self, files: Sequence[Path]) -> None:
        """Links what is missing, or gone from where it came from, to files of the same name or content."""
        from layoutdesk.makeup.linking import Sought

        lost = self._desk.links.lost()
        wanted = tuple(
            Sought(key=_key(use), name=use.name, sha256=use.asset.sha256, size=use.asset.size)
            if use.asset is not None
            else Sought(key=_key(use), name=use.name)
            for use in lost
        )
        if wanted:
            self._read((), "ui.history.relink", tuple(files), wanted)
        else:
            self._window.status.say("ui.links.nothing_lost")

    def _read(
        self, orders: tuple[Order, ...], label: str, files: tuple[Path, ...] = (), wanted: tuple[Sought, ...] = ()
    ) -> None:
        """Has files read by a worker, then their originals beside the hand; then all of it becomes a step."""
        session = self._desk.session
        if session is None or session.read_only:
            return
        self._window.commands.finish_typing()
        self._window.links.explain(())

        def read(linked: Linked) -> None:
            # Another issue may have been opened meanwhile.
            if self._desk.session is session:
                known = {asset.sha256 for asset in self._desk.document.assets}
                fresh = {each.sha256: each for each in linked.pictures.values() if each.sha256 not in known}
                done = partial(self._linked, label, linked)
                self._window.commands.taking.originals.fetch(Fetch(tuple(fresh.values()), {}, done))

        self._window.worker.start("ui.work.linking", work.link_pictures, (orders, files, wanted), read)

    def _linked(self, label: str, linked: Linked, gone: Sequence[Asset]) -> None:
        session = self._desk.session
        assert session is not None
        lost = {asset.sha256 for asset in gone}
        found = {
            key: replace(asset, path=kept_path(asset.path, session.path))
            for key, asset in linked.pictures.items()
            if asset.sha256 not in lost
        }
        problems = [*linked.problems, *(_no_file(asset) for asset in gone)]
        steps = relinking(self._desk.document, found, self._desk.links.uses)
        if steps:
            self._desk.apply(edits.Batch(label, steps))
        done = "ui.links.updated" if label == "ui.history.update-links" else "ui.links.linked"
        names = {_key(use): use.name for use in self._desk.links.uses}
        told = {each.args.get("file") for each in problems}
        self._say(done, len(found), [key for key in linked.missed if names.get(key) not in told], problems)
        self._desk.links.sources.look()

    def _say(self, done: str, count: int, missed: Sequence[str], problems: Sequence[Problem]) -> None:
        """How many pictures were linked or updated, how many were not found, and in one sentence each what is wrong with files.

        The sentences stay in the pane: on one line they are not to be read.
        """
        text, window = self._window.language.text, self._window
        wrong = [each for each in problems if each.severity == "error"]
        window.links.explain(wrong)
        said = [text(done, count=count)] if count or not problems else []
        said += [text("ui.links.missed", count=len(missed))] if missed else []
        said += [window.language.problem(each) for each in wrong[:2]]
        said += [text("ui.taking.more", count=len(wrong) - 2)] if len(wrong) > 2 else []
        (window.status.refuse if wrong else window.status.say)("ui.work.said", sentences="  ".join(said))

    # Putting aside

    def remove_unused(self) -> None:
        """Takes the pictures out of the issue that stand nowhere: those of them that are chosen, else all."""
        waiting = unplaced_pictures(self._desk.document)
        chosen = {use.asset_id for use in self._desk.links.chosen_uses}
        steps = [edits.RemoveAsset(asset.id) for asset in waiting if asset.id in chosen]
        steps = steps or [edits.RemoveAsset(asset.id) for asset in waiting]
        if not steps:
            self._window.status.say("ui.links.nothing_unused")
        elif self._desk.apply(edits.Batch("ui.history.remove-unused", tuple(steps))):
            self._window.status.say("ui.links.removed", count=len(steps))


def _key(use: Use) -> str:
    """Under what a file is asked for: the picture that it becomes, else the place that lacks one."""
    return f"asset {use.asset.id}" if use.asset is not None else use.key


def _no_file(asset: Asset) -> Problem:
    return Problem(code="pictures.no_file", severity="error", args={"file": asset.name}, file=asset.name)


def relinking(document: Document, found: dict[str, Asset], uses: Sequence[Use]) -> tuple[edits.Edit, ...]:
    """The edits that link pictures to what was found for them, by ``asset ID`` or the key of a place that lacks its picture."""
    steps: list[edits.Edit] = []
    places = {use.key: use for use in uses}
    known = {asset.id: asset for asset in document.assets}
    for key, asset in found.items():
        old = known.get(key.removeprefix("asset "))
        if old is not None:
            if (now := linked_to(old, asset)) != old:
                steps.append(edits.SetAsset(now))
        elif key in places:
            steps += _filled(document, places[key], asset, steps)
    return tuple(steps)


def linked_to(old: Asset, new: Asset) -> Asset:
    """A picture linked to another file: its own words are those of the file, where it has any."""
    words = {name: getattr(new, name) or getattr(old, name) for name in ("caption", "credit", "byline")}
    return replace(new, id=old.id, facts=old.facts | new.facts, **words)


def _filled(document: Document, use: Use, asset: Asset, before: Sequence[edits.Edit]) -> list[edits.Edit]:
    """The edits that give a place the picture that it lacks; one that the issue has already, or gets, is taken."""
    every = (*document.assets, *(step.asset for step in before if isinstance(step, edits.AddAsset)))
    same = next((each for each in every if each.sha256 == asset.sha256), None)
    steps: list[edits.Edit] = [] if same is not None else [edits.AddAsset(asset)]
    shown = same if same is not None else asset
    if use.picture:
        return [*steps, edits.AssignPicture(story=use.story, picture=use.picture, asset=shown.id)]
    page = next(page for page in document.pages if page.id == use.page)
    element = next(each for each in page.elements if each.id == use.element)
    if isinstance(element, PictureFrame | Advert):
        steps.append(edits.SetElement(page=page.id, element=replace(element, asset=shown.id)))
    return steps

"""The links pane (图片链接): every picture and placed advert of the issue with thumbnail, page and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from layoutdesk.base.problem import Problem
from layoutdesk.model import Asset, Document
from layoutdesk.ui.beat import Beat
from layoutdesk.ui.canvas.previews import Previews
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.language import Language
from layoutdesk.ui.links.links import Link
from layoutdesk.ui.panels.fields import Choice, Line, Words
from layoutdesk.ui.panels.linklist import LinkList
from layoutdesk.ui.panels.linkmodel import ORDERS, SHOWN, chosen_links
from layoutdesk.ui.panels.sidepane import SIDE, SidePane
from layoutdesk.ui.theme import UNIT, Look

#: Reasons that are said in full; of more their number.
_REASONS: Final = 4


class LinksPane(SidePane):
    """The pane beside the page. While it is hidden no source is looked at again and again."""

    def __init__(self, desk: Desk, look: Look, language: Language, thumbs: Previews) -> None:
        super().__init__("links", desk, look, language)
        self.search, self.shown, self.order = Line(), Choice(), Choice()
        self.list = LinkList(look, language, thumbs)
        self.words, self.reasons = Words(), Words()
        #: Why files were not linked, and the pictures of the issue as they were then.
        self._unlinked: tuple[Problem, ...] = ()
        self._pictures_then: tuple[Asset, ...] = ()
        self.update_button, self.relink = QPushButton(objectName="primary"), QPushButton()
        self.body.addWidget(self._form())
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._foot())
        #: What was shown last: a list of links that is the same is not made anew.
        self._seen: tuple[object, ...] = ()
        self._labels: tuple[Document | None, dict[str, str]] = None, {}
        self._connect()
        self.retranslate()

    def _form(self) -> QWidget:
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(SIDE, 0, SIDE, UNIT)
        column.setSpacing(UNIT - 2)
        self.search.setClearButtonEnabled(True)
        column.addWidget(self.search)
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        row.addWidget(self.shown, 1)
        row.addWidget(self.order, 1)
        column.addLayout(row)
        return form

    def _foot(self) -> QWidget:
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(SIDE, UNIT // 2, SIDE, UNIT)
        column.setSpacing(UNIT // 2)
        column.addWidget(self.words)
        self.reasons.setObjectName("wrong")
        self.reasons.hide()
        column.addWidget(self.reasons)
        row = QHBoxLayout()
        row.setSpacing(UNIT // 2)
        column.addLayout(row)
        row.addWidget(self.more)
        row.addStretch()
        row.addWidget(self.relink)
        row.addWidget(self.update_button)
        return foot

    def _connect(self) -> None:
        desk, links = self._desk, self._desk.links
        self.search.textChanged.connect(self.refresh)
        self.shown.activated.connect(self.refresh)
        self.order.activated.connect(self.refresh)
        self.list.chosen.connect(self._choose)
        self.list.menu_wanted.connect(self.menu_wanted)
        self.list.opened.connect(lambda: self.wanted.emit("link-go"))
        self.list.left.connect(self.closed)
        self.relink.clicked.connect(lambda: self.wanted.emit("link-relink"))
        self.update_button.clicked.connect(lambda: self.wanted.emit("link-update"))
        Beat(desk, self._follow, self)
        desk.selected.connect(lambda _: self._mark())
        desk.part_held.connect(self._mark)
        desk.opened.connect(lambda: self.explain(()))
        links.sources.changed.connect(self._later)
        links.chosen_changed.connect(self._show_buttons)

    def retranslate(self) -> None:
        super().retranslate()
        text = self.language.text
        for choice, names, name in ((self.shown, SHOWN, "shown"), (self.order, ORDERS, "order")):
            at = max(choice.currentIndex(), 0)
            choice.clear()
            choice.addItems([text(f"ui.links.{each}") for each in names])
            choice.setCurrentIndex(at)
            choice.setAccessibleName(text(f"ui.links.{name}"))
        self.search.setPlaceholderText(text("ui.links.search"))
        self.search.setAccessibleName(text("ui.links.search"))
        self.list.setAccessibleName(self.title.text())
        self.relink.setText(text("ui.links.relink"))
        self.update_button.setText(text("ui.links.update"))
        self._seen = ()
        self.explain(self._unlinked)
        self.refresh()

    def explain(self, problems: Sequence[Problem]) -> None:
        """Says why files were not linked, until others are looked for or the pictures of the issue are others."""
        self._unlinked, self._pictures_then = tuple(problems), self._desk.document.assets if problems else ()
        said = [self.language.problem(each) for each in self._unlinked[:_REASONS]]
        if rest := len(self._unlinked) - len(said):
            said.append(self.language.text("ui.taking.more", count=rest))
        self.reasons.setVisible(bool(said))
        self.reasons.say("\n".join(said))

    def come_or_go(self, *, comes: bool) -> None:
        """Looks at the sources while it is there."""
        self._desk.links.sources.watch(comes and self._desk.is_open)
        if not comes:
            self._desk.links.choose(())
            self.explain(())
        else:
            self.refresh()
            self._choose(self.list.chosen_keys())
            self._mark()

    @property
    def home(self) -> QWidget | None:
        return self.list

    def begin(self) -> None:
        """Gives the list the keys, with the picture in the hand chosen."""
        self._mark()
        if not self.list.currentIndex().isValid() and self.list.links.rows:
            self.list.setCurrentIndex(self.list.links.index(0))
        self.list.setFocus()

    def refresh(self) -> None:
        """Shows the links as they are now."""
        if self.isHidden():
            return
        if self._unlinked and self._pictures_then is not self._desk.document.assets:
            self.explain(())
        links = self._desk.links.all()
        shown, order = SHOWN[self.shown.currentIndex()], ORDERS[self.order.currentIndex()]
        page = self._desk.page_id if shown == "here" else ""
        seen = links, shown, order, page, self.search.text().strip().lower(), self._names()
        if seen == self._seen:
            return
        self._seen = seen
        listed = chosen_links(links, shown, order, page, seen[4])
        self.list.show_links(listed, self._names(), self._desk.links.chosen)
        self._say(links, listed)
        self._show_buttons()

    def _names(self) -> dict[str, str]:
        """What pages are called in the list."""
        document = self._desk.document
        if self._labels[0] is not document:
            self._labels = document, {page.id: page.label or str(page.number) for page in document.pages}
        return self._labels[1]

    def _say(self, links: list[Link], listed: list[Link]) -> None:
        """How many there are at the title, and in words what of them wants mending, or why none is shown."""
        text = self.language.text
        self.figure.setText(f"{len(listed)} / {len(links)}" if len(listed) != len(links) else str(len(links) or ""))
        told = ("missing", "changed", "coarse", "uncaptioned", "uncredited", "gone")
        counts = {fault: sum(fault in link.faults for link in links) for fault in told}
        said = [text(f"ui.links.count_{fault}", count=count) for fault, count in counts.items() if count]
        if not listed:
            said = [text("ui.links.none" if not links else "ui.links.none_shown")]
        self.words.setVisible(bool(said))
        self.words.say(text("ui.find.between").join(said))

    def _show_buttons(self) -> None:
        if self.isHidden():
            return
        session = self._desk.session
        writes = session is not None and not session.read_only
        self.relink.setEnabled(writes and len(self._desk.links.chosen_uses) == 1)
        changed = self._desk.links.changed()
        self.update_button.setVisible(writes and bool(changed))
        among = {use.asset_id for use in self._desk.links.chosen_uses} & {use.asset_id for use in changed}
        count = len(among) or len(changed)
        self.update_button.setText(self.language.text("ui.links.update_count", count=count))

    def _choose(self, keys: list[str]) -> None:
        self._desk.links.choose(keys)

    def _mark(self) -> None:
        """Shows the picture in the hand as the chosen one, unless the list itself has the hand."""
        desk = self._desk
        if self.isHidden() or self.list.hasFocus() or not desk.selection:
            return
        part = desk.part.picture if desk.part is not None else None
        mine = [use for use in desk.links.uses if use.element == desk.selection]
        wanted = next((use for use in mine if use.picture == part), mine[0] if mine else None)
        if wanted is not None:
            self.list.mark(wanted.key)

"""The status line: where the selection stands, what caught it, progress of long work, saved or not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QStatusBar, QToolButton, QWidget

from layoutdesk.base.units import to_mm
from layoutdesk.compose.grid import bounding
from layoutdesk.model.elements import Area, Block, area_of
from layoutdesk.ui import icons
from layoutdesk.ui.canvas.free import FreeRest, LineRest, rect_of
from layoutdesk.ui.canvas.held import held
from layoutdesk.ui.canvas.snapping import Rest
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.elided import Elided
from layoutdesk.ui.fits import fit_text, in_hand
from layoutdesk.ui.language import Language
from layoutdesk.ui.review.storyinhand import story_in_hand
from layoutdesk.ui.textsize import fit, keep_size, ratio
from layoutdesk.ui.theme import UNIT, Look, dress, tint
from layoutdesk.ui.turns import Urgency

_POLL_MS: Final = 120
_NOTE_MS: Final = 8000
#: What is said of a step that was taken back or made again, and of a value that is none.
_TRAVELLED: Final = ("ui.status.undone", "ui.status.redone")
_NO_VALUE: Final = ("ui.place.unclear", "ui.properties.no_date")


class StatusLine(QStatusBar):
    """Says what is true now. ``cancelled`` comes from the button at the progress bar, ``review_wanted`` from what waits."""

    cancelled = Signal()
    review_wanted = Signal()
    #: What it says, for those who do not see it.
    said = Signal(str)

    def __init__(self, desk: Desk, look: Look, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._look = look
        self._language = language
        self._note: tuple[str, dict[str, object]] | None = None
        self._grave = False
        self._rest: Rest | FreeRest | LineRest | None = None
        self._need = 0
        self._overset = 0
        #: The key for the galley as the window knows it, nothing where that is open.
        self.galley_key: Callable[[], str] = str
        self._work: tuple[str, dict[str, object]] | None = None
        self.place, self.note, self.saved = QLabel(), Elided(), QLabel()
        self.fit = QLabel(objectName="dim")
        #: Whether changes are tracked (修订), of all copy or of the story in hand, and how much waits; it leads to that.
        self.tracked = QToolButton(objectName="said")
        self.tracked.clicked.connect(self.review_wanted)
        self._open = 0
        self.setSizeGripEnabled(False)
        self.setContentsMargins(UNIT, 0, UNIT, 0)
        self._progress_area()
        for label in (self.place, self.fit, self.note):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setContentsMargins(UNIT, 0, UNIT, 0)
        self.addWidget(self.place)
        self.addWidget(self.fit)
        self.addWidget(self.note, 1)
        for widget in (self.progress, self.tracked, self.saved):
            self.addPermanentWidget(widget)
        self._poll = QTimer(self, interval=_POLL_MS)
        self._poll.timeout.connect(self.refresh_saved)
        self._fade = QTimer(self, singleShot=True, interval=_NOTE_MS)
        self._fade.timeout.connect(lambda: self.say(None))
        for signal in (desk.opened, desk.edited, desk.selected, desk.page_turned, desk.part_held, desk.origin_moved):
            signal.connect(self._leave_rest)
        for signal in (desk.previewed, desk.page_composed, desk.copy_marked):
            signal.connect(self.show_fit)
        desk.copy_marked.connect(self._show_tracked)
        for signal in (desk.opened, desk.edited):
            signal.connect(self._count_later)
        desk.travelled.connect(lambda _: self.say(None))
        desk.edited.connect(self._leave_step)
        desk.pasted.connect(self.say_pasted)
        language.changed.connect(self.refresh)
        look.changed.connect(self._tint)
        look.settled.connect(self._ask_height)
        self._tint()
        self._poll.start()

    def _progress_area(self) -> None:
        self.progress = QWidget()
        row = QHBoxLayout(self.progress)
        row.setContentsMargins(UNIT, 0, UNIT, 0)
        self.work = QLabel(objectName="dim")
        self.bar = QProgressBar(textVisible=False)
        keep_size(self.bar, width=160)
        self.cancel = QToolButton()
        self.cancel.clicked.connect(self.cancelled)
        for widget in (self.work, self.bar, self.cancel):
            row.addWidget(widget)
        self.progress.hide()

    def say(self, code: str | None, **args: object) -> None:
        """A note that fades after a while; ``None`` takes it away."""
        self._show_note(code, args, grave=False)

    def refuse(self, code: str, **args: object) -> None:
        """A note that says why something was not done, in the colour of what is wrong."""
        self._show_note(code, args, grave=True)

    def hold(self) -> None:
        """Has the note stay until there is another one."""
        self._fade.stop()

    def say_pasted(self, counts: Mapping[str, int]) -> None:
        """Names what was left out of copy that was pasted, and what came struck out."""
        self.say(
            "ui.paste.noted",
            what=self._language.text("ui.paste.and").join(
                self._language.text(f"ui.paste.{word}", count=count) for word, count in counts.items()
            ),
        )

    def _show_note(self, code: str | None, args: dict[str, object], *, grave: bool) -> None:
        self._note, self._grave = ((code, args), grave) if code else (None, False)
        self._fade.start()
        self.refresh()
        if code:
            self.said.emit(self.note.text())

    def say_rest(self, rest: Rest | FreeRest | LineRest | None, need: int = 0) -> None:
        """Names where the block in the hand rests and what caught it; ``None`` when it is let go.

        ``need``: the rows of a story that stands nowhere yet, which is in the hand instead of the selection.
        """
        self._rest, self._need = rest, need
        self._note = None
        self._show_words()
        self.show_fit()

    def _leave_rest(self, *_: object) -> None:
        """Something else than the block in the hand has changed: what caught it is no longer true."""
        self._rest, self._need = None, 0
        self.refresh()

    def _leave_step(self) -> None:
        """The issue is another: over is what was said of a step taken back or made again, and of a value that was none."""
        self.leave(*_TRAVELLED, *_NO_VALUE)

    def leave(self, *codes: str) -> None:
        """Takes the note away where it says one of these, which is over."""
        if self._note is not None and self._note[0] in codes:
            self.say(None)

    def leave_done(self) -> None:
        """Takes the note away where it tells what was done."""
        if not self._grave:
            self.say(None)

    def say_overset(self, line: int) -> None:
        """Says in which line of overset copy the caret is, which is on no page, and by which key one sees it; 0: in none."""
        if line != self._overset:
            self._overset = line
            self._show_words()

    def show_progress(self, code: str | None, share: float = 0.0, **args: object) -> None:
        """Progress of long work, from 0 to 1; below 0 where no share is known; ``None`` when it is over."""
        self._work = (code, args) if code else None
        self.progress.setVisible(code is not None)
        self.bar.setRange(0, 0 if share < 0 else 1000)
        self.bar.setValue(max(0, round(share * 1000)))
        self.refresh()

    def show_fit(self, *_: object) -> None:
        """Says how the story in hand fills its room, with every key that changes it."""
        text = self._language.text
        if self._need:
            self._say_fit(text("ui.canvas.need", rows=self._need), over=False)
            return
        fit = in_hand(self._desk)
        if fit is None:
            self.fit.clear()
            return
        standing = fit_text(self._language, fit) or text("ui.status.full")
        said = f"{text('ui.properties.lines', count=fit.lines)} · {standing}"
        self._say_fit(said, over=bool(fit.over))

    def _say_fit(self, said: str, *, over: bool) -> None:
        if self.fit.text() != said:
            self.fit.setText(said)
        dress(self.fit, "over" if over else "dim")

    def refresh(self, *_: object) -> None:
        """Shows everything in the language of the window."""
        self._show_words()
        self.show_fit()
        self._show_tracked()
        text = self._language.text
        self.work.setText(text(self._work[0], **self._work[1]) if self._work else "")
        self.cancel.setToolTip(text("ui.status.cancel"))
        self.cancel.setAccessibleName(text("ui.status.cancel"))
        self.refresh_saved()

    def _show_words(self) -> None:
        """Says where the selection stands, and the note."""
        self.place.setText(self._place())
        dress(self.place, "over" if self._overset else "")
        self.note.setText(self._said())
        tint(self.note, f"color: {self._look.theme.error.name()};" if self._note and self._grave else "")

    def _show_tracked(self) -> None:
        """Says that changes are tracked, of the story in hand alone where not those of all are, and how much waits."""
        everywhere = self._desk.document.review.tracking
        story = None if everywhere else story_in_hand(self._desk)
        code = "on" if everywhere else "on_story" if story is not None and story.tracking else ""
        text = self._language.text
        said = [text(f"ui.review.{code}")] if code else []
        said += [text("ui.review.waiting", count=self._open)] if self._open else []
        self.tracked.setVisible(bool(said))
        if said:
            self.tracked.setText(" · ".join(said))
            self.tracked.setToolTip(text("ui.review.on_hint" if code and not self._open else "ui.review.waiting_hint"))
            tint(self.tracked, f"color: {self._look.theme.accent.name()};")

    def _count_later(self) -> None:
        self._desk.turns.ask(self._count, Urgency.PANEL)

    def _count(self) -> None:
        """Counts the changes and notes that wait; in a turn of its own: nobody waits for it."""
        waiting = sum(each.is_open for each in self._desk.reviewed.entries)
        if waiting != self._open:
            self._open = waiting
            self._show_tracked()

    def _ask_height(self) -> None:
        """Qt gives the line the height of the highest of its parts, the hidden as well, and does not hear of these."""
        QCoreApplication.postEvent(self, QEvent(QEvent.Type.LayoutRequest))

    def event(self, event: QEvent) -> bool:
        """Qt makes the layout anew when a part of it grows, and it then stands as close as at 100 %."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and ratio() != 1.0:
            fit(self)
        return done

    def refresh_saved(self) -> None:
        """Says saved exactly when every change is in the file."""
        session = self._desk.session
        if session is None:
            self.saved.clear()
            self.saved.setToolTip("")
            return
        self.saved.setToolTip(str(session.path))
        if session.problems:
            # Why, the banner says.
            code = "ui.status.saved_here" if session.saved else "ui.status.unsaved"
            shown, colour = self._language.text(code), self._look.theme.error
        elif session.read_only:
            shown, colour = self._language.text("ui.status.read_only"), self._look.theme.warning
        elif session.acknowledged == session.revision:
            shown, colour = self._language.text("ui.status.saved"), self._look.theme.good
        else:
            shown, colour = self._language.text("ui.status.saving"), self._look.theme.dim
        if self.saved.text() != shown:
            self.saved.setText(shown)
        tint(self.saved, f"color: {colour.name()}; padding: 0 {UNIT}px;")

    def _place(self) -> str:
        text, element = self._language.text, self._desk.element
        rest = self._rest
        if self._overset:
            key = self.galley_key()
            return text("ui.status.overset_key" if key else "ui.status.overset", line=self._overset, key=key)
        if isinstance(rest, LineRest):
            return rest.said
        if rest is None and len(self._desk.chosen) > 1:
            return text("ui.place.several", count=len(self._desk.chosen))
        if rest is None and isinstance(element, Block) and self._desk.part is not None:
            return self._picture()
        area: Area = rest.area if isinstance(rest, Rest) else area_of(element) if rest is None else ()
        rect = rest.rect if isinstance(rest, FreeRest) else rect_of(element)
        if rect is not None:
            x, y = self._desk.origin
            left, top, width, height = (f"{to_mm(value):.1f}" for value in (rect.x - x, rect.y - y, rect.w, rect.h))
            return text("ui.status.rect", left=left, top=top, width=width, height=height)
        if area:
            bounds, grid = bounding(area), self._desk.grid
            if grid is not None and grid.template.is_beside(area):
                return text("ui.status.parked", columns=bounds.columns, rows=bounds.rows)
            return text(
                "ui.status.area", left=bounds.column + 1, right=bounds.right, top=bounds.row + 1, bottom=bounds.bottom,
                columns=bounds.columns, rows=bounds.rows,
            )  # fmt: skip
        page = self._desk.page
        if page is None:
            return ""
        return text("ui.status.page", number=page.label or page.number, pages=len(self._desk.document.pages))

    def _picture(self) -> str:
        """What the selected picture of a block is, and how large it prints."""
        picture, text = held(self._desk), self._language.text
        if picture is None:
            return text("ui.panel.picture")
        width, height = (f"{to_mm(side):.1f}" for side in (picture.rect.w, picture.rect.h))
        name = picture.asset.name if picture.asset is not None else text("ui.insets.title_missing")
        return text("ui.status.picture", name=name, width=width, height=height)

    def _said(self) -> str:
        if self._note is not None:
            return self._language.text(self._note[0], **self._note[1])
        caught = [
            self._language.text(catch.code, number=catch.number) for catch in (self._rest.catches if self._rest else ())
        ]
        return self._language.text("ui.snap.caught", what=" · ".join(caught)) if caught else ""

    def _tint(self) -> None:
        self.cancel.setIcon(icons.icon("cancel", self._look.theme))
        self.refresh()

"""The tokens of RTF to paragraphs, tables and pictures: one pass with a stack of groups whose depth is bounded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from layoutdesk.base.problem import Refusal
from layoutdesk.intake import stylenames
from layoutdesk.intake.manuscript import Manuscript
from layoutdesk.intake.report import told
from layoutdesk.intake.rich import Look, Rich, Run
from layoutdesk.intake.rtf import codepages, flow, state
from layoutdesk.intake.rtf.figures import Figures
from layoutdesk.intake.rtf.flow import Flow, RowMarks
from layoutdesk.intake.rtf.letters import Letters
from layoutdesk.intake.rtf.state import State
from layoutdesk.intake.rtf.tables import PLAIN_FONT, Tables
from layoutdesk.intake.rtf.tokens import Token, tokens
from layoutdesk.intake.stylenames import PLAIN

#: How deep groups may stand inside one another; Word's own files have some twenty.
DEPTH: Final = 400
#: The most groups, words and escaped characters: a full page in escaped bytes has a quarter of it, and each costs 5 µs.
MOST_TOKENS: Final = 1_000_000


def read(data: bytes, name: str) -> Manuscript:
    """The manuscript in ``data``, the bytes of the RTF file ``name``.

    Raises ``Refusal``: groups too deep, tables too large, pictures that lie elsewhere, no text at all.
    """
    rich = Rich(name)
    _Reader(rich).read(data)
    return rich.manuscript()


def read_piece(data: bytes, name: str) -> Rich:
    """RTF that an editor pastes: its lines as they come, nothing in them a head or a heading, and what there is to tell."""
    rich = Rich(name)
    _Reader(rich).read(data)
    return rich


class _Reader:
    """The interpreter: ``_state`` is the group that is open, ``_flow`` the stretch of text that grows."""

    def __init__(self, rich: Rich) -> None:
        self._name = rich.name
        self._rich = rich
        self._tables = Tables()
        self._font = 0
        self._letters, self._figures = Letters(), Figures(rich.name)
        self._state = State()
        self._stack: list[State] = []
        self._flow = Flow()
        self._flows: list[Flow] = []
        self._starred = False
        self._rows = RowMarks()
        self._words: dict[bytes, Callable[[int | None], None]] = {
            b"par": self._end_paragraph, b"sect": self._end_paragraph, b"cell": self._end_cell, b"nestcell": self._end_nested,
            b"row": self._end_row, b"trowd": self._rows.begin, b"cellx": self._rows.edge, b"clvmrg": self._rows.below,
            b"clmrg": self._rows.beside, b"trhdr": self._rows.set_head, b"u": self._unicode,
            b"ansicpg": self._set_page, b"deff": self._set_default, b"plain": lambda _: self._state.plain(self._font),
            b"pard": lambda _: self._state.bare(), b"revised": lambda _: self._count("inserted"),
            b"page": self._end_page, b"column": self._end_page, b"object": lambda _: self._count("objects"),
        }  # fmt: skip

    def read(self, data: bytes) -> None:
        steps: dict[str, Callable[[Token], None]] = {
            "open": self._open, "close": self._close, "word": self._word, "symbol": self._symbol, "byte": self._text,
            "text": self._text, "bin": self._binary,
        }  # fmt: skip
        for count, token in enumerate(tokens(data)):
            if count > MOST_TOKENS:
                raise Refusal("intake.rtf-tokens", file=self._name, limit=MOST_TOKENS)
            steps[token.kind](token)
        self._flush()
        if self._stack:
            self._rich.problems.append(told("rtf-open", "warning", self._name))
        while self._flows:
            self._leave_flow("box")
        self._flow.finish()
        self._rich.counts["undecoded"] += self._letters.undecoded
        self._rich.counts["symbol-fonts"] += self._letters.pictured
        flow.write(self._flow, self._rich, self._figures.known)

    # Groups

    def _open(self, _: Token) -> None:
        self._flush()
        self._letters.stand_in = 0
        if len(self._stack) >= DEPTH:
            raise Refusal("intake.rtf-deep", file=self._name, limit=DEPTH)
        self._stack.append(self._state)
        self._state = self._state.inside()
        if self._state.place in ("fonts", "styles"):
            self._tables.begin()

    def _close(self, _: Token) -> None:
        self._flush()
        self._starred, self._letters.stand_in = False, 0
        if not self._stack:
            return
        ended, self._state = self._state, self._stack.pop()
        if ended.opened == "picture":
            self._end_picture()
        elif ended.opened == "field":
            self._figures.end_instruction()
        elif ended.opened == "link":
            self._figures.end_field()
        elif ended.opened in state.FLOWS.values():
            self._leave_flow(ended.opened)

    def _enter(self, word: bytes) -> bool:
        """Whether a word begins a place of its own; text then goes there until the group ends."""
        here = self._state
        if word in state.SKIPPED:
            here.place = "skip"
        elif word in state.MUTED:
            here.place = "mute"
        elif word in state.FLOWS:
            here.place, here.opened = "text", state.FLOWS[word]
            here.bare()
            self._flows.append(self._flow)
            self._flow = Flow()
        elif word in state.PLACES:
            here.place = here.opened = state.PLACES[word]
            self._figures.begin()
        elif word == b"field":
            here.opened = "link"
        else:
            return False
        return True

    def _leave_flow(self, kind: str) -> None:
        ended, self._flow = self._flow, self._flows.pop()
        ended.finish()
        if kind == "box":
            self._flow.current.boxes.append(ended)
        elif kind == "note":
            self._flow.current.notes.append(ended.text)
        elif kind == "comment":
            self._count("comments")
        elif ended.text.strip(" -—0123456789/第页共"):
            self._count("page-furniture")

    # Words and signs

    def _word(self, token: Token) -> None:
        if self._state.place == "skip":
            return
        if self._letters.stand_in:
            self._letters.stand_in -= 1
            return
        word, number = token.data, token.number
        self._flush()
        starred, self._starred = self._starred, False
        if self._enter(word):
            return
        if starred:
            self._state.place = "skip"
        elif self._state.place in ("fonts", "styles"):
            if word == b"u":
                self._tables.letter(self._letters.unicode(number, self._state.fallback), self._letters.page)
            else:
                self._tables.word(self._state.place, word, number)
        elif self._state.place == "picture":
            if word in state.PICTURES:
                self._figures.kind(state.PICTURES[word])
        elif word in self._words:
            self._words[word](number)
        elif word in state.CHARACTERS:
            self._put(state.CHARACTERS[word])
        else:
            self._property(word, number)

    def _property(self, word: bytes, number: int | None) -> None:
        """A property of the text or the paragraph."""
        here, value = self._state, number or 0
        if word in state.SWITCHES:
            setattr(here, state.SWITCHES[word], number != 0)
        elif word in state.LEVELS:
            here.level = state.LEVELS[word] if number != 0 else ""
        elif word in state.KINDS:
            here.asian = state.KINDS[word]
        elif word in state.ASSOCIATED and here.asian:
            setattr(here, state.ASSOCIATED[word], number != 0)
        elif word == b"f":
            here.font = value
        elif word == b"fs":
            here.size = min(max(value, 2), 3_000) / 2
        elif word == b"uc":
            here.fallback = min(max(value, 0), 16)
        elif word == b"s":
            here.style = value
        elif word == b"outlinelevel":
            here.outline = value
        elif word in (b"qc", b"ql", b"qr", b"qj", b"qd"):
            here.centred = word == b"qc"
        elif word in (b"intbl", b"itap"):
            here.table = number != 0
        elif word in state.PAGES:
            self._letters.page = state.PAGES[word]

    def _symbol(self, token: Token) -> None:
        if self._state.place == "skip":
            return
        sign = token.data
        if self._letters.stand_in:
            self._letters.stand_in -= 1
        elif sign in (b"\\", b"{", b"}"):
            # These may be the second byte of a character as well.
            self._take(sign)
        elif sign == b"*":
            self._starred = True
        else:
            self._flush()
            if sign in (b"\r", b"\n", b"\r\n"):
                self._end_paragraph(None)
            else:
                self._put(state.SIGNS.get(sign, ""))

    def _text(self, token: Token) -> None:
        self._take(self._letters.left(token.data))

    def _binary(self, token: Token) -> None:
        if self._state.place == "picture":
            self._figures.add(token.data.hex().encode("ascii"))

    # Text

    def _take(self, data: bytes) -> None:
        """Takes bytes to where text goes."""
        place = self._state.place
        if place in ("text", "label"):
            self._letters.add(data)
        elif place in ("fonts", "styles"):
            self._tables.text(place, data, self._letters.page)
        elif place == "picture":
            self._figures.add(data)
        elif place == "field":
            self._figures.instruct(data)

    def _flush(self) -> None:
        self._put(self._letters.flush(self._tables.fonts.get(self._state.font, PLAIN_FONT)))

    def _unicode(self, number: int | None) -> None:
        self._put(self._letters.unicode(number, self._state.fallback))

    def _put(self, text: str) -> None:
        """Adds characters to the paragraph, or to the number before it."""
        here = self._state
        if not text or here.place not in ("text", "label"):
            return
        if here.hidden or here.deleted:
            self._count("hidden" if here.hidden else "deleted")
        elif here.place == "label":
            self._flow.current.label += text
        else:
            paragraph = self._flow.current
            look = Run(text, here.bold, here.emphasis, here.level, here.strike)
            if paragraph.runs and paragraph.runs[-1][1:] == look[1:]:
                look = look._replace(text=paragraph.runs.pop().text + text)
            paragraph.runs.append(look)
            paragraph.look = Look(max(paragraph.look.size, here.size))

    def _count(self, word: str, by: int = 1) -> None:
        if self._state.place != "skip":
            self._rich.counts[word] += by

    # Paragraphs and tables

    def _end_paragraph(self, _: int | None) -> None:
        if self._state.place == "text":
            self._dress()
            self._flow.end_paragraph(inside=self._state.table)

    def _end_page(self, _: int | None) -> None:
        """The end of a page or column: before the text it is none of it, behind it ends a line."""
        if self._flow.current.runs:
            self._put("\n")

    def _dress(self) -> None:
        """Gives the paragraph that ends what its style and its place say."""
        paragraph, here = self._flow.current, self._state
        known = self._tables.meaning(here.style)
        if known is None and 0 <= here.outline < 9:
            known = stylenames.outline(here.outline + 1)
        paragraph.meaning = known or PLAIN
        paragraph.look = paragraph.look._replace(centred=here.centred)

    def _end_cell(self, _: int | None) -> None:
        if self._state.place == "text":
            self._dress()
            self._flow.end_cell()

    def _end_nested(self, _: int | None) -> None:
        """A cell of a table inside a cell: a paragraph of that."""
        self._count("nested-tables")
        self._dress()
        self._flow.end_paragraph(inside=True)

    def _end_row(self, _: int | None) -> None:
        if self._state.place == "text":
            self._flow.end_row(self._rows)

    # The file

    def _set_page(self, number: int | None) -> None:
        self._letters.page = number or codepages.WESTERN

    def _set_default(self, number: int | None) -> None:
        self._font = self._state.font = number or 0

    def _end_picture(self) -> None:
        name = self._figures.end()
        if name:
            self._flow.current.pictures.append(name)
        else:
            self._count("drawings")

"""Finding: a query made ready once, asked of one paragraph after another, so that whoever asks can stop between any two."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from layoutdesk.finding.alike import folded
from layoutdesk.finding.formats import runs
from layoutdesk.finding.template import Piece, pieces_of
from layoutdesk.finding.walking import Text
from layoutdesk.finding.wanted import Wanted
from layoutdesk.model import Paragraph

#: The ranges of a hit and of the groups of its expression.
Groups = tuple[tuple[int, int], ...]


class Hit(NamedTuple):
    """One place that a query has found: a range of a paragraph, in code points; ``groups`` begins with the range itself."""

    text: Text
    groups: Groups

    @property
    def start(self) -> int:
        return self.groups[0][0]

    @property
    def end(self) -> int:
        return self.groups[0][1]


class Matcher:
    """A query ready to be asked. Making one refuses a bad expression, and a change that names a group it lacks (``finding.…``).

    What it has found in a paragraph it knows until the paragraph is another.
    """

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self._groups, self._names = 0, dict[str, int]()
        self._known: dict[str, tuple[Paragraph, tuple[Groups, ...]]] = {}
        if wanted.expression and wanted.text:
            from layoutdesk.finding.expression import compiled

            self._pattern = compiled(wanted.text, case=wanted.case)
            self._groups, self._names = self._pattern.groups, dict(self._pattern.groupindex)
        else:
            self._sought = folded(wanted.text, wanted).text
        self.pieces: tuple[Piece, ...] = ()
        self.use(wanted)

    def use(self, wanted: Wanted) -> bool:
        """Takes what hits become from a query; whether it looks for the same as before, so that what is known stays true."""
        same = _sought(wanted) == _sought(self.wanted)
        if not same:
            return False
        plain = not (wanted.expression and wanted.text)
        self.pieces = (
            tuple(filter(None, (Piece(wanted.becomes),)))
            if plain
            else pieces_of(wanted.becomes, self._groups, self._names)
        )
        self.wanted = wanted
        return True

    def hits(self, text: Text, within: Mapping[str, tuple[int, int]] | None = None) -> list[Hit]:
        """What it finds in a text; only ``within`` the range of its paragraph, where ranges are given."""
        wanted, paragraph = self.wanted, text.paragraph
        if not text.is_in(wanted.part) or (wanted.style and paragraph.style != wanted.style):
            return []
        known = self._known.get(paragraph.id)
        if known is None or known[0] is not paragraph:
            known = self._known[paragraph.id] = paragraph, tuple(self._found(paragraph))
        if within is None:
            return [Hit(text, groups) for groups in known[1]]
        first, last = within.get(paragraph.id, (0, -1))
        return [Hit(text, groups) for groups in known[1] if first <= groups[0][0] and groups[0][1] <= last]

    def _found(self, paragraph: Paragraph) -> list[Groups]:
        wanted = self.wanted
        room = runs(paragraph, wanted.looks)
        if not room or wanted.is_empty:
            return []
        if not wanted.text:
            return [(each,) for each in room]
        found = self._by_expression(paragraph.text) if wanted.expression else self._plain(paragraph.text)
        if not wanted.looks:
            return found
        return [each for each in found if any(start <= each[0][0] and each[0][1] <= end for start, end in room)]

    def _by_expression(self, text: str) -> list[Groups]:
        from layoutdesk.finding.expression import matches

        # An expression may be one that looks from the end.
        return sorted(match.regs for match in matches(self._pattern, text))

    def _plain(self, text: str) -> list[Groups]:
        found, seen, at = list[Groups](), folded(text, self.wanted), 0
        sought = self._sought
        while sought and (at := seen.text.find(sought, at)) >= 0:
            start, end = seen.range(at, at + len(sought))
            if not self.wanted.word or _is_word(text, start, end):
                found.append(((start, end),))
                at += len(sought)
            else:
                at += 1
        return found


def _sought(wanted: Wanted) -> tuple[object, ...]:
    """What of a query says what is looked for."""
    return (
        wanted.text, wanted.expression, wanted.case, wanted.word, wanted.widths, wanted.scripts, wanted.blanks, wanted.marks,
        wanted.part, wanted.style, wanted.looks,
    )  # fmt: skip


def _is_word(text: str, start: int, end: int) -> bool:
    """Whether no Western word goes on over either end of a range."""
    before = start > 0 and _is_letter(text[start - 1]) and _is_letter(text[start])
    behind = end < len(text) and _is_letter(text[end - 1]) and _is_letter(text[end])
    return not before and not behind


def _is_letter(char: str) -> bool:
    """A letter or figure of Western words, of full width too."""
    return char.isalnum() and (char < "\u2e80" or "\uff10" <= char <= "\uff5a")

"""What is said by its code: one text, or a text among the arguments of another."""

from __future__ import annotations

from typing import NamedTuple


class Phrase(NamedTuple):
    """A code of the texts with its arguments; an argument may be a phrase itself. ``words.text`` puts it into a language."""

    code: str
    args: dict[str, str | Phrase]


#: An argument of a phrase: words of the issue itself, which no language changes, or a phrase.
Said = str | Phrase

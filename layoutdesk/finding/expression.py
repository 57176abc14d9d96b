"""Regular expressions of an editor's own, bounded: how large one becomes, and how long it may look at a paragraph.

The library ``regex`` is loaded with the first of them; the standard library's expressions cannot be given a time. It unrolls what
is counted ({1000}) when it compiles, before any time counts, so that nested counts are reckoned here first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from layoutdesk.base.problem import Refusal

if TYPE_CHECKING:
    from regex import Pattern

#: Seconds for one paragraph: a hundred times what a wide expression takes for a long one.
MOST_SECONDS: Final = 0.05
#: Into how many parts an expression may unroll: each costs some ten µs and a kilobyte.
MOST_PARTS: Final = 5_000
#: What of an expression says nothing of its size: escaped characters and sets of characters.
_SILENT: Final = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_COUNT: Final = re.compile(r"\{(\d*)(?:,\d*)?\}")
#: What the library says of an expression that is none, and the code of what an editor is told.
_FAULTS: Final = (
    ("missing )", "open"), ("unterminated character set", "set"), ("character range", "range"), ("repeat", "repeat"),
    ("parenthesis", "close"), ("trailing", "close"), ("unknown property", "property"), ("group", "group"), ("escape", "escape"),
)  # fmt: skip


def compiled(text: str, *, case: bool) -> Pattern[str]:
    """The expression; refuses what is none (``finding.expression-…``) and what would grow too large (``finding.too-large``)."""
    import regex

    if _parts(text) > MOST_PARTS:
        raise Refusal("finding.too-large")
    try:
        return regex.compile(text, 0 if case else regex.IGNORECASE)
    except regex.error as error:
        said = str(error)
        kind = next((code for fragment, code in _FAULTS if fragment in said), "other")
        raise Refusal(f"finding.expression-{kind}", at=min((error.pos or 0) + 1, len(text))) from None
    except (RecursionError, OverflowError, MemoryError, ValueError):
        raise Refusal("finding.too-large") from None


def matches(pattern: Pattern[str], text: str) -> list[Any]:
    """What an expression finds in a text, empty places left out; refuses (``finding.slow``) where that takes too long."""
    try:
        return [match for match in pattern.finditer(text, timeout=MOST_SECONDS) if match.end() > match.start()]
    except TimeoutError:
        raise Refusal("finding.slow") from None


def _parts(text: str) -> int:
    """How many parts an expression has when everything that is counted is written out."""
    bare = _SILENT.sub("c", text)
    if "(?#" in text or "(?x" in text:
        # What a remark holds looks like a part of the expression; every count is taken as nested in the others.
        return _product(text)
    open_, at = [0], 0
    while at < len(bare):
        if bare[at] == "(":
            open_.append(0)
        else:
            unit, count = (open_.pop() + 1 if bare[at] == ")" and len(open_) > 1 else 1), 1
            while found := _COUNT.match(bare, at + 1):
                count *= _number(found[1])
                at = found.end() - 1
            open_[-1] += unit * count
        at += 1
    return sum(open_)


def _product(text: str) -> int:
    product = len(text)
    for found in _COUNT.finditer(text):
        product = min(product * _number(found[1]), MOST_PARTS + 1)
    return product


def _number(digits: str) -> int:
    """A count; one with more digits than matter is large enough."""
    return max(int(digits[:7] or 1), 1)

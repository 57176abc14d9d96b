"""Subheads (小标题) in a row more or fewer, all of an element alike: they stay in whole rows of the grid."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from layoutdesk.edits import FitParagraph
from layoutdesk.makeup.fitting.stage import Stage
from layoutdesk.makeup.fitting.types import Move, Part

#: A subhead in a row fewer stands so close to its text that any reader sees it; a row more parts it a little too far.
_TIGHTER, _LOOSER, _EACH = 4.5, 2.0, 0.1
#: Rows that a subhead may have beyond those that its lines need.
_MOST_SPARE: Final = 2


def subhead_moves(stage: Stage, sign: int) -> Iterator[Move | None]:
    """Every subhead a row lower (``sign`` 1) or higher; none where one of them cannot."""
    edits, rows = [], 0
    for paragraph in stage.paragraphs():
        standing = stage.now.rows.get(paragraph.id)
        style = stage.context.paragraph_style(paragraph)
        if standing is None or style.align != "center" or not style.keep_next:
            continue
        rows = standing - sign
        least = math.ceil((len(stage.now.lines[paragraph.id]) - 1) * 1.15 + 0.8)
        if not least <= rows <= least + _MOST_SPARE:
            return
        edits.append(FitParagraph(stage.story.id, paragraph.id, rows=rows))
    standing_then = stage.stand(edits) if edits else None
    if standing_then is not None and (gained := standing_then.room - stage.now.room) * sign > 0:
        cost = (_TIGHTER if sign > 0 else _LOOSER) + _EACH * len(edits)
        part = Part("makeup.fit.subheads", {"rows": str(rows), "count": str(len(edits))})
        yield Move("subheads", part, tuple(edits), gained, cost)

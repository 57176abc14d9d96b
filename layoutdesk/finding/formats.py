"""Where in a paragraph the copy has certain looks."""

from __future__ import annotations

from layoutdesk.model.story import Paragraph


def runs(paragraph: Paragraph, looks: tuple[str, ...]) -> list[tuple[int, int]]:
    """The longest ranges that have all of these character looks; the whole paragraph where none is asked for."""
    whole = [(0, len(paragraph.text))]
    for look in looks:
        own = _merged(sorted((span.start, span.end) for span in paragraph.spans if span.style == look))
        pairs = ((max(a, c), min(b, d)) for a, b in whole for c, d in own)
        whole = [(start, end) for start, end in pairs if start < end]
    return [(start, end) for start, end in whole if start < end]


def _merged(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges that meet or overlap as one."""
    merged = list[tuple[int, int]]()
    for start, end in ranges:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged

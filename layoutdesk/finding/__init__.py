"""Find and change (查找与更改): over text, expressions and format, with what would become of it."""

from layoutdesk.finding.changing import Outcome, becomes, changing, readings_lost
from layoutdesk.finding.matching import Hit, Matcher
from layoutdesk.finding.walking import PARTS, Text, closed, locked_stories, stories_in_order, texts
from layoutdesk.finding.wanted import LOOKS, SEEN, Wanted

__all__ = [
    "LOOKS", "PARTS", "SEEN", "Hit", "Matcher", "Outcome", "Text", "Wanted", "becomes", "changing", "closed", "locked_stories",
    "readings_lost", "stories_in_order", "texts",
]  # fmt: skip

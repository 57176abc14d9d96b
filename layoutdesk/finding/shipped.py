"""Queries that every editor of a newspaper asks, ready to be asked: their names are the texts ``finding.query.<name>``."""

from __future__ import annotations

from typing import Final

from layoutdesk.finding.wanted import Wanted


def _expression(text: str, becomes: str) -> Wanted:
    return Wanted(text=text, expression=True, case=True, becomes=becomes)


SHIPPED: Final[dict[str, Wanted]] = {
    # Between Chinese, as they come from keyboards that were left in English.
    "half-marks": _expression(r"(?<=[\p{Han}》”’）])[,;:?!]|(?<=[\p{Han}》”’）])\.(?![A-Za-z0-9.])", r"\F$0"),
    "half-brackets": _expression(r"\((?=[^()]*\p{Han})([^()]*)\)", "（$1）"),
    "straight-quotes": _expression(r'"([^"]*)"', "“$1”"),
    "blanks-twice": _expression(r"[ \u00a0\u3000]{2,}", " "),
    "blanks-before-marks": _expression(
        r"[ \u00a0\u3000]+(?=[，。、；：？！）》”])|(?<=[，。、；：？！（《“])[ \u00a0\u3000]+", ""
    ),
    "blanks-at-ends": _expression(r"^[ \u00a0\u3000]+|[ \u00a0\u3000]+$", ""),
    "full-figures": _expression(r"[０-９](?:[０-９．：]*[０-９])?％?", r"\H$0"),
    "full-letters": _expression(r"[Ａ-Ｚａ-ｚ][Ａ-Ｚａ-ｚ０-９]*", r"\H$0"),
    "marks-twice": _expression(r"([，、；：。])[，、；：。]+|([？！])[，、；：。]+", "$1$2"),
    "words-twice": _expression(r"(的|了|在|是|和|与|对|将)\1", "$1"),
    "dots": _expression(r"\.{3,}|。{2,}|(?<!…)…(?!…)", "……"),
    "dashes": _expression(r"(?<=[\p{Han}”》])(?:--+|——?-+)(?=[\p{Han}“《])", "——"),
    "bold": Wanted(looks=("bold",), part="body"),
}

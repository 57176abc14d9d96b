"""The newspaper's own words (报纸用语), by the language of the issue, never of the interface."""

from __future__ import annotations

from typing import Final

Words = dict[str, str]

ADVERT: Final[Words] = {"zh": "广告", "en": "ADVERTISEMENT"}


def word(words: Words, language: str) -> str:
    """The word in the issue's language; the English one where there is none."""
    return words.get(language, words["en"])

"""Bakes ``readings.txt``: the syllables of pinyin, each with the characters that are read so.

Run ``python resources/pinyin/bake.py`` where ``pypinyin`` is installed (see README.md); it gives the same bytes every time.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

TARGET = Path(__file__).with_name("readings.txt")


def known_characters() -> Iterator[str]:
    """The characters of GB 2312 and of Big5: all that interfaces and headlines are written with, simplified and traditional."""
    for code in range(0x3400, 0xA000):
        character = chr(code)
        for charset in ("gb2312", "big5"):
            try:
                character.encode(charset)
            except UnicodeEncodeError:
                continue
            yield character
            break


def bare(syllable: str) -> str:
    """A syllable without its tone; ü as v, as it is typed."""
    parted = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(letter for letter in parted if letter.isascii() and letter.isalpha())


def readings_in_words() -> dict[str, set[str]]:
    """The readings that characters really have in words and phrases."""
    out: dict[str, set[str]] = defaultdict(set)
    for phrase, syllables in PHRASES_DICT.items():
        for character, readings in zip(phrase, syllables, strict=False):
            out[character].update(bare(reading) for reading in readings)
    return out


def baked(characters: Iterable[str]) -> str:
    """Lines of a syllable and its characters: of each character the first reading, and others that words have."""
    in_words, by_syllable = readings_in_words(), defaultdict(list)
    for character in characters:
        readings = [bare(reading) for reading in PINYIN_DICT.get(ord(character), "").split(",")]
        for syllable in dict.fromkeys(filter(None, readings)):
            if syllable == readings[0] or syllable in in_words[character]:
                by_syllable[syllable].append(character)
    return "".join(f"{syllable} {''.join(members)}\n" for syllable, members in sorted(by_syllable.items()))


if __name__ == "__main__":
    TARGET.write_text(baked(known_characters()), encoding="utf-8", newline="\n")

"""Han characters (汉字) as one class for all patterns: names have rare ones (生僻字), outside the first block.

All of Unicode's ideographs count: 〇, extension A, the first block, the compatibility ideographs, and planes 2 and 3, which hold
nothing but the further extensions.
"""

from typing import Final

#: What stands between the brackets of a class, to be joined with other characters.
RANGES: Final = "〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
#: One Han character, as a pattern.
HAN: Final = f"[{RANGES}]"


def is_han(character: str) -> bool:
    """Whether ``character`` is a Han character."""
    return (
        "一" <= character <= "鿿"
        or "㐀" <= character <= "䶿"
        or "\U00020000" <= character <= "\U0003fffd"
        or "\uf900" <= character <= "\ufaff"
        or character == "〇"
    )


def sets_off_western(text: str, at: int) -> bool:
    """Whether the blank before ``at`` sets off a Western word or a figure (在 GitHub 上), and parts no clauses (首航 ARJ21退役)."""
    before, after = text[:at].split()[-1:], text[at:].split(maxsplit=1)[:1]
    return any(word.isascii() for word in before + after)

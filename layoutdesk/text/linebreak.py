"""Signs that stay with what is before or after them, by Unicode's line-breaking classes (UAX #14, Unicode 14).

Out: the members of the classes as strings for regular expressions. What Chinese setting says differently is in ``rules``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple

from layoutdesk.base.late import late

#: The classes whose signs may not start a line (CL CP EX NS CJ PO SY IS), not end one (PR OP), neither (QU): code points and
#: ranges in hexadecimal digits. Source: LineBreak.txt of the Unicode Character Database; CJ counts as NS, the strict choice.
CLASSES: Final[Mapping[str, str]] = {
    "CL": (
        "7d f3b f3d 169c 2046 207e 208e 2309 230b 232a 2769 276b 276d 276f 2771 2773 2775 27c6 27e7 27e9 27eb 27ed 27ef 2984 "
        "2986 2988 298a 298c 298e 2990 2992 2994 2996 2998 29d9 29db 29fd 2e23 2e25 2e27 2e29 2e56 2e58 2e5a 2e5c 3001-3002 "
        "3009 300b 300d 300f 3011 3015 3017 3019 301b 301e-301f fd3e fe11-fe12 fe18 fe36 fe38 fe3a fe3c fe3e fe40 fe42 fe44 "
        "fe48 fe50 fe52 fe5a fe5c fe5e ff09 ff0c ff0e ff3d ff5d ff60-ff61 ff63-ff64 1325b-1325d 13282 13287 13289 "
        "1337a-1337b 13438 145cf"
    ),
    "CP": "29 5d",
    "EX": (
        "21 3f 5c6 61b 61d-61f 6d4 7f9 f0d-f11 f14 1802-1803 1808-1809 1944-1945 2762-2763 2cf9 2cfe 2e2e 2e53-2e54 a60e "
        "a876-a877 fe15-fe16 fe56-fe57 ff01 ff1f 115c4-115c5 11c71"
    ),
    "NS": (
        "17d6 203c-203d 2047-2049 3005 301c 303b-303c 309b-309e 30a0 30fb 30fd-30fe a015 fe54-fe55 ff1a-ff1b ff65 ff9e-ff9f "
        "16fe0-16fe3 1f679-1f67b"
    ),
    "CJ": (
        "3041 3043 3045 3047 3049 3063 3083 3085 3087 308e 3095-3096 30a1 30a3 30a5 30a7 30a9 30c3 30e3 30e5 30e7 30ee "
        "30f5-30f6 30fc 31f0-31ff ff67-ff70 1b150-1b152 1b164-1b167"
    ),
    "PO": (
        "25 a2 b0 609-60b 66a 9f2-9f3 9f9 d79 2030-2037 20a7 20b6 20bb 20be 20c0 2103 2109 a838 fdfc fe6a ff05 ffe0 "
        "11fdd-11fe0 1ecac 1ecb0"
    ),
    "PR": (
        "24 2b 5c a3-a5 b1 58f 7fe-7ff 9fb af1 bf9 e3f 17db 20a0-20a6 20a8-20b5 20b7-20ba 20bc-20bd 20bf 20c1-20cf 2116 "
        "2212-2213 fe69 ff04 ffe1 ffe5-ffe6 1e2ff"
    ),
    "OP": (
        "28 5b 7b a1 bf f3a f3c 169b 201a 201e 2045 207d 208d 2308 230a 2329 2768 276a 276c 276e 2770 2772 2774 27c5 27e6 "
        "27e8 27ea 27ec 27ee 2983 2985 2987 2989 298b 298d 298f 2991 2993 2995 2997 29d8 29da 29fc 2e18 2e22 2e24 2e26 2e28 "
        "2e42 2e55 2e57 2e59 2e5b 3008 300a 300c 300e 3010 3014 3016 3018 301a 301d fd3f fe17 fe35 fe37 fe39 fe3b fe3d fe3f "
        "fe41 fe43 fe47 fe59 fe5b fe5d ff08 ff3b ff5b ff5f ff62 13258-1325a 13286 13288 13379 13437 145ce 1e95e-1e95f"
    ),
    "QU": "22 27 ab bb 2018-2019 201b-201d 201f 2039-203a 275b-2760 2e00-2e0d 2e1c-2e1d 2e20-2e21 1f676-1f678",
    "SY": "2f",
    "IS": "2c 2e 3a-3b 37e 589 60c-60d 7f8 2044 fe10 fe13-fe14",
}
#: Signs that only Chinese and Japanese setting has: the level of prohibition says whether they may start or end a line.
_EAST_ASIAN: Final = late(
    "[\u203c\u2047-\u2049\u2329\u232a\u3000-\u31ff\ufe10-\ufe6f\uff00-\uffef\U0001b000-\U0001b1ff]"
)


@cache
def members(name: str) -> str:
    """The signs of one class, in order of their code points."""
    found: list[str] = []
    for part in CLASSES[name].split():
        first, _, last = part.partition("-")
        found += map(chr, range(int(first, 16), int(last or first, 16) + 1))
    return "".join(found)


class Kept(NamedTuple):
    """Signs that may not start a line; that may not end one, also with spaces behind them; that may not without; quotes."""

    no_start: str
    opening: str
    prefixes: str
    quotes: str


@cache
def kept(east_asian: bool, rare: bool) -> Kept:
    """The signs of all classes, with those of Chinese setting or without, with those beyond the basic plane or without.

    What stands beside a number stays with it in any case. Curly quotes, which are Chinese marks here, are not among the quotes.
    """

    def signs(*names: str, all_of_them: bool = east_asian) -> str:
        found = "".join(map(members, names))
        wanted = (sign for sign in found if (all_of_them or not _EAST_ASIAN.match(sign)) and (rare or sign <= "\uffff"))
        return "".join(wanted)

    return Kept(
        signs("CL", "CP", "EX", "NS", "CJ", "IS") + signs("PO", all_of_them=True),
        signs("OP"),
        signs("PR", all_of_them=True),
        signs("QU").translate(dict.fromkeys(map(ord, "‘’“”"))),
    )

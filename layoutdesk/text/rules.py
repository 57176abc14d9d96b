"""The rules of setting as data: classes of characters, prohibitions (避头尾), widths, and the order of justification.

Sources: W3C clreq (2024-03), GB/T 15834—2011 (punctuation), GB/T 15835—2011 (numerals). A paragraph's text is translated once
into a string of class letters of the same length, on which regular expressions find whatever needs attention.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

import msgspec

from layoutdesk.base.late import late
from layoutdesk.model.styles import CHARACTER_STYLES, Prohibition, TextStyle
from layoutdesk.text import linebreak

# Class letters. Chinese: h 汉字 and kana, w other wide characters, D full-width letters and digits, o opening bracket or quote,
# c closing one, p ，、；：, e 。．？！, i 间隔号, - 破折号, ~ 连接号, z 省略号, j 分隔号 and 短横线 between Han.
# Western: l letter, d digit, t punctuation, u what follows a number (%), y what goes before one ($), x combining mark.
# Spaces: s word space, f full-width space.
OPENING: Final = "「『“‘（《〈\u2329【〖〔［｛〘〝"
CLOSING: Final = "」』”’）》〉\u232a】〗〕］｝〙〞〟"
_CLASSES: Final[Mapping[str, str]] = {
    "o": OPENING,
    "c": CLOSING,
    "p": "，、；：",
    "e": "。．？！‼⁇⁈⁉",
    "i": "·‧・",
    "-": "—⸺",
    "~": "–～〜",
    "z": "…⋯",
    "j": "／",
    "t": "∶",
    "u": "%‰°′″℃℉",
    "y": "$¥£€¢−±",
    "s": " \t\u00a0\u2002\u2003\u2009\u202f\n\r\u2028\u2029",
    "f": "\u3000",
    "h": "〇々〻ー",
    "x": "\u200b\u200c\u200d\ufeff",
}


def classify(char: str) -> str:
    """The class letter of one character (see the table above)."""
    for letter, members in _CLASSES.items():
        if char in members:
            return letter
    code, category = ord(char), unicodedata.category(char)
    if (
        category[0] == "M"
        or 0x1160 <= code <= 0x11FF
        or category in ("Cf", "Cc")
        or 0xFE00 <= code <= 0xFE0F
        or 0x1F3FB <= code <= 0x1F3FF
    ):
        return "x"
    if category == "Zs":
        return "s"
    if code < 0x2E80:
        return _classify_western(char, code, category)
    if category == "Cn" and not 0x20000 <= code < 0x40000:
        return "l"  # a code that nothing is known of; those of planes 2 and 3 are kept for Han
    if 0x1F1E6 <= code <= 0x1F1FF:
        return "l"  # the letters of a flag
    if 0xFF10 <= code <= 0xFF19 or 0xFF21 <= code <= 0xFF3A or 0xFF41 <= code <= 0xFF5A:
        return "D"
    return "h" if category[0] == "L" and code != 0xFF0F else "w"


def is_invisible(char: str) -> bool:
    """Whether a character shows nothing, so that it needs no glyph: spaces, controls, joiners, variation selectors."""
    return (
        classify(char) in "sf"
        or unicodedata.category(char) in ("Cf", "Cc")
        or 0xFE00 <= ord(char) <= 0xFE0F
        or (0xE0100 <= ord(char) <= 0xE01EF)
    )


def _classify_western(char: str, code: int, category: str) -> str:
    if char in "0123456789":
        return "d"
    if code >= 0x2100 and (code >= 0x2150 or category[0] != "L"):
        return "w"  # arrows, enclosed numbers, geometric shapes, Roman numerals: one em in Chinese fonts
    if category[0] in "LN":
        return "l"
    return "y" if category == "Sc" else "t"


class _Table(dict[int, str]):
    """A table for ``str.translate`` that works a character out when it is first met; some letters stand for others."""

    def __init__(self, override: Mapping[str, str], instead: Mapping[str, str]) -> None:
        super().__init__({ord(char): letter for char, letter in override.items()})
        self.instead = instead

    def __missing__(self, code: int) -> str:
        letter = classify(chr(code))
        letter = self[code] = self.instead.get(letter, letter)
        return letter


#: Quotes, en dash, interpunct and ellipsis are Western punctuation where the paragraph has no Chinese at all; so are the dash and
#: signs that Chinese fonts draw one em wide (™ → ★) where it has words.
_SHARED: Final = "“”‘’–·…"
_CHINESE: Final = _Table({}, {})
_WESTERN: Final = _Table(dict.fromkeys(_SHARED, "t"), {})
_ENGLISH: Final = _Table(dict.fromkeys(_SHARED, "t"), {"w": "t", "-": "t"})
#: What only Chinese text has: Han, full-width letters and marks, on class letters and in the text.
_WIDE: Final = late("[hDpe]")
_BRACKETS: Final = late("[「『（《〈【〖〔［｛〘〝」』）》〉】〗〕］｝〙〞〟\u3001-\u33ff\ufe30-\ufe6f\uff01-\uffee]")
#: Signs of which Chinese and Western text make different use, and two words in a row, on class letters.
_SIGNS: Final = late("[w-]")
_WORDS: Final = late("l[lt]*s+[t]*l")
#: What no paragraph has that is Western as a whole (see ``classes``): Han, full-width marks and signs.
_HAN: Final = late("[hwDpeocizf~-]")
#: An apostrophe: a closing single quote between Western letters or digits.
_APOSTROPHE: Final = late("(?<=[ld])c(?=[ld])")
#: A solidus, hyphen, tilde or bullet between Han, on class letters: 元/吨, 京-沪, 周一~周五, 卜杜拉•吐尔逊.
_BETWEEN_HAN: Final = late("(?<=[hwc])t(?=[hwo])")
_BETWEEN: Final[Mapping[str, str]] = {"/": "j", "-": "j", "~": "j", "•": "i"}
_BETWEEN_ANY: Final = late("[/~•-]")
#: A half-width parenthesis beside the Han that it holds is a bracket like （）, not part of a number: 28681395(业务四科).
_OPENED_AT_HAN: Final = late("t(?=h)")
_CLOSED_AT_HAN: Final = late("(?<=h)t")


def classes(text: str) -> str:
    """The class letters of ``text``, one for each code point."""
    letters = text.translate(_CHINESE)
    if not _WIDE.search(letters) and not _BRACKETS.search(text):
        signs = _SIGNS.search(letters)
        if not signs or "w" not in letters or _WORDS.search(letters):
            return text.translate(_ENGLISH if signs and _WORDS.search(letters) else _WESTERN)
    if "’" in text:
        for found in _APOSTROPHE.finditer(letters):
            at = found.start()
            if text[at] == "’":
                letters = f"{letters[:at]}t{letters[at + 1 :]}"
    if "(" in text or ")" in text:
        letters = _OPENED_AT_HAN.sub(lambda found: "o" if text[found.start()] == "(" else "t", letters)
        letters = _CLOSED_AT_HAN.sub(lambda found: "c" if text[found.start()] == ")" else "t", letters)
    if _BETWEEN_ANY.search(text):
        letters = _BETWEEN_HAN.sub(lambda found: _BETWEEN.get(text[found.start()], "t"), letters)
    return letters


def is_western(letters: str) -> bool:
    """Whether a paragraph, by its class letters, is Western as a whole: words and no Han."""
    return "l" in letters and not _HAN.search(letters)


# --- prohibitions -----------------------------------------------------------------------------------------------------------

#: Iteration marks and small kana; source: UAX #14, LB13 and class NS.
_FOLLOWING: Final = "々〻ー゛゜ゝゞヽヾぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ"
_BASIC_NO_START: Final = "。．，、：；！？‼⁇⁈⁉" + CLOSING + "–～〜·・‧/／" + _FOLLOWING
_SINGLE_DASH: Final = "(?<![—⸺])—(?![—⸺])"
_SINGLE_ELLIPSIS: Final = "(?<![…⋯])[…⋯](?![…⋯])"
_DOUBLE: Final = "(?<!—)——|⸺|(?<!…)……|(?<!⋯)⋯⋯"
#: What copy has in place of ～, ： and ·.
_ALIKE: Final = ("[~∶]", "(?<=\\w)•")
#: Western marks keep to their word whatever the level; source: UAX #14, LB13, LB14, LB15, LB19, LB21, LB22, LB25. A line may
#: start with a quote after a space, and after a quote and a space, save before an opening bracket.
_WESTERN_NO_START: Final = "-\u2010\u2011|\u2024\u2025"
_KEEPS_NEXT: Final = "´ˈˌ"


class Level(msgspec.Struct, frozen=True):
    """One level of prohibition: what may not start a line, and what may not end one."""

    no_start: re.Pattern[str]
    no_end: re.Pattern[str]


#: What each level adds, source: clreq, "Prohibition rules for line start and line end": marks that may not start a line, marks that
#: may not end one, patterns that may not start one. ``none`` (不处理) keeps Western marks with their words and no more.
_PROHIBITED: Final[Mapping[Prohibition, tuple[str, str, tuple[str, ...]]]] = {
    "none": ("", "", ()),
    "basic": (_BASIC_NO_START, OPENING, (*_ALIKE, _SINGLE_DASH, _SINGLE_ELLIPSIS)),
    "gb": (_BASIC_NO_START, OPENING + "/／", (*_ALIKE, _SINGLE_DASH, _SINGLE_ELLIPSIS)),
    "strict": (_BASIC_NO_START, OPENING + "/／", (*_ALIKE, _SINGLE_DASH, _SINGLE_ELLIPSIS, _DOUBLE)),
}


#: Signs beyond the basic plane that may have rules: a regular expression with them takes longer, and hardly any text has any.
_RARE: Final = late("[\U00010000-\U0001ffff]")


def level_of(name: Prohibition, text: str) -> Level:
    """The patterns of one level for a text."""
    return _level(name, _RARE.search(text) is not None)


@cache
def _level(name: Prohibition, rare: bool) -> Level:
    start, end, patterns = _PROHIBITED[name]
    kept = linebreak.kept(name != "none", rare)
    quotes = re.escape(kept.quotes)
    no_start = "|".join(
        (f"[{re.escape(start + kept.no_start + _WESTERN_NO_START)}]", f"(?<![ \u3000])[{quotes}]", *patterns)
    )
    opening, keeps = re.escape(end + kept.opening), re.escape(kept.prefixes + _KEEPS_NEXT)
    marks, spaces = "[\u0300-\u036f]*", "[ \u3000]"
    no_end = f"[{opening}]{marks}{spaces}*|[{quotes}]{marks}(?:{spaces}+(?=[{opening}]))?|[{keeps}]{marks}"
    return Level(late(no_start), late(no_end))


#: What of a style the breaks, gaps and white of a paragraph depend on.
_CHOICES: Final = (
    "prohibition",
    "latin_gap",
    "pairs",
    "trim_start",
    "trim_end",
    "interpunct",
    "shrink_stops",
    "language",
    "word_space",
    "letter_space",
    "glyph_scale",
    "loosest",
    "ladder",
    "word_edge",
)


@lru_cache(maxsize=1024)
def choices(style: TextStyle) -> TextStyle:
    """The rules of setting that a style chooses and nothing else of it: equal for styles that differ in face and size alone."""
    return TextStyle(**{name: getattr(style, name) for name in _CHOICES})


# --- units that do not break ------------------------------------------------------------------------------------------------

#: Brush faces draw figures and Latin letters wide and without serifs: the trade sets those in Song beside 楷 and 仿宋.
WESTERN_COMPANION: Final[Mapping[str, str]] = {"kai": "song", "fang": "song"}
_LATIN: Final = "0-9A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ\u0300-\u036f"
FIGURES_AND_LATIN: Final = late(rf"[{_LATIN}](?:[{_LATIN}.,:%/×+\-]*[{_LATIN}%])?")


class OffBaseline(msgspec.Struct, frozen=True):
    """How a superscript or subscript character is set from an ordinary one; em of what it stands in.

    ``row`` are the ten figures of its kind: a face that lacks any of them has all of them set so, that m² looks like 10⁶.
    """

    figure: str
    row: str
    scale: float
    rise: float


#: Superscript and subscript characters with the figures that stand in for them where a face lacks them.
OFF_BASELINE: Final[Mapping[str, OffBaseline]] = {
    char: OffBaseline(figure, chars[:10], CHARACTER_STYLES[name].scale, CHARACTER_STYLES[name].rise)
    for name, chars, figures in (
        ("superscript", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", "0123456789+–=()ni"),
        ("subscript", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓₙ", "0123456789+–=()aeoxn"),
    )
    for char, figure in zip(chars, figures, strict=True)
}
#: A Western word, number, address or amount: it never breaks, and no gap inside it stretches.
WESTERN: Final = "ldtuyx"
WESTERN_RUN: Final = late("[ldtuy][ldtuyx]*")
#: So many characters make a number or an address long: in a line that would be loose its characters stand apart.
LONG_RUN: Final = 8
LONG_RUNS: Final = late(f"[ldtuy][ldtuyx]{{{LONG_RUN - 1},}}")
#: Full-width figures with their points (GB/T 15835: a number never breaks), and full-width words. A longer word than so many
#: letters parts like Han (UAX #14, class ID), two of its letters at least on either side.
WIDE_NUMBER: Final = late("[０-９]+(?:[．，：／％][０-９]+)*[％‰℃]?")
WIDE_WORD: Final = late("[０-９]*[Ａ-Ｚａ-ｚ][０-９Ａ-Ｚａ-ｚ]*[％‰℃]?")
LONGEST_WIDE: Final = 6
#: Behind the hyphen of a full-width telephone number a line may start, before it none.
WIDE_JOINT: Final = late("(?<=[０-９])－(?=[０-９])")
#: On class letters: dashes or ellipses in a row (—— ……).
ROW: Final = late("--+|zz+")
#: What HarfBuzz shapes: signs in pairs, words with a letter (plain numbers go by the table), combined
#: characters.
SHAPED: Final = (
    late("--(?:-(?!-))?|zz"),
    late("(?<![dtuy])[dtuy]*+l[ldtuyx]*"),
    late("[^sfxldtuy]x+"),
)
#: The letters of a word between its marks and figures, with what combines.
LETTERS: Final = late("l[lx]*")
#: The parts of a Western run between its marks.
PARTS: Final = late("[^t]+")
#: Marks that Chinese and Western text share, each in glyphs of its own.
SHARED: Final = late("[“”‘’·…]")
#: The sign of ratios and times behind a figure: in front of another it is no wider than one.
RATIO: Final = late("(?<=[0-9])∶")
#: What is no character of a last line (孤字): marks, spaces, what combines.
MARKS: Final = "ocpeij~z-txsf"
#: So many of them at a paragraph's end go with the character before them: no last line of a dash alone.
TAIL: Final = 8
#: Signs at the start and end of a Western run that are part of its word: a gap parts them from Han like a letter (#1, C++, Na⁺).
#: A hyphen before figures is a minus only where they count something (气温-5℃), and joins a name else (歼-20).
LEADING_SIGNS: Final = late("[#@+~][0-9A-Za-z]|-[0-9][0-9.,]*(?=[℃°度%％‰万亿元])|-[A-Za-z]")
TRAILING_SIGNS: Final = "+⁺⁻⁼⁾₊₋₌₎#*®©"
#: The same where they stand raised: charges of ions.
CHARGES: Final = "+-−–＋－"
#: What may stand off its body or carry white.
SHIFTED: Final = late("[ocpei~j-]")
#: Marks and what they belong to: no white is added between them (jlreq, "Opportunities for Inter-Character Space Expansion").
HUGGED: Final = late("[cpe]|(?<=o).")
#: Connectors and solidi: no white is added beside them (clreq, "Procedures for Inter-Character Space Expansion").
CONNECTORS: Final = late("[~j]|(?<!-)-(?!-)")
#: The consonant of a Hangul syllable that is written as letters (UAX #14, LB26); those that follow it combine.
JAMO: Final = late("[\u1100-\u115f][\u0300-\u036f]*(?=[\u1100-\u115f\uac00-\ud7a3])")
#: The point inside a unit (kW·h, N·m) is none between names.
UNIT_POINT: Final = late(
    "(?<![A-Za-z])[A-Za-z\u03bc\u00b5Ω]{1,4}[²³]?[·⋅](?=[A-Za-z\u03bc\u00b5Ω]{1,4}(?![A-Za-z]))|[0-9]·(?=[0-9])"
)
#: The number of a standard: its letters, its figures, its year (GB/T 15834—2011).
STANDARD: Final = late(
    r"(?<![A-Za-z])[A-Z]{1,6}(?:/[A-Z]{1,3})?( ?)[0-9][0-9.]*(?:[—–-](?=(?:19|20)[0-9]{2}(?![0-9])))?"
)
#: Numbers of models (型号: 歼-20, C919, ARJ21-700, B2B), up to nine letters and figures of both kinds: they part in no need but
#: that of a measure which does not hold them. A minus before a figure that counts something (气温-5℃) makes none.
MODEL: Final = late(
    r"[\u4e00-\u9fff]-[0-9A-Z][0-9A-Za-z]{0,4}(?![0-9A-Za-z.,]*[0-9A-Za-z℃°度%％‰万亿元])"
    r"|(?<![0-9A-Za-z./_@-])(?=[A-Za-z.-]{0,8}[0-9])(?=[0-9.-]{0,8}[A-Za-z])[0-9A-Za-z](?:[.-]?[0-9A-Za-z]){1,8}(?![0-9A-Za-z/_@-])"
)
#: What every one of them has, on class letters.
MODEL_LIKE: Final = late("ht[dl]|lt?d|dt?l")
#: One letter and the word that it belongs to stay together where it fits (A股, X光, Z型, 五号B); so do the parts of a plate.
LETTERED: Final = late(
    "(?<![0-9A-Za-z])[A-Z](?=[股型形超光线恤座级类字盘照区组款版口馆轮层])|[号区座级类组型](?=[A-Z](?![A-Za-z]))"
    "|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼](?=[A-Z]·?[0-9A-Z]{5,6}(?![0-9A-Za-z]))"
)
HYPHENS: Final = "-\u2010"
#: A compound parts behind its hyphen, two letters at least on either side: never e-mail, T-shirt, 5G-A.
HYPHEN: Final = late("(?<=[A-Za-z]{2}-)(?=[A-Za-z]{2})")
#: After the dash of a Western paragraph a line may end.
WESTERN_DASH: Final = late(r"(?<=\w—)(?=\w)")
#: An address of the web or of mail, of ASCII signs alone.
ADDRESS: Final = late(
    r"(?<![0-9A-Za-z._+@/\-])(?:(?:https?://|www\.|[0-9A-Za-z._+\-]++@)[!-~]+|(?:[0-9A-Za-z\-]++\.){1,8}[A-Za-z]{2,}/[!-~]*"
    r"|(?:[0-9A-Za-z\-]++\.){2,8}[A-Za-z]{2,}+)"
)
#: Where an address parts and how bad that is, best first, as newspapers have it: after a solidus; after ? & = #; before . and @,
#: before - and _, so that no line ends with a mark that could be read as a sentence's or as a hyphen; source: Chicago Manual of
#: Style 7.46 (URLs), with the solidus left on the line. An address keeps two signs
#: at its start and three at its end, three at both where it parts inside a name.
ADDRESS_JOINTS: Final = (
    (late("(?<=[!-~]/)(?=[0-9A-Za-z])(?<!//)"), 800.0),
    (late("(?<=[?&=#])(?=[!-~])"), 1200.0),
    (late("(?<=[0-9A-Za-z])(?=[.@][0-9A-Za-z])"), 2000.0),
    (late("(?<=[0-9A-Za-z])(?=[_-][0-9A-Za-z])|(?<=//)"), 3000.0),
)
ADDRESS_EDGE: Final = 3
JOINT_EDGE: Final = 2
#: Where a telephone number, a long word or a row of dashes may break when nothing else helps; never used otherwise. Decimal points,
#: thousands and times of day are no joints, nor is anything in an address, which has its own.
EMERGENCY: Final = late(
    r"(?<=[._&=?@,:#+])(?<![0-9][.,:])(?=[0-9A-Za-z])|(?<=[0-9][.,:])(?=[A-Za-z])"
    r"|(?<=[0-9A-Za-z]{2}-)(?=[0-9A-Za-z]{2})(?!(?<=[12][0-9]{3}-)[01][0-9]-[0-3][0-9](?![0-9]))"
    r"(?!(?<=[12][0-9]{3}-[01][0-9]-)[0-3][0-9](?![0-9]))"  # a date
    r"(?!(?<=\([0-9]{3}\) [0-9]{3}-)[0-9]{4})"
    r"|(?<=————)(?=——)|(?<=…………)(?=……)|(?<=⋯⋯⋯⋯)(?=⋯⋯)"  # a row of dashes
)
#: A number of an account or a document, which breaks between its fours; shorter ones (telephones) do not.
LONG_NUMBER: Final = late(r"(?<![0-9A-Za-z])(?!0|[A-Z]+(?![0-9A-Z]))[0-9A-Z]{12,}(?![0-9A-Za-z])")
FOUR: Final = 4
#: A word long enough to divide where a line is loose, and where it gapes.
LONG_WORD: Final = late("[A-Za-zÀ-ÖØ-öø-ɏ]{8,}")
WORD: Final = late("[A-Za-zÀ-ÖØ-öø-ɏ]{5,}")
#: A name in an address that may part where its joints do not help, so many of its first and last letters together.
NAME: Final = late("[A-Za-z]{6,}")
WORD_EDGE: Final = 3
#: A word of a Western paragraph, in whatever letters.
WESTERN_WORD: Final = late(r"[^\W\d_]{5,}")

#: On class letters: a space beside a Western word; between Han it parts names and widens no sooner than other gaps.
WORD_SPACED: Final = late(f"[{WESTERN}]s|.s[{WESTERN}]")
#: Spaces: a line may start after them, never with them, save those that forbid it.
SPACES: Final = late("[sf]+")
NO_BREAK_SPACES: Final = "\u00a0\u202f"
#: Word joiners hold what they stand between; a zero-width space parts it.
JOINERS: Final = late("[\u2060\ufeff\u200d\u00a0\u202f][\u0300-\u036f]*")
ZERO_WIDTH_SPACE: Final = "\u200b"

# --- widths and justification, in em ----------------------------------------------------------------------------------------

#: The half em of white that a full-width mark carries (GB/T 15834 §5.1), and the body that remains.
HALF: Final = 0.5
#: Widths that hold whatever the face says (GB/T 15834 §5.1): interpunct, short connector and solidus ½ em, 一字线, ～ and each half
#: of a dash or an ellipsis 1 em, 破折号 in one character 2 em, doubled marks in one character 1 em.
WIDTHS: Final[Mapping[str, float]] = {
    **dict.fromkeys("·‧・–／", HALF),
    **dict.fromkeys("—～〜…⋯‼⁇⁈⁉\u3000", 1.0),
    "⸺": 2.0,
}
#: Narrowest Han–Latin gap and word space, widest ones before all gaps widen; source: clreq, "Line adjustment" (it allows ½ em
#: between Han and Latin; beyond ⅓ the hole shows in a narrow column).
LEAST_LATIN_GAP: Final = 0.125
LEAST_WORD_SPACE: Final = 0.25
MOST_LATIN_GAP: Final = 1 / 3
MOST_WORD_SPACE: Final = 0.5
#: A Western paragraph has no Han rules: its spaces give and take, and each counts for as many gaps, since lines have few of them (a
#: line with a quarter of an em more in each is as loose as one of Han with an eighth).
WESTERN_SPACE_GAPS: Final = 2
#: Order in which white is taken away, all places of one level equally (clreq, "Line adjustment", 挤压): 1 mark at the line's end,
#: 2 word space, 3 interpunct (where a style sets it 1 em wide), 4 brackets and quotes, 5 ，、；：, 6 Han–Latin gap, 7 。？！
LINE_END, WORD_SPACE, INTERPUNCT, BRACKET, PAUSE, LATIN_GAP, STOP = range(1, 8)
#: The level of the white that a mark carries, by its class.
MARK_LEVEL: Final[Mapping[str, int]] = {"o": BRACKET, "c": BRACKET, "p": PAUSE, "e": STOP, "i": INTERPUNCT}
#: Order in which white is added: 1 word space, 2 Han–Latin gap, 3 all gaps equally, save those of ``HUGGED`` (clreq, "Line
#: adjustment", 拉伸).
STRETCH_WORD_SPACE, STRETCH_LATIN_GAP, STRETCH_ALL = range(1, 4)
#: Where letters may stand apart and together: between those of scripts that are not joined (Latin, Greek, Cyrillic).
LETTER_JOINT: Final = late("(?<=[!-~¡-¬®-˿Ͱ-\u058f])(?=[!-~¡-¬®-˿Ͱ-\u058f])")

"""Where lines may break, held to Unicode's UAX #14: stricter often, looser only where clreq says so (``EXCEPTIONS``)."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, get_args

import pytest

from layoutdesk.model import TextStyle
from layoutdesk.model.styles import Prohibition
from layoutdesk.text import linebreak
from layoutdesk.text.fonts import pip_fonts
from layoutdesk.text.paragraph import _prepare
from layoutdesk.text.spans import runs_of

LEVELS = get_args(Prohibition)


class Exempt(NamedTuple):
    """A break that UAX #14 forbids and that is allowed: at which levels, by which rules, on which characters, and why."""

    levels: tuple[str, ...]
    rules: tuple[str, ...]
    before: str
    after: str
    why: str


_ANY = "(?s:.)"
EXCEPTIONS = (
    Exempt(
        ("none",), ("13.01", "13.02", "16.0", "21.03", "22.0"), _ANY,
        "[\\u3000-\\u30ff\\uff00-\\uff65\u203c\u2047-\u2049/…〈〉]",
        "clreq, level none: Chinese marks, iteration marks and small kana may start a line",
    ),
    Exempt(
        ("none",), ("14.0", "15.0"), "[\\u2329\\u3000-\\u301f\\uff08\\uff3b\\uff5b\\u0308 ]", _ANY,
        "clreq, level none: Chinese opening brackets may end a line",
    ),
    Exempt(("none",), ("17.0",), "[ \u0308]", "—", "clreq, level none: a dash may start a line"),
    Exempt(
        LEVELS, ("30.01", "30.02"), "[\\u2295\\u2296)}]", "[\\u2295\\u2296({]",
        "clreq, mixed text: signs that Chinese fonts draw one em wide are set like Han (UAX #14 has AI, ideographic in such text)",
    ),
)  # fmt: skip


def breaks(text: str, level: Prohibition) -> set[int]:
    """Where a line may start, ordinary places only."""
    style, book = TextStyle(size=10.0, prohibition=level), pip_fonts()
    return set(_prepare(text, runs_of(text, style, 10.0, (), {}, book), book, style).breaks)


def cases(file: Path) -> Iterator[tuple[str, dict[int, str]]]:
    """The texts of the test and, by place, the rule that forbids a break there."""
    for row in file.read_text(encoding="utf-8").splitlines():
        body, _, comment = row.partition("#")
        if not body.strip():
            continue
        tokens = body.split()
        text = "".join(chr(int(code, 16)) for code in tokens[1::2])
        found = re.findall(r"([×÷]) \[([\d.]+)\]", comment)
        assert [sign for sign, _ in found] == tokens[0::2]
        yield text, {at: rule for at, (sign, rule) in enumerate(found) if sign == "×" and 0 < at < len(text)}


def exempt(level: str, rule: str, text: str, at: int) -> bool:
    return any(
        level in one.levels
        and rule in one.rules
        and re.match(one.before, text[at - 1])
        and re.match(one.after, text[at])
        for one in EXCEPTIONS
    )


@pytest.mark.parametrize("level", LEVELS)
def test_no_break_that_unicode_forbids_but_for_the_exceptions(level: Prohibition, shared: Path) -> None:
    wrong, number = [], 0
    for text, forbidden in cases(shared / "data" / "LineBreakTest-15.0.0.txt"):
        number += 1
        wrong += [
            (text, at, forbidden[at])
            for at in breaks(text, level)
            if at in forbidden and not exempt(level, forbidden[at], text, at)
        ]
    assert number > 7000
    assert not wrong


#: What signs of a class forbid between Han: a line before them, one after them. Source: UAX #14, LB13 LB14 LB19 LB21a LB23a LB25.
FORBIDS = {
    **dict.fromkeys(("CL", "CP", "EX", "NS", "CJ", "PO", "IS", "SY"), (True, False)),
    **dict.fromkeys(("OP", "PR"), (False, True)),
    "QU": (True, True),
}
#: What clreq says differently: curly quotes open or close, and the level none lets Chinese marks start and end lines.
CURLY = "‘’“”"
CHINESE_MARK = re.compile(
    "[\u203c\u2047-\u2049\u2329\u232a\u3000-\u31ff\ufe10-\ufe6f\uff00-\uffef\U0001b000-\U0001b1ff/]"
)


def torn(name: str, sign: str, found: set[int]) -> bool:
    """Whether a sign of a class between two Han characters is parted from one that it stays with."""
    start, end = FORBIDS[name]
    return (start and 1 in found) or (end and 1 + len(sign) in found)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("name", FORBIDS)
def test_every_sign_of_a_class_stays_where_unicode_keeps_it(name: str, level: Prohibition) -> None:
    signs = [sign for sign in linebreak.members(name) if unicodedata.category(sign) != "Cn" and sign not in CURLY]
    assert signs
    if level == "none":
        signs = [sign for sign in signs if name in ("PO", "PR") or not CHINESE_MARK.match(sign)]
    assert not [f"{sign} U+{ord(sign):04X}" for sign in signs if torn(name, sign, breaks(f"河{sign}湾", level))]


def test_the_table_of_classes_is_unicodes() -> None:
    """Against the Unicode database that comes with Perl, over all code points; only signs that one of them knows may differ."""
    perl = shutil.which("perl")
    if perl is None:
        pytest.skip("perl is not installed")
    script = (
        'for my $c (split /,/, shift) { print "$c"; for my $i (0..0xd7ff, 0xe000..0x10ffff) '
        '{ printf(" %x", $i) if chr($i) =~ /\\p{Lb=$c}/ } print "\\n" } use Unicode::UCD; print Unicode::UCD::UnicodeVersion()'
    )
    told = subprocess.run([perl, "-e", script, ",".join(linebreak.CLASSES)], capture_output=True, text=True, check=True)
    *rows, version = told.stdout.splitlines()
    theirs = {row.split()[0]: {chr(int(code, 16)) for code in row.split()[1:]} for row in rows}
    for name, signs in theirs.items():
        differing = signs ^ set(linebreak.members(name))
        assert not differing or version != "14.0.0", (name, differing)
        assert len(differing) < 12, (name, differing)


def test_the_signs_of_unicodes_own_test_are_in_their_classes(shared: Path) -> None:
    """LineBreakTest names the class of every character that it uses."""
    seen: dict[str, str] = {}
    for row in (shared / "data" / "LineBreakTest-15.0.0.txt").read_text(encoding="utf-8").splitlines():
        body, _, comment = row.partition("#")
        codes, names = body.split()[1::2], re.findall(r"\(([A-Z][A-Z0-9]+)(?:_[A-Za-z0-9_]+)?\)", comment)
        if len(codes) == len(names):
            seen |= {chr(int(code, 16)): name for code, name in zip(codes, names, strict=True)}
    known = {sign: name for sign, name in seen.items() if name in linebreak.CLASSES}
    assert len(known) >= 20
    assert not {sign: name for sign, name in known.items() if sign not in linebreak.members(name)}


#: × no line starts there, ÷ one may: at every level but ``none``.
PAIRS = [
    "河÷湾", "河×。÷湾", "河×，×”÷湾", "河÷“×湾×”÷桥", "河÷（×湾×）", "河×！÷湾", "河×：÷湾", "《×河×》÷湾",
    "河÷a×b÷湾", "a×b ÷c×d", "河÷1×2×3÷湾", "1×2×,×3×4×5×.×6", "3×.×5×%", "河÷$×5", "河÷−×5×℃", "N×o×.",
    "a×(×b×)", "a ÷(×b×)", "\"×a×,×\" ÷b", "a ÷\"×b×\"", "a×\u00a0×b", "a×\u2060×b", "a\u200b÷b", "河×\u0301÷湾",
    "—×—÷河", "河×…÷湾", "河×·÷湾", "河×～÷湾", "河×〜÷湾", "河×々÷湾", "カ×ー÷カ", "カ×ッ÷カ", "河×–÷湾",
    "拉×•÷吐", "周×~÷五", "3×∶×2", "价÷￥×3", "价×％÷河", "河×｡÷湾", "河÷｢×湾×｣÷桥", "河×﹐÷湾", "河×゠÷湾",
    "it×'×s", "h×t×t×p×:×/×/×a", "1×2×:×3×0", "a×? ÷b", "\u1100×\uac00÷\uac01", "\uac00×\u11a8", "🇨×🇳", "☝×\U0001f3fb",
]  # fmt: skip


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("level", ["basic", "gb", "strict"])
def test_pairs(pair: str, level: Prohibition) -> None:
    text = re.sub("[×÷]", "", pair)
    free, held, at = set(), set(), 0
    for char in pair:
        if char == "÷":
            free.add(at)
        elif char == "×":
            held.add(at)
        else:
            at += 1
    found = breaks(text, level)
    assert free <= found
    assert not held & found


def test_what_the_levels_allow_beyond_unicode() -> None:
    """clreq: only the strict level keeps —— and …… from a line's start, and none lets marks start and end lines."""
    for sign in ("——", "……", "⋯⋯"):
        assert 1 in breaks(f"河{sign}湾", "gb")
        assert 1 not in breaks(f"河{sign}湾", "strict")
    for mark in "，。、；：？！”）》·～":
        assert 1 in breaks(f"河{mark}湾", "none")
    for mark in "“（《":
        assert 2 in breaks(f"河{mark}湾", "none")
    assert 2 in breaks("河/湾", "basic")
    assert 2 not in breaks("河/湾", "gb")


@pytest.mark.parametrize("level", LEVELS)
def test_every_mark_of_clreqs_tables_keeps_to_its_level(level: Prohibition, shared: Path) -> None:
    """Whether a line may start before a mark, and end after it, level by level."""
    table = json.loads((shared / "data" / "clreq_prohibition_levels.json").read_text(encoding="utf-8"))
    some, strict = level != "none", level == "strict"
    solid = "/／"  # between Han the gb level keeps both their sides
    for mark in table["basic_no_start"]:
        assert (1 in breaks(f"河{mark}湾", level)) is not some, mark
        assert (2 in breaks(f"河{mark}湾", level)) is (mark not in solid or level in ("none", "basic")), mark
    for mark in table["basic_no_end"]:
        assert 1 in breaks(f"河{mark}湾", level), mark
        assert (2 in breaks(f"河{mark}湾", level)) is not some, mark
    for mark in table["gb_extra_no_end"]:
        assert (2 in breaks(f"河{mark}湾", level)) is (level in ("none", "basic")), mark
    for sign in table["strict_extra_no_start"].split():
        assert (1 in breaks(f"河{sign}湾", level)) is not strict, sign
        assert 1 + len(sign) in breaks(f"河{sign}湾", level), sign
        assert not set(range(2, 1 + len(sign))) & breaks(f"河{sign}湾", level), sign

"""Bytes of copy to text: every encoding said by name, everything doubtful refused in words."""

import codecs
import re
from pathlib import Path

import pytest

from layoutdesk import words
from layoutdesk.base.ids import IdSource
from layoutdesk.base.problem import Refusal
from layoutdesk.intake import read_copy, read_text
from layoutdesk.intake.decode import LIMIT, Decoded, decode
from layoutdesk.model.story import PARAGRAPH_STYLES

TEXT = "# 茶园开采\n\n3月9日，茶园开采，大家都很高兴。\n\n“今年的新芽，比往年更好。”茶农说。\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "UTF-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "UTF-8 BOM"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "UTF-16 LE"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "UTF-16 BE"),
        (TEXT.encode("utf-16-le"), "UTF-16 LE"),
        (TEXT.encode("utf-16-be"), "UTF-16 BE"),
        (TEXT.encode("gb18030"), "GB18030"),
        (TEXT.encode("hz"), "HZ-GB-2312"),
    ],
)
def test_encodings_are_told_apart(data: bytes, encoding: str) -> None:
    decoded = decode(data, "copy.txt")
    assert decoded.encoding == encoding
    assert decoded.text == TEXT


def test_traditional_copy_in_big5_is_read_and_simplified_copy_never_taken_for_it() -> None:
    text = "第一屆採茶節開幕，遊客絡繹不絕。茶農說，今年的新芽比往年更好。\n"
    assert decode(text.encode("big5"), "copy.txt") == Decoded(text, "Big5", 0)
    for part in (TEXT, TEXT[2:6] + "\n", TEXT[8:20]):
        assert decode(part.encode("gb18030"), "copy.txt").encoding == "GB18030"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (bytes(range(32)) * 20, "binary"),
        (b"PK\x03\x04rest", "format"),
        (b"\x89PNG\r\n\x1a\n", "format"),
        (b"{\\rtf1\\ansi}", "format"),
        (b'{"format": "plan/1", "pages": []}', "structured"),
        (b'<?xml version="1.0"?><nitf/>', "structured"),
        (b"<!DOCTYPE html><html></html>", "structured"),
        (TEXT.encode()[:-5], "truncated"),
        (TEXT.encode("gb18030")[:-4], "truncated"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le")[:-1], "truncated"),
        (TEXT.encode() + b"\xff\n" + TEXT.encode(), "bad-bytes"),
        (TEXT.encode("gb18030") + TEXT.encode(), "mixed-encodings"),
        ("採茶".encode("big5"), "encoding-unsure"),
        (("第一屆採茶節開幕，遊客絡繹不絕。" * 2).encode("big5")[:-1], "encoding-unsure"),
        (b"../\xc0\xaf../etc", "encoding-unsure"),
        ("Été à la campagne, déjà".encode("latin-1"), "encoding-unsure"),
    ],
)
def test_what_cannot_be_read_for_certain_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        decode(data, "某稿.txt")
    assert refused.value.code == f"intake.{code}"
    for language in words.LANGUAGES:
        sentence = words.refusal_text(refused.value, language)
        assert "某稿.txt" in sentence and "{" not in sentence


def test_a_file_above_the_limit_is_refused_with_its_size() -> None:
    with pytest.raises(Refusal) as refused:
        decode(b"a" * (LIMIT + 1), "big.txt")
    assert refused.value.args_["limit"] == "16.0"


def test_control_characters_are_removed_and_counted() -> None:
    intake = read_text(TEXT.replace("茶园", "茶\x07\x1b园\0", 1).encode(), "copy.txt", IdSource(b"test"))
    problem = next(problem for problem in intake.problems if problem.code == "intake.controls-removed")
    assert problem.args["count"] == "3"
    assert intake.stories[0].main is not None and intake.stories[0].main.text == "茶园开采"


def test_missing_files_and_folders_are_refused(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none.txt", "missing-file"), (tmp_path, "not-a-file")):
        with pytest.raises(Refusal) as refused:
            read_copy([path], IdSource(b"test"))
        assert refused.value.code == f"intake.{code}"
    with pytest.raises(Refusal):
        read_copy([], IdSource(b"test"))


def test_files_keep_their_order_and_names(tmp_path: Path) -> None:
    for name, codec in (("b.txt", "utf-8"), ("a.txt", "gb18030")):
        (tmp_path / name).write_bytes(TEXT.encode(codec))
    intake = read_copy([tmp_path / "b.txt", tmp_path / "a.txt"], IdSource(b"test"))
    assert [page.file for page in intake.pages] == ["b.txt", "a.txt"]
    notes = [problem.args for problem in intake.problems if problem.code == "intake.encoding"]
    assert notes == [{"file": "b.txt", "encoding": "UTF-8"}, {"file": "a.txt", "encoding": "GB18030"}]


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
def test_line_numbers_do_not_depend_on_the_line_ends(ends: str) -> None:
    intake = read_text(TEXT.replace("\n", ends).encode(), "copy.txt", IdSource(b"test"))
    assert [block.first for block in intake.blocks] == [1, 3, 5]


def test_the_broken_files_are_read_right_or_refused(shared: Path) -> None:
    for path in sorted((shared / "badinput" / "text").iterdir()):
        try:
            intake = read_copy([path], IdSource(b"test"))
        except Refusal as refusal:
            assert path.name in words.refusal_text(refusal, "en")
        else:
            assert intake.blocks and "\ufffd" not in "".join(block.text for block in intake.blocks)


def test_private_use_and_invisible_characters_are_asked_about_and_kept() -> None:
    odd = "# 标题\n\n方\ue000正\u202e的字\ufe0f，还有\u200b。\n"
    intake = read_text(odd.encode(), "copy.txt", IdSource(b"test"))
    codes = {query.code for query in intake.queries}
    assert {"intake.private-use", "intake.bidi", "intake.variation", "intake.invisible"} <= codes
    body = intake.stories[0].body[0]
    assert getattr(body, "text", "") == "方\ue000正\u202e的字\ufe0f，还有\u200b。"


def test_every_code_and_reason_of_the_room_has_words() -> None:
    from layoutdesk.intake import classify, headings

    folder = Path(classify.__file__).parent
    source = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    known = words.catalogue("en")
    reasons = {rule.reason for rule in classify.RULES} | {evidence.reason for evidence in headings.EVIDENCE}
    assert {f"intake.reason.{reason}" for reason in reasons} <= set(known)
    assert set(re.findall(r'"(intake\.[a-z.\-]+)"', source)) <= set(known)
    told = set(re.findall(r'(?:report\.(?:ask|tell|ask_copy)|told)\(\s*"([a-z\-]+)"', source))
    assert {f"intake.{code}" for code in told} <= set(known)
    assert {f"intake.unsure-{style}" for style in PARAGRAPH_STYLES} <= set(known)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("短行\n" * 50_001, "too-many-lines"),
        ("2026年3月12日 星期四\n\n# 标题\n\n正文。\n\n" * 201, "too-many-pages"),
        ("短行\n" * 3_001, "page-too-long"),
        ("很长的一行," * 12_001, "page-too-long"),
        ("# 标题\n\n" + "甲\t" * 1_000 + "\n" + "甲\t乙\n" * 2_000, "table-too-large"),
    ],
)
def test_what_no_newspaper_holds_is_refused_at_once(text: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_text(text.encode(), "某稿.txt", IdSource(b"test"))
    assert refused.value.code == f"intake.{code}"
    for language in words.LANGUAGES:
        assert "{" not in words.refusal_text(refused.value, language)
